"""`pandu serve` takes files under faults, and a kill between download and commit loses nothing."""

import base64
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from bot.clock import utcnow
from storage.database import Database
from tests.bot.emulator.pictures import png
from tests.bot.emulator.running import TOKEN, Emulator, running
from tests.bot.interviews.test_media import named
from tests.bot.interviews.walking import AGREE, CHAT, answers
from tests.support.people import SARI, found_ministry, issue
from tests.support.people import person as whose
from tests.support.remote import RemotePhone
from tests.support.system import publish, serving

FORM = """
| survey |
|  | type  | name | label::Bahasa Indonesia (id) | label::English (en) | required |
|  | image | a    | Foto kantor?                 | Photo of the office? | yes     |
|  | image | b    | Foto papan?                  | Photo of the board?  | yes     |
|  | text  | z    | Akhir?                       | Last?                |         |

| settings |
|  | form_id | version | form_title | default_language      | minutes |
|  | baru    | 1       | BARU       | Bahasa Indonesia (id) | 3       |
"""
FIRST, SECOND = png(3, 2), png(4, 3)
SECRET = "kenari-rahasia"
SECONDS = 30


def picture(content: bytes, **more: str) -> dict[str, Any]:
    encoded = base64.b64encode(content).decode()
    return {"name": f"{SECRET}.png", "content": encoded, "mime_type": "image/png", **more}


def fetching(emulator: Emulator) -> None:
    """Wait until the bot downloads the file."""
    deadline = monotonic() + SECONDS
    while not any(entry["method"] == "download" for entry in emulator.look("log")):
        assert monotonic() < deadline
        sleep(0.01)


def test_a_kill_while_a_file_comes_and_an_album_under_faults(
    sqlite_url: str, tmp_path: Path
) -> None:
    database = Database(sqlite_url)
    found_ministry(database)
    publish(database, FORM)
    code, log = issue(database, SARI, utcnow()).code, tmp_path / "bot.log"
    with running() as emulator:
        person = {"id": CHAT, "first_name": "Sari", "language_code": "id"}
        assert emulator.ask("control/people", person)[0] == 200
        emulator.person = CHAT
        with serving(sqlite_url, emulator.url, TOKEN, log) as bot:
            phone = RemotePhone(emulator, database, CHAT)
            phone.type(f"/start {code}")
            phone.tap(AGREE)
            emulator.fault(kind="delay", method="download", ms=5000, next=1)
            emulator.act("document", **picture(FIRST))
            fetching(emulator)
            bot.kill()
            assert answers(database, form="baru") == {}
            bot.start()
            phone.await_rest()
            assert answers(database, form="baru") == {"/data/a": named(FIRST, "a", "png")}
            for kind, method in (("5xx", "getFile"), ("429", "getFile"), ("lost", "download")):
                emulator.fault(kind=kind, method=method, next=1, retry_after=1)
            files = [{"kind": "photo", **picture(content)} for content in (SECOND, FIRST)]
            emulator.act("album", files=files)
            phone.await_rest()
            assert "Akhir?" in emulator.look(f"transcript?person={CHAT}")[-1]["text"]
            assert bot.stop() == 0
    assert answers(database, form="baru") == {
        "/data/a": named(FIRST, "a", "png"),
        "/data/b": named(SECOND, "b"),
    }
    with database.read() as uow:
        assert uow.inbox.parked() == ()
        files_of = uow.files.of(whose(database, SARI).id)
        assert [uow.files.content(file) for file in files_of] == [FIRST, SECOND]
    database.close()
    left = {path.name[:12] for path in (tmp_path / "pandu-files").rglob("*") if path.is_file()}
    assert left >= {file.sha256[:12] for file in files_of}
    written = log.read_text(encoding="utf-8")
    for secret in (SECRET, named(FIRST, "a", "png"), named(SECOND, "b"), TOKEN):
        assert secret not in written
