"""Every card of every questionnaire that Pandu brings along fits: each role, both languages.

`pytest -s tests/bot/interviews/test_shipped.py` prints what was counted.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from bot.access import Operator
from bot.chat.questionnaire import form_of
from bot.i18n import LANGUAGES, say
from bot.interviews.correcting import REASON
from bot.interviews.opened import Opened, open_interview
from bot.people.rules import ROLES
from bot.questionnaires import service as questionnaires
from bot.questionnaires.content import COMPETENCY
from flows.prompts import (
    Acknowledge,
    AddAnother,
    PickDate,
    PickMany,
    PickNumber,
    PickOne,
    Prompt,
    TypeNumber,
    TypeText,
)
from flows.xlsform import Checked
from storage.database import Database
from storage.records import Questionnaire
from tests.bot.limits import TOAST, Measured, length, measured
from tests.support.chat import Phone
from tests.support.people import NOW, SARI, found_ministry, issue, person

CHAT = 501
SHIPPED = sorted(COMPETENCY.parent.glob("*.md"))
CHOSEN = (0, -1, -2)  # which of the choices: the ways through a form
LONG = "Kami perlu waktu untuk belajar bersama. 😀 " * 22  # more than is said back
YES_NO = ("1", "2")
MOST = 400  # cards: no questionnaire is longer


@dataclass
class Seen:
    """What the walks through one questionnaire showed."""

    asked: set[str] = field(default_factory=set)  # paths of nodes
    screens: list[Measured] = field(default_factory=list)
    toasts: list[int] = field(default_factory=list)


@cache
def checked(file: Path) -> Checked:
    found = questionnaires.check_workbook(file.read_bytes(), file.name)
    assert found.ok, found.problems
    return found


@pytest.fixture
def walks(tmp_path: Path, sqlite_template: Path) -> Iterator["Walks"]:
    opened = Walks(tmp_path, sqlite_template)
    yield opened
    for database in opened.databases:
        database.close()


@dataclass
class Walks:
    """Every walk is one of a ministry of its own."""

    folder: Path
    template: Path
    databases: list[Database] = field(default_factory=list)

    def begin(self, file: Path, role: str, language: str, chosen: int) -> "Walk":
        copy = shutil.copy(self.template, self.folder / f"{len(self.databases)}.db")
        database = Database(f"sqlite:///{copy}")
        self.databases.append(database)
        found_ministry(database)
        found = checked(file)
        source = file.read_bytes()
        database.write(lambda uow: questionnaires.publish(uow, Operator(), found, source, NOW))
        sari = person(database, SARI)
        database.write(lambda uow: uow.people.change(sari.id, role=role, language=language))
        phone = Phone(database, CHAT, language)
        phone.type(f"/start {issue(database, SARI).code}")
        walk = Walk(database, phone, language, chosen)
        walk.push("button.agree")
        return walk


@dataclass
class Walk:
    database: Database
    phone: Phone
    language: str
    chosen: int
    asked: set[str] = field(default_factory=set)

    def opened(self) -> Opened:
        sari = person(self.database, SARI)
        with self.database.read() as uow:
            stored = uow.interviews.open_of(sari.id)
            assert stored is not None
            return open_interview(uow, sari, stored, self.phone.now)

    @property
    def prompt(self) -> Prompt | None:
        return self.opened().prompt

    def push(self, key: str, **values: object) -> None:
        self.phone.tap(say(self.language, key, **values))

    def forth(self, *, stumbling: bool) -> None:
        """To the review; stumbling: each question is first answered with what it does not take."""
        for _ in range(MOST):
            prompt = self.prompt
            if prompt is None:
                return
            opened = self.opened()
            spot = opened.form.spot(prompt.path)
            assert spot is not None
            self.asked.add(spot[0].path)
            if stumbling and not isinstance(prompt.input, TypeText):
                self.phone.type("?")
            self.answer(prompt)
        raise AssertionError(f"the questionnaire does not end: {self.phone.text}")

    def answer(self, prompt: Prompt) -> None:
        match prompt.input:
            case Acknowledge():
                self.push("button.next")
            case PickOne(choices) | PickNumber(choices):
                self.phone.type(str(range(1, len(choices) + 1)[self.chosen]))
            case PickMany(choices):
                number = range(1, len(choices) + 1)[self.chosen]
                self.phone.tap(next(each for each in self.phone.labels if each.startswith("☐")))
                self.phone.type(str(number))
            case TypeNumber():
                self.phone.type("3")
            case TypeText():
                self.phone.type(LONG if self.chosen == 0 else "usul")
            case PickDate():
                self.phone.type("12/5/2025")
            case AddAnother(count):
                self.push("button.enough" if count else "button.add")
            case _:
                self.push("button.skip")

    def back(self) -> None:
        """All the way back: every card with its answer."""
        label = say(self.language, "button.back")
        for _ in range(MOST):
            if label not in self.phone.labels:
                return
            self.phone.tap(label)
        raise AssertionError("there is no way back")

    def through_the_review(self) -> None:
        """Every section, and in each an answer to change."""
        for section in self.numbers():
            self.phone.tap(section)
            self.phone.tap(self.numbers()[0])
            for _ in range(MOST):
                if self.prompt is None:
                    break
                self.keep()
            if say(self.language, "button.review") in self.phone.labels:
                self.push("button.review")

    def corrected(self) -> None:
        """Read what was submitted, and correct a yes to a no: with foresight and a reason."""
        self.push("button.list")
        self.phone.tap(self.starting("button.read"))
        for section in self.numbers():
            self.phone.tap(section)
            self.phone.tap(self.phone.labels[-1])
        self.push("button.correct")
        for section in self.numbers():
            self.phone.tap(section)
            for number in self.numbers():
                if self.changed(number):
                    self.push("button.send")
                    self.phone.type(LONG[:REASON])
                    return
            self.push("button.review")
        self.push("button.abandon")

    def changed(self, number: str) -> bool:
        """Whether the answer on a page of the review is a yes that became a no."""
        self.phone.tap(number)
        prompt = self.prompt
        assert prompt is not None
        if not isinstance(prompt.input, PickOne) or len(prompt.input.choices) != len(YES_NO):
            self.keep()
            return False
        self.phone.type(YES_NO[-1])
        self.push("button.change")
        return True

    def numbers(self) -> list[str]:
        return [label for label in self.phone.labels if label.isdigit()]

    def starting(self, key: str) -> str:
        """The button that begins with the words of this message."""
        words = say(self.language, key, title="")
        return next(label for label in self.phone.labels if label.startswith(words))

    def keep(self) -> None:
        """Leave the answer as it is."""
        keys = ("button.keep", "button.skip", "button.next")
        words = [say(self.language, key) for key in keys]
        label = next((word for word in words if word in self.phone.labels), None)
        if label is None:
            prompt = self.prompt
            assert prompt is not None
            self.answer(prompt)
        else:
            self.phone.tap(label)


def looked(walk: Walk, seen: Seen) -> None:
    """Measure all that the phone has shown."""
    seen.asked |= walk.asked
    toasts = {entry.strip("() ") for entry in walk.phone.log if entry.startswith("  (")}
    for screen in walk.phone.drawn:
        if screen.text in toasts and not screen.rows:
            assert 0 < length(screen.text) <= TOAST
            seen.toasts.append(length(screen.text))
        else:
            seen.screens.append(measured(screen))


def roles(questionnaire: Questionnaire) -> tuple[str, ...]:
    return questionnaire.audience or tuple(role for role in ROLES if role)


def test_something_is_shipped() -> None:
    assert COMPETENCY in SHIPPED


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_card_fits(file: Path, language: str, walks: Walks) -> None:
    seen: dict[str, Seen] = defaultdict(Seen)
    everybody = walks.begin(file, "FD", language, 0)
    with everybody.database.read() as uow:
        [questionnaire] = uow.questionnaires.latest_all()
    first, *_ = asked_roles = roles(questionnaire)
    for role in asked_roles:
        for chosen in CHOSEN if role == first else CHOSEN[:1]:
            walk = walks.begin(file, role, language, chosen)
            walk.forth(stumbling=chosen == 0)
            if chosen == 0:
                walk.through_the_review()
                walk.back()
                walk.phone.type("/mulai")
                walk.forth(stumbling=False)
            walk.push("button.submit")
            if chosen == 0:
                walk.corrected()
            looked(walk, seen[role])
        print(told(file, role, language, seen[role]))
    asked = set().union(*(each.asked for each in seen.values()))
    form = form_of(questionnaire.xform)
    unasked = {path for path in form.questions if path not in asked}
    assert unasked <= set(questionnaire.sides["prefill"]), "every question was on a card"


def told(file: Path, role: str, language: str, seen: Seen) -> str:
    screens = seen.screens
    counts = {
        "questions": len(seen.asked),
        "screens": len(screens),
        "text": max(each.text for each in screens if not each.captioned),
        "caption": max((each.text for each in screens if each.captioned), default=0),
        "buttons": max(each.buttons for each in screens),
        "in a row": max(each.widest_row for each in screens),
        "label": max(each.longest_label for each in screens),
        "data": max(each.data for each in screens),
        "toast": max(seen.toasts),
    }
    listed = " · ".join(f"{name} {count}" for name, count in counts.items())
    return f"\n{file.stem} {role} {language}: {listed}"
