"""Updates of coordinators: the queue, figures, documents that may be SOPs, taps, typed answers."""

import asyncio

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.chat.acting import act, acting, chat_of
from bot.chat.context import services
from bot.chat.documents import Documents, Keep
from bot.chat.screen import Tap
from bot.chat.tapping import act_and_answer
from bot.sops import desk, desk_steps, received
from bot.sops.shelf import shelf
from bot.sops.usage import show_usage
from knowledge.importing import MAX_BYTES

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


async def on_tap(update: Update, tap: Tap) -> None:
    chat = chat_of(update)
    members = await asyncio.to_thread(_foreseen, tap)
    await act_and_answer(update, lambda uow, now: desk_steps.tap(uow, chat, tap, now, members))


def _foreseen(tap: Tap) -> desk_steps.Members:
    """What the tap is about; and the library is built, where it has changed."""
    with services().database.read() as uow:
        shelf(uow)
        return desk_steps.foreseen(uow, tap)


async def takes_text(update: Update) -> bool:
    """Take the text if it is an answer that a coordinator is writing."""
    chat, text = chat_of(update), (update.message.text if update.message else None) or ""
    if not await asyncio.to_thread(_is_awaited, chat, text):
        return False
    await act(update, lambda uow, now: desk.take_answer(uow, chat, text, now))
    return True


def _is_awaited(chat: int, text: str) -> bool:
    known = services()
    with known.database.read() as uow:
        return desk.is_awaited(uow, chat, text, known.clock(), known.claims)


def _read(chat: int, name: str, source: bytes | None) -> Keep | None:
    found = received.looked_at(services().database, name, source)
    if found is None:
        return None
    return lambda uow, now: received.keep(uow, chat, found, now)


HANDLERS = (
    CommandHandler(["antrean", "queue"], acting(desk.show_queue), PRIVATE),
    CommandHandler(["pemakaian", "usage"], acting(show_usage), PRIVATE),
)
DOCUMENTS = Documents(received.may_be_sop, _read, MAX_BYTES)
