"""What pages of SOPs are drawn with: words in a language, and buttons that know their card."""

from collections.abc import Callable
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


def turns(button: Callable[[str, int], Button], page: int, pages: range) -> Row:
    """Ways to the pages before and after; `button` draws one from the id of its words."""
    ways = (("sops.button.page_before", page - 1), ("sops.button.page_after", page + 1))
    return tuple(button(key, other) for key, other in ways if other in pages)
