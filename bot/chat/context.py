"""Runs a use case in the one transaction of the update that asked for it."""

from collections.abc import Callable
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.chat.sent import Sent
from bot.chat.taps import Codec
from bot.clock import Clock
from storage.database import Database
from storage.errors import Conflict
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")
# (uow to read with, chat id, typed text or a file, now): whether it belongs to what lies open there
Claims = Callable[[UnitOfWork, int, str | Sent, datetime], bool]


def unclaimed(_uow: UnitOfWork, _chat_id: int, _given: str | Sent, _now: datetime) -> bool:
    """Nothing that is typed or sent belongs to anything."""
    return False


class AlreadyDone(Exception):  # noqa: N818 - nothing went wrong
    """Somebody else has carried this update out; what was just tried is rolled back."""


@dataclass(frozen=True, slots=True)
class Services:
    """What handlers reach the rest of the product through."""

    database: Database
    clock: Clock
    codec: Codec
    wake: Callable[[], None]  # the sender looks into the outbox at once
    claims: Claims = unclaimed  # of all features together


@dataclass(slots=True)
class Handling:
    """One update on its way through the handlers; dispatch reads here what became of it."""

    services: Services
    bot_id: int
    update_id: int
    chat_id: int | None
    done: bool = False  # its effect is committed
    toast: str = ""
    error: Exception | None = None


handling: ContextVar[Handling] = ContextVar("handling")


def services() -> Services:
    return handling.get().services


async def run(work: Callable[[UnitOfWork, datetime], T]) -> T:
    """Run `work(uow, now)` in the writer thread and commit it together with the update's mark.

    Once an update: what a second run changes is not made again when the process dies between the
    two. Raises what `work` raises, with nothing stored, and AlreadyDone when another process was
    faster.
    """
    current = handling.get()
    now = current.services.clock()

    def whole(uow: UnitOfWork) -> T:
        if not current.done:
            _mark_done(uow, current, now)
        return work(uow, now)

    # The work runs in another thread and may ask for `services` or `answer` there.
    context = copy_context()
    result = await current.services.database.run(lambda uow: context.run(whole, uow))
    current.done = True
    current.services.wake()
    return result


def _mark_done(uow: UnitOfWork, current: Handling, now: datetime) -> None:
    try:
        uow.inbox.done(current.bot_id, current.update_id, now)
    except Conflict:
        raise AlreadyDone from None


def answer(toast: str) -> None:
    """The short text over the chat that answers the callback query of this update."""
    handling.get().toast = toast
