"""The queue of updates: getUpdates' rules of confirming, filtering and waiting."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bot.emulator import clock
from bot.emulator.clock import Clock

Json = dict[str, Any]

DEFAULT_KINDS = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")


@dataclass(slots=True)
class Update:
    """One update. All but `time` are monotonic seconds: `delivered` when a getUpdates carried it,
    `confirmed` when an offset beyond it arrived.
    """

    id: int
    kind: str
    chat_id: int
    body: Json
    time: str
    created: float = field(default_factory=clock.monotonic)
    delivered: list[float] = field(default_factory=list)
    confirmed: float | None = None
    repeated: bool = False

    def note(self) -> Json:
        return {
            "type": "update",
            "update_id": self.id,
            "kind": self.kind,
            "chat_id": self.chat_id,
            "time": self.time,
            "created": self.created,
            "delivered": self.delivered,
            "confirmed": self.confirmed,
            "repeated": self.repeated,
        }


class Updates:
    """Updates in the order of their ids; `repeats` decides whether a confirmed one comes again."""

    def __init__(self, time: Clock, record: Callable[[Json], None]) -> None:
        self.all: list[Update] = []
        self.pending: dict[int, Update] = {}
        self.allowed: tuple[str, ...] = DEFAULT_KINDS
        self.repeats: Callable[[], bool] = lambda: False
        self._again: deque[Update] = deque()
        self._waiter: asyncio.Future[bool] | None = None
        self._is_gone: Callable[[], bool] = lambda: True
        self._time = time
        self._record = record

    def add(self, kind: str, chat_id: int, content: Json) -> int | None:
        """Queue an update and return its id; None when the bot has not allowed the kind."""
        if kind not in self.allowed:
            return None
        number = len(self.all) + 1
        body = {"update_id": number, kind: content}
        update = Update(number, kind, chat_id, body, self._time.wall())
        self.all.append(update)
        self.pending[number] = update
        self._record(update.note())
        self._wake(poll_goes_on=True)
        return number

    def allow(self, kinds: list[str]) -> None:
        """From now on queue these kinds only; none means Telegram's default."""
        self.allowed = tuple(kinds) or DEFAULT_KINDS

    def confirm(self, offset: int) -> None:
        """Forget everything below `offset`; a negative one keeps the last `-offset` updates."""
        if offset < 0:
            offset = max(len(self.all) + 1 + offset, 0)
        while self.pending and (first := next(iter(self.pending))) < offset:
            update = self.pending.pop(first)
            update.confirmed = clock.monotonic()
            if not update.repeated and self.repeats():
                update.repeated = True
                self._again.append(update)

    def take(self, limit: int) -> list[Update]:
        """Up to `limit` updates: those to be repeated, then the waiting ones, which stay."""
        taken = [self._again.popleft() for _ in range(min(limit, len(self._again)))]
        return taken + list(islice(self.pending.values(), limit - len(taken)))

    def note_delivery(self, updates: list[Update]) -> None:
        now = clock.monotonic()
        for update in updates:
            update.delivered.append(now)
        ids = [update.id for update in updates]
        self._record({"type": "delivery", "update_ids": ids, "time": self._time.wall(), "at": now})

    def drop_pending(self) -> None:
        self.pending.clear()
        self._again.clear()

    @property
    def polling(self) -> bool:
        """Whether a getUpdates waits now, of somebody who is still there."""
        return self._waiter is not None and not self._is_gone()

    def end_poll(self) -> None:
        """End the poll that waits, if any: another one came, or the server stops."""
        self._wake(poll_goes_on=False)

    async def wait(self, seconds: float, is_gone: Callable[[], bool]) -> bool:
        """Wait for an update; False when another poll took the place of this one.

        `is_gone` tells whether whoever polls has hung up.
        """
        if self._again or self.pending or seconds <= 0:
            return True
        self._is_gone = is_gone
        waiter = self._waiter = asyncio.get_running_loop().create_future()
        done, _ = await asyncio.wait([waiter], timeout=seconds)
        if self._waiter is waiter:
            self._waiter = None
        return not done or waiter.result()

    def _wake(self, *, poll_goes_on: bool) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(poll_goes_on)
        self._waiter = None
