"""One person, two servers: enrolment to thanks, held against the published Bot API and the export.

The local Bot API is ours; telegram-test-api is somebody else's, so that nothing in the bot rests on
how ours happens to behave.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from bot.clock import utcnow
from bot.questionnaires.content import COMPETENCY
from storage.database import Database
from tests.bot.emulator.running import TOKEN
from tests.foreign import judge
from tests.foreign.driver import Phone, Server
from tests.foreign.npm import npm_server
from tests.foreign.ours import our_server
from tests.foreign.questionnaire import questions
from tests.foreign.walk import CHANGED, PLAN, Walk, type_all
from tests.support.people import RINA, SARI, found_ministry, issue
from tests.support.system import publish, serving

SERVERS: dict[str, Callable[[], AbstractContextManager[Server]]] = {
    "ours": our_server,
    "telegram-test-api": npm_server,
}
PREFILLED = {"peran": "PO", "kantor": "BP3MI-SUT"}


# What somebody of the front desk types, by question, in the order of asking.
TYPED = {
    "pembuka": "next",
    "pernah_pelatihan": "No",
    **dict.fromkeys(["d7_1", "d7_2", "d7_3", "d7_4", "d6_1", "d6_2", "d6_4"], "3"),
    **dict.fromkeys(["d5_1", "d5_2", "d5_4", "d4_1", "d4_2", "d4_3", "d4_4"], "5"),
    **dict.fromkeys(["d2_1", "d2_2", "d2_3", "d2_4"], "4"),
    "menangani_kasus": "2",
    **dict.fromkeys(["d3_1", "d3_2", "d3_3", "d3_4", "d1_1", "d1_2", "d1_3", "d1_4"], "2"),
    "dukungan": "5, 6",
    "dukungan_lain": "A second printer",
    "bantuan": "Clear forms",
}


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with SERVERS[request.param]() as server:
        yield server


def invited(database_url: str, staff_id: str) -> str:
    """The test ministry with the competency questionnaire; an invitation's code."""
    database = Database(database_url)
    found_ministry(database)
    publish(database, COMPETENCY.read_text(encoding="utf-8"), COMPETENCY.name)
    code = issue(database, staff_id, utcnow()).code
    database.close()
    return code


def exported(database_url: str, folder: Path) -> list[dict[str, Any]]:
    """What `pandu export answers` writes."""
    file = folder / "answers.jsonl"
    arguments = ["export", "answers", "--questionnaire", "kompetensi", "--format", "jsonl"]
    subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments, "-o", str(file)],
        env={**os.environ, "PANDU_DATABASE_URL": database_url},
        check=True,
    )
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def by_path(answers: dict[str, str]) -> dict[str, str]:
    return {questions()[name].path: value for name, value in answers.items()}


def answers_of(interview: dict[str, Any]) -> dict[str, str]:
    """The exported answers to questions: notes and the form's own entries apart."""
    asked = {each.path for each in questions().values() if each.type != "note"}
    return {path: value for path, value in interview["answers"].items() if path in asked}


def test_a_person_goes_from_invitation_to_thanks(
    server: Server, sqlite_url: str, tmp_path: Path
) -> None:
    code = invited(sqlite_url, RINA)
    with serving(sqlite_url, server.url, TOKEN, tmp_path / "bot.log") as bot:
        walk = Walk(server, bot)
        walk.go(code)
        [interview] = exported(sqlite_url, tmp_path)
        assert bot.stop() == 0

    assert answers_of(interview) == by_path(PREFILLED | PLAN | CHANGED)
    about = {name: interview[name] for name in ("respondent", "office", "role", "status")}
    assert about == {
        "respondent": "S004",
        "office": "BP3MI-SUT",
        "role": "PO",
        "status": "submitted",
    }
    assert interview["parked"] == {}
    requests = server.requests()
    assert judge.asked(requests, "id") == ["pembuka", *PLAN]
    assert judge.broken_rules(requests) == []
    assert judge.requests_within(requests, walk.stops) == []
    assert judge.badly_answered(requests, server.queries(), walk.stops) == []
    assert len([message for message in server.messages() if message.buttons]) == 1
    assert [each.method for each in requests].count("sendPhoto") == 1
    assert " ERROR " not in (tmp_path / "bot.log").read_text(encoding="utf-8")


def test_text_alone_suffices_and_only_what_the_role_does_is_asked(
    server: Server, sqlite_url: str, tmp_path: Path
) -> None:
    """The front desk is not asked about missions abroad, nor about analysis."""
    phone, code = Phone(server), invited(sqlite_url, SARI)
    with serving(sqlite_url, server.url, TOKEN, tmp_path / "bot.log"):
        phone.say(f"/start {code}")
        phone.see("Sari Lango", "Siapa yang melihat")
        phone.say("english")
        phone.see("Who sees my answers?")
        phone.say("I agree, begin")
        type_all(phone, TYPED)
        phone.see("Everything is complete")
        phone.say("submit")
        phone.see("You have reached what is needed")
        phone.seen("Your profile: Penilaian Mandiri Kompetensi")
        phone.seen("Thank you, Sari Lango.")
        [interview] = exported(sqlite_url, tmp_path)

    others = {"peran": "FD", "kantor": "BP3MI-NTT", "dukungan": "petugas lain"}
    words = {"pernah_pelatihan": "tidak", "menangani_kasus": "tidak"}
    typed = {name: words for name, words in TYPED.items() if name != "pembuka"}
    assert answers_of(interview) == by_path(typed | words | others)
    assert (interview["language"], interview["status"]) == ("en", "submitted")
    assert judge.asked(server.requests(), "en") == list(TYPED)
    assert judge.broken_rules(server.requests()) == []
    assert server.queries() == []
