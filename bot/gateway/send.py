"""Empties the outbox: wakes at once, looks every second, one row of a chat at a time."""

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta
from functools import partial
from time import monotonic

from bot.clock import Clock
from bot.gateway.client import CALL_SECONDS
from bot.gateway.deliver import SCOPE, Deliverer, is_paced
from bot.gateway.incidents import describe
from bot.gateway.pacing import Pace
from bot.gateway.patience import persist
from storage.database import Database
from storage.records import Outgoing
from storage.unit_of_work import UnitOfWork

LEASE = timedelta(seconds=15)
HOLDABLE = LEASE.total_seconds() - CALL_SECONDS - 1  # seconds a claimed row may wait for its call
AT_ONCE = 60  # rows claimed and not yet settled
PACED_AT_ONCE = 30  # a second's worth of unasked messages
LOOK = 1.0  # seconds between looks without being woken

log = logging.getLogger(__name__)


class Sender:
    """Claims rows under a lease and starts each when its chat is free and the pace allows."""

    def __init__(
        self, deliverer: Deliverer, database: Database, clock: Clock, pace: Pace, owner: str
    ) -> None:
        self._deliverer = deliverer
        self._database = database
        self._clock = clock
        self._pace = pace
        self._owner = owner
        self._wake = asyncio.Event()
        self._held: dict[int, tuple[Outgoing, float]] = {}  # by row id, with the time of claiming
        self._under_way: dict[int, asyncio.Task[None]] = {}  # by chat
        self._rows_under_way: set[int] = set()
        self._looked = -LOOK

    def wake(self) -> None:
        """Look into the outbox now."""
        self._wake.set()

    async def run(self) -> None:
        """Send for ever; after cancelling, `drain` waits for the calls under way."""
        while True:
            self._wake.clear()
            await self._fill()
            pause = self._start()
            # Not wait_for, which on Python 3.11 may swallow the cancelling that ends this loop.
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._wake.wait()

    async def drain(self) -> None:
        """Wait until the calls under way have their outcome on disk."""
        await asyncio.gather(*self._under_way.values())
        await self._deliverer.drain()

    async def _fill(self) -> None:
        """Claim what may start now.

        With a second's worth of unasked messages in hand, rows are claimed one by one for as long
        as they are replies: a claim gives the lowest lane first.
        """
        while (limit := self._limit()) > 0:
            rows = await persist(self._database, partial(self._claim, limit))
            begun = monotonic()
            for row in rows:
                if row.id not in self._rows_under_way:
                    self._held[row.id] = (row, begun)
            if limit > 1 or not rows or is_paced(rows[0]):
                return

    def _limit(self) -> int:
        if self._pace.paused(monotonic()):
            return 0
        room = AT_ONCE - len(self._held) - len(self._under_way)
        paced = sum(is_paced(row) for row, _ in self._held.values())
        return min(room, 1) if paced >= PACED_AT_ONCE else room

    def _claim(self, limit: int, uow: UnitOfWork) -> tuple[Outgoing, ...]:
        """Claim; once in LOOK seconds also take back what was lost, and learn of pauses."""
        now = self._clock()
        if monotonic() - self._looked >= LOOK:
            self._looked = monotonic()
            uow.outbox.recover(now)
            until = uow.pauses.until(SCOPE)
            if until is not None and until > now:
                self._pace.pause(monotonic() + (until - now).total_seconds())
                return ()
        return uow.outbox.claim(self._owner, limit, now, LEASE)

    def _start(self) -> float:
        """Start every held row that may go; gives the seconds until to look again."""
        now = monotonic()
        self._held = {i: held for i, held in self._held.items() if now - held[1] <= HOLDABLE}
        pause = min(LOOK, self._pace.paused(now) or LOOK)
        if self._pace.paused(now):
            return pause
        for row in self._first_of_free_chats():
            delay = self._pace.delay(row.notice.chat_id, now) if is_paced(row) else 0.0
            if delay > 0:
                pause = min(pause, delay)
            else:
                del self._held[row.id]
                self._begin(row)
        return pause

    def _first_of_free_chats(self) -> list[Outgoing]:
        """Of each chat that has no call under way, the row of the lowest lane."""
        first: dict[int, Outgoing] = {}
        for row, _ in self._held.values():
            chat_id = row.notice.chat_id
            if chat_id in self._under_way:
                continue
            best = first.get(chat_id)
            if best is None or (row.notice.lane, row.id) < (best.notice.lane, best.id):
                first[chat_id] = row
        return list(first.values())

    def _begin(self, row: Outgoing) -> None:
        chat_id = row.notice.chat_id
        if is_paced(row):
            self._pace.reserve(chat_id)
        task = asyncio.create_task(self._carry(row))
        self._under_way[chat_id] = task
        self._rows_under_way.add(row.id)

    async def _carry(self, row: Outgoing) -> None:
        chat_id = row.notice.chat_id
        try:
            await self._deliverer.deliver(row)
        except Exception as error:
            # The row keeps its lease, and is taken back when that runs out.
            log.error("delivery broke off row=%d %s", row.id, describe(error))
        finally:
            self._pace.release(chat_id)
            del self._under_way[chat_id]
            self._rows_under_way.discard(row.id)
            self.wake()
