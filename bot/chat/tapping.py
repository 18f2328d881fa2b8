"""Brings a tap to the feature that drew the button."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime
from typing import Any

from telegram import Update

from bot.access import Stranger
from bot.chat.acting import act, chat_of
from bot.chat.context import answer, services
from bot.chat.notices import interview_card
from bot.chat.screen import Tap
from bot.i18n import say
from storage.unit_of_work import UnitOfWork

OnTap = Callable[[Update, Tap], Awaitable[None]]


def router(routes: Mapping[int, OnTap]) -> Callable[[Update, Any], Coroutine[Any, Any, None]]:
    """One handler for all callback queries; what we did not sign shows the present card."""

    async def on_callback_query(update: Update, _context: Any) -> None:
        query = update.callback_query
        data = (query.data if query else None) or ""
        tap = services().codec.decode(data, chat_of(update))
        handler = routes.get(tap.feature) if tap else None
        if tap is None or handler is None:
            await act(update, lambda uow, now: _stale(uow, chat_of(update), now))
        else:
            await handler(update, tap)

    return on_callback_query


def _stale(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    person = uow.chats.person_at(chat_id)
    if person is None:
        raise Stranger
    uow.outbox.add(interview_card(person, chat_id, fresh=True), now)
    answer(say(person.language, "toast.stale"))
