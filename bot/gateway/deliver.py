"""Carries one row of the outbox to the Bot API and writes down what became of it."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic

from telegram.error import TelegramError

from bot.chat import drawing
from bot.chat.feature import Renderer
from bot.chat.screen import Painted, Screen
from bot.chat.taps import Codec
from bot.clock import Clock
from bot.gateway import outcomes
from bot.gateway.client import Client
from bot.gateway.incidents import describe, reference
from bot.gateway.outcomes import (
    Failed,
    Gone,
    Migrated,
    Outcome,
    Paused,
    Resend,
    Retry,
    Sent,
    Unknown,
)
from bot.gateway.pacing import Pace
from bot.gateway.patience import doubling, persist
from storage.database import Database
from storage.errors import Conflict, Unavailable
from storage.records import Outgoing
from storage.unit_of_work import UnitOfWork

SCOPE = "bot"  # a 429 pauses the whole bot
LONGEST_RETRY = 60  # seconds
DRAW_PAUSES = (0.2, 0.8)  # seconds before a renderer that raised is tried again
STRIP_ATTEMPTS = 3

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is to be shown, and the message that shows this card now, if it has one."""

    screen: Screen
    address: tuple[int, int] | None  # chat id, message id


@dataclass(frozen=True, slots=True)
class Shown:
    outcome: Outcome
    edited: bool = False


class Deliverer:
    """Delivers claimed rows in the name of `owner`, who holds their leases."""

    def __init__(
        self,
        bot: Client,
        database: Database,
        renderers: Mapping[str, Renderer],
        clock: Clock,
        codec: Codec,
        pace: Pace,
        owner: str,
    ) -> None:
        self._bot = bot
        self._database = database
        self._renderers = renderers
        self._clock = clock
        self._codec = codec
        self._pace = pace
        self._owner = owner
        self._strips: set[asyncio.Task[None]] = set()

    async def deliver(self, row: Outgoing) -> None:
        """Draw the row as things are now, call once, record the outcome.

        A row that somebody else has taken over meanwhile is left to them.
        """
        try:
            drawn = await self._draw(row)
            if drawn is None:
                return
            shown = await self._show(row, drawn)
            if isinstance(shown.outcome, Migrated):
                row = await self._move(row, shown.outcome.chat_id)
                shown = await self._show(row, replace(drawn, address=None))
            await self._settle(row, drawn, shown)
        except Conflict:
            log.info("outbox row=%d is no longer ours", row.id)

    async def drain(self) -> None:
        """Wait for the keyboards that are being taken off."""
        await asyncio.gather(*self._strips)

    async def _draw(self, row: Outgoing) -> Drawn | None:
        """The drawn row, marked `sending` if it may not be repeated; None when it has ended."""
        for pause in (*DRAW_PAUSES, None):
            try:
                return await self._draw_once(row)
            except Conflict:
                raise
            except Exception as error:
                said = reference(row.id)
                log.error("not drawn row=%d reference=%s %s", row.id, said, describe(error))
                if pause is not None:
                    await asyncio.sleep(pause)
        now = self._clock()
        error_text = f"not drawn, reference {said}"
        await persist(
            self._database, lambda uow: uow.outbox.fail(row.id, self._owner, error_text, now)
        )
        return None

    async def _draw_once(self, row: Outgoing) -> Drawn | None:
        """Draw from what is stored now; what may not be repeated is marked before it leaves."""
        pauses = doubling(0.1, 5.0)
        while True:
            try:
                drawn = await asyncio.to_thread(self._read, row)
                break
            except Unavailable:
                await asyncio.sleep(next(pauses))
        now = self._clock()
        if drawn is None:
            await persist(self._database, lambda uow: uow.outbox.suppress(row.id, self._owner, now))
        elif row.notice.card is None:
            await persist(self._database, lambda uow: uow.outbox.sending(row.id, self._owner, now))
        return drawn

    def _read(self, row: Outgoing) -> Drawn | None:
        notice = row.notice
        with self._database.read() as uow:
            screen = self._renderers[notice.name](uow, notice.arguments, notice.chat_id)
            chat_id, message_id = uow.cards.get(notice.card or "") or (0, None)
        if screen is None:
            return None
        if screen.picture is not None:  # before the row is marked: what fails here can be repeated
            screen = replace(screen, picture=Painted(screen.picture.png()))
        return Drawn(screen, None if message_id is None else (chat_id, message_id))

    async def _show(self, row: Outgoing, drawn: Drawn) -> Shown:
        """Edit the card where it stands; else, or when that is gone, send a new message."""
        notice, chat_id = row.notice, row.notice.chat_id
        if drawn.address and drawn.address[0] == chat_id and not notice.fresh:
            fields = drawing.message(drawn.screen, self._codec, chat_id)
            fields["message_id"] = drawn.address[1]
            outcome = await self._call("editMessageText", fields, None)
            if not isinstance(outcome, Resend):
                return Shown(outcome, edited=True)
        if notice.lane and not is_paced(row) and self._pace.delay(chat_id, monotonic()):
            return Shown(Retry("an unasked message waits for its turn"))
        method, fields = drawing.new_message(drawn.screen, self._codec, chat_id)
        return Shown(await self._call(method, fields, chat_id))

    async def _call(self, method: str, fields: drawing.Fields, appears_in: int | None) -> Outcome:
        self._pace.debit(monotonic(), appears_in)
        try:
            return outcomes.of_result(await self._bot.call(method, fields))
        except TelegramError as error:
            return outcomes.of_error(error)

    async def _move(self, row: Outgoing, chat_id: int) -> Outgoing:
        old = row.notice.chat_id
        await persist(self._database, lambda uow: uow.chats.migrate(old, chat_id))
        return replace(row, notice=replace(row.notice, chat_id=chat_id))

    async def _settle(self, row: Outgoing, drawn: Drawn, shown: Shown) -> None:
        """Record the outcome in one unit of work."""
        now = self._clock()
        if isinstance(shown.outcome, Paused):
            self._pace.pause(monotonic() + shown.outcome.seconds)
        if isinstance(shown.outcome, Failed | Gone | Unknown):
            log.warning("outbox row=%d name=%s %s", row.id, row.notice.name, shown.outcome)
        await persist(self._database, lambda uow: self._record(uow, row, drawn, shown, now))
        if isinstance(shown.outcome, Sent) and not shown.edited and drawn.address:
            task = asyncio.create_task(self._strip(*drawn.address))
            self._strips.add(task)
            task.add_done_callback(self._strips.discard)

    def _record(
        self, uow: UnitOfWork, row: Outgoing, drawn: Drawn, shown: Shown, now: datetime
    ) -> None:
        owner, outbox = self._owner, uow.outbox
        match shown.outcome:
            case Sent(message_id=message_id):
                self._record_sent(uow, row, drawn, None if shown.edited else message_id, now)
            case Paused(seconds=seconds):
                until = now + timedelta(seconds=seconds)
                uow.pauses.pause(SCOPE, until)
                outbox.retry(row.id, owner, until, "429")
            case Retry(error=error):
                outbox.retry(row.id, owner, _again(row, now), error)
            case Unknown(error=error) if row.notice.card:
                outbox.retry(row.id, owner, _again(row, now), error)
            case Unknown(error=error):
                outbox.unknown(row.id, owner, error, now)
            case Gone(error=error):
                outbox.fail(row.id, owner, error, now)
                uow.chats.mark_unreachable(row.notice.chat_id, now)
            case refused:
                outbox.fail(row.id, owner, str(refused), now)

    def _record_sent(
        self, uow: UnitOfWork, row: Outgoing, drawn: Drawn, new: int | None, now: datetime
    ) -> None:
        """`new` is the message that appeared; None when the one that stood there was edited."""
        message_id = drawn.address[1] if new is None and drawn.address else new
        uow.outbox.sent(row.id, self._owner, message_id, now)
        if row.notice.card and new is not None:
            uow.cards.set(row.notice.card, row.notice.chat_id, new, now)

    async def _strip(self, chat_id: int, message_id: int) -> None:
        """Take the buttons off the message that showed a card before; best effort."""
        fields = {"chat_id": chat_id, "message_id": message_id}
        for _ in range(STRIP_ATTEMPTS):
            await asyncio.sleep(self._pace.paused(monotonic()))
            outcome = await self._call("editMessageReplyMarkup", fields, None)
            if isinstance(outcome, Paused):
                self._pace.pause(monotonic() + outcome.seconds)
            elif not isinstance(outcome, Retry | Unknown):
                return
            else:
                await asyncio.sleep(1.0)


def is_paced(row: Outgoing) -> bool:
    """Whether the row will surely become an unasked new message."""
    return row.notice.lane > 0 and (row.notice.card is None or row.notice.fresh)


def _again(row: Outgoing, now: datetime) -> datetime:
    return now + timedelta(seconds=min(2.0 ** min(row.attempts, 10), LONGEST_RETRY))
