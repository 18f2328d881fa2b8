"""Runs a use case for a chat; a refusal becomes one screen instead of an error."""

from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, TypeVar

from telegram import Update

from bot.access import NotAllowed
from bot.chat.between import UseCase, bring_card_back, in_between
from bot.chat.context import answer, run
from bot.chat.notices import interview_card, refusal_notice
from bot.chat.speaker import speaker
from bot.i18n import known, say
from storage.errors import Conflict
from storage.records import Notice
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")
OnCommand = Callable[[Update, Any], Coroutine[Any, Any, None]]


async def act(update: Update, work: Callable[[UnitOfWork, datetime], T]) -> T | None:
    """Run `work` in the update's transaction; None when it was refused and the person told so.

    When somebody else was faster (the same person on another device, another process), nothing
    of it is stored and the present card is shown.
    """
    try:
        try:
            return await run(work)
        except Conflict:
            answer(await run(lambda uow, now: _overtaken(uow, chat_of(update), now)))
            return None
    except NotAllowed as refusal:
        notice = refusal_notice(refusal, chat_of(update), language_of(update))
        await run(lambda uow, now: refuse(uow, notice, now))
        return None


def refuse(uow: UnitOfWork, notice: Notice, now: datetime) -> None:
    """Say that it is not allowed; the card of an open interview comes back below it."""
    uow.outbox.add(notice, now)
    bring_card_back(uow, notice.chat_id, now)


def _overtaken(uow: UnitOfWork, chat_id: int, now: datetime) -> str:
    person = speaker(uow, chat_id, "interview.read")
    uow.outbox.add(interview_card(person, chat_id, fresh=True, problem="not-asked"), now)
    return say(person.language, "toast.stale")


def acting(use_case: UseCase) -> OnCommand:
    """A handler that runs `use_case(uow, chat, now)` and needs nothing else of the update.

    Whatever the command shows, the card of an open interview comes back below it.
    """
    return acting_on_the_card(in_between(use_case))


def acting_on_the_card(use_case: UseCase) -> OnCommand:
    """The same for a command whose answer is the card."""

    async def on_command(update: Update, _context: Any) -> None:
        chat = chat_of(update)
        await act(update, lambda uow, now: use_case(uow, chat, now))

    return on_command


def chat_of(update: Update) -> int:
    """The chat an update belongs to; every update that reaches a handler has one."""
    if update.effective_chat is None:
        raise ValueError("the update has no chat")
    return update.effective_chat.id


def language_of(update: Update) -> str:
    """What Telegram says of the user's language, as one we speak: for people we do not know."""
    user = update.effective_user
    return known(user.language_code if user else None)
