"""What screens of coordinators, and of what they did, are drawn with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.screen import Button, Tap, bold
from bot.chat.speaker import reader
from bot.chat.text import brief
from bot.i18n import long_date, say
from bot.sops.cards import BROWSING, SOPS, Verb, mark
from bot.sops.desk import Sheet, sheet_of
from bot.sops.queue import Group, group_of
from bot.sops.shelf import shelf
from knowledge.articles import Sop, said
from knowledge.library import Library
from storage.records import Person
from storage.unit_of_work import UnitOfWork

Arguments = Mapping[str, Any]
QUESTION = 160  # characters of a question, and of a title


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages of the card are drawn from."""

    uow: UnitOfWork
    person: Person
    arguments: Arguments

    def say(self, key: str, **values: object) -> str:
        return say(self.person.language, key, **values)

    def tap(self, label: str, verb: Verb, *numbers: int) -> Button:
        return Button(label, Tap(SOPS, verb, (self.person.id, *numbers)))

    def button(self, key: str, verb: Verb, *numbers: int) -> Button:
        return self.tap(self.say(key), verb, *numbers)

    def day(self, moment: datetime) -> str:
        zone = ZoneInfo(self.uow.offices.by_code(self.person.office).zone)
        return long_date(self.person.language, moment.astimezone(zone).date(), "date")

    @property
    def library(self) -> Library:
        return shelf(self.uow)

    @property
    def question(self) -> int:
        number: int = self.arguments["question"]
        return number

    @property
    def page(self) -> int:
        number: int = self.arguments["page"]
        return number

    @property
    def group(self) -> Group | None:
        return group_of(self.uow, self.question)

    @property
    def sheet(self) -> Sheet | None:
        return sheet_of(self.uow, self.person.id)


def desk_of(
    uow: UnitOfWork, arguments: Arguments, chat_id: int, action: str = "sop.queue"
) -> Desk | None:
    """None when the phone went to a colleague, or the person may not see it any more."""
    person = reader(uow, arguments, chat_id, action)
    return Desk(uow, person, arguments) if person else None


def named(desk: Desk, sop: Sop) -> str:
    """Its code and title, on one line."""
    return f"{sop.code} · {brief(said(sop.title, desk.person.language), QUESTION)}"


def quoted(group: Group) -> str:
    return bold(f"“{brief(group.lead.text, QUESTION)}”")


def open_button(desk: Desk, sop: Sop) -> Button:
    """Opens the SOP on a card of its own."""
    label = desk.say("sops.button.open", code=sop.code)
    return desk.tap(label, Verb.OPEN, BROWSING, mark(sop.code), mark(sop.version))
