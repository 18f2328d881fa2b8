"""The library at the local Bot API: inline mode, sharing, a checklist over a restart."""

from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from bot.clock import utcnow
from storage.database import Database
from tests.bot.emulator.running import TOKEN, Emulator, running
from tests.bot.sops.asking import questions_of
from tests.bot.sops.library import stock_seed
from tests.support.people import RINA, found_ministry, issue
from tests.support.remote import PATIENCE, RemotePhone
from tests.support.system import serving

CHAT = 501
Json = dict[str, Any]


def typed(emulator: Emulator, words: str, person: int = CHAT) -> Json:
    """Words after the bot's name, and what came of them."""
    status, asked = emulator.ask("control/inline", {"person": person, "query": words})
    assert status == 200, asked
    deadline = monotonic() + PATIENCE
    while monotonic() < deadline:
        for query in emulator.look("inline"):
            if query["id"] == asked["query_id"] and query["attempts"]:
                found: Json = query
                return found
        sleep(0.01)
    raise AssertionError("the inline query was not answered")


@pytest.fixture
def database(sqlite_url: str, tmp_path: Path) -> Database:
    database = Database(sqlite_url, tmp_path / "pandu-files")
    found_ministry(database)
    stock_seed(database)
    return database


def test_inline_mode_and_a_checklist_over_a_restart(
    database: Database, sqlite_url: str, tmp_path: Path
) -> None:
    code = issue(database, RINA, utcnow()).code
    with running() as emulator:
        for number, name in ((CHAT, "Rina"), (CHAT + 1, "Orang Lain")):
            person = {"id": number, "first_name": name, "language_code": "id"}
            assert emulator.ask("control/people", person)[0] == 200
        with serving(sqlite_url, emulator.url, TOKEN, tmp_path / "bot.log") as bot:
            phone = RemotePhone(emulator, database, CHAT)
            phone.type(f"/start {code}")
            found = typed(emulator, "pemulangan jenazah")["results"]
            assert found[0]["title"].startswith("SOP-19")
            assert "Contoh, bukan SOP resmi." in found[0]["input_message_content"]["text"]
            shared = typed(emulator, "SOP-19 2")
            assert shared["results"][0]["description"].startswith("Langkah 2: ")
            chosen = {"person": CHAT, "query_id": shared["id"], "result": "SOP-19:2"}
            assert emulator.ask("control/choose", chosen)[0] == 200
            phone.await_rest()
            assert questions_of(database, RINA) == []
            stranger = typed(emulator, "SOP-19", CHAT + 1)
            assert (stranger["results"], stranger["button"]["start_parameter"]) == ([], "sop")
            phone.type("pemulangan jenazah")
            phone.tap("Daftar centang")
            phone.tap("☐ 1")
            bot.kill()
            bot.start()
            phone.tap("☐ 3")
            phone.type("/sop")
            assert "  [Lanjutkan SOP-19 (2/7)]" in phone.log
            assert bot.stop() == 0
        report = emulator.look("report")
    database.close()
    assert report["violations"] == []
    assert report["unanswered"] == []
    log = (tmp_path / "bot.log").read_text(encoding="utf-8")
    assert "jenazah" not in log
