"""An update comes in, takes effect once, and its screen goes out."""

import asyncio

from storage.database import Database
from tests.bot.gateway.town import (
    BUDI,
    SITI,
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
                await until(lambda who=person: _has(server, who, 5))
                assert await server.texts(person) == words
                assert effects(database, person) == words

    asyncio.run(scene())


async def _has(server, person: int, count: int) -> bool:
    return len(await server.texts(person)) >= count
