"""What each button about people does: one function a verb, in one table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from bot.chat.notices import stale_tap
from bot.chat.screen import Tap
from bot.chat.speaker import speaker
from bot.chat.text import brief
from bot.i18n import say
from bot.people import service
from bot.people.service import Visitor
from storage.records import Person
from storage.unit_of_work import UnitOfWork

PEOPLE = 1  # this feature's number in taps


class Verb(IntEnum):
    TAKE_OVER = 1  # invitation
    KEEP = 2
    LANGUAGE = 3  # index of the language
    SWITCH = 4  # person


@dataclass(frozen=True, slots=True)
class _Tapping:
    uow: UnitOfWork
    chat_id: int
    visitor: Visitor
    now: datetime

    def stale(self) -> str:
        person = speaker(self.uow, self.chat_id, "interview.read")
        return stale_tap(self.uow, person, self.chat_id, self.now)


def tap(uow: UnitOfWork, chat_id: int, tapped: Tap, visitor: Visitor, now: datetime) -> str:
    """A button was tapped; gives the toast. One that means nothing shows the present card."""
    act = _Tapping(uow, chat_id, visitor, now)
    step, count = _STEPS.get(tapped.verb, (None, 0))
    if step is None or len(tapped.numbers) != count:
        return act.stale()
    return step(act, *tapped.numbers)


def _take_over(act: _Tapping, invite: int) -> str:
    if not service.take_over(act.uow, act.chat_id, invite, act.visitor, act.now):
        return say(act.visitor.language, "toast.stale")
    return _now(speaker(act.uow, act.chat_id, "people.switch"))


def _keep(act: _Tapping) -> str:
    return say(speaker(act.uow, act.chat_id, "people.switch").language, "people.kept")


def _language(act: _Tapping, index: int) -> str:
    person = service.set_language(act.uow, act.chat_id, index, act.now)
    return say(person.language, "toast.language") if person else act.stale()


def _switch(act: _Tapping, person_id: int) -> str:
    person = service.switch_to(act.uow, act.chat_id, person_id, act.now)
    return _now(person) if person else act.stale()


def _now(person: Person) -> str:
    return say(person.language, "people.now", name=brief(person.name))


# What a verb does, and how many numbers it carries.
_STEPS: dict[int, tuple[Callable[..., str], int]] = {
    Verb.TAKE_OVER: (_take_over, 1),
    Verb.KEEP: (_keep, 0),
    Verb.LANGUAGE: (_language, 1),
    Verb.SWITCH: (_switch, 1),
}
