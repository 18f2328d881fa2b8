"""A coordinator closes unanswered questions, and the next person gets the answer.

Through the local Bot API, with `pandu serve` as a process of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.chat.text import brief
from bot.clock import utcnow
from knowledge.library import seed
from storage.database import Database
from tests.bot.emulator.running import TOKEN, Emulator, running
from tests.bot.sops.documents import as_docx
from tests.support.ahead import to_working_hours
from tests.support.people import MARIA, RATNA, RINA, found_ministry, issue
from tests.support.remote import RemotePhone
from tests.support.system import serving

JAKARTA, MAUMERE, MEDAN = 605, 602, 603
# Nothing in the library speaks of these.
ASKED = "siapa yang mengganti rompi petugas konter bandara yang sobek"
IN_OTHER_WORDS = "rompi petugas konter bandara sobek diganti siapa"
UNKNOWN = "siapa yang membuka gembok pagar helpdesk"
OTHER_WORDS = "gembok pagar helpdesk dibuka siapa"
ADDED = "Menyegel kotak spesimen dengan lakban kuning"
ANSWER = "Petugas jaga yang membuka; hubungi lantai 2."


@contextmanager
def town(database_url: str, log: Path) -> Iterator[dict[str, RemotePhone]]:
    """A coordinator and officers of two offices, enrolled; the bot runs as a process.

    By its clock it is the middle of a working day, in which askers are told at once.
    """
    database, ahead = Database(database_url), to_working_hours(utcnow())
    found_ministry(database)
    with running() as emulator, serving(database_url, emulator.url, TOKEN, log, ahead):
        chats = {RATNA: JAKARTA, MARIA: MAUMERE, RINA: MEDAN}
        yield {
            staff_id: enrolled(emulator, database, chats[staff_id], staff_id) for staff_id in chats
        }
    database.close()


def enrolled(emulator: Emulator, database: Database, chat: int, staff_id: str) -> RemotePhone:
    someone = {"id": chat, "first_name": staff_id, "language_code": "id"}
    assert emulator.ask("control/people", someone)[0] == 200
    phone = RemotePhone(emulator, database, chat)
    phone.type(f"/start {issue(database, staff_id, utcnow()).code}")
    return phone


def said(phone: RemotePhone, before: int) -> str:
    phone.await_rest()
    phone._note()
    return "\n".join(phone.log[before:])


def test_the_next_person_gets_what_a_coordinator_added(sqlite_url: str, tmp_path: Path) -> None:
    sop = seed()[4]
    with town(sqlite_url, tmp_path / "bot.log") as phones:
        jakarta, maumere, medan = phones[RATNA], phones[MARIA], phones[RINA]
        for question in (ASKED, UNKNOWN):
            before = len(maumere.log)
            maumere.type(question)
            assert "Kami belum menemukan" in said(maumere, before)
        jakarta.type("/antrean")
        jakarta.tap(f"1. {brief(ASKED, 30)}")
        jakarta.tap("Tambah alias SOP")
        jakarta.tap("Semua SOP")
        before = len(maumere.log)
        jakarta.tap(next(label for label in labels(jakarta) if label.startswith(sop.code)))
        assert f"[Buka {sop.code}]" in said(maumere, before)
        before = len(medan.log)
        medan.type(IN_OTHER_WORDS)
        assert f"< {sop.code} · {sop.title['id']}" in said(medan, before)
        jakarta.type("/antrean")
        jakarta.tap(f"1. {brief(UNKNOWN, 30)}")
        jakarta.tap("Tulis jawaban")
        jakarta.type(ANSWER)
        before = len(maumere.log)
        jakarta.tap("Terbitkan")
        assert ANSWER in said(maumere, before)
        before = len(medan.log)
        medan.type(OTHER_WORDS)
        assert ANSWER in said(medan, before)


def test_a_document_sent_to_the_chat_becomes_the_present_version(
    sqlite_url: str, tmp_path: Path
) -> None:
    sop = seed()[4]
    added = replace(sop.steps[0], number=len(sop.steps) + 1, activity={"id": ADDED})
    newer = replace(sop, revised=date(2026, 11, 20), steps=(*sop.steps, added))
    with town(sqlite_url, tmp_path / "bot.log") as phones:
        jakarta, maumere = phones[RATNA], phones[MARIA]
        jakarta.send_file("sop.docx", as_docx(newer, sop.code))
        assert f"Langkah {added.number} baru: {ADDED}" in said(jakarta, 0)
        jakarta.tap("Terbitkan")
        before = len(maumere.log)
        maumere.type(f"/sop {ADDED}")
        assert ADDED in said(maumere, before)
        # A workbook without a procedure is a questionnaire's business.
        before = len(jakarta.log)
        jakarta.send_file("kuesioner.xlsx", b"no workbook")
        assert "Berkas kuesioner.xlsx belum dapat diterbitkan" in said(jakarta, before)


def labels(phone: RemotePhone) -> list[str]:
    """Of all buttons; beside the card a note of new questions may have come."""
    rows = [row for message in phone._messages() for row in message["buttons"]]
    return [button["text"] for row in rows for button in row]
