"""Another language in the middle of an interview, at every card: nothing else changes."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from bot.access import Operator
from bot.chat.screen import Tap
from bot.chat.text import brief
from bot.i18n import LANGUAGES, catalogue
from bot.interviews.export import exported
from bot.interviews.opened import Opened, open_interview
from bot.questionnaires import service as questionnaires
from bot.questionnaires.content import COMPETENCY
from flows.prompts import Acknowledge, PickDate, PickMany, PickOne, TypeNumber
from flows.xlsform import Checked
from storage.database import Database
from tests.support.chat import Phone
from tests.support.people import NOW, RINA, found_ministry, issue, person

CHAT = 501
OTHER = dict(zip(LANGUAGES, reversed(LANGUAGES), strict=True))
PROPOSAL = "12 : 7"  # a text that reads the same in every language
BACK_EVERY = 9  # cards
TITLE, CASES = "Penilaian Mandiri Kompetensi", "7"  # a section that begins with a yes or no


@dataclass
class Walk:
    """Rina's way through the competency questionnaire, by a plan.

    Whatever the language, she taps the same places and types the same words.
    """

    database: Database
    phone: Phone
    switching: "Switching"

    @property
    def language(self) -> str:
        return person(self.database, RINA).language

    def opened(self) -> Opened:
        rina = person(self.database, RINA)
        with self.database.read() as uow:
            stored = uow.interviews.open_of(rina.id)
            assert stored is not None
            return open_interview(uow, rina, stored, self.phone.now)

    def push(self, key: str, **values: object) -> None:
        self.phone.tap(catalogue(self.language)[key].format(**values))

    def pick(self, place: int) -> None:
        """Tap the button at this place of the card."""
        self.phone.tap(self.phone.labels[place])

    def switch(self) -> None:
        """To the other language, by way of /bahasa: the same card stands there in it."""
        before, text, taps = self.opened(), self.phone.text, taps_of(self.phone)
        language = OTHER[self.language]
        self.phone.type("/bahasa")
        self.phone.tap(catalogue(language)["language.name"])
        assert self.language == language
        assert self.phone.toast == catalogue(language)["toast.language"]
        assert without_language(self.opened()) == without_language(before)
        assert taps_of(self.phone) == taps
        assert untranslated(text, self.phone.text) == []

    def card(self) -> None:
        """Look at a card in the languages of this walk, then answer it."""
        self.switching(self)
        prompt = self.opened().prompt
        assert prompt is not None
        seed = crc32(prompt.path.encode())
        match prompt.input:
            case Acknowledge():
                self.push("button.next")
            case PickOne(choices):
                self.pick(0 if len(choices) == 2 else seed % len(choices))  # yes, or a level
            case PickMany():
                self.pick(1)
                self.switching(self)  # with a choice that is not confirmed yet
                self.pick(2)
                self.push("button.done", count=2)
            case TypeNumber():
                self.phone.type("3")
            case PickDate():
                self.phone.type("12/5/2025")
            case _:
                self.phone.type(PROPOSAL)

    def whole(self) -> None:
        """From the first card to the thanks, with steps back, and a change at the end."""
        cards = 0
        while self.opened().prompt is not None:
            self.card()
            cards += 1
            if cards % BACK_EVERY == 0:
                self.push("button.back")
                self.switching(self)
                self.push("button.keep")
        self.switching(self)
        self.pick(1)  # a section of the review
        self.switching(self)
        self.pick(1)  # one of its answers
        self.switching(self)
        self.pick(2)
        assert self.opened().prompt is None, "back at the review"
        self.switching(self)
        self.push("button.submit")

    def correct(self) -> None:
        """Say that no cases are handled after all, by way of every card of a correction."""
        self.push("button.list")
        self.push("button.read", title=brief(TITLE))
        self.push("button.correct")
        self.switching(self)
        self.phone.tap(CASES)
        self.switching(self)
        self.phone.tap("1")
        self.switching(self)
        self.pick(1)
        self.switching(self)  # with what the change would do
        self.push("button.change")
        self.switching(self)
        self.push("button.send")
        self.switching(self)
        self.phone.type(PROPOSAL)  # the reason


Switching = Callable[[Walk], None]


def never(_walk: Walk) -> None:
    return


def there_and_back(walk: Walk) -> None:
    walk.switch()
    walk.switch()


def there(walk: Walk) -> None:
    walk.switch()


def taps_of(phone: Phone) -> list[Tap]:
    return [button.tap for row in phone.screen.rows for button in row]


def without_language(opened: Opened) -> dict[str, Any]:
    """All that an interview is and where it stands, but for its language."""
    passage = opened.passage.to_json()
    del passage["interview"]["language"]
    return {**passage, "id": opened.stored.id, "asked": opened.prompt and opened.prompt.path}


def untranslated(text: str, translated: str) -> list[str]:
    """Lines with words that read the same in both; what was said of the last step is gone."""
    lines = zip(reversed(text.split("\n")), reversed(translated.split("\n")), strict=False)
    return [one for one, other in lines if one == other and any(c.isalpha() for c in one)]


@cache
def competency() -> tuple[bytes, Checked]:
    source = COMPETENCY.read_bytes()
    return source, questionnaires.check_workbook(source, COMPETENCY.name)


@pytest.fixture
def begin(tmp_path: Path, sqlite_template: Path) -> Iterator[Callable[..., Walk]]:
    """Rina, who speaks this language, at the first question of a ministry of its own."""
    opened: list[Database] = []

    def begun(language: str, switching: Switching) -> Walk:
        file = shutil.copy(sqlite_template, tmp_path / f"{len(opened)}.db")
        database = Database(f"sqlite:///{file}")
        opened.append(database)
        found_ministry(database)
        source, checked = competency()
        database.write(lambda uow: questionnaires.publish(uow, Operator(), checked, source, NOW))
        rina = person(database, RINA)
        database.write(lambda uow: uow.people.set_language(rina.id, language))
        phone = Phone(database, CHAT, language)
        phone.type(f"/start {issue(database, RINA).code}")
        walk = Walk(database, phone, switching)
        walk.push("button.agree")
        return walk

    yield begun
    for database in opened:
        database.close()


def given(walk: Walk) -> dict[str, Any]:
    """What the export gives of her interview beside its language, which is the one she speaks."""
    with walk.database.read() as uow:
        _, rows = exported(uow, Operator(), "kompetensi")
        (row,) = rows
    assert row.pop("language") == walk.language
    return row


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_changes_nothing_else(
    language: str, begin: Callable[[str, Switching], Walk]
) -> None:
    """Switched there and back at every card, or for good each time: the same answers come out."""
    walks = [begin(language, switching) for switching in (never, there_and_back, there)]
    for walk in walks:
        walk.whole()
    plain_walk, *others = map(given, walks)
    assert plain_walk["status"] == "submitted"
    assert len(plain_walk["answers"]) > 30
    for other in others:
        assert other == plain_walk


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_correction_is_the_same_in_the_other_language(
    language: str, begin: Callable[[str, Switching], Walk]
) -> None:
    walks = [begin(language, never) for _ in range(3)]
    for walk, switching in zip(walks, (never, there_and_back, there), strict=True):
        walk.whole()
        before = given(walk)
        walk.switching = switching
        walk.correct()
        after = given(walk)
        assert {path for path in before["answers"] if path not in after["answers"]}
        assert after["answers"].items() - before["answers"].items()
    plain_walk, *others = map(given, walks)
    for other in others:
        assert other == plain_walk


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rest_ends_in_the_other_language(
    language: str, begin: Callable[[str, Switching], Walk]
) -> None:
    walk = begin(language, never)
    for _ in range(5):
        walk.card()
    left = without_language(walk.opened())
    walk.phone.type("/batal")
    walk.phone.type("/bahasa")
    walk.phone.tap(catalogue(OTHER[language])["language.name"])
    walk.push("button.continue", title=TITLE)
    assert without_language(walk.opened()) == {**left, "card": left["card"] + 2}
