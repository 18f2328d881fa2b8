"""What was submitted is read, and corrected beside it with a reason, or left as it is."""

from datetime import timedelta

from bot.access import Operator
from bot.chat.screen import Tap
from bot.interviews.export import exported
from bot.interviews.tapping import INTERVIEWS, Verb
from bot.reports.service import profile
from storage.database import Database
from storage.records import Correction, StoredInterview
from tests.bot.interviews.forms import SHORT
from tests.bot.interviews.walking import (
    OTHER_CHAT,
    PROPOSAL,
    REVIEW,
    STAFF,
    STALE,
    answers,
    at,
    begun,
    change_roster,
    forged,
    held,
    taps,
)
from tests.bot.reports.measured import MEASURED, founded
from tests.support.chat import Phone
from tests.support.people import MARIA, SARI, issue, person
from tests.support.system import publish

READ, CORRECT, SEND = "Baca: Potret kantor", "Perbaiki jawaban", "Kirim perbaikan"
ABANDON = "Batalkan perubahan"


def sent(database: Database) -> Phone:
    phone = at(begun(database), REVIEW)
    phone.tap("Kirim")
    phone.now += timedelta(days=2)
    return phone


def reading(database: Database) -> Phone:
    phone = sent(database)
    phone.tap("Daftar kuesioner")
    phone.tap(READ)
    return phone


def correcting(database: Database) -> Phone:
    phone = reading(database)
    phone.tap(CORRECT)
    return phone


def corrected(database: Database) -> Phone:
    """The number of staff is another one; the reason is asked."""
    phone = correcting(database)
    phone.tap("1")
    phone.tap("2")
    assert STAFF in phone.text
    phone.type("9")
    phone.tap(SEND)
    return phone


def all_held(database: Database) -> tuple[StoredInterview, ...]:
    me = person(database, SARI)
    with database.read() as uow:
        return uow.interviews.all_of(me.id)


def history(database: Database) -> tuple[Correction, ...]:
    with database.read() as uow:
        return uow.corrections.of(all_held(database)[0].id)


# Reading -------------------------------------------------------------------------------------


def test_what_was_submitted_is_read(database: Database) -> None:
    phone = reading(database)
    assert phone.text == (
        "Potret kantor\n\n"
        "Dikirim: 2 Maret 2026, 09.00 WITA\n\n"
        "1. Kantor Anda: 2 dari 3\n2. Tentang Anda: 4 dari 4\n\n"
        "Tekan nomor bagian untuk membaca jawaban Anda."
    )
    assert phone.labels == ["1", "2", CORRECT, "Daftar kuesioner"]
    before = held(database)
    phone.tap("2")
    assert "4. Apa usul Anda untuk 4 petugas?\n→ Lebih banyak kursi" in phone.text
    assert phone.labels == ["‹ Ringkasan"], "nothing is changed from here"
    phone.tap("‹ Ringkasan")
    assert phone.labels[:2] == ["1", "2"]
    assert held(database) == before


def test_it_is_opened_and_corrected_by_typing(database: Database) -> None:
    phone = sent(database)
    phone.type("/ubah")
    phone.type("1")
    assert phone.text.startswith("Potret kantor")
    phone.type("daftar kuesioner")
    assert phone.text.startswith("Kuesioner untuk Anda:")
    phone.type("baca: potret kantor")
    phone.type("perbaiki jawaban")
    assert phone.text.startswith(REVIEW)
    phone.type("2")
    assert "4. Apa usul Anda untuk 4 petugas?" in phone.text
    phone.type("ringkasan")
    phone.type("batalkan perubahan")
    assert phone.text.startswith("Potret kantor")


def test_it_is_read_in_the_language_of_now(database: Database) -> None:
    phone = sent(database)
    phone.type("/bahasa")
    phone.tap("English")
    phone.tap("Read: Potret kantor")
    assert "1. Your office: 2 of 3" in phone.text
    phone.tap("1")
    assert "1. Is there a service desk?\n→ Yes" in phone.text
    assert held(database).language == "id"


def test_reading_lets_another_interview_rest(database: Database) -> None:
    phone = sent(database)
    publish(database, OTHER)
    phone.type("/mulai")
    phone.tap("Mulai: Lain")
    assert "Bagaimana?" in phone.text
    phone.type("/mulai")
    phone.tap(READ)
    phone.type("jawaban")
    assert "/data/kata" not in answers(database, form="lain")
    assert "Lanjutkan: Lain" in phone.labels


OTHER = """
| survey |
| | type | name | label      |
| | text | kata | Bagaimana? |

| settings |
| | form_id | version | form_title |
| | lain    | 1       | Lain       |
"""


def test_nobody_reads_what_is_not_theirs(database: Database) -> None:
    phone = sent(database)
    maria = begun(database, MARIA, OTHER_CHAT, beside=phone)
    theirs, hers = held(database).id, held(database, MARIA).id
    me = person(database, MARIA).id
    for verb, *named in ((Verb.READ, theirs, 0), (Verb.CORRECT, theirs), (Verb.READ, hers, 0)):
        maria.send(Tap(INTERVIEWS, verb, (me, *named)), 1)
        assert maria.toast == STALE
        assert "Apakah ada meja layanan?" in maria.text
    owner = person(database, SARI).id
    maria.send(Tap(INTERVIEWS, Verb.READ, (owner, theirs, 0)), 1)
    assert maria.toast == STALE


# Correcting ----------------------------------------------------------------------------------


def test_a_correction_starts_at_the_review(database: Database) -> None:
    phone = correcting(database)
    assert phone.text.startswith(REVIEW)
    assert "Belum ada jawaban yang diubah." in phone.text
    assert phone.labels == ["1", "2", ABANDON]
    draft = held(database)
    assert (draft.status, draft.corrects) == ("correction", all_held(database)[0].id)


def test_a_correction_is_sent_with_its_reason(database: Database) -> None:
    phone = corrected(database)
    original = all_held(database)[0]
    assert phone.text.startswith("Mengapa jawabannya diperbaiki?")
    assert answers(database)["/data/kantor/staf"] == "4", "nothing counts yet"
    phone.now += timedelta(minutes=5)
    phone.type("Saya salah menghitung. \x02")
    assert phone.text.startswith("Terima kasih, Sari Lango.")
    assert "Perbaikan Anda untuk Potret kantor diterima pada 4 Maret 2026, 09.05" in phone.text
    (now,) = all_held(database)
    assert (now.id, now.status, now.submitted_at) == (
        original.id, "submitted", original.submitted_at
    )  # fmt: skip
    assert (now.office, now.role, now.corrected_at) == ("BP3MI-NTT", "FD", phone.now)
    assert answers(database)["/data/kantor/staf"] == "9"
    (kept,) = history(database)
    assert (kept.reason, kept.snapshot, kept.at) == (
        "Saya salah menghitung.", original.snapshot, phone.now
    )  # fmt: skip
    assert kept.version == original.questionnaire
    with database.read() as uow:
        lines = uow.audit.about(f"interview:{original.id}")
        _, rows = exported(uow, Operator(), "pendek")
        (row,) = list(rows)
    assert [(line.action, line.details) for line in lines[-1:]] == [("interview.correct", {})]
    assert (row["submitted_at"], row["corrected_at"]) == (
        "2026-03-02T01:00:00Z", "2026-03-04T01:05:00Z"
    )  # fmt: skip


def test_a_correction_is_corrected_again(database: Database) -> None:
    phone = corrected(database)
    phone.type("salah hitung")
    phone.type("/ubah")
    phone.tap(READ)
    assert "Dikirim: 2 Maret 2026, 09.00 WITA\nDiperbaiki: 4 Maret 2026" in phone.text
    phone.tap(CORRECT)
    phone.tap("1")
    phone.tap("2")
    phone.type("5")
    phone.tap(SEND)
    phone.type("sekali lagi")
    assert [each.reason for each in history(database)] == ["salah hitung", "sekali lagi"]


def test_the_reason_is_words_and_not_too_many(database: Database) -> None:
    phone = corrected(database)
    for text, said in (
        ("\u202e \x02", "Pertanyaan ini perlu dijawab."),
        ("x" * 501, "Jawaban ini terlalu panjang: paling banyak 500 huruf."),
    ):
        phone.type(text)
        assert phone.text.startswith(said)
        assert "Mengapa jawabannya diperbaiki?" in phone.text
    assert history(database) == ()
    phone.type("x" * 500)
    assert len(history(database)[0].reason) == 500


def test_the_reason_can_be_left_unsaid(database: Database) -> None:
    phone = corrected(database)
    phone.tap("‹ Ringkasan")
    assert "Jawaban yang diubah: 1." in phone.text
    phone.type("tidak jadi")
    assert history(database) == ()
    phone.type("kirim perbaikan")
    phone.type("/batal")
    phone.type("sebab")
    assert history(database) == ()
    phone.type("/mulai")
    assert phone.text.startswith("Selamat datang kembali. Perbaikan Anda belum dikirim.")


def test_a_change_is_foreseen_in_a_correction_too(database: Database) -> None:
    phone = correcting(database)
    phone.tap("1")
    phone.tap("1")
    phone.tap("2. Tidak")
    assert "Jawaban yang tidak dihitung lagi: 1" in phone.text
    phone.tap("Ubah")
    assert "Jawaban yang diubah: 2." in phone.text
    phone.tap(SEND)
    phone.type("tidak ada meja")
    assert "/data/kantor/staf" not in answers(database)


def test_nothing_is_sent_while_something_is_missing(database: Database) -> None:
    phone = at(begun(database), STAFF)
    phone.tap("‹ Kembali")
    phone.tap("2. Tidak")
    at(phone, REVIEW).tap("Kirim")
    phone.tap("Daftar kuesioner")
    phone.tap(READ)
    phone.tap(CORRECT)
    phone.tap("1")
    phone.tap("1")
    phone.tap("1. Ya")
    phone.tap("Ubah")
    phone.type("/ubah")
    assert SEND not in phone.labels
    phone.send(forged(phone, Verb.SEND), phone.messages[-1].id)
    assert phone.toast == "Masih ada 1 yang belum terjawab"
    phone.tap("Isi yang belum terjawab")
    phone.type("3")
    phone.tap(SEND)
    phone.type("ada meja")
    assert answers(database)["/data/kantor/staf"] == "3"


def test_giving_up_leaves_what_was_submitted(database: Database) -> None:
    phone = corrected(database)
    before = all_held(database)[0]
    phone.tap("‹ Ringkasan")
    message, abandon = taps(phone, ABANDON)
    phone.tap(ABANDON)
    assert phone.text.startswith("Batalkan perubahan Anda (1)?")
    phone.tap("‹ Ringkasan")
    phone.tap(ABANDON)
    phone.type("ya, batalkan")
    assert phone.text.startswith("Potret kantor\n\nDikirim:")
    assert all_held(database) == (before,)
    phone.press(abandon, message)
    assert phone.toast == STALE
    assert history(database) == ()


def test_giving_up_what_was_not_changed_is_not_asked_twice(database: Database) -> None:
    phone = correcting(database)
    phone.tap(ABANDON)
    assert phone.toast == "Perubahan dibatalkan"
    assert len(all_held(database)) == 1


def test_two_drafts_are_impossible(database: Database) -> None:
    phone = reading(database)
    message, correct = taps(phone, CORRECT)
    phone.press(correct, message)
    phone.tap("1")
    phone.tap("2")
    phone.type("9")
    phone.press(correct, message)
    assert "Jawaban yang diubah: 1." in phone.text, "the draft that was begun"
    assert len(all_held(database)) == 2
    phone.type("/mulai")
    phone.type("/batal")
    phone.tap("Lanjut")
    assert "Jawaban yang diubah: 1." in phone.text


def test_the_draft_never_counts_and_cannot_be_submitted(database: Database) -> None:
    phone = correcting(database)
    phone.send(forged(phone, Verb.SUBMIT), phone.messages[-1].id)
    assert phone.toast == STALE
    with database.read() as uow:
        _, rows = exported(uow, Operator(), "pendek")
        assert [row["status"] for row in rows] == ["submitted"]


def test_a_correction_keeps_the_facts_of_its_day(database: Database) -> None:
    phone = sent(database)
    change_roster(database, "Sari Lango,BP3MI-NTT,FD", "Sari Lango,BP3MI-SUT,PO")
    phone.type("/mulai")
    phone.tap(READ)
    phone.tap(CORRECT)
    phone.tap("1")
    phone.tap("2")
    phone.type("9")
    phone.tap(SEND)
    phone.type("salah hitung")
    assert answers(database)["/data/peran"] == "FD"
    assert (held(database).office, held(database).role) == ("BP3MI-NTT", "FD")


def test_what_is_not_asked_any_more_is_only_read(database: Database) -> None:
    phone = corrected(database)
    change_roster(database, "Sari Lango,BP3MI-NTT,FD", "Sari Lango,BP3MI-NTT,PV")
    phone.type("salah hitung")
    assert phone.text.startswith("Jawaban ini tidak dapat diperbaiki lagi.")
    assert history(database) == ()
    phone.tap("‹ Ringkasan")
    phone.tap(ABANDON)
    phone.tap("Ya, batalkan")
    assert phone.labels == ["1", "2", "Daftar kuesioner"]
    me = person(database, SARI)
    phone.send(Tap(INTERVIEWS, Verb.CORRECT, (me.id, held(database).id)), 1)
    assert phone.toast == "Tidak dapat diperbaiki lagi"
    assert len(all_held(database)) == 1


def test_a_newer_version_does_not_keep_from_correcting(database: Database) -> None:
    phone = reading(database)
    publish(database, SHORT.replace("| pendek  | 1 ", "| pendek  | 2 "), "pendek.md")
    phone.tap(CORRECT)
    phone.tap("1")
    phone.tap("2")
    phone.type("9")
    phone.tap(SEND)
    phone.type("salah hitung")
    with database.read() as uow:
        assert uow.questionnaires.by_id(held(database).questionnaire).version == "1"
    assert answers(database)["/data/kantor/staf"] == "9"


def test_the_profile_comes_again(database: Database) -> None:
    founded(database, MEASURED)
    phone = Phone(database, 601)
    phone.type(f"/start {issue(database, SARI).code}")
    phone.tap("Setuju dan mulai")
    for words in ("3", "2", "tidak", "4", "2"):
        phone.type(words)
    phone.tap("Kirim")
    me, pictures = person(database, SARI), sum(bool(m.screen.picture) for m in phone.messages)
    phone.type("/ubah")
    phone.tap("Baca: Ukuran kantor")
    phone.tap(CORRECT)
    phone.tap("1")
    phone.tap("1")
    phone.tap("5")
    phone.tap(SEND)
    phone.type("lebih baik")
    assert sum(bool(m.screen.picture) for m in phone.messages) == pictures + 1
    receipts = [m for m in phone.messages if "Perbaikan Anda untuk Ukuran" in m.screen.text]
    assert receipts[-1].id < phone.messages[-1].id, "the receipt stands above"
    with database.read() as uow:
        (stored,) = uow.interviews.all_of(me.id)
        assert profile(uow, me, stored.id).figures.gaps["D1.1"] == 3


def test_a_correction_is_taken_up_after_a_rest(database: Database) -> None:
    phone = correcting(database)
    phone.tap("2")
    phone.tap("4")
    assert PROPOSAL in phone.text
    phone.type("/batal")
    phone.type("/mulai")
    assert phone.text.startswith("Selamat datang kembali. Anda sedang mengubah jawaban Anda atas:")
    phone.type("Kursi saja")
    assert "Jawaban yang diubah: 1." in phone.text


def test_what_asks_others_by_now_is_still_read(database: Database) -> None:
    phone = sent(database)
    change_roster(database, "Sari Lango,BP3MI-NTT,FD", "Sari Lango,BP3MI-NTT,PV")
    phone.type("/mulai")
    phone.tap(READ)
    assert phone.labels == ["1", "2", "Daftar kuesioner"]


def test_a_button_of_a_draft_that_is_gone_is_none_of_the_next(database: Database) -> None:
    """SQLite gives the id of a row that is gone to the next one."""
    phone = correcting(database)
    phone.tap("1")
    message, first = taps(phone, "1")
    phone.tap("‹ Ringkasan")
    phone.tap(ABANDON)
    publish(database, OTHER)
    phone.type("/mulai")
    phone.tap("Mulai: Lain")
    before = held(database)
    phone.press(first, message)
    assert phone.toast == STALE
    assert held(database) == before
