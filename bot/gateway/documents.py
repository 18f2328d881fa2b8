"""A document that somebody sent: fetched once, and kept by the first feature that can read it."""

import asyncio
from collections.abc import Sequence
from typing import Any

from telegram import Update
from telegram.ext import ApplicationHandlerStop, MessageHandler, filters

from bot.chat.acting import act, chat_of
from bot.chat.context import services
from bot.chat.documents import Documents
from bot.chat.notices import not_fetched_notice
from bot.chat.sent import Sent
from bot.gateway.fetch import NotFetched, fetched, sent_in

SENT = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.Document.ALL


def handler(takers: Sequence[Documents]) -> MessageHandler[Any, Any]:
    """Takes what one of the features takes; any other file goes on its way.

    So does one that is claimed for what lies open in the chat.
    """

    async def on_document(update: Update, context: Any) -> None:
        chat, sent = chat_of(update), sent_in(update.message)
        wanting = await asyncio.to_thread(_wanting, takers, chat, sent)
        if not wanting:
            return
        limit, source = max(each.limit for each in wanting), None
        if sent.size <= limit:
            try:
                source = await fetched(context.bot, sent.file_id, limit, chat)
            except NotFetched:
                await act(update, lambda uow, now: uow.outbox.add(not_fetched_notice(chat), now))
                raise ApplicationHandlerStop from None
        for each in wanting:
            keep = await asyncio.to_thread(each.read, chat, sent.title, source)
            if keep is not None:
                await act(update, keep)
                raise ApplicationHandlerStop

    return MessageHandler(SENT, on_document)


def _wanting(takers: Sequence[Documents], chat: int, sent: Sent) -> list[Documents]:
    known = services()
    with known.database.read() as uow:
        found = [each for each in takers if each.wanted(uow, chat, sent.title)]
        return [] if found and known.claims(uow, chat, sent, known.clock()) else found
