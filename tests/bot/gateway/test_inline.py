"""Inline queries are answered beside the inbox: at once, in any weather, the newest first."""

import asyncio
from threading import Event
from typing import Any

from bot.chat.inline import InlineReply, InlineResult
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.bot.gateway.town import SITI, Server, bot_api, gateway, serving, until


def echoed(_uow: UnitOfWork, user: int, language: str, words: str) -> InlineReply:
    if words.startswith("rusak"):
        raise RuntimeError(words)
    result = InlineResult("1", words or "kosong", f"{user} {language}", f"\x02{words}\x03 jawab")
    return InlineReply((result,), "Buka")


async def _asked(server: Server, words: str) -> str:
    asked = await server.post("inline", {"person": SITI, "query": words})
    return str(asked["query_id"])


async def _answered(server: Server, query_id: str) -> dict[str, Any]:
    async def found() -> dict[str, Any]:
        queries = await server.get("inline")
        return next((q for q in queries if q["id"] == query_id and q["attempts"]), {})

    answered: dict[str, Any] = await until(found)
    return answered


def test_a_query_gets_results_and_a_way_into_the_chat(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database, inline=echoed)):
            query = await _answered(server, await _asked(server, "paspor"))
            (result,) = query["results"]
            assert (result["title"], result["description"]) == ("paspor", f"{SITI} id")
            assert result["input_message_content"]["text"] == "paspor jawab"
            assert result["input_message_content"]["entities"][0]["type"] == "bold"
            assert query["button"] == {"text": "Buka", "start_parameter": "sop"}
            assert (await server.get("report"))["violations"] == []

    asyncio.run(scene())


def test_a_fault_leaves_the_next_query_alone(database: Database, caplog: Any) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database, inline=echoed)):
            await _asked(server, "rusak canary")

            async def logged() -> bool:
                return "inline query failed" in caplog.text

            await until(logged)
            query = await _answered(server, await _asked(server, "baik"))
            assert query["results"][0]["title"] == "baik"

    asyncio.run(scene())
    assert "canary" not in caplog.text


def test_of_what_was_typed_meanwhile_only_the_last_is_answered(database: Database) -> None:
    begun, held = Event(), Event()

    def slow(uow: UnitOfWork, user: int, language: str, words: str) -> InlineReply:
        if words == "p":
            begun.set()
            held.wait(10)
        return echoed(uow, user, language, words)

    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database, inline=slow)):
            ids = [await _asked(server, "p")]
            await asyncio.to_thread(begun.wait, 10)
            ids += [await _asked(server, words) for words in ("pa", "pas", "pasp")]
            await until(lambda: _all_taken(server))
            held.set()
            last = await _answered(server, ids[-1])
            assert last["results"][0]["title"] == "pasp"
            tried = [query["attempts"] for query in await server.get("inline")]
            assert tried == [1, 0, 0, 1]

    asyncio.run(scene())


def test_after_a_429_nothing_is_answered_until_it_is_over(database: Database) -> None:
    wait = 2

    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database, inline=echoed)):
            await server.fault("429", "answerInlineQuery", retry_after=wait)
            await _asked(server, "p")
            await until(lambda: server.calls("answerInlineQuery"))
            early = await _asked(server, "pa")
            await until(lambda: _all_taken(server))
            await server.say(SITI, "halo")
            refused, said = await until(lambda: _both(server))
            assert said["arrived"] - refused["arrived"] >= wait
            late = await _answered(server, await _asked(server, "pas"))
            assert late["results"][0]["title"] == "pas"
            tried = {query["id"]: query["attempts"] for query in await server.get("inline")}
            assert tried[early] == 0
            assert len(await server.calls("answerInlineQuery")) == 2

    asyncio.run(scene())


async def _both(server: Server) -> list[dict[str, Any]]:
    calls = await server.calls("answerInlineQuery", "sendMessage")
    return calls if len(calls) >= 2 else []


async def _all_taken(server: Server) -> bool:
    status = await server.get("status")
    return bool(status["pending_updates"] == 0 and status["polling"])


def test_updates_around_it_are_kept_as_ever(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database, inline=echoed)):
            await _asked(server, "a")
            await server.say(SITI, "satu")
            await _asked(server, "b")
            await server.say(SITI, "dua")
            assert len(await server.settled(SITI, 2)) == 2

    asyncio.run(scene())
