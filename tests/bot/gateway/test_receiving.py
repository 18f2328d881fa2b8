"""P1, P2: what came is kept before it is confirmed, and takes effect once."""

import asyncio
import json
import logging

import pytest

from bot.clock import utcnow
from bot.gateway.incidents import reference
from bot.gateway.receive import body_of, chat_of
from storage.database import Database
from tests.bot.gateway.town import (
    BUDI,
    SECRET,
    SITI,
    TOKEN,
    bot_api,
    effects,
    gateway,
    serving,
    until,
)


def test_what_people_write_is_answered_in_order(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            words = [f"kata {n}" for n in range(5)]
            for word in words:
                await server.say(SITI, word)
                await server.say(BUDI, word)
            for person in (SITI, BUDI):
                await server.settled(person, 5)
                assert await server.texts(person) == words
                assert effects(database, person) == words

    asyncio.run(scene())


def test_an_earlier_webhook_is_ended_before_the_first_poll(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            await server.say(SITI, "satu")
            await server.settled(SITI, 1)
            calls = await server.calls("deleteWebhook", "getUpdates")
            assert calls[0]["method"] == "deleteWebhook"

    asyncio.run(scene())


def test_an_update_delivered_twice_takes_effect_once(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server:
            await server.fault("duplicate", "getUpdates", next=3)
            async with serving(gateway(server.url, database)):
                for word in ("satu", "dua", "tiga"):
                    await server.say(SITI, word)
                    await server.settled(SITI, len(effects(database, SITI)))
                await server.settled(SITI, 3)
            assert effects(database, SITI) == ["satu", "dua", "tiga"]
            assert await server.texts(SITI) == ["satu", "dua", "tiga"]

    asyncio.run(scene())


def test_an_answer_to_a_poll_that_got_lost_is_given_again(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server:
            await server.say(SITI, "satu")
            await server.fault("lost", "getUpdates")
            async with serving(gateway(server.url, database)):
                await server.settled(SITI, 1)
            assert effects(database, SITI) == ["satu"]

    asyncio.run(scene())


def test_what_waits_in_the_inbox_is_carried_out_at_the_next_start(database: Database) -> None:
    body = {
        "update_id": 900,
        "message": {
            "message_id": 900,
            "date": 1_800_000_000,
            "chat": {"id": SITI, "type": "private"},
            "text": "satu",
        },
    }
    row = (42, 900, SITI, json.dumps(body))
    database.write(lambda uow: uow.inbox.receive([row], utcnow()))

    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            await server.settled(SITI, 1)
            assert effects(database, SITI) == ["satu"]
            await until(lambda: _nothing_pending(database))

    asyncio.run(scene())


def test_a_taken_update_without_a_handler_is_done(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            await server.post("sticker", {"person": SITI})
            await server.say(SITI, "/start")
            await server.say(SITI, "lanjut")
            await server.settled(SITI, 1)
        with database.read() as uow:
            assert uow.inbox.pending(42, 10) == ()
            assert uow.inbox.last_update_id(42) is not None

    asyncio.run(scene())


def test_the_chat_of_an_update() -> None:
    chat = {"chat": {"id": 5}}
    assert chat_of({"update_id": 1, "message": chat}) == 5
    assert chat_of({"update_id": 1, "edited_message": chat}) == 5
    assert chat_of({"update_id": 1, "my_chat_member": chat}) == 5
    assert chat_of({"update_id": 1, "callback_query": {"from": {"id": 6}, "message": chat}}) == 5
    assert chat_of({"update_id": 1, "callback_query": {"from": {"id": 6}}}) == 6
    assert chat_of({"update_id": 1, "poll": {}}) is None


async def _nothing_pending(database: Database) -> bool:
    with database.read() as uow:
        return not uow.inbox.pending(42, 10)


def test_a_poison_update_is_parked_and_the_chat_goes_on(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async def scene() -> None:
        async with bot_api() as server, serving(gateway(server.url, database)):
            for word in ("satu", "poison", "dua"):
                await server.say(SITI, word)
            await server.say(BUDI, "tiga")
            await server.settled(BUDI, 1)
            texts = [m["text"] for m in await server.settled(SITI, 3)]
            assert [texts[0], texts[2]] == ["satu", "dua"]
            await until(lambda: _nothing_pending(database))
            assert effects(database, SITI) == ["satu", "dua"]
            assert effects(database, BUDI) == ["tiga"]
            (said,) = [code for n in range(20) if (code := reference(42, n)) in texts[1]]
            assert said in caplog.text

    asyncio.run(scene())
    assert "on_text" in caplog.text
    assert "getMe" not in caplog.text  # the libraries' own lines hold the token and messages
    for canary in (SECRET, TOKEN, "tiga"):
        assert canary not in caplog.text.replace("raise ValueError(SECRET)", "")


def test_of_a_tapped_card_only_its_address_is_kept() -> None:
    message = {"message_id": 7, "chat": {"id": 5}, "date": 1, "text": "Soal", "reply_markup": {}}
    update = {"update_id": 1, "callback_query": {"id": "q", "data": "d", "message": message}}
    kept = json.loads(body_of(update))
    assert kept["callback_query"]["message"] == {"message_id": 7, "chat": {"id": 5}, "date": 1}
    assert kept["callback_query"]["data"] == "d"
    assert "Soal" in message.values(), "what was given is left as it was"
