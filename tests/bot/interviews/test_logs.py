"""Names, answers, codes and the token never reach the log, not even when an update breaks."""

import sqlite3
from pathlib import Path

from bot.clock import utcnow
from storage.database import Database
from tests.bot.emulator.running import TOKEN, running
from tests.bot.interviews.forms import publish_short
from tests.bot.interviews.walking import AGREE, CHAT, PROPOSAL, STEPS
from tests.support.people import SARI, found_ministry, issue
from tests.support.remote import RemotePhone
from tests.support.system import serving

NAME, ANSWER, GIVEN = "Kenari Sangkar", "kenari jawaban", "Murai Telegram"


def test_a_walk_with_a_poisoned_update_leaves_no_trace(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    found_ministry(database)
    publish_short(database)
    with database.read() as uow:
        sari = uow.people.by_staff_id(SARI)
    assert sari is not None
    database.write(lambda uow: uow.people.change(sari.id, name=NAME))
    codes = [issue(database, SARI, utcnow()).code for _ in range(2)]
    log = tmp_path / "bot.log"
    with running() as emulator:
        person = {"id": CHAT, "first_name": GIVEN, "language_code": "id"}
        assert emulator.ask("control/people", person)[0] == 200
        with serving(sqlite_url, emulator.url, TOKEN, log) as bot:
            phone = RemotePhone(emulator, database, CHAT)
            for code in codes:
                phone.type(f"/start {code}")
            phone.tap(AGREE)
            phone.tap("Lanjut")
            for step in STEPS.values():
                phone.tap(step[4:]) if step.startswith("tap ") else phone.type(step)
            phone.tap("‹ Kembali")
            assert PROPOSAL in "\n".join(phone.log)
            phone.type(ANSWER)
            poison(tmp_path / "pandu.db")
            phone.type(ANSWER)
            assert "sebutkan nomor" in phone.log[-1]
            assert bot.stop() == 0
    database.close()
    written = log.read_text(encoding="utf-8")
    assert "update failed" in written
    assert "Error" in written, "what kind of error it was is said"
    for secret in (NAME, *NAME.split(), ANSWER, GIVEN, *codes, TOKEN):
        assert secret.lower() not in written.lower()


def poison(path: Path) -> None:
    """Damage the interview as stored, so that the next update raises with an answer in hand."""
    with sqlite3.connect(path) as connection:
        connection.execute(
            "update interviews set snapshot = json_set(snapshot, '$.interview', ?)", (ANSWER,)
        )
    connection.close()
