"""Every callback query is answered exactly once and soon, whatever becomes of the tap."""

import asyncio
from typing import Any

import pytest

from bot.clock import utcnow
from storage.database import Database
from tests.bot.gateway.town import (
    BROKEN,
    PLUS,
    SILENT,
    SITI,
    SLOW,
    Server,
    bot_api,
    card,
    effects,
    gateway,
    serving,
    until,
)

LIMIT = 2000  # milliseconds in which the phone wants its answer


async def _answered(server: Server, count: int) -> list[dict[str, Any]]:
    async def all_answered() -> list[dict[str, Any]]:
        queries: list[dict[str, Any]] = await server.get("queries")
        done = [query for query in queries if query["attempts"]]
        return done if len(done) >= count else []

    found: list[dict[str, Any]] = await until(all_answered)
    return found


@pytest.mark.parametrize(
    ("column", "toast"), [(PLUS, "counted 0"), (SLOW, ""), (BROKEN, ""), (SILENT, "")]
)
def test_a_tap_is_answered_once_and_soon(database: Database, column: int, toast: str) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            await server.say(SITI, "/card")
            (shown,) = await server.settled(SITI, 1)
            await server.tap(SITI, shown, column)
            (query,) = await _answered(server, 1)
            assert query["toast"] == toast
            assert query["answered_ms"] < LIMIT
            await server.say(SITI, "selesai")  # carried out after the tap: it is over then
            await server.settled(SITI, 2)
            (query,) = await _answered(server, 1)
            assert query["attempts"] == 1

    asyncio.run(scene())


def test_a_tap_is_answered_soon_while_the_writer_is_busy(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            await server.say(SITI, "/card")
            (shown,) = await server.settled(SITI, 1)
            release = asyncio.Event()
            loop = asyncio.get_running_loop()

            def hold(_uow: object) -> None:
                asyncio.run_coroutine_threadsafe(release.wait(), loop).result()

            await server.tap(SITI, shown)
            held = asyncio.create_task(database.run(hold))
            (query,) = await _answered(server, 1)
            release.set()
            await held
            assert query["answered_ms"] < LIMIT

    asyncio.run(scene())


def test_a_double_tap_counts_twice_and_is_answered_twice(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            database.write(lambda uow: uow.outbox.add(card(SITI), utcnow()))
            (shown,) = await server.settled(SITI, 1)
            await server.tap(SITI, shown)
            await server.tap(SITI, shown)
            queries = await _answered(server, 2)
            assert [query["attempts"] for query in queries] == [1, 1]
            await until(lambda: _shows(server, "Count 2"))
            assert effects(database, SITI) == ["tap 0", "tap 0"]
            assert len(await server.calls("sendMessage")) == 1

    asyncio.run(scene())


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "5xx", "next": 2},
        {"kind": "5xx", "effect": True},
        {"kind": "lost"},
        {"kind": "dropped"},
        {"kind": "429", "retry_after": 1},
    ],
)
def test_an_answer_that_failed_is_given_again_soon(
    database: Database, fault: dict[str, Any]
) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            await server.say(SITI, "/card")
            (shown,) = await server.settled(SITI, 1)
            await server.fault(method="answerCallbackQuery", **fault)
            await server.tap(SITI, shown, PLUS)
            query = await until(lambda: _ended(server))
            assert query["toast"] == "counted 0"
            assert query["answered_ms"] < LIMIT + 1000 * fault.get("retry_after", 0)

    asyncio.run(scene())


def test_a_429_of_messages_holds_no_answer_back(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            await server.say(SITI, "/card")
            (shown,) = await server.settled(SITI, 1)
            await server.fault("429", "editMessageText", retry_after=3)
            await server.tap(SITI, shown, PLUS)
            await until(lambda: server.calls("editMessageText"))
            await server.tap(SITI, shown, PLUS)
            queries = await _answered(server, 2)
            assert [query["toast"] for query in queries] == ["counted 0"] * 2
            assert all(query["answered_ms"] < LIMIT for query in queries)

    asyncio.run(scene())


async def _ended(server: Server) -> dict[str, Any] | None:
    queries: list[dict[str, Any]] = await server.get("queries")
    return next((query for query in queries if query["answered"] is not None), None)


async def _shows(server: Server, text: str) -> bool:
    return (await server.texts(SITI))[-1] == text
