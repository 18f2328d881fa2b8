"""What the gateway's tests run against: a Bot API in its own process, and a toy feature."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chat.context import answer, run, services
from bot.chat.feature import Abilities, Renderer
from bot.chat.inline import OnInline, no_results
from bot.chat.screen import Button, Document, Screen, Tap
from bot.chat.taps import Codec, key_from_token
from bot.clock import utcnow
from bot.gateway.client import make_bot
from bot.gateway.dispatch import build_application
from bot.gateway.gateway import Gateway
from storage.database import Database
from storage.records import Notice
from storage.unit_of_work import UnitOfWork

TOKEN = "42:TEST-canary"
CODEC = Codec(key_from_token(TOKEN))
TOY, PLUS, SLOW, BROKEN, SILENT = 9, 0, 1, 2, 3
SECRET = "rahasia-canary"
SITI, BUDI = 1001, 1002

Json = dict[str, Any]


class Server:
    """The local Bot API, and what people do there."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self._session = session

    async def post(self, path: str, body: Any) -> Any:
        async with self._session.post(f"{self.url}/control/{path}", json=body) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    async def get(self, path: str, **query: int) -> Any:
        async with self._session.get(f"{self.url}/control/{path}", params=query) as response:
            return await response.json()

    async def say(self, person: int, text: str) -> None:
        await self.post("say", {"person": person, "text": text})

    async def tap(self, person: int, message: Json, column: int = 0) -> None:
        place = {"person": person, "message_id": message["message_id"], "row": 0, "col": column}
        await self.post("tap", place)

    async def from_bot(self, person: int) -> list[Json]:
        """The bot's messages that the person sees."""
        shown = await self.get("transcript", person=person)
        return [message for message in shown if message["from"] == "bot"]

    async def texts(self, person: int) -> list[str]:
        return [message["text"] for message in await self.from_bot(person)]

    async def settled(self, person: int, count: int) -> list[Json]:
        """The bot's messages to the person, as soon as there are `count` of them."""

        async def enough() -> list[Json]:
            messages = await self.from_bot(person)
            return messages if len(messages) >= count else []

        found: list[Json] = await until(enough)
        return found

    async def calls(self, *methods: str) -> list[Json]:
        """Requests of these methods in the server's own log."""
        return [entry for entry in await self.get("log") if entry["method"] in methods]

    async def fault(self, kind: str, method: str, **more: Any) -> None:
        await self.post("faults", {"kind": kind, "method": method, "next": 1} | more)


@asynccontextmanager
async def bot_api() -> AsyncIterator[Server]:
    """A Bot API that knows Siti and Budi, who have both started the bot."""
    command = ("-m", "bot.emulator", "--port", "0", "--token", TOKEN)
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        line = (await process.stdout.readline()).decode()
        async with aiohttp.ClientSession() as session:
            server = Server(line.split()[-1], session)
            people = [(SITI, "Siti"), (BUDI, "Budi")]
            await server.post("people", [{"id": i, "first_name": name} for i, name in people])
            for person, _ in people:
                await server.say(person, "/start")
            yield server
    finally:
        process.terminate()
        await process.wait()


async def until(condition: Callable[[], Awaitable[Any]]) -> Any:
    """Wait until what the condition gives is true, and give it."""
    async with asyncio.timeout(12):
        while True:
            if found := await condition():
                return found
            await asyncio.sleep(0.02)


def gateway(
    server_url: str,
    database: Database,
    renderers: Mapping[str, Renderer] | None = None,
    inline: OnInline = no_results,
) -> Gateway:
    """A gateway with the toy feature installed."""
    application = build_application(make_bot(TOKEN, server_url))
    application.add_handler(CommandHandler("card", on_card))
    application.add_handler(CommandHandler("start", on_nothing))
    application.add_handler(CallbackQueryHandler(on_tap))
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT, on_text))
    drawn = {**RENDERERS, **(renderers or {})}
    return Gateway(application, database, Abilities(drawn, inline=inline), utcnow, CODEC)


@asynccontextmanager
async def serving(gate: Gateway) -> AsyncIterator[None]:
    """The gateway, serving until the block ends."""
    stop = asyncio.Event()
    task = asyncio.create_task(gate.run(stop))
    try:
        yield
    finally:
        stop.set()
        async with asyncio.timeout(30):
            await task


def effects(database: Database, chat_id: int) -> list[str]:
    """What took effect in a chat, in order."""
    with database.read() as uow:
        return [line.details["what"] for line in uow.audit.about(subject(chat_id))]


def subject(chat_id: int) -> str:
    return f"toy:{chat_id}"


def card(chat_id: int, *, fresh: bool = False, lane: int = 0) -> Notice:
    return Notice(chat_id, "toy.card", card=subject(chat_id), fresh=fresh, lane=lane)


def echo(chat_id: int, text: str, *, lane: int = 0) -> Notice:
    return Notice(chat_id, "toy.echo", {"text": text}, lane=lane)


async def on_nothing(_update: Update, _context: Any) -> None:
    """A handler with nothing to commit."""


async def on_card(update: Update, _context: Any) -> None:
    chat_id = _chat(update)
    await run(lambda uow, now: uow.outbox.add(card(chat_id, fresh=True), now))


async def on_text(update: Update, _context: Any) -> None:
    chat_id, text = _chat(update), (update.message and update.message.text) or ""
    if text == "poison":
        raise ValueError(SECRET + text)
    await run(lambda uow, now: _count(uow, chat_id, text, now, echo(chat_id, text)))


async def on_tap(update: Update, _context: Any) -> None:
    query = update.callback_query
    assert query is not None
    chat_id = _chat(update)
    tap = services().codec.decode(query.data or "", chat_id)
    verb = tap.verb if tap else SILENT
    if verb == SLOW:
        await asyncio.sleep(1.5)
    if verb == BROKEN:
        raise ValueError(SECRET)
    if verb != SILENT:
        await run(lambda uow, now: _count(uow, chat_id, f"tap {verb}", now, card(chat_id)))
        answer(f"counted {verb}")


def _count(uow: UnitOfWork, chat_id: int, what: str, now: Any, notice: Notice) -> None:
    uow.audit.add(now, None, "toy.count", subject(chat_id), {"what": what})
    uow.outbox.add(notice, now)


def _chat(update: Update) -> int:
    assert update.effective_chat is not None
    return update.effective_chat.id


def _card_screen(uow: UnitOfWork, _arguments: Mapping[str, Any], chat_id: int) -> Screen:
    count = len(uow.audit.about(subject(chat_id)))
    row = tuple(Button(str(verb), Tap(TOY, verb)) for verb in (PLUS, SLOW, BROKEN, SILENT))
    return Screen(f"Count {count}", (row,))


def _broken_screen(_uow: UnitOfWork, _arguments: Mapping[str, Any], _chat_id: int) -> Screen:
    raise ValueError(SECRET)


RENDERERS: Mapping[str, Renderer] = {
    "toy.card": _card_screen,
    "toy.broken": _broken_screen,
    "toy.echo": lambda _uow, arguments, _chat: Screen(arguments["text"]),
    "toy.nothing": lambda _uow, _arguments, _chat: None,
    "toy.file": lambda _uow, arguments, _chat: Screen(
        arguments["text"], document=Document("a b.csv", b"x,y\n1,2\n")
    ),
}
