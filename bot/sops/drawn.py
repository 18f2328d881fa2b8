"""What pages of SOPs are drawn with: words in a language, and buttons that know their card."""

from dataclasses import dataclass

from bot.chat.screen import Button, Tap
from bot.i18n import say
from bot.sops.cards import BROWSING, SOPS, Verb

Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose buttons they are, in which language, on the card of which question."""

    person: int
    language: str
    question: int = BROWSING

    def say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)

    def button(self, label: str, verb: Verb, *numbers: int) -> Button:
        return Button(label, Tap(SOPS, verb, (self.person, self.question, *numbers)))
