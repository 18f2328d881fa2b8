"""SIGKILL at random times while people answer; the judge is the Bot API server's own log.

`make faults` kills more often (KILLS).
"""

import asyncio
import os
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import aiohttp

from storage.database import Database
from tests.bot.emulator.running import TOKEN, Emulator, running
from tests.support.people import found_ministry
from tests.support.system import Bot, publish, serving
from tests.system.crowd import FIRST_CHAT, PATIENCE, Respondent, workbook
from tests.system.ministry import invitations, judge, summary

PEOPLE, SEED = 20, 20260302
KILLS = int(os.environ.get("KILLS", "15"))
BUSY_KILLS = KILLS * 3 // 5  # kills that must have struck requests in flight


async def kill_again_and_again(bot: Bot, url: str, session: aiohttp.ClientSession) -> list[float]:
    """KILLS times: let it work for a while, SIGKILL, start anew; the moments of the kills."""
    draw = Random(SEED)
    moments = []
    for _ in range(KILLS):
        await answers_flow(url, session)
        await asyncio.sleep(draw.uniform(0, 0.25))
        moments.append(monotonic())
        bot.kill()
        bot.start()
    return moments


def in_flight(log: list[dict[str, Any]], moment: float) -> int:
    """Requests that had arrived and were not answered; a waiting getUpdates does not count."""
    return sum(
        entry["method"] != "getUpdates"
        and entry["arrived"] < moment
        and (entry["answered"] is None or entry["answered"] > moment)
        for entry in log
        if entry["arrived"] > moment - 1
    )


async def answers_flow(url: str, session: aiohttp.ClientSession) -> None:
    """Wait until the newly started bot has sent something."""
    async with session.get(f"{url}/control/status") as response:
        before = (await response.json())["last_seq"]
    async with asyncio.timeout(PATIENCE):
        while not await has_sent(url, session, before):
            await asyncio.sleep(0.02)


async def has_sent(url: str, session: aiohttp.ClientSession, after: int) -> bool:
    async with session.get(f"{url}/control/log", params={"after": after}) as response:
        entries = await response.json()
    return any(entry["method"].startswith(("send", "edit", "answer")) for entry in entries)


async def live_through_kills(
    emulator: Emulator, bot: Bot, codes: list[str]
) -> tuple[list[Respondent], list[float]]:
    async with aiohttp.ClientSession() as session:
        crowd = [
            Respondent(emulator.url, FIRST_CHAT + number, number, session)
            for number in range(PEOPLE)
        ]
        async with asyncio.TaskGroup() as tasks:
            killing = tasks.create_task(kill_again_and_again(bot, emulator.url, session))
            for respondent, code in zip(crowd, codes, strict=True):
                tasks.create_task(respondent.answer_everything(code))
    return crowd, killing.result()


def test_no_answer_is_lost_doubled_or_misplaced(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    found_ministry(database)
    publish(database, workbook())
    codes = invitations(database, PEOPLE)
    database.close()
    with running() as emulator:
        for number in range(PEOPLE):
            person = {"id": FIRST_CHAT + number, "first_name": f"Staf {number}"}
            assert emulator.ask("control/people", person)[0] == 200
        emulator.fault(kind="delay", ms=60)
        with serving(sqlite_url, emulator.url, TOKEN, tmp_path / "bot.log") as bot:
            crowd, kills = asyncio.run(live_through_kills(emulator, bot, codes))
        log, report = emulator.look("log"), emulator.look("report")
    busy = sum(in_flight(log, moment) > 0 for moment in kills)
    print(f"kills={len(kills)} with requests in flight={busy} requests={len(log)}")
    print(summary(report, PEOPLE))
    assert report["violations"] == []
    assert busy >= BUSY_KILLS
    for respondent in crowd:
        judge(respondent, log)
