"""The full tour of several people at once, through the local Bot API on its worst day.

How long a tap waited is asserted only where TAP_MS says how long it may (`make faults` does): a
machine that does other work beside would be blamed on the bot. What does not depend on the machine
holds everywhere: no violation, no tap without an answer, and the right answers in the end.
"""

import asyncio
import os
from pathlib import Path

import aiohttp

from bot.access import Operator
from bot.clock import utcnow
from bot.interviews.export import exported
from bot.questionnaires.content import COMPETENCY
from storage.database import Database
from tests.bot.emulator.running import TOKEN, running
from tests.support.people import RATNA, found_ministry, issue, issue_open
from tests.support.system import publish, serving
from tests.system.crowd import FIRST_CHAT
from tests.system.ministry import summary
from tests.system.tour_form import TOUR, answers_of
from tests.system.touring import Coordinator, Meeting, Tourist

PEOPLE = 4
SOON = float(os.environ.get("TAP_MS", "inf"))  # milliseconds from a tap to its answer
FAULTS = (
    {"kind": "delay", "ms": 300},
    {"kind": "429", "method": "editMessageText", "probability": 0.02, "seed": 1, "retry_after": 1},
    {"kind": "429", "method": "sendMessage", "probability": 0.02, "seed": 2, "retry_after": 1},
    {"kind": "5xx", "method": "editMessageText", "probability": 0.04, "seed": 3},
    {"kind": "5xx", "method": "sendMessage", "probability": 0.04, "seed": 4, "effect": True},
    {"kind": "5xx", "method": "answerCallbackQuery", "probability": 0.05, "seed": 5},
    {"kind": "lost", "method": "editMessageText", "probability": 0.04, "seed": 6},
    {"kind": "lost", "method": "sendMessage", "probability": 0.04, "seed": 7},
    {"kind": "lost", "method": "answerCallbackQuery", "probability": 0.04, "seed": 8},
    {"kind": "lost", "method": "getUpdates", "probability": 0.02, "seed": 9},
    {"kind": "dropped", "method": "editMessageText", "probability": 0.04, "seed": 10},
    {"kind": "dropped", "method": "getUpdates", "probability": 0.02, "seed": 11},
    {"kind": "lost", "method": "getFile", "probability": 0.1, "seed": 13},
    {"kind": "5xx", "method": "download", "probability": 0.1, "seed": 14},
    {"kind": "lost", "method": "sendPhoto", "probability": 0.1, "seed": 15},
    {"kind": "duplicate", "method": "getUpdates", "probability": 0.1, "seed": 12},
)


async def tour(url: str, codes: list[str]) -> None:
    """The first code is the coordinator's."""
    meeting = Meeting(len(codes) - 1)
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as tasks:
        for number, code in enumerate(codes):
            kind = Tourist if number else Coordinator
            who = kind(url, FIRST_CHAT + number, number, session, meeting=meeting)
            tasks.create_task(who.tour(code))


def stored(database: Database) -> list[dict[str, str]]:
    """What was submitted of the tour's own questionnaire, by the number of the person."""
    with database.read() as uow:
        _, rows = exported(uow, Operator(), "awal")
        found = [row["answers"] for row in rows if row["status"] == "submitted"]
    return sorted(found, key=lambda answers: answers["/data/meja/staf"])


def test_a_tour_under_faults_breaks_no_rule(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    found_ministry(database)
    publish(database, TOUR)
    publish(database, COMPETENCY.read_text(encoding="utf-8"), COMPETENCY.name)
    codes = [issue(database, RATNA, utcnow()).code]
    codes += [issue_open(database, "BP3MI-NTT", "FD", utcnow()).code for _ in range(PEOPLE)]
    with running() as emulator:
        for number in range(PEOPLE + 1):
            person = {"id": FIRST_CHAT + number, "first_name": f"Staf {number}"}
            assert emulator.ask("control/people", person)[0] == 200
        for fault in FAULTS:
            emulator.fault(**fault)
        with serving(sqlite_url, emulator.url, TOKEN, tmp_path / "bot.log") as bot:
            asyncio.run(tour(emulator.url, codes))
            assert bot.stop() == 0
        report = emulator.look("report")
    given = stored(database)
    database.close()
    print(summary(report, PEOPLE))
    assert len(given) == PEOPLE
    for number, answers in enumerate(given, 1):
        assert answers == answers_of(number)
    assert report["faults"].keys() == {str(fault["kind"]) for fault in FAULTS}
    assert report["violations"] == []
    assert report["unanswered"] == []
    assert report["answer_ms"]["max"] < SOON
