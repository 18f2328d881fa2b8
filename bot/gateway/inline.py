"""Answers inline queries at once: each wish is new a key stroke later, so nothing is kept."""

import asyncio
import logging
from collections.abc import Mapping
from time import monotonic
from typing import Any

from telegram.error import BadRequest, TelegramError

from bot.chat.drawing import inline_answer
from bot.chat.inline import InlineReply, OnInline
from bot.gateway.client import Client
from bot.gateway.errors import FloodWait
from bot.gateway.incidents import describe
from bot.gateway.pacing import Pace
from storage.database import Database

Query = Mapping[str, Any]  # Telegram's InlineQuery

log = logging.getLogger(__name__)


class InlineAnswers:
    """At most one answer of a person is in the making; of what they typed meanwhile, the last."""

    def __init__(self, bot: Client, database: Database, pace: Pace, answer: OnInline) -> None:
        self._bot = bot
        self._database = database
        self._pace = pace
        self._answer_to = answer
        self._paused_until = 0.0
        self._next: dict[int, Query] = {}  # by user
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def take(self, query: Query) -> None:
        """Answer the query, unless a newer one of the same person comes before its turn."""
        user = query["from"]["id"]
        self._next[user] = query
        if user not in self._tasks:
            self._tasks[user] = asyncio.create_task(self._serve(user))

    async def drain(self) -> None:
        """Wait for the answers under way."""
        await asyncio.gather(*self._tasks.values())

    async def _serve(self, user: int) -> None:
        try:
            while user in self._next:
                await self._answer(self._next.pop(user))
        finally:
            del self._tasks[user]

    async def _answer(self, query: Query) -> None:
        if monotonic() < self._paused_until:
            return  # an answer that comes late answers nothing: the next key stroke asks anew
        try:
            reply = await asyncio.to_thread(self._reply, query)
            self._pace.debit(monotonic())
            await self._bot.call("answerInlineQuery", inline_answer(query["id"], reply))
        except FloodWait as wait:
            self._paused_until = monotonic() + wait.seconds
            self._pace.pause(self._paused_until)
        except BadRequest:
            return  # "query is too old": the person types on, or has left
        except TelegramError as error:
            log.info("inline query not answered error=%s", type(error).__name__)
        except Exception as error:
            # A list of results is a convenience: no fault of it may end the loop that polls.
            log.error("inline query failed error=%s", describe(error))

    def _reply(self, query: Query) -> InlineReply:
        user = query["from"]
        with self._database.read() as uow:
            return self._answer_to(uow, user["id"], user.get("language_code", ""), query["query"])
