"""A bad day at the Bot API: lost answers, 5xx, 429, dropped calls, updates given twice."""

import asyncio
from pathlib import Path

import aiohttp

from storage.database import Database
from tests.bot.emulator.running import TOKEN, running
from tests.support.people import found_ministry
from tests.support.system import publish, serving
from tests.system.crowd import FIRST_CHAT, Respondent, workbook
from tests.system.ministry import invitations, judge, summary

PEOPLE = 8
FAULTS = (
    {"kind": "lost", "method": "editMessageText", "probability": 0.04, "seed": 1},
    {"kind": "lost", "method": "sendMessage", "probability": 0.04, "seed": 2},
    {"kind": "dropped", "method": "editMessageText", "probability": 0.04, "seed": 3},
    {"kind": "dropped", "method": "getUpdates", "probability": 0.02, "seed": 4},
    {"kind": "5xx", "method": "sendMessage", "probability": 0.04, "seed": 5, "effect": True},
    {"kind": "5xx", "method": "answerCallbackQuery", "probability": 0.05, "seed": 6},
    {"kind": "429", "method": "editMessageText", "next": 2, "retry_after": 1},
    {"kind": "duplicate", "method": "getUpdates", "probability": 0.1, "seed": 7},
)


async def answer_through(url: str, codes: list[str]) -> list[Respondent]:
    async with aiohttp.ClientSession() as session:
        crowd = [
            Respondent(url, FIRST_CHAT + number, number, session) for number in range(len(codes))
        ]
        async with asyncio.TaskGroup() as tasks:
            for respondent, code in zip(crowd, codes, strict=True):
                tasks.create_task(respondent.answer_everything(code))
    return crowd


def test_answers_survive_a_bad_day_at_the_bot_api(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    found_ministry(database)
    publish(database, workbook())
    codes = invitations(database, PEOPLE)
    with running() as emulator:
        for number in range(PEOPLE):
            person = {"id": FIRST_CHAT + number, "first_name": f"Staf {number}"}
            assert emulator.ask("control/people", person)[0] == 200
        for fault in FAULTS:
            emulator.fault(**fault)
        with serving(sqlite_url, emulator.url, TOKEN, tmp_path / "bot.log") as bot:
            crowd = asyncio.run(answer_through(emulator.url, codes))
            assert bot.stop() == 0
        log = emulator.look("log")
        report = emulator.look("report")
        struck = {fault["kind"]: fault["fired"] for fault in emulator.look("faults")}
    database.close()
    print(summary(report, PEOPLE))
    assert report["violations"] == []
    assert report["unanswered"] == []
    assert all(struck.values()), struck
    for respondent in crowd:
        judge(respondent, log)
