"""A phone that is watched, and whose buttons are named by message id or number, never by words."""

from dataclasses import dataclass, field, replace
from functools import cache

from bot.access import Operator
from bot.chat.screen import Tap
from bot.i18n import LANGUAGES, catalogue
from bot.interviews.tapping import Verb
from bot.questionnaires import service as questionnaires
from flows.xlsform import Checked
from storage.database import Database
from storage.records import Notice
from tests.bot.interviews.walking import forged, taps
from tests.support.chat import Phone
from tests.support.people import NOW, issue
from tests.support.watch import Watch

LONG = "Maharani " * 13  # 117 characters; a roster takes 120


@cache
def checked(source: str, name: str) -> Checked:
    """Read once for all tours: a workbook is read in a process of its own."""
    found = questionnaires.check_workbook(source.encode(), name)
    assert found.ok, found.problems
    return found


def publish(database: Database, source: str, name: str = "form.md") -> None:
    form = checked(source, name)
    database.write(lambda uow: questionnaires.publish(uow, Operator(), form, source.encode(), NOW))


@dataclass
class Tourist(Phone):
    """A phone whose every screen and toast is watched."""

    watch: Watch = field(kw_only=True)

    def beside(self, chat_id: int) -> "Tourist":
        """Another phone of the same town."""
        return replace(self, chat_id=chat_id, messages=[], log=[], drawn=[])

    def send(self, tapped: Tap, message_id: int) -> None:
        self.watch.toasting()
        super().send(tapped, message_id)
        if self.toast:
            self.watch.toasted({"feature": tapped.feature, "verb": tapped.verb}, self.toast)

    def word(self, key: str, **values: object) -> str:
        return catalogue(self.language)[key].format(**values)

    def push(self, key: str, **values: object) -> None:
        """Tap the button that says this."""
        self.tap(self.word(key, **values))

    def twice(self, key: str) -> None:
        message_id, button = taps(self, self.word(key))
        for _ in range(2):
            self.press(button, message_id)

    def pick(self, number: int) -> None:
        """Tap the choice of this number."""
        self.tap(next(label for label in self.labels if numbered(label) == number))

    def forge(self, verb: Verb, *numbers: int) -> None:
        """A tap of the present card that no button of it says."""
        self.send(forged(self, verb, *numbers), self.messages[-1].id)

    def enter(self, staff_id: str) -> str:
        code = issue(self.database, staff_id, self.now).code
        self.type(f"/start {code}")
        return code

    def switch(self) -> None:
        """By /bahasa to the other language and back: what stands there is seen in both."""
        for language in there_and_back(self.language):
            self.type("/bahasa")
            self.tap(catalogue(language)["language.name"])

    def tell(self, name: str, **arguments: object) -> None:
        notice = Notice(self.chat_id, name, arguments)
        self.database.write(lambda uow: uow.outbox.add(notice, self.now))
        self.deliver()


def numbered(label: str) -> int | None:
    """The number on a choice's button: 2 of "☐ 2. Printer" and of "2"."""
    digits = label.lstrip("✓☐☑ ").partition(".")[0]
    return int(digits) if digits.isdigit() else None


def there_and_back(language: str) -> list[str]:
    """All languages, this one last."""
    return sorted(LANGUAGES, key=lambda each: each == language)
