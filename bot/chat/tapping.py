"""Brings a tap to the feature that drew the button."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime
from typing import Any

from telegram import Update

from bot.chat.acting import act, chat_of
from bot.chat.context import answer, services
from bot.chat.notices import stale_tap
from bot.chat.screen import Tap
from bot.chat.speaker import speaker
from storage.unit_of_work import UnitOfWork

OnTap = Callable[[Update, Tap], Awaitable[None]]


def router(routes: Mapping[int, OnTap]) -> Callable[[Update, Any], Coroutine[Any, Any, None]]:
    """One handler for all callback queries; what we did not sign shows the present card."""

    async def on_callback_query(update: Update, _context: Any) -> None:
        query = update.callback_query
        if query is None or query.message is None:
            return  # under a message sent through inline mode, which we have not
        tap = services().codec.decode(query.data or "", chat_of(update))
        handler = routes.get(tap.feature) if tap else None
        if tap is None or handler is None:
            await act_and_answer(update, lambda uow, now: _stale(uow, chat_of(update), now))
        else:
            await handler(update, tap)

    return on_callback_query


async def act_and_answer(update: Update, work: Callable[[UnitOfWork, datetime], str]) -> None:
    """Run what a tap asks for; the toast that it gives answers the tap."""
    toast = await act(update, work)
    if toast:
        answer(toast)


def _stale(uow: UnitOfWork, chat_id: int, now: datetime) -> str:
    return stale_tap(uow, speaker(uow, chat_id, "interview.read"), chat_id, now)
