"""Hands the inbox to the handlers: in order within a chat, chats in parallel, each row once."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ApplicationHandlerStop, CallbackContext

from bot.chat.context import AlreadyDone, Handling, Services, handling
from bot.gateway.apology import apology
from bot.gateway.callbacks import Callbacks
from bot.gateway.client import Client
from bot.gateway.incidents import describe, reference
from bot.gateway.patience import doubling, persist
from storage.errors import Conflict, Unavailable
from storage.records import Incoming
from storage.unit_of_work import UnitOfWork

AT_ONCE = 64  # chats whose updates are carried out at the same time
ROOM = 2000  # rows in memory at which the receiver waits
ALL = 1_000_000
PAUSES = (0.2, 0.8)  # seconds before the second and the third attempt

App = Application[Any, Any, Any, Any, Any, Any]
T = TypeVar("T")
log = logging.getLogger(__name__)


def build_application(bot: Client) -> App:
    """PTB's handler routing around `bot`, without its Updater, JobQueue and persistence."""
    builder = ApplicationBuilder().bot(bot).updater(None).job_queue(None)
    application: App = builder.concurrent_updates(False).build()  # noqa: FBT003 - PTB's own name
    application.add_error_handler(_on_error)
    return application


async def _on_error(_update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """Hand the exception of a handler to dispatch, and let no further handler see the update."""
    handling.get().error = context.error
    raise ApplicationHandlerStop


class Dispatcher:
    """One task for each chat that has rows waiting."""

    def __init__(
        self, application: App, services: Services, callbacks: Callbacks, bot_id: int
    ) -> None:
        self._application = application
        self._services = services
        self._callbacks = callbacks
        self._bot_id = bot_id
        self._queues: dict[int | None, deque[Incoming]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._stopping = False
        self.room = asyncio.Event()
        self.room.set()

    async def start(self) -> None:
        """Take all rows that an earlier process left."""
        self.take(
            await persist(self._services.database, lambda uow: uow.inbox.pending(self._bot_id, ALL))
        )

    def take(self, rows: Sequence[Incoming]) -> None:
        """Queue kept rows, the oldest first."""
        for row in rows:
            queue = self._queues.get(row.chat_id)
            if queue is None:
                queue = self._queues[row.chat_id] = deque()
                task = asyncio.create_task(self._serve(row.chat_id, queue))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            queue.append(row)
        self._count(len(rows))

    async def drain(self) -> None:
        """Finish the rows under way; those that have not begun stay in the inbox."""
        self._stopping = True
        await asyncio.gather(*self._tasks)

    def _count(self, change: int) -> None:
        self._waiting += change
        if self._waiting < ROOM:
            self.room.set()
        else:
            self.room.clear()

    async def _serve(self, chat_id: int | None, queue: deque[Incoming]) -> None:
        while queue and not self._stopping:
            async with self._slots:
                await self._pass(queue.popleft())
            self._count(-1)
        del self._queues[chat_id]

    async def _pass(self, row: Incoming) -> None:
        """Carry one row out, or park it; answer its callback query, if it is one."""
        try:
            update = json.loads(row.body)
            query = update.get("callback_query")
            if query:
                self._callbacks.expect(query["id"])
            toast = await self._attempt(row, update)
            if query:
                self._callbacks.give(query["id"], toast)
        except Exception as error:
            # Nothing may end the task of a chat; the row stays new and is tried at the next start.
            log.error("update left behind update=%d error=%s", row.update_id, describe(error))

    async def _attempt(self, row: Incoming, update: dict[str, Any]) -> str:
        """Try until the row is done or dead; returns the toast."""
        pauses = doubling(0.1, 5.0)
        while True:
            current = Handling(self._services, row.bot_id, row.update_id, row.chat_id)
            error = await self._route(update, current)
            if current.done:
                if error is not None:
                    log.error("after the commit update=%d %s", row.update_id, describe(error))
                return current.toast
            if error is None:
                await self._settle(row)
                return current.toast
            if isinstance(error, AlreadyDone):
                return ""
            if isinstance(error, Unavailable):
                await asyncio.sleep(next(pauses))
                continue
            attempts = await self._failed(row, error)
            if attempts is None or attempts > len(PAUSES):
                return ""
            await asyncio.sleep(PAUSES[attempts - 1])

    async def _route(self, update: dict[str, Any], current: Handling) -> Exception | None:
        """Let PTB find the handler and run it; gives what it raised."""
        token = handling.set(current)
        try:
            parsed = Update.de_json(update, self._application.bot)
            await self._application.process_update(parsed)
        except Exception as error:
            return error
        finally:
            handling.reset(token)
        return current.error

    async def _settle(self, row: Incoming) -> None:
        """Mark a row done whose handlers had nothing to commit."""
        now = self._services.clock()
        await self._once(lambda uow: uow.inbox.done(row.bot_id, row.update_id, now))

    async def _failed(self, row: Incoming, error: Exception) -> int | None:
        """Count a failure and park the row at the last; None when somebody else has done it."""
        now = self._services.clock()
        said = reference(row.bot_id, row.update_id)

        def note(uow: UnitOfWork) -> int:
            attempts = uow.inbox.failed(row.bot_id, row.update_id)
            if attempts > len(PAUSES):
                uow.inbox.park(row.bot_id, row.update_id, said, now)
                notice = apology(row, said)
                if notice is not None:
                    uow.outbox.add(notice, now)
            return attempts

        attempts = await self._once(note)
        log.error(
            "update failed update=%d attempt=%s reference=%s %s",
            row.update_id,
            attempts,
            said,
            describe(error),
        )
        self._services.wake()
        return attempts

    async def _once(self, work: Callable[[UnitOfWork], T]) -> T | None:
        """Persist `work`; None when the row is no longer waiting, for somebody else was faster."""
        try:
            return await persist(self._services.database, work)
        except Conflict:
            return None
