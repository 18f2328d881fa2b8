"""Where a tap on an SOP happens, and how what it did is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.chat.notices import stale_tap
from bot.i18n import say
from bot.sops.cards import card
from knowledge.articles import Sop
from knowledge.library import Library
from storage.records import Person
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Tapping:
    """Where a tap happens; every method ends it with its toast."""

    uow: UnitOfWork
    person: Person
    chat_id: int
    question: int
    library: Library
    now: datetime

    def say(self, key: str, **values: object) -> str:
        return say(self.person.language, key, **values)

    def stale(self) -> str:
        return stale_tap(self.uow, self.person, self.chat_id, self.now)

    def show(self, toast: str, *, view: str, fresh: bool = False, **arguments: Any) -> str:
        notice = card(self.person, self.chat_id, self.question, view, fresh=fresh, **arguments)
        self.uow.outbox.add(notice, self.now)
        return toast

    def used(self, sop: Sop) -> None:
        """The person looks into the SOP."""
        person = self.person
        self.uow.sop_uses.opened(person.id, person.office, sop.code, sop.version, self.now)
