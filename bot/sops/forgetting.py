"""What nothing shows any more is deleted: old questions and uses, and desks that were left."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.chat.jobs import Job
from bot.sops.cards import cards_of
from storage.database import Database
from storage.unit_of_work import UnitOfWork

EVERY = timedelta(hours=1)
DESK = timedelta(days=30)  # less than QUESTION: what can still be undone is still there
QUESTION = timedelta(days=90)  # after it was answered or closed
USE = timedelta(days=400)
AT_ONCE = 500  # rows; whoever waits to write comes in between


def forget(database: Database, now: datetime) -> None:
    """Delete it little by little; what waits for a coordinator stays."""
    database.write(lambda uow: uow.sop_desks.sweep(now - DESK))
    _sweep(database, lambda uow: _questions(uow, now - QUESTION))
    _sweep(database, lambda uow: uow.sop_uses.sweep(now - USE, AT_ONCE))


def _sweep(database: Database, some: Callable[[UnitOfWork], int]) -> None:
    while database.write(some) == AT_ONCE:
        pass


def _questions(uow: UnitOfWork, before: datetime) -> int:
    """Some questions, with where their cards stand."""
    gone = uow.sop_questions.sweep(before, AT_ONCE)
    uow.cards.forget(key for person, number in gone for key in cards_of(person, number))
    return len(gone)


FORGETTING = Job("sops.forget", EVERY, forget)
