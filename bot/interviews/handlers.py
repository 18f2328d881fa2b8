"""Updates that belong to interviews: commands, taps, typed answers, and what is not an answer."""

import asyncio
from datetime import datetime
from typing import Any

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.chat.acting import act, acting_on_the_card, chat_of
from bot.chat.context import services
from bot.chat.feature import Feature
from bot.chat.screen import Tap
from bot.chat.sent import Sent
from bot.chat.tapping import act_and_answer
from bot.gateway.client import Client
from bot.gateway.fetch import NotFetched, fetch, sent_in
from bot.interviews import media, service, steps, typed
from bot.interviews.screens import NOTICES
from bot.interviews.sent import LIMIT, Fetched
from bot.interviews.sharing import as_point, share
from bot.interviews.tapping import INTERVIEWS
from storage.unit_of_work import UnitOfWork

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
FILES = (
    filters.PHOTO
    | filters.VOICE
    | filters.AUDIO
    | filters.VIDEO
    | filters.VIDEO_NOTE
    | filters.ANIMATION
    | filters.Document.ALL
)
# A place that moves on is edited again and again: its first place is the answer, the rest nothing.
MOVED = filters.UpdateType.EDITED_MESSAGE & filters.LOCATION
OTHER = filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL & ~MOVED


async def on_text(update: Update, _context: Any) -> None:
    chat = chat_of(update)
    text = (update.message.text if update.message else None) or ""
    await act(update, lambda uow, now: typed.take_text(uow, chat, text, now))


async def on_file(update: Update, context: Any) -> None:
    """Fetch what the open question asks for, then take it in the update's one transaction."""
    chat, sent = chat_of(update), sent_in(update.message)
    fetched = await _fetched(context.bot, chat, sent)
    await act(update, lambda uow, now: media.take_file(uow, chat, sent, fetched, now))


async def _fetched(bot: Client, chat: int, sent: Sent) -> Fetched | None:
    """What the open question asks for; None of any other file, and in a trial."""
    database, now = services().database, services().clock()

    def asked_for() -> str:
        with database.read() as uow:
            return media.asked_for(uow, chat, sent, now)

    path = await asyncio.to_thread(asked_for)
    if not path:
        return None
    try:
        return Fetched(path, *await fetch(bot, database.contents, sent.file_id, LIMIT, chat))
    except NotFetched:
        return None


async def on_place(update: Update, _context: Any) -> None:
    """A place that was shared, also one with a name."""
    chat, shared = chat_of(update), update.message.location if update.message else None
    if shared is not None:
        point = as_point(shared.latitude, shared.longitude, shared.horizontal_accuracy or 0)
        await act(update, lambda uow, now: share(uow, chat, point, now))


async def on_other(update: Update, _context: Any) -> None:
    chat, kind = chat_of(update), _kind(update.effective_message)
    await act(update, lambda uow, now: service.unexpected(uow, chat, kind, now))


def _kind(message: Message | None) -> str:
    if message is None or message.edit_date is not None:
        return "edited"
    if message.text:
        return "command"
    return "sticker" if message.sticker else "other"  # a contact, a poll, a game: no file


async def on_tap(update: Update, tap: Tap) -> None:
    chat, query = chat_of(update), update.callback_query
    message_id = query.message.message_id if query and query.message else None
    await act_and_answer(update, lambda uow, now: steps.tap(uow, chat, message_id, tap, now))


def claims(uow: UnitOfWork, chat_id: int, given: str | Sent, now: datetime) -> bool:
    """Whether the live card takes what was typed or sent. Only reads."""
    if isinstance(given, Sent):
        return media.claims(uow, chat_id, given, now)
    return typed.claims(uow, chat_id, given, now)


FEATURE = Feature(
    name="interviews",
    commands={
        "mulai": "command.mulai",
        "ubah": "command.ubah",
        "batal": "command.batal",
    },
    handlers=(
        CommandHandler("mulai", acting_on_the_card(service.show_list), PRIVATE),
        CommandHandler("start", acting_on_the_card(service.show_card), PRIVATE),
        CommandHandler(["ubah", "edit"], acting_on_the_card(service.show_review), PRIVATE),
        CommandHandler(["batal", "cancel"], acting_on_the_card(service.put_aside), PRIVATE),
        MessageHandler(PRIVATE & filters.TEXT & ~filters.COMMAND, on_text),
        MessageHandler(PRIVATE & FILES, on_file),
        MessageHandler(PRIVATE & filters.LOCATION, on_place),
        MessageHandler(OTHER, on_other),
    ),
    notices=NOTICES,
    taps=(INTERVIEWS, on_tap),
    claims=claims,
)
