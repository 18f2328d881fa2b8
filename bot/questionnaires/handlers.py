"""What coordinators do with questionnaires: workbooks that they send, the command, taps."""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.chat.acting import act, acting, chat_of
from bot.chat.context import answer, run, services
from bot.chat.documents import Documents, Keep
from bot.chat.feature import Feature
from bot.chat.screen import Tap
from bot.questionnaires import received, service, steps
from bot.questionnaires.moving import move_all
from bot.questionnaires.preview import outlook
from bot.questionnaires.screens import NOTICES
from bot.questionnaires.steps import QUESTIONNAIRES, Verb
from flows.xlsform import MAX_BYTES
from storage.records import Notice

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


def _read(chat: int, name: str, source: bytes | None) -> Keep | None:
    known = services()
    with known.database.read() as uow:
        person = received.sender(uow, chat)
    if person is None:
        return None
    found = received.looked_at(known.database, person, name, source, known.clock)
    return lambda uow, now: received.keep(uow, chat, found, now)


async def on_tap(update: Update, tap: Tap) -> None:
    chat = chat_of(update)
    ahead = await asyncio.to_thread(_foreseen, chat, tap)
    done = await act(update, lambda uow, now: steps.tap(uow, chat, tap, now, ahead))
    if done is None:
        return
    answer(done.toast)
    target = done.target
    if target is not None:
        # After the commit: each interview moves in a transaction of its own, answers go on.
        known = services()
        move = partial(move_all, known.database, done.person, target, known.clock)
        arguments = {"person": done.person.id, "count": await asyncio.to_thread(move)}
        notice = Notice(chat, "questionnaires.moved", arguments)
        await run(lambda uow, now: uow.outbox.add(notice, now))


def _foreseen(chat_id: int, tap: Tap) -> Mapping[str, Any]:
    """The outlook that the tap asks for; it takes too long for the writer thread."""
    known = services()
    if tap.verb != Verb.FORESEE or len(tap.numbers) != 2:
        return {}
    with known.database.read() as uow:
        person, version = received.sender(uow, chat_id), steps.newest(uow, tap.numbers[1])
        if person is None or version is None:
            return {}
        return asdict(outlook(uow, person, version, known.clock()))


FEATURE = Feature(
    name="questionnaires",
    commands={},  # /kuesioner stands in the help of coordinators, not in everybody's menu
    handlers=(CommandHandler(["kuesioner", "questionnaires"], acting(service.show_list), PRIVATE),),
    notices=NOTICES,
    taps=(QUESTIONNAIRES, on_tap),
    documents=Documents(received.may_be_questionnaire, _read, MAX_BYTES),
)
