"""A coordinator sends a workbook: checked, tried, published; open interviews stay or move."""

from collections.abc import Iterator

import pytest

from bot.access import NotAllowed, Operator
from bot.chat.questionnaire import interview_of
from bot.interviews.export import exported
from bot.questionnaires import received, service
from bot.questionnaires.moving import move
from storage.database import Database
from storage.errors import Conflict
from storage.records import StoredInterview
from tests.bot.questionnaires.versions import (
    BROKEN,
    DESK,
    FIRST,
    NEWS,
    PROPOSAL,
    SECOND,
    STAFF,
    answering,
    arrived,
    publish_first,
)
from tests.support.chat import Phone
from tests.support.people import MARIA, NOW, RATNA, RINA, SARI, enrol, found_ministry, person


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """The stores are tried on both databases elsewhere."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def office(database: Database) -> Phone:
    """The first version is published, and three people are at different places of it."""
    publish_first(database)
    ratna = Phone(database, 605)
    answering(database, SARI, "3", "30", "Kursi", "Ramai", beside=ratna)  # at the review
    answering(database, MARIA, "2", "10", beside=ratna)  # at the proposal
    answering(database, RINA, beside=ratna)  # at the first question
    return ratna


def stored(database: Database, staff_id: str) -> StoredInterview:
    with database.read() as uow:
        return uow.interviews.all_of(person(database, staff_id).id)[-1]


def version(database: Database, staff_id: str) -> str:
    with database.read() as uow:
        return uow.questionnaires.by_id(stored(database, staff_id).questionnaire).version


def rows(database: Database) -> dict[str, dict[str, object]]:
    with database.read() as uow:
        _, found = exported(uow, Operator(), "kantor")
        return {row["respondent"]: row for row in found}


def test_a_file_with_errors_is_told_with_cells_and_kept_nowhere(database: Database) -> None:
    found_ministry(database)
    phone = arrived(database, RATNA)
    phone.send_workbook("kantor.md", BROKEN.encode())
    assert phone.text.startswith("Kantor kita\n\nBerkas kantor.md belum dapat diterbitkan.")
    assert "Kesalahan: survey, baris 3, kolom constraint:" in phone.text
    assert phone.labels == ["Buang"]
    with database.read() as uow:
        assert uow.questionnaires.draft_of(person(database, RATNA).id) is None
        assert uow.questionnaires.latest_all() == ()
    phone.tap("Buang")
    assert phone.text == "Berkas dibuang. Tidak ada yang berubah."
    assert phone.labels == []


def test_many_findings_come_as_a_file_above(database: Database) -> None:
    found_ministry(database)
    phone = arrived(database, RATNA)
    wrong = "".join(
        f"|  | integer | q{n} | Q{n}? | Q{n}? | | . <= ${{x{n}}} | |\n" for n in range(9)
    )
    phone.send_workbook(
        "kantor.md", FIRST.replace("\n| choices |", f"{wrong}\n| choices |").encode()
    )
    document = phone.messages[-2].screen.document
    assert document is not None
    assert document.name == "pemeriksaan.txt"
    assert document.content.decode("utf-8-sig").count("kolom constraint") == 9
    assert "Temuan lainnya: 3, ada di berkas di atas." in phone.text


def test_only_coordinators_send_questionnaires(database: Database) -> None:
    found_ministry(database)
    for staff_id, chat in ((SARI, 1), ("S002", 2), (RATNA, 3), ("K002", 4)):
        enrol(database, staff_id, chat)
    with database.read() as uow:
        senders = [received.sender(uow, chat) for chat in (1, 2, 3, 4, 5)]
    assert [each.staff_id if each else None for each in senders] == [
        None,
        None,
        RATNA,
        "K002",
        None,
    ]
    phones = {chat: Phone(database, chat) for chat in (1, 2, 3, 4)}
    for phone in phones.values():
        phone.town.update(phones)
    phones[1].type("/kuesioner")
    assert (
        phones[1].text
        == "Maaf, ini tidak tersedia untuk akun Anda. Yang dapat Anda lakukan: /bantuan"
    )


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("a.xlsx", True),
        ("a.XLS", True),
        ("a.csv", True),
        ("a.md", True),
        ("a.xml", True),
        ("a.xlsm", True),
        ("a.pdf", False),
        ("xlsx", False),
        ("", False),
    ],
)
def test_the_ending_says_what_is_a_workbook(name: str, taken: bool) -> None:
    assert received.is_workbook(name) is taken


def test_a_draft_is_replaced_published_and_gone(database: Database) -> None:
    found_ministry(database)
    phone = arrived(database, RATNA)
    phone.send_workbook("kantor.md", FIRST.encode())
    assert "Kuesioner kantor, versi 1. Pertanyaan: 4. Perkiraan waktu: 2 menit. Untuk: semua." in (
        phone.text
    )
    assert phone.labels == ["Terbitkan", "Coba dulu", "Buang"]
    first, button = phone.find("Terbitkan")
    phone.send_workbook("kantor.md", FIRST.replace("Ada kabar", "Adakah kabar").encode())
    phone.press(button, first.id)
    assert "diganti dengan kiriman yang lebih baru" in phone.text
    assert phone.toast == "Tidak diterbitkan"
    with database.read() as uow:
        assert uow.questionnaires.latest_all() == ()
    phone.send_workbook("kantor.md", FIRST.encode())
    phone.tap("Terbitkan")
    assert phone.toast == "✓ Diterbitkan"
    assert "Diterbitkan: kantor versi 1." in phone.text
    ratna = person(database, RATNA)
    with database.read() as uow:
        assert uow.questionnaires.draft_of(ratna.id) is None
        [published] = uow.questionnaires.latest_all()
        [line] = uow.audit.about("kantor@1")
    assert (published.source, published.published_by) == (FIRST.encode(), ratna.id)
    assert (line.actor, line.action) == (ratna.id, "questionnaire.publish")


def test_what_is_published_already_is_said(database: Database) -> None:
    publish_first(database)
    phone = Phone(database, 605)
    phone.send_workbook("kantor.md", FIRST.encode())
    assert "Versi ini sudah diterbitkan sebelumnya: kantor versi 1." in phone.text
    assert phone.labels == ["Coba dulu", "Buang"]
    phone.send_workbook("kantor.md", FIRST.replace("Baik", "Bagus").encode())
    assert "kantor versi 1 sudah diterbitkan dengan isi lain." in phone.text
    assert phone.labels == ["Buang"]


def test_a_version_that_was_taken_meanwhile_is_not_published(database: Database) -> None:
    publish_first(database)
    phone = Phone(database, 605)
    phone.send_workbook("kantor.md", SECOND.encode())
    other = service.check_workbook(SECOND.replace("Baik", "Bagus").encode(), "kantor.md")
    database.write(lambda uow: service.publish(uow, Operator(), other, b"other", NOW))
    phone.tap("Terbitkan")
    assert phone.text.startswith("kantor versi 2 sudah diterbitkan dengan isi lain.")


def test_before_it_is_done_one_sees_what_becomes_of_open_interviews(office: Phone) -> None:
    office.send_workbook("kantor.md", SECOND.encode())
    assert "Masih terbuka di versi lain: 3 wawancara." in office.text
    assert "– lanjut tanpa perubahan" not in office.text
    assert "– mendapat pertanyaan baru: 3 (paling banyak 1 per orang)" in office.text
    assert "– harus menjawab lagi: 1 (paling banyak 1 pertanyaan per orang)" in office.text
    assert "– punya jawaban yang tidak dihitung lagi: 1 (paling banyak 1 per orang)" in office.text
    called = office.text.index("Makna skor dapat berubah")
    assert called < office.text.index(
        f"• meja: kalimat berubah, dari “{DESK}” menjadi “Seberapa rapi meja layanan?”."
    )
    assert (
        "• staf: batas jawaban (constraint) berubah, dari . <= 50 menjadi . <= 20." in office.text
    )
    assert "• kabar: pertanyaan dihapus." in office.text
    assert office.labels == [
        "Terbitkan",
        "Terbitkan dan pindahkan yang terbuka (3)",
        "Coba dulu",
        "Buang",
    ]


def test_they_finish_on_their_version_unless_they_are_moved(
    database: Database, office: Phone
) -> None:
    before = {each: stored(database, each) for each in (SARI, MARIA, RINA)}
    office.send_workbook("kantor.md", SECOND.encode())
    office.tap("Terbitkan")
    assert {each: stored(database, each) for each in before} == before
    assert version(database, SARI) == "1"
    office.type("/kuesioner")
    assert "kantor, versi 2 (semua versi: 2)\nTerbuka: 3. Terkirim: 0." in office.text
    office.tap("Pindahkan yang terbuka (3)…")
    assert "– mendapat pertanyaan baru: 3 (paling banyak 1 per orang)" in office.text
    office.tap("Pindahkan 3 yang terbuka")
    assert office.text == "Wawancara yang dipindahkan ke versi ini: 3."
    assert {version(database, each) for each in before} == {"2"}
    office.type("/kuesioner")
    assert office.labels == ["Coba: Kantor kita"]


def test_moved_interviews_go_on_where_they_were(database: Database, office: Phone) -> None:
    maria = office.town[602]
    old, button = maria.find("Lewati ›")
    assert PROPOSAL in maria.text
    office.send_workbook("kantor.md", SECOND.encode())
    office.tap("Terbitkan dan pindahkan yang terbuka (3)")
    assert office.text == "Wawancara yang dipindahkan ke versi ini: 3."
    assert maria.text.startswith("Kuesioner ini baru diperbarui.")
    assert PROPOSAL in maria.text
    maria.press(button, old.id)  # drawn in the old version
    assert maria.toast == "Tombol ini sudah lewat. Ini pertanyaan sekarang."
    assert PROPOSAL in maria.text
    maria.type("Meja")
    assert "Sejak kapan meja ada?" in maria.text
    maria.tap("Hari ini")
    maria.tap("Kirim")
    row = rows(database)[MARIA]
    assert (row["version"], row["status"]) == ("2", "submitted")
    assert row["answers"] == {
        "/data/meja": "2",
        "/data/staf": "10",
        "/data/usul": "Meja",
        "/data/sejak": "2026-03-02",
    }


def test_what_does_not_fit_is_asked_again_and_nothing_is_deleted(
    database: Database, office: Phone
) -> None:
    before = stored(database, SARI)
    office.send_workbook("kantor.md", SECOND.encode())
    office.tap("Terbitkan dan pindahkan yang terbuka (3)")
    sari = office.town[601]
    assert STAFF in sari.text  # 30 were too many
    row = rows(database)[SARI]
    assert row["answers"] == {"/data/meja": "3", "/data/usul": "Kursi"}
    assert row["parked"] == {"/data/staf": "30", "/data/kabar": "Ramai"}
    with database.read() as uow:
        [kept] = uow.moves.of(before.id)
        [line] = uow.audit.about(f"interview:{before.id}")
    assert (kept.version, kept.snapshot) == (before.questionnaire, before.snapshot)
    assert (line.action, line.details["from"]) == ("interview.move", before.questionnaire)
    sari.type("12")
    assert rows(database)[SARI]["parked"] == {"/data/kabar": "Ramai"}


def test_a_card_that_rests_is_not_woken(database: Database, office: Phone) -> None:
    rina = office.town[603]
    rina.type("/batal")
    shown = list(rina.log)
    office.send_workbook("kantor.md", SECOND.encode())
    office.tap("Terbitkan dan pindahkan yang terbuka (3)")
    assert rina.log == shown
    rina.tap("Lanjut")
    assert "Seberapa rapi meja layanan?" in rina.text


def test_an_answer_stored_meanwhile_wins_over_a_move(database: Database, office: Phone) -> None:
    office.send_workbook("kantor.md", SECOND.encode())
    office.tap("Terbitkan")
    with database.read() as uow:
        target = uow.questionnaires.by_name("kantor")
    assert target is not None
    before = stored(database, SARI)
    with pytest.raises(Conflict):
        database.write(
            lambda uow: uow.interviews.move(before.id, before.revision - 1, target.id, {})
        )
    assert stored(database, SARI) == before
    assert database.write(lambda uow: move(uow, Operator(), before.id, target, NOW))
    assert not database.write(lambda uow: move(uow, Operator(), before.id, target, NOW))
    with pytest.raises(NotAllowed):
        database.write(lambda uow: move(uow, person(database, SARI), before.id, target, NOW))
    assert interview_of(stored(database, SARI)).cursor == "/data/staf"


def test_a_submitted_interview_stays_in_its_version(database: Database, office: Phone) -> None:
    sari = office.town[601]
    sari.tap("Kirim")
    office.send_workbook("kantor.md", SECOND.encode())
    office.tap("Terbitkan dan pindahkan yang terbuka (2)")
    assert version(database, SARI) == "1"
    assert NEWS not in sari.text
