"""Runs a use case for a chat; a refusal becomes one screen instead of an error."""

from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, TypeVar

from telegram import Update

from bot.access import NotAllowed
from bot.chat.context import run
from bot.chat.notices import refusal_notice
from bot.i18n import known
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")


async def act(update: Update, work: Callable[[UnitOfWork, datetime], T]) -> T | None:
    """Run `work` in the update's transaction; None when it was refused and the person told so."""
    try:
        return await run(work)
    except NotAllowed as refusal:
        notice = refusal_notice(refusal, chat_of(update), language_of(update))
        await run(lambda uow, now: uow.outbox.add(notice, now))
        return None


def acting(
    use_case: Callable[[UnitOfWork, int, datetime], None],
) -> Callable[[Update, Any], Coroutine[Any, Any, None]]:
    """A handler that runs `use_case(uow, chat, now)` and needs nothing else of the update."""

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
