"""P3, P4, P6, P8: what goes out goes once, in order, and every outcome is written down."""

import asyncio
from collections import Counter
from collections.abc import Mapping

import pytest

from bot.clock import utcnow
from storage.database import Database
from storage.records import Notice
from storage.unit_of_work import UnitOfWork
from tests.bot.gateway.town import (
    BUDI,
    SITI,
    Server,
    bot_api,
    card,
    echo,
    gateway,
    serving,
    subject,
    until,
)

HELD_UP = 0.2  # seconds by which a busy machine may bring a request later than it was sent


def add(database: Database, *notices: Notice) -> list[int | None]:
    return database.write(lambda uow: [uow.outbox.add(n, utcnow()) for n in notices])


def counts(database: Database) -> Mapping[str, int]:
    with database.read() as uow:
        return uow.outbox.counts()


async def settled(database: Database, **states: int) -> None:
    """Wait until the outbox has exactly so many rows in these states."""

    async def reached() -> bool:
        return counts(database) == states

    await until(reached)


def test_messages_of_a_chat_and_lane_arrive_in_order(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server:
            words = [f"pesan {n}" for n in range(12)]
            add(database, *(echo(who, word) for word in words for who in (SITI, BUDI)))
            await server.fault("429", "sendMessage", retry_after=1)
            await server.fault("dropped", "editMessageText")
            async with serving(gateway(server.url, database)):
                for person in (SITI, BUDI):
                    await server.settled(person, 12)
                    assert await server.texts(person) == words
                await settled(database, sent=24)

    asyncio.run(scene())


def test_a_429_pauses_the_whole_bot(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server:
            await server.fault("429", "sendMessage", retry_after=2)
            add(database, echo(SITI, "satu"))
            async with serving(gateway(server.url, database)):
                await until(lambda: server.calls("sendMessage"))
                add(database, echo(BUDI, "dua"))
                await settled(database, sent=2)
            first, *later = await server.calls("sendMessage")
            assert first["status"] == 429
            assert [entry["status"] for entry in later] == [200, 200]
            assert all(entry["arrived"] - first["arrived"] >= 2 for entry in later)
        with database.read() as uow:
            assert uow.pauses.until("bot") is not None

    asyncio.run(scene())


@pytest.mark.parametrize(("kind", "more"), [("lost", {}), ("5xx", {"effect": True})])
def test_an_ambiguous_reply_is_not_repeated_but_listed(
    database: Database, kind: str, more: dict[str, bool]
) -> None:
    async def scene() -> None:
        async with bot_api() as server:
            await server.fault(kind, "sendMessage", **more)
            add(database, echo(SITI, "satu"), echo(SITI, "dua"))
            async with serving(gateway(server.url, database)):
                await settled(database, unknown=1, sent=1)
            assert await server.texts(SITI) == ["satu", "dua"]
        with database.read() as uow:
            (listed,) = uow.outbox.unknowns()
        assert listed.notice.arguments == {"text": "satu"}

    asyncio.run(scene())


@pytest.mark.parametrize(("kind", "more"), [("lost", {}), ("5xx", {"effect": True})])
def test_an_ambiguous_card_is_sent_again(
    database: Database, kind: str, more: dict[str, bool]
) -> None:
    async def scene() -> None:
        async with bot_api() as server:
            await server.fault(kind, "sendMessage", **more)
            add(database, card(SITI))
            async with serving(gateway(server.url, database)):
                await settled(database, sent=1)
            assert len(await server.calls("sendMessage")) == 2

    asyncio.run(scene())


def test_a_lost_edit_is_repeated_and_not_modified_is_success(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            add(database, card(SITI))
            await settled(database, sent=1)
            await server.fault("lost", "editMessageText")
            database.write(
                lambda uow: uow.audit.add(utcnow(), None, "toy", subject(SITI), {"what": "x"})
            )
            add(database, card(SITI))
            await settled(database, sent=2)
            edits = await server.calls("editMessageText")
            assert [entry["status"] for entry in edits] == [200, 400]
            assert await server.texts(SITI) == ["Count 1"]

    asyncio.run(scene())


def test_a_fresh_card_moves_to_the_end_and_the_old_one_loses_its_buttons(
    database: Database,
) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            add(database, card(SITI))
            await server.settled(SITI, 1)
            add(database, echo(SITI, "di antara"), card(SITI, fresh=True))
            await until(lambda: server.calls("editMessageReplyMarkup"))
            old, between, new = await server.settled(SITI, 3)
            assert [old["buttons"], between["text"]] == [[], "di antara"]
            assert new["buttons"]
            await settled(database, sent=3)

    asyncio.run(scene())


def test_a_card_in_a_cleared_chat_is_sent_anew(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            add(database, card(SITI))
            await settled(database, sent=1)
            await server.post("clear", {"person": SITI})
            add(database, card(SITI))
            await settled(database, sent=2)
            (shown,) = await server.from_bot(SITI)
            assert shown["buttons"]
            assert len(await server.calls("sendMessage")) == 2

    asyncio.run(scene())


def test_who_blocked_the_bot_is_unreachable(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            await server.post("block", {"person": SITI})
            add(database, echo(SITI, "satu"), echo(BUDI, "dua"))
            await settled(database, failed=1, sent=1)
            assert await server.texts(BUDI) == ["dua"]

    asyncio.run(scene())


def test_a_notice_that_is_no_longer_needed_is_suppressed(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            add(database, Notice(SITI, "toy.nothing"), Notice(SITI, "toy.nothing", card="c"))
            await settled(database, suppressed=2)
            assert await server.calls("sendMessage") == []

    asyncio.run(scene())


def test_a_broken_renderer_fails_its_row_and_the_chat_goes_on(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            broken = Notice(SITI, "toy.broken", card="broken")
            add(database, Notice(SITI, "toy.broken"), broken, echo(SITI, "lanjut"))
            await settled(database, failed=2, sent=1)
            assert await server.texts(SITI) == ["lanjut"]

    asyncio.run(scene())


def test_a_document_goes_out_with_its_caption(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            add(database, Notice(SITI, "toy.file", {"text": "Jawaban"}))
            (shown,) = await server.settled(SITI, 1)
            assert (shown["text"], shown["document"]) == ("Jawaban", "a b.csv")
            await settled(database, sent=1)

    asyncio.run(scene())


def test_after_a_crash_claims_and_cards_go_out_and_what_may_have_left_is_listed(
    database: Database,
) -> None:
    async def scene() -> None:
        async with bot_api() as server:
            add(database, echo(SITI, "mungkin"), echo(BUDI, "dua"), card(SITI, lane=1))

            database.write(_die_while_sending_the_first)
            async with serving(gateway(server.url, database)):
                await settled(database, unknown=1, sent=2)
            assert await server.texts(SITI) == ["Count 0"]
            assert await server.texts(BUDI) == ["dua"]

    asyncio.run(scene())


def _die_while_sending_the_first(uow: UnitOfWork) -> None:
    rows = uow.outbox.claim("gone", 10, utcnow())
    assert len(rows) == 3
    uow.outbox.sending(rows[0].id, "gone", utcnow())


def test_unasked_messages_keep_to_the_pace_and_replies_pass_them(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            people = list(range(2000, 2070))
            await server.post("people", [{"id": i, "first_name": "P"} for i in people])
            for person in people:
                await server.say(person, "/start")
            await until(lambda: _none_pending(server))
            add(database, *(echo(who, "kabar", lane=3) for who in people))
            add(database, echo(SITI, "satu", lane=3), echo(SITI, "dua", lane=3))
            await until(lambda: server.calls("sendMessage"))
            add(database, echo(BUDI, "balasan"))
            await settled(database, sent=73)
            sends = await server.calls("sendMessage")
            unasked = [e for e in sends if e["chat_id"] != BUDI]
            _at_most(30, [e["arrived"] for e in unasked])
            _at_most(1, [e["arrived"] for e in unasked if e["chat_id"] == SITI])
            chats = Counter(e["chat_id"] for e in sends)
            assert chats[SITI] == 2
            assert [e["chat_id"] for e in sends].index(BUDI) < 40

    asyncio.run(scene())


def _at_most(limit: int, times: list[float]) -> None:
    """No second holds more than `limit` of these moments, but for what was held up on its way."""
    times.sort()
    apart = [later - earlier for earlier, later in zip(times, times[limit:], strict=False)]
    assert all(each >= 1 - HELD_UP for each in apart), apart


async def _none_pending(server: Server) -> bool:
    return bool((await server.get("status"))["pending_updates"] == 0)
