"""A coordinator publishes by sending a file to the bot, through the local Bot API."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.access import Operator
from bot.clock import utcnow
from bot.interviews.export import exported
from flows.xlsform import export_xlsx
from storage.database import Database
from tests.bot.emulator.pictures import png
from tests.bot.emulator.running import TOKEN, Emulator, running
from tests.bot.questionnaires.versions import FIRST, SECOND
from tests.support.people import RATNA, SARI, found_ministry, issue
from tests.support.remote import RemotePhone
from tests.support.system import serving

JAKARTA, DESK = 605, 601
LARGE = b"PK\x03\x04" + bytes(5_000_001)


@contextmanager
def town(database_url: str, log: Path) -> Iterator[tuple[Database, RemotePhone, RemotePhone]]:
    """A coordinator and a respondent, enrolled; the bot runs as a process."""
    database = Database(database_url)
    found_ministry(database)
    with running() as emulator, serving(database_url, emulator.url, TOKEN, log):
        phones = [
            enrolled(emulator, database, chat, staff_id)
            for chat, staff_id in ((JAKARTA, RATNA), (DESK, SARI))
        ]
        yield database, phones[0], phones[1]
    database.close()


def enrolled(emulator: Emulator, database: Database, chat: int, staff_id: str) -> RemotePhone:
    someone = {"id": chat, "first_name": staff_id, "language_code": "id"}
    assert emulator.ask("control/people", someone)[0] == 200
    phone = RemotePhone(emulator, database, chat)
    phone.type(f"/start {issue(database, staff_id, utcnow()).code}")
    return phone


def test_sent_published_answered_and_moved(sqlite_url: str, tmp_path: Path) -> None:
    with town(sqlite_url, tmp_path / "bot.log") as (database, jakarta, desk):
        jakarta.send_file("kantor.xlsx", export_xlsx(FIRST.encode()))
        assert "  Kuesioner kantor, versi 1. Pertanyaan: 4." in " ".join(jakarta.log)
        jakarta.tap("Coba dulu")
        assert "< Percobaan: jawaban tidak disimpan." in jakarta.log
        jakarta.type("/batal")
        jakarta.tap("Terbitkan")
        assert "  (✓ Diterbitkan)" in jakarta.log
        desk.type("/start")
        desk.tap("Setuju dan mulai")
        desk.tap("3. Baik")
        jakarta.send_file("kantor.md", SECOND.encode())
        jakarta.tap("Terbitkan dan pindahkan yang terbuka (1)")
        assert "< Wawancara yang dipindahkan ke versi ini: 1." in jakarta.log
        desk.type("12")
        assert "~ Kuesioner ini baru diperbarui. Jawaban yang masih berlaku tetap tersimpan." in (
            desk.log
        )
        with database.read() as uow:
            _, rows = exported(uow, Operator(), "kantor")
            [row] = rows
        assert (row["version"], row["respondent"]) == ("2", SARI)
        assert row["answers"] == {"/data/meja": "3", "/data/staf": "12"}


def test_files_sent_to_a_trial_are_kept_nowhere(sqlite_url: str, tmp_path: Path) -> None:
    form = FIRST.replace("|  | integer       | staf  |", "|  | image         | foto  |")
    form = form.replace("|  | text          | kabar |", "|  | file          | kabar |")
    form = form.replace(". <= 50", "       ")
    with town(sqlite_url, tmp_path / "bot.log") as (database, jakarta, _):
        jakarta.send_file("kantor.md", form.encode())
        jakarta.tap("Coba dulu")
        jakarta.tap("3. Baik")
        before = len(jakarta.log)
        jakarta.send_file("foto.png", png(640, 480), "photo")
        assert "Apa usul Anda?" in " ".join(jakarta.log[before:])
        jakarta.type("Lampu")
        before = len(jakarta.log)
        jakarta.send_file("lain.xlsx", export_xlsx(FIRST.encode()))
        said = " ".join(jakarta.log[before:])
        assert "Ringkasan jawaban" in said
        assert "Kuesioner kantor" not in said
        assert list(database.contents.folder.rglob("*")) == []
        with database.read() as uow:
            [coordinator] = uow.chats.people_at(JAKARTA)
            assert uow.files.of(coordinator.id) == ()


def test_other_files_and_other_people_go_to_the_interview(sqlite_url: str, tmp_path: Path) -> None:
    with town(sqlite_url, tmp_path / "bot.log") as (database, jakarta, desk):
        for phone, name, content in (
            (desk, "kantor.xlsx", export_xlsx(FIRST.encode())),
            (jakarta, "surat.pdf", b"%PDF"),
        ):
            before = len(phone.log)
            phone.send_file(name, content)
            said = " ".join(phone.log[before:])
            assert "berkas" in said
            assert "Kuesioner kantor" not in said
        before = len(jakarta.log)
        jakarta.send_file("besar.xlsx", LARGE)
        assert "Berkas terlalu besar (batas: 5 MB)." in " ".join(jakarta.log[before:])
        for name in ("rusak.xlsx", "rusak.xls", "rusak.csv", "rusak.xml"):
            before = len(jakarta.log)
            jakarta.send_file(name, b"\x00\xff<b>")
            assert f"Berkas {name} belum dapat diterbitkan." in " ".join(jakarta.log[before:])
        with database.read() as uow:
            assert uow.inbox.parked() == ()
            assert uow.questionnaires.latest_all() == ()
