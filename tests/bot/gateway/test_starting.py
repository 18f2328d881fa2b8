"""A gateway waits for a Bot API that is away, and ends when the token is no good."""

import asyncio

import pytest

from bot.chat.feature import Abilities
from bot.clock import utcnow
from bot.gateway.client import make_bot
from bot.gateway.dispatch import build_application
from bot.gateway.errors import Unauthorized
from bot.gateway.gateway import Gateway
from storage.database import Database
from tests.bot.gateway.town import CODEC, SITI, bot_api, gateway, serving


def test_it_waits_for_the_bot_api(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server:
            await server.fault("dropped", "getMe")
            await server.fault("5xx", "getUpdates")
            async with serving(gateway(server.url, database)):
                await server.say(SITI, "satu")
                await server.settled(SITI, 1)

    asyncio.run(scene())


def test_a_stop_ends_the_waiting(database: Database) -> None:
    async def scene() -> None:
        stop = asyncio.Event()
        task = asyncio.create_task(gateway("http://127.0.0.1:1", database).run(stop))
        await asyncio.sleep(0.1)
        stop.set()
        async with asyncio.timeout(10):
            await task

    asyncio.run(scene())


def test_a_token_that_is_no_good_ends_it(database: Database) -> None:
    async def scene() -> None:
        async with bot_api() as server:
            application = build_application(make_bot("43:WRONG", server.url))
            gate = Gateway(application, database, Abilities({}), utcnow, CODEC)
            with pytest.raises(Unauthorized):
                async with asyncio.timeout(10):
                    await gate.run(asyncio.Event())

    asyncio.run(scene())
