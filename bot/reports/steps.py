"""What each button of a report does: one function a verb, in one table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from bot.chat.notices import stale_tap
from bot.chat.screen import Tap
from bot.chat.speaker import speaker
from bot.i18n import say
from bot.reports import service
from storage.errors import NotFound
from storage.records import Person
from storage.unit_of_work import UnitOfWork

REPORTS = 3  # this feature's number in taps


class Verb(IntEnum):
    # Person, then what is named: a colleague on the same phone cannot tap for somebody else.
    CHOOSE = 1  # questionnaire
    PAGE = 2  # questionnaire, page
    FIGURES = 3  # questionnaire
    ANSWERS = 4  # questionnaire
    PROFILE = 5


@dataclass(frozen=True, slots=True)
class _Tapping:
    """Where a tap happens."""

    uow: UnitOfWork
    person: Person
    chat_id: int
    now: datetime

    def stale(self) -> str:
        return stale_tap(self.uow, self.person, self.chat_id, self.now)

    def name(self, version: int | None = None) -> str | None:
        """The name of the questionnaire of this version; "" when none is named."""
        if version is None:
            return ""
        try:
            return self.uow.questionnaires.by_id(version).name
        except NotFound:
            return None


def tap(uow: UnitOfWork, chat_id: int, tapped: Tap, now: datetime) -> str:
    """A button was tapped; gives the toast. One that means nothing shows the present card.

    Raises NotAllowed when the person may not see it any more.
    """
    act = _Tapping(uow, speaker(uow, chat_id, "report.own"), chat_id, now)
    step, count = _STEPS.get(tapped.verb, (None, 0))
    if step is None or len(tapped.numbers) != count:
        return act.stale()
    whose, *named = tapped.numbers
    name = act.name(*named[:1])
    if whose != act.person.id or name is None:
        return act.stale()
    step(act, name, *named[1:])
    return say(act.person.language, "reports.follows")


def _page(act: _Tapping, name: str, page: int = 0) -> None:
    service.show_page(act.uow, act.person, act.chat_id, name, page, act.now)


def _figures(act: _Tapping, name: str) -> None:
    service.send_figures(act.uow, act.person, act.chat_id, name, act.now)


def _answers(act: _Tapping, name: str) -> None:
    service.send_answers(act.uow, act.person, act.chat_id, name, act.now)


def _profile(act: _Tapping, _name: str) -> None:
    service.show_profile(act.uow, act.person, act.chat_id, act.now)


# What a verb does, and how many numbers it carries: the person's first.
_STEPS: dict[int, tuple[Callable[..., None], int]] = {
    Verb.CHOOSE: (_page, 2),
    Verb.PAGE: (_page, 3),
    Verb.FIGURES: (_figures, 2),
    Verb.ANSWERS: (_answers, 2),
    Verb.PROFILE: (_profile, 1),
}
