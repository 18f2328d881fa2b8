"""The client says whether a request was sent, and never says the token."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from telegram import InputFile
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken

from bot.gateway import client as client_module
from bot.gateway.client import Client, bot_id, make_bot
from bot.gateway.errors import Ambiguous, FloodWait, NotSent, Unauthorized
from bot.gateway.redaction import Redaction

TOKEN = "42:rahasia-canary"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def served(handler: Handler) -> AsyncIterator[Client]:
    """A client of a server that treats every request alike; it is not initialized by getMe."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    async with _opened(f"http://127.0.0.1:{port}") as bot:
        yield bot
    await runner.cleanup()


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Client]:
    bot = make_bot(TOKEN, url)
    await bot.request.initialize()
    try:
        yield bot
    finally:
        await bot.request.shutdown()


def _answering(status: int, body: Any) -> Handler:
    async def handler(_request: web.Request) -> web.StreamResponse:
        if isinstance(body, str):
            return web.Response(status=status, text=body)
        return web.json_response(body, status=status)

    return handler


def _refusal(code: int, description: str, **parameters: int) -> dict[str, Any]:
    said: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return said | ({"parameters": parameters} if parameters else {})


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (400, _refusal(400, "Bad Request: chat not found"), BadRequest),
        (400, _refusal(400, "Bad Request: moved", migrate_to_chat_id=-7), ChatMigrated),
        (401, _refusal(401, "Unauthorized"), Unauthorized),
        (403, _refusal(403, "Forbidden: bot was blocked by the user"), Forbidden),
        (404, _refusal(404, "Not Found"), InvalidToken),
        (409, _refusal(409, "Conflict: another"), Conflict),
        (413, "too large", BadRequest),
        (429, _refusal(429, "Too Many Requests", retry_after=7), FloodWait),
        (429, "slow down", FloodWait),
        (302, "", Ambiguous),
        (500, _refusal(500, "Internal Server Error"), Ambiguous),
        (502, "<html>bad gateway</html>", Ambiguous),
        (200, "not json", Ambiguous),
        (200, {"ok": True}, Ambiguous),
    ],
)
def test_every_refusal_has_its_class(status: int, body: Any, expected: type[Exception]) -> None:
    async def scene() -> None:
        async with served(_answering(status, body)) as bot:
            with pytest.raises(expected) as caught:
                await bot.call("sendMessage", {"chat_id": 1, "text": "x"})
            assert type(caught.value) is expected
            assert TOKEN not in repr(caught.value)

    asyncio.run(scene())


def test_a_refused_connection_is_not_sent() -> None:
    async def scene() -> None:
        async with _opened("http://127.0.0.1:1") as bot:
            with pytest.raises(NotSent) as caught:
                await bot.call("sendMessage", {"chat_id": 1})
            assert TOKEN not in repr(caught.value)

    asyncio.run(scene())


def test_a_dropped_connection_is_ambiguous_and_the_request_is_not_repeated() -> None:
    async def scene() -> None:
        seen = []

        async def drop(request: web.Request) -> web.StreamResponse:
            seen.append(request.path)
            assert request.transport is not None
            request.transport.abort()
            return web.Response()

        async with served(drop) as bot:
            with pytest.raises(Ambiguous) as caught:
                await bot.call("sendMessage", {"chat_id": 1, "text": "x"})
            assert len(seen) == 1
            assert TOKEN not in repr(caught.value)

    asyncio.run(scene())


def test_an_answer_that_does_not_come_is_ambiguous() -> None:
    async def scene() -> None:
        async def hang(_request: web.Request) -> web.StreamResponse:
            await asyncio.sleep(5)
            return web.Response()

        async with served(hang) as bot:
            with pytest.raises(Ambiguous):
                await bot.call("sendMessage", {"chat_id": 1}, seconds=0.05)

    asyncio.run(scene())


def test_fields_and_files_arrive_as_they_were_given() -> None:
    async def scene() -> None:
        got: dict[str, Any] = {}

        async def keep(request: web.Request) -> web.StreamResponse:
            if request.content_type == "application/json":
                got.update(await request.json())
                return web.json_response({"ok": True, "result": True})
            for name, value in (await request.post()).items():
                got[name] = value.file.read() if isinstance(value, web.FileField) else value
            return web.json_response({"ok": True, "result": True})

        async with served(keep) as bot:
            assert await bot.call("sendMessage", {"text": "a&b=ü 👍", "entities": []}) is True
            assert got == {"text": "a&b=ü 👍", "entities": []}
            got.clear()
            document = InputFile(b"1,2", filename='ja"wab é.csv')
            await bot.call("sendDocument", {"chat_id": 1, "document": document})
            assert got["chat_id"] == "1"
            assert got["document"] == b"1,2"

    asyncio.run(scene())


def test_a_text_that_cannot_be_encoded_is_refused_without_being_said() -> None:
    async def scene() -> None:
        async with _opened("http://127.0.0.1:1") as bot:
            with pytest.raises(BadRequest) as caught:
                await bot.call("sendMessage", {"text": "rahasia \ud800"})
            assert "rahasia" not in repr(caught.value)

    asyncio.run(scene())


def test_a_rejected_token_is_not_said() -> None:
    async def scene() -> None:
        async with served(_answering(401, _refusal(401, "Unauthorized"))) as bot:
            with pytest.raises(Unauthorized) as caught:
                await bot.initialize()
            error: BaseException | None = caught.value
            assert TOKEN not in repr(error)
            await bot.shutdown()

    asyncio.run(scene())


def test_the_bots_id_is_in_its_token() -> None:
    assert bot_id(TOKEN) == 42
    with pytest.raises(InvalidToken):
        bot_id("nothing")


def test_a_call_ends_before_a_lease() -> None:
    assert client_module.CALL_SECONDS < 15


def test_the_token_never_reaches_a_log(caplog: pytest.LogCaptureFixture) -> None:
    redaction = Redaction(TOKEN)
    with caplog.at_level(logging.DEBUG):
        caplog.handler.addFilter(redaction)
        try:
            logging.getLogger("x").info("calling https://host/bot%s/getMe", TOKEN)
            logging.getLogger("x").info("calling https://host/bot77:other_TOKEN/getMe")
            try:
                raise ValueError(f"bad {TOKEN}")
            except ValueError:
                logging.getLogger("x").exception("broke")
        finally:
            caplog.handler.removeFilter(redaction)
    assert "calling https://host/bot<token>/getMe" in caplog.text
    assert TOKEN not in caplog.text
    assert "other_TOKEN" not in caplog.text
