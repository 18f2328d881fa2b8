"""Answers every callback query once and soon: with the toast of its commit, else empty."""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic

from telegram.error import BadRequest, TelegramError

from bot.gateway.client import Client
from bot.gateway.errors import FloodWait, NotSent
from bot.gateway.pacing import Pace

PATIENCE = 1.0  # seconds until a query is answered without a toast
TOAST_LIMIT = 200  # Bot API answerCallbackQuery
ATTEMPTS = 3  # a second apart at most; after that the phone has given up waiting
AGAIN = 0.3  # seconds between them

log = logging.getLogger(__name__)


class Callbacks:
    """Best effort and outside the outbox: nothing waits for these answers but `drain`."""

    def __init__(self, bot: Client, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace
        self._tasks: set[asyncio.Task[None]] = set()

    def expect(self, query_id: str) -> Callable[[str], None]:
        """Promise an answer to the query within PATIENCE; the first call of the result gives it."""
        given = False

        def give(toast: str) -> None:
            nonlocal given
            if not given:
                given = True
                timer.cancel()
                task = asyncio.create_task(self._answer(query_id, toast))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

        timer = asyncio.get_running_loop().call_later(PATIENCE, give, "")
        return give

    async def drain(self) -> None:
        """Wait for the answers under way."""
        await asyncio.gather(*self._tasks)

    async def _answer(self, query_id: str, toast: str) -> None:
        fields = {"callback_query_id": query_id}
        if toast:
            fields["text"] = toast[:TOAST_LIMIT]
        for _ in range(ATTEMPTS):
            await asyncio.sleep(self._pace.paused(monotonic()))
            self._pace.debit(monotonic())
            try:
                await self._bot.call("answerCallbackQuery", fields)
            except FloodWait as wait:
                self._pace.pause(monotonic() + wait.seconds)
            except NotSent:
                await asyncio.sleep(AGAIN)
            except BadRequest:
                return  # "query is too old": the phone no longer waits
            except TelegramError as error:
                log.info("callback query not answered error=%s", type(error).__name__)
                return
            else:
                return
