"""Answers every callback query once and soon: with the toast of its commit, else empty."""

import asyncio
import logging
from time import monotonic

from telegram.error import BadRequest, TelegramError

from bot.gateway.client import Client
from bot.gateway.errors import Ambiguous, FloodWait, NotSent
from bot.gateway.pacing import Pace
from bot.gateway.patience import doubling

PATIENCE = 1.0  # seconds until a query is answered without a toast
TOAST_LIMIT = 200  # Bot API answerCallbackQuery
ATTEMPTS = 5  # after that the phone has given up waiting
AGAIN = (0.1, 0.8)  # seconds before the second attempt, and before a later one at most
REMEMBERED = 4000  # queries, so that one that is delivered twice is answered once

log = logging.getLogger(__name__)


class Callbacks:
    """Best effort and outside the outbox: nothing waits for these answers but `drain`.

    A query is expected as soon as it was polled, before it is kept: an empty answer promises
    nothing, and the phone must not wait for a busy database.
    """

    def __init__(self, bot: Client, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace
        self._paused_until = 0.0
        self._expected: dict[str, asyncio.TimerHandle | None] = {}  # None: answered
        self._tasks: set[asyncio.Task[None]] = set()

    def expect(self, query_id: str) -> bool:
        """Answer the query empty after PATIENCE if nobody does before; False when known already."""
        if query_id in self._expected:
            return False
        timer = asyncio.get_running_loop().call_later(PATIENCE, self.give, query_id, "")
        self._expected[query_id] = timer
        if len(self._expected) > REMEMBERED:
            self._forget_oldest()
        return True

    def withdraw(self, query_id: str) -> None:
        """Do not answer after all: the update came twice and was carried out before."""
        timer = self._expected.pop(query_id, None)
        if timer is not None:
            timer.cancel()

    def give(self, query_id: str, toast: str) -> None:
        """Answer an expected query; only the first answer counts."""
        timer = self._expected.get(query_id)
        if timer is not None:
            timer.cancel()
            self._expected[query_id] = None
            task = asyncio.create_task(self._answer(query_id, toast))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _forget_oldest(self) -> None:
        for query_id in list(self._expected)[: REMEMBERED // 2]:
            if self._expected[query_id] is None:
                del self._expected[query_id]

    async def drain(self) -> None:
        """Wait for the answers under way."""
        await asyncio.gather(*self._tasks)

    async def _answer(self, query_id: str, toast: str) -> None:
        fields = {"callback_query_id": query_id}
        if toast:
            fields["text"] = toast[:TOAST_LIMIT]
        pauses = doubling(*AGAIN)
        for _ in range(ATTEMPTS):
            # A 429 of messages is none of answers: a phone that waits is not silent for it.
            await asyncio.sleep(self._paused_until - monotonic())
            self._pace.debit(monotonic())
            try:
                await self._bot.call("answerCallbackQuery", fields)
            except FloodWait as wait:
                self._paused_until = monotonic() + wait.seconds
                self._pace.pause(self._paused_until)
            except (NotSent, Ambiguous):
                await asyncio.sleep(next(pauses))  # a second answer to the same query does no harm
            except BadRequest:
                return  # "query is too old": answered already, or the phone no longer waits
            except TelegramError as error:
                log.info("callback query not answered error=%s", type(error).__name__)
                return
            else:
                return
