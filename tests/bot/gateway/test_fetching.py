"""A file comes from Telegram whole, or not at all; what is nobody's fault is waited for."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from bot.gateway.client import Client, make_bot
from bot.gateway.errors import Unauthorized
from bot.gateway.fetch import ATTEMPTS, NotFetched, fetch
from storage.contents import Contents
from storage.errors import Unavailable
from tests.bot.gateway.town import SITI, TOKEN, Server, bot_api, until

CONTENT = bytes(range(256)) * 1000
LIMIT = 20 * 1024 * 1024


@asynccontextmanager
async def sent() -> AsyncIterator[tuple[Server, Client, str]]:
    """Siti has sent a file: the server, a bot, the file's id."""
    async with bot_api() as server:
        body = {"name": "a.bin", "content": base64.b64encode(CONTENT).decode()}
        found = await server.post("document", {"person": SITI, **body})
        bot = make_bot(TOKEN, server.url)
        await bot.request.initialize()
        try:
            yield server, bot, found["file_id"]
        finally:
            await bot.request.shutdown()


def fetched(folder: Path, limit: int = LIMIT, *faults: tuple[str, str, int]) -> tuple[str, int]:
    async def work() -> tuple[str, int]:
        async with sent() as (server, bot, file_id):
            for kind, method, times in faults:
                await server.fault(kind, method, next=times, retry_after=1)
            return await fetch(bot, Contents(folder), file_id, limit, SITI)

    return asyncio.run(work())


def left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


DIGEST = sha256(CONTENT).hexdigest()


def test_a_file_is_kept_under_its_checksum(tmp_path: Path) -> None:
    assert fetched(tmp_path) == (DIGEST, len(CONTENT))
    assert Contents(tmp_path).read(DIGEST) == CONTENT
    assert [path.name for path in left(tmp_path)] == [DIGEST]


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        ("5xx", "getFile"),
        ("429", "getFile"),
        ("lost", "getFile"),
        ("5xx", "download"),
        ("lost", "download"),
        ("dropped", "download"),
    ],
)
def test_what_breaks_off_is_begun_anew(tmp_path: Path, kind: str, method: str) -> None:
    assert fetched(tmp_path, LIMIT, (kind, method, 2)) == (DIGEST, len(CONTENT))
    assert [path.name for path in left(tmp_path)] == [DIGEST]


def test_what_breaks_off_again_and_again_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(NotFetched):
        fetched(tmp_path, LIMIT, ("5xx", "download", ATTEMPTS))
    assert left(tmp_path) == []


def test_more_than_was_said_is_not_taken(tmp_path: Path) -> None:
    with pytest.raises(NotFetched):
        fetched(tmp_path, len(CONTENT) - 1)
    assert left(tmp_path) == []


def test_what_telegram_does_not_give(tmp_path: Path) -> None:
    async def work() -> None:
        async with sent() as (_, bot, _file_id):
            with pytest.raises(NotFetched):
                await fetch(bot, Contents(tmp_path), "nonsense", LIMIT, SITI)

    asyncio.run(work())
    assert left(tmp_path) == []


def test_a_network_that_is_away_is_waited_for(tmp_path: Path) -> None:
    """Nothing is given up, and the person sees that something is going on."""

    async def work() -> tuple[str, int]:
        async with sent() as (server, bot, file_id):
            await server.fault("delay", "download", ms=1500)
            task = asyncio.create_task(fetch(bot, Contents(tmp_path), file_id, LIMIT, SITI))
            await until(lambda: server.calls("sendChatAction"))
            return await task

    assert asyncio.run(work()) == (DIGEST, len(CONTENT))


def test_a_server_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    async def work() -> None:
        bot = make_bot(TOKEN, "http://127.0.0.1:1")
        await bot.request.initialize()
        task = asyncio.create_task(fetch(bot, Contents(tmp_path), "x", LIMIT, SITI))
        done, _ = await asyncio.wait([task], timeout=2)
        assert not done
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await bot.request.shutdown()

    asyncio.run(work())


def test_a_disk_that_takes_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(Unavailable):
        fetched(tmp_path / "taken")


def test_a_token_that_is_none_is_no_reason_to_ask_again(tmp_path: Path) -> None:
    async def work() -> None:
        async with bot_api() as server:
            bot = make_bot("42:other", server.url)
            await bot.request.initialize()
            with pytest.raises(Unauthorized):
                await fetch(bot, Contents(tmp_path), "x", LIMIT, SITI)
            await bot.request.shutdown()

    asyncio.run(work())
