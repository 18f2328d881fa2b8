"""The gateway as one thing: what comes in is kept and carried out, what is to go out goes."""

import asyncio
import logging
import os
from collections.abc import Coroutine
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.chat.context import Services
from bot.chat.feature import Abilities
from bot.chat.taps import Codec
from bot.clock import Clock
from bot.gateway.apology import NAME as APOLOGY
from bot.gateway.apology import apology_screen
from bot.gateway.callbacks import Callbacks
from bot.gateway.client import Client, bot_id
from bot.gateway.deliver import Deliverer
from bot.gateway.dispatch import App, Dispatcher
from bot.gateway.errors import Ambiguous, FloodWait, NotSent
from bot.gateway.inline import InlineAnswers
from bot.gateway.pacing import Pace
from bot.gateway.patience import LONGEST_PAUSE, doubling, persist
from bot.gateway.receive import Receiver
from bot.gateway.send import Sender
from storage.database import Database
from storage.unit_of_work import UnitOfWork

KEEP_DONE = timedelta(days=3)  # Telegram may start its update ids anew after a week
SWEEP_EVERY = 3600.0  # seconds
GRACE = 15.0  # seconds that a stop waits for what is under way

log = logging.getLogger(__name__)


class Gateway:
    """Receiver, dispatcher and sender around one database; `run` serves until told to stop."""

    def __init__(
        self,
        application: App,
        database: Database,
        abilities: Abilities,
        clock: Clock,
        codec: Codec,
    ) -> None:
        bot = application.bot
        if not isinstance(bot, Client):
            raise TypeError("the application's bot must come from bot.gateway.client.make_bot")
        self._bot = bot
        self._application = application
        self._database = database
        self._clock = clock
        self._bot_id = bot_id(bot.token)
        pace = Pace()
        owner = f"{os.getpid()}@{clock().isoformat()}"
        deliverer = Deliverer(
            bot,
            database,
            {APOLOGY: apology_screen, **abilities.renderers},
            clock,
            codec,
            pace,
            owner,
        )
        self._sender = Sender(deliverer, database, clock, pace, owner)
        self._callbacks = Callbacks(bot, pace)
        services = Services(database, clock, codec, self._sender.wake, abilities.claims)
        self._inline = InlineAnswers(bot, database, pace, abilities.inline)
        self._dispatcher = Dispatcher(application, services, self._callbacks, self._bot_id)
        self._receiver = Receiver(
            bot,
            self._bot_id,
            database,
            clock,
            self._callbacks,
            self._dispatcher.take,
            self._dispatcher.room,
            self._inline.take,
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set, then finish what is under way.

        Raises Unauthorized when the Bot API does not know the token.
        """
        stopped = asyncio.create_task(stop.wait())
        try:
            ready = await self._until(stopped, self._initialize())
            if ready:
                await self._serve(stopped)
        finally:
            stopped.cancel()
            await self._close()

    async def _serve(self, stopped: asyncio.Task[bool]) -> None:
        if self._database.own():
            now = self._clock()
            await persist(self._database, lambda uow: uow.outbox.release_all(now))
        await self._dispatcher.start()
        log.info("serving bot=%d", self._bot_id)
        loops = [
            asyncio.create_task(loop)
            for loop in (self._receiver.run(), self._sender.run(), self._sweep())
        ]
        try:
            done, _ = await asyncio.wait([*loops, stopped], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            await self._drain()

    async def _until(self, stopped: asyncio.Task[bool], work: Coroutine[Any, Any, None]) -> bool:
        """Do the work, unless the stop comes first."""
        task = asyncio.create_task(work)
        await asyncio.wait([task, stopped], return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            return False
        task.result()
        return True

    async def _initialize(self) -> None:
        """Wait for the Bot API to be there, learn who we are, and end an earlier webhook.

        While a webhook is set, Telegram gives no updates to a poll.
        """
        pauses = doubling(0.5, LONGEST_PAUSE)
        while True:
            try:
                await self._application.initialize()
                await self._bot.call("deleteWebhook", {})
                return
            except (NotSent, Ambiguous, FloodWait) as error:
                pause = next(pauses)
                log.warning("Bot API not reached error=%s next in seconds=%.1f", error, pause)
                await asyncio.sleep(pause)

    async def _sweep(self) -> None:
        """Forget what was done days ago, and what a killed process left half written."""
        while True:
            before = self._clock() - KEEP_DONE
            await persist(self._database, partial(_forget, before))
            await asyncio.to_thread(self._database.contents.tidy, before)
            await asyncio.sleep(SWEEP_EVERY)

    async def _drain(self) -> None:
        """Finish what is under way; what does not end in GRACE is repeated at the next start."""
        parts = (
            self._dispatcher.drain(),
            self._callbacks.drain(),
            self._inline.drain(),
            self._sender.drain(),
        )
        try:
            async with asyncio.timeout(GRACE):
                await asyncio.gather(*parts)
        except TimeoutError:
            log.warning("stopped with work under way")

    async def _close(self) -> None:
        await self._application.shutdown()
        await self._bot.shutdown()


def _forget(before: datetime, uow: UnitOfWork) -> None:
    uow.inbox.sweep(before)
    uow.outbox.sweep(before)
