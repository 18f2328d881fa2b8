"""Documents that a coordinator sends: fetched once, and whose they are."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from flows.xlsform import export_xlsx
from storage.database import Database
from tests.bot.emulator.running import Emulator, begun
from tests.bot.questionnaires.versions import FIRST
from tests.bot.sops.documents import as_docx, as_xlsx
from tests.bot.sops.library import PASSPORT, stock_small
from tests.support.chat import Phone
from tests.support.people import RATNA, SARI, enrol, found_ministry, person
from tests.support.wire import Wire, message, uploaded

JAKARTA, KUPANG = 600, 601
NEWER = replace(PASSPORT, version="2026-02-20", revised=date(2026, 2, 20))


@pytest.fixture(scope="module")
def api() -> Iterator[Emulator]:
    with begun() as emulator:
        yield emulator


@pytest.fixture
def wire(api: Emulator, sqlite_url: str) -> Iterator[Wire]:
    """A coordinator's phone and an officer's."""
    database = Database(sqlite_url)
    found_ministry(database)
    stock_small(database)
    wire = Wire(api.url, database)
    for staff_id, chat in ((RATNA, JAKARTA), (SARI, KUPANG)):
        enrol(database, staff_id, chat)
        Phone(database, chat, town=wire.town)
    wire.town[JAKARTA].deliver()
    yield wire
    assert wire.parked() == 0, "no update raised"
    database.close()


def send(wire: Wire, api: Emulator, chat: int, name: str, content: bytes) -> list[str]:
    """The methods that were called because of it."""
    document = uploaded(api, "document", name, content)
    before = api.last_seq()
    wire.send({"message": message(chat, **document)})
    return [entry["method"] for entry in api.look(f"log?after={before}")]


def drafts(database: Database) -> tuple[Any, Any]:
    """The coordinator's draft of a questionnaire, and of an SOP."""
    ratna = person(database, RATNA).id
    with database.read() as uow:
        return uow.questionnaires.draft_of(ratna), uow.sops.draft_of(ratna)


def test_a_workbook_is_fetched_once_and_is_a_questionnaire(wire: Wire, api: Emulator) -> None:
    called = send(wire, api, JAKARTA, "kantor.xlsx", export_xlsx(FIRST.encode()))
    assert called.count("getFile") == called.count("download") == 1
    assert "Kuesioner kantor, versi 1." in wire.town[JAKARTA].text
    questionnaire, sop = drafts(wire.database)
    assert (questionnaire.name, sop) == ("kantor", None)


@pytest.mark.parametrize(("name", "write"), [("sop.xlsx", as_xlsx), ("SOP.DOCX", as_docx)])
def test_what_has_a_procedure_is_an_sop(wire: Wire, api: Emulator, name: str, write: Any) -> None:
    called = send(wire, api, JAKARTA, name, write(NEWER))
    assert called.count("getFile") == 1
    assert "SOP per 20 Februari 2026, 3 langkah." in wire.town[JAKARTA].text
    questionnaire, sop = drafts(wire.database)
    assert (questionnaire, sop.version) == (None, "2026-02-20")


@pytest.mark.parametrize(
    ("name", "said"),
    [("sop.docx", "tidak dapat dibaca sebagai SOP"), ("kantor.xlsx", "belum dapat diterbitkan")],
)
def test_what_is_too_large_is_not_fetched(wire: Wire, api: Emulator, name: str, said: str) -> None:
    assert "getFile" not in send(wire, api, JAKARTA, name, bytes(5_000_001))
    assert said in wire.town[JAKARTA].text
    assert "5 MB" in wire.town[JAKARTA].text


@pytest.mark.parametrize("name", ["sop.docx", "kantor.xlsx", "kantor.csv"])
def test_what_telegram_has_lost_is_said_and_a_draft_stays(
    wire: Wire, api: Emulator, name: str
) -> None:
    send(wire, api, JAKARTA, "sop.docx", as_docx(NEWER))
    lost = {"file_id": "x", "file_unique_id": "y", "file_name": name, "file_size": 9}
    wire.send({"message": message(JAKARTA, document=lost)})
    phone = wire.town[JAKARTA]
    assert phone.text == "Berkas itu tidak dapat diambil dari Telegram. Kirim lagi, ya."
    phone.tap("Terbitkan")
    assert phone.toast == "✓ Diterbitkan"


@pytest.mark.parametrize(("chat", "name"), [(KUPANG, "sop.docx"), (JAKARTA, "surat.pdf")])
def test_other_people_and_other_files_are_let_go(
    wire: Wire, api: Emulator, chat: int, name: str
) -> None:
    assert "getFile" not in send(wire, api, chat, name, as_docx(NEWER))
    assert drafts(wire.database) == (None, None)
