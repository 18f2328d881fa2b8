"""Trying a form without a trace: an interview that never counts, and is gone when it ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.access import may, require
from bot.chat.trying import TRY
from bot.interviews.opened import begun
from bot.interviews.passage import Passage, first_card
from bot.interviews.service import rest
from bot.interviews.tapping import Tapping
from storage.errors import NotFound
from storage.records import Person, Questionnaire
from storage.unit_of_work import UnitOfWork

KEPT_FOR = timedelta(days=1)  # a trial that nobody goes on with


def may_try(uow: UnitOfWork, person: Person, version: int) -> Questionnaire | None:
    """The version or draft of this id, if the person may try it: of drafts only the own one."""
    try:
        found = uow.questionnaires.by_id(version)
    except NotFound:
        return None
    own = found.published_at is not None or found.published_by == person.id
    return found if own and may(person, "questionnaire.try") else None


def begin_trial(
    uow: UnitOfWork, person: Person, questionnaire: Questionnaire, now: datetime
) -> None:
    """In place of an earlier trial; the person's own interview rests with all its answers."""
    require(person, "questionnaire.try")
    rest(uow, person, now)
    uow.interviews.sweep_trials(now - KEPT_FOR)
    turn = begun(person, uow.offices.by_code(person.office), questionnaire, now)
    passage = Passage(turn.interview, card=first_card(now))
    uow.interviews.start_trial(person.id, questionnaire.id, passage.to_json(), person.language, now)


def end_trial(act: Tapping, version: int) -> str:
    """The last button: what stands where others are thanked says that nothing was kept."""
    rest(act.uow, act.person, act.now)
    return act.show(act.say("toast.trial_ended"), view="tried", version=version)


def _try(act: Tapping, version: int) -> str:
    questionnaire = may_try(act.uow, act.person, version)
    if questionnaire is None:
        return act.stale()
    begin_trial(act.uow, act.person, questionnaire, act.now)
    return replace(act, fresh=True).show(act.say("toast.trial"))


# What a verb does, and how many numbers it carries: the person's first.
TRIAL: dict[int, tuple[Callable[..., str], int]] = {TRY: (_try, 2)}
