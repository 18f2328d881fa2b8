"""Updates that ask for SOPs: the command, typed questions, taps."""

import asyncio
from typing import Any

from telegram import Update
from telegram.ext import ApplicationHandlerStop, CommandHandler, MessageHandler, filters

from bot.chat.acting import act, chat_of
from bot.chat.context import services
from bot.chat.feature import Feature
from bot.chat.inline import START
from bot.chat.screen import Tap
from bot.chat.tapping import act_and_answer
from bot.sops import desk_handlers, jobs, service, steps
from bot.sops.asking import Asked, looked_up, searched
from bot.sops.cards import DESK, SOPS
from bot.sops.comparing import COMPARING
from bot.sops.desk_handlers import takes_text
from bot.sops.forgetting import FORGETTING
from bot.sops.inline import found_inline
from bot.sops.screens import NOTICES
from bot.sops.shelf import shelf

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


async def on_sop(update: Update, context: Any) -> None:
    """`/sop`, or `/sop WORDS`."""
    chat, words = chat_of(update), " ".join(context.args)
    asked = await asyncio.to_thread(_searched, chat, words) if words else None
    if asked is None:
        await act(update, lambda uow, now: service.show_start(uow, chat, now))
    else:
        await act(update, lambda uow, now: service.answer(uow, chat, asked, now))


def _searched(chat: int, words: str) -> Asked | None:
    """Looked up before the update's transaction: it takes too long for the writer thread."""
    known = services()
    with known.database.read() as uow:
        person = uow.chats.person_at(chat)
        return searched(uow, person, words, known.clock()) if person else None


async def on_start(update: Update, context: Any) -> None:
    """The button above the results of inline mode leads here; an invitation goes on its way."""
    if context.args == [START]:
        chat = chat_of(update)
        await act(update, lambda uow, now: service.show_start(uow, chat, now))
        raise ApplicationHandlerStop


async def on_text(update: Update, context: Any) -> None:
    """A question is answered here; any other text goes on its way."""
    message = update.message
    if message is not None and message.via_bot is not None and message.via_bot == context.bot.bot:
        raise ApplicationHandlerStop  # what was looked up through inline mode, in this chat itself
    if await takes_text(update):
        raise ApplicationHandlerStop
    chat, text = chat_of(update), (message.text if message else None) or ""
    asked = await asyncio.to_thread(_looked_up, chat, text)
    if asked is None:
        return
    await act(update, lambda uow, now: service.answer(uow, chat, asked, now))
    raise ApplicationHandlerStop


def _looked_up(chat: int, text: str) -> Asked | None:
    known = services()
    with known.database.read() as uow:
        return looked_up(uow, chat, text, known.clock(), known.claims)


async def on_tap(update: Update, tap: Tap) -> None:
    if tap.verb >= DESK:
        await desk_handlers.on_tap(update, tap)
        return
    chat = chat_of(update)
    await asyncio.to_thread(_warm)
    await act_and_answer(update, lambda uow, now: steps.tap(uow, chat, tap, now))


def _warm() -> None:
    """Build the library anew outside the writer thread, when it has changed."""
    with services().database.read() as uow:
        shelf(uow)


FEATURE = Feature(
    name="sops",
    commands={"sop": "command.sop"},
    handlers=(CommandHandler("sop", on_sop, PRIVATE), *desk_handlers.HANDLERS),
    notices=NOTICES,
    taps=(SOPS, on_tap),
    early=(
        CommandHandler("start", on_start, PRIVATE, has_args=1),
        MessageHandler(PRIVATE & filters.TEXT & ~filters.COMMAND, on_text),
    ),
    documents=desk_handlers.DOCUMENTS,
    jobs=(COMPARING, FORGETTING, *jobs.JOBS),
    inline=found_inline,
)
