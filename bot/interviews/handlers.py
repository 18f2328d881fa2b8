"""Updates that belong to interviews: commands, taps, typed answers, and what is not an answer."""

from typing import Any

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.chat.acting import act, acting, chat_of
from bot.chat.feature import Feature
from bot.chat.screen import Tap
from bot.chat.tapping import act_and_answer
from bot.interviews import service, steps
from bot.interviews.screens import NOTICES
from bot.interviews.tapping import INTERVIEWS
from bot.interviews.typed import take_text

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


async def on_text(update: Update, _context: Any) -> None:
    chat = chat_of(update)
    text = (update.message.text if update.message else None) or ""
    await act(update, lambda uow, now: take_text(uow, chat, text, now))


async def on_other(update: Update, _context: Any) -> None:
    chat, kind = chat_of(update), _kind(update.effective_message)
    await act(update, lambda uow, now: service.unexpected(uow, chat, kind, now))


def _kind(message: Message | None) -> str:
    if message is None or message.edit_date is not None:
        return "edited"
    if message.text:
        return "command"
    if message.sticker:
        return "sticker"
    return "voice" if message.voice or message.audio or message.video_note else "file"


async def on_tap(update: Update, tap: Tap) -> None:
    chat, query = chat_of(update), update.callback_query
    message_id = query.message.message_id if query and query.message else None
    await act_and_answer(update, lambda uow, now: steps.tap(uow, chat, message_id, tap, now))


FEATURE = Feature(
    name="interviews",
    commands={
        "mulai": "command.mulai",
        "ubah": "command.ubah",
        "batal": "command.batal",
    },
    handlers=(
        CommandHandler("mulai", acting(service.show_list), PRIVATE),
        CommandHandler("start", acting(service.show_card), PRIVATE),
        CommandHandler(["ubah", "edit"], acting(service.show_review), PRIVATE),
        CommandHandler(["batal", "cancel"], acting(service.put_aside), PRIVATE),
        MessageHandler(PRIVATE & filters.TEXT & ~filters.COMMAND, on_text),
        MessageHandler(filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL, on_other),
    ),
    notices=NOTICES,
    taps=(INTERVIEWS, on_tap),
)
