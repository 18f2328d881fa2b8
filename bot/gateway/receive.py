"""Takes updates from Telegram by long polling; each is on disk before it is confirmed."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import Any

from telegram.error import Conflict, TelegramError

from bot.clock import Clock
from bot.gateway.callbacks import Callbacks
from bot.gateway.client import CALL_SECONDS, POLL_SECONDS, Client
from bot.gateway.errors import FloodWait, Unauthorized
from bot.gateway.patience import LONGEST_PAUSE, doubling, persist
from storage.database import Database
from storage.records import Incoming

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
INLINE = "inline_query"  # answered at once or never, so it is not kept
KEPT = ("message_id", "chat", "date")  # of the message below a tapped button
BATCH = 100
PAUSES = (0.2, LONGEST_PAUSE)  # seconds after a poll that failed, at first and at most
SHORTEST_POLL = 0.1  # seconds between polls of a server that does not hold empty answers back

log = logging.getLogger(__name__)


class Receiver:
    """Cancelling it anywhere is safe: what was not kept is given again, what was kept is kept."""

    def __init__(
        self,
        bot: Client,
        bot_id: int,
        database: Database,
        clock: Clock,
        callbacks: Callbacks,
        take: Callable[[Sequence[Incoming]], None],
        room: asyncio.Event,
        inline: Callable[[Mapping[str, Any]], None],
    ) -> None:
        """`take` gets what is newly kept; no poll is made while `room` is not set.

        `inline` gets each inline query.
        """
        self._bot = bot
        self._bot_id = bot_id
        self._database = database
        self._clock = clock
        self._callbacks = callbacks
        self._take = take
        self._room = room
        self._inline = inline

    async def run(self) -> None:
        """Poll for ever. Raises Unauthorized when the token is no good."""
        offset: int | None = None
        pauses = doubling(*PAUSES)
        while True:
            await self._room.wait()
            begun = monotonic()
            try:
                updates = await self._poll(offset)
            except Unauthorized:
                raise
            except TelegramError as error:
                await asyncio.sleep(_after(error, next(pauses)))
                continue
            pauses = doubling(*PAUSES)
            if updates:
                for update in updates:
                    if INLINE in update:
                        self._inline(update[INLINE])
                kept = [update for update in updates if INLINE not in update]
                if kept:
                    await self._keep(kept)
                offset = max(update["update_id"] for update in updates) + 1
            elif monotonic() - begun < SHORTEST_POLL:
                await asyncio.sleep(SHORTEST_POLL)

    async def _poll(self, offset: int | None) -> list[dict[str, Any]]:
        fields: dict[str, Any] = {
            "timeout": POLL_SECONDS,
            "limit": BATCH,
            "allowed_updates": [*ALLOWED, INLINE],
        }
        if offset is not None:
            fields["offset"] = offset
        result = await self._bot.call("getUpdates", fields, seconds=POLL_SECONDS + CALL_SECONDS)
        return list(result)

    async def _keep(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Commit the batch, then hand over what was new in it."""
        now = self._clock()
        expected = {
            u["update_id"]: u["callback_query"]["id"]
            for u in updates
            if "callback_query" in u and self._callbacks.expect(u["callback_query"]["id"])
        }
        rows = [(self._bot_id, u["update_id"], chat_of(u), body_of(u)) for u in updates]
        new = await persist(self._database, lambda uow: uow.inbox.receive(rows, now))
        for update_id in expected.keys() - {row.update_id for row in new}:
            self._callbacks.withdraw(expected[update_id])
        self._take(new)


def _after(error: TelegramError, pause: float) -> float:
    """Log a failed poll and give the seconds to wait before the next."""
    if isinstance(error, FloodWait):
        return float(error.seconds)
    if isinstance(error, Conflict):
        log.error("another process takes this bot's updates (409): %s", error.message)
    else:
        log.warning("no updates error=%s next attempt in seconds=%.1f", error, pause)
    return pause


def chat_of(update: Mapping[str, Any]) -> int | None:
    """The chat that an update belongs to: where its order counts."""
    query = update.get("callback_query")
    if query is not None:
        chat = query.get("message", {}).get("chat") or query.get("from", {})
        return _id(chat)
    for kind in ALLOWED:
        if kind in update:
            return _id(update[kind].get("chat", {}))
    return None


def body_of(update: Mapping[str, Any]) -> str:
    """What is kept of an update, as JSON.

    Of the message below a tapped button only what says which it is: its text and ticks are
    questions and answers, and nobody needs them again.
    """
    query = update.get("callback_query")
    if query is None or "message" not in query:
        return json.dumps(update)
    below = {name: query["message"][name] for name in KEPT if name in query["message"]}
    return json.dumps({**update, "callback_query": {**query, "message": below}})


def _id(chat: Mapping[str, Any]) -> int | None:
    number = chat.get("id")
    return number if isinstance(number, int) else None
