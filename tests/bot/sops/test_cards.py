"""The card of an SOP: its steps, its checklist, whether it helped; buttons of old cards."""

from datetime import timedelta

import pytest

from bot.chat.screen import Tap
from bot.sops.cards import BROWSING, SOPS, Verb, marks
from bot.sops.rules import COMPLAINTS
from knowledge.replies import Choices, Hit, NotFound
from storage.database import Database
from storage.records import Checklist, SopUse
from tests.bot.interviews.walking import OTHER_CHAT, taps
from tests.bot.sops.asking import asker, found, last_question, told
from tests.bot.sops.library import COUNSEL, PASSPORT, RENEWED, stock, write_answer
from tests.support.chat import Phone
from tests.support.people import DEWI, MARIA, NOW, SARI, issue, person

STALE = "Tombol ini sudah lewat. Ini pertanyaan sekarang."
CHECKLIST, STEPS, HELPFUL, UNHELPFUL = "Daftar centang", "Semua langkah", "Membantu", "Kurang tepat"


@pytest.fixture
def phone(database: Database) -> Phone:
    return asker(database)


def kept(phone: Phone, code: str = "SOP-91") -> Checklist | None:
    someone = person(phone.database, SARI).id
    with phone.database.read() as uow:
        return uow.checklists.of(someone, code)


def uses(phone: Phone) -> dict[str, int]:
    with phone.database.read() as uow:
        return {each.sop: each.number for each in uow.sop_uses.counts(NOW - timedelta(days=1))}


# Steps -----------------------------------------------------------------------------------------


def test_a_step_says_all_that_its_row_does(phone: Phone) -> None:
    told(phone, found("SOP-91", 1))
    assert phone.text.split("\n") == [
        "SOP-91 · Layanan Paspor Hilang",
        "Contoh, bukan SOP resmi.",
        "Versi 2026-01-05, berlaku sejak 2 Februari 2026.",
        "",
        "Langkah 1 dari 3",
        "Mencatat laporan paspor hilang",
        "",
        "Pelaksana: Petugas layanan",
        "Kelengkapan: Formulir laporan",
        "Waktu: 10 menit",
        "Hasil: Laporan tercatat",
        "",
        "Terverifikasi. Sumber: UU 99/2026 Ps 1 / waktu (ilustratif)",
        "Dasar hukum: UU 99/2026; PP 99/2026; PP 98/2026; PP 97/2026",
    ]


def test_an_officer_who_reads_english_reads_english(database: Database) -> None:
    phone = asker(database, DEWI)
    told(phone, found("SOP-91", 1))
    assert "Write down the report of a lost passport" in phone.text
    assert "Verified. Source: UU 99/2026 Art. 1 / time (illustrative)" in phone.text


def test_steps_are_turned_on_the_same_message(phone: Phone) -> None:
    told(phone, found("SOP-91", 1))
    card = phone.messages[-1].id
    assert phone.labels[0] == "Langkah 2 ›"
    phone.tap("Langkah 2 ›")
    assert (phone.toast, phone.messages[-1].id) == ("Langkah 2 dari 3", card)
    assert "Mengantar pelapor" in phone.text
    assert phone.labels[:2] == ["‹ Langkah 1", "Langkah 3 ›"]
    phone.tap(STEPS)
    phone.tap("3")
    assert "Menyerahkan paspor pengganti" in phone.text


def test_each_answer_has_a_card_of_its_own(phone: Phone) -> None:
    told(phone, found("SOP-91", 1))
    old = taps(phone, "Langkah 2 ›")
    told(phone, found("SOP-92", 1))
    phone.press(old[1], old[0])
    assert "Mengantar pelapor" in phone.messages[old[0] - 1].screen.text
    assert "Mendengarkan keluarga" in phone.text


def test_what_is_opened_is_counted_once(phone: Phone) -> None:
    told(phone, found("SOP-91", 1))
    phone.tap("Langkah 2 ›")
    assert uses(phone) == {"SOP-91": 1}
    phone.tap("SOP terkait")
    phone.tap("SOP-92 · Konsultasi Keluarga")
    assert uses(phone) == {"SOP-91": 1, "SOP-92": 1}
    with phone.database.read() as uow:
        assert uow.sop_uses.counts(NOW - timedelta(days=1))[0] == SopUse("SOP-91", "BP3MI-NTT", 1)


def test_a_button_of_an_old_version_shows_the_new_one(phone: Phone) -> None:
    told(phone, found("SOP-91", 1))
    card, after = taps(phone, "Langkah 2 ›")
    stock(phone.database, RENEWED)
    phone.press(after, card)
    assert phone.text.startswith("SOP ini baru diperbarui. Ini isi yang baru.\n\nSOP-91")
    assert "Mengirim berkas secara daring" in phone.text
    assert "Versi 2026-02-20" in phone.text
    someone, question, code, edition, _ = after.tap.numbers
    phone.send(Tap(SOPS, Verb.STEP, (someone, question, code, edition, 3)), card)
    assert phone.toast == "SOP ini sudah berubah"
    assert "1. Mencatat laporan paspor hilang" in phone.text


# Checklist -------------------------------------------------------------------------------------


def test_ticks_are_kept_and_found_again(phone: Phone) -> None:
    told(phone, found("SOP-91", 1))
    phone.tap(CHECKLIST)
    assert kept(phone) is None
    phone.tap("☐ 1")
    phone.tap("☐ 3")
    checklist = kept(phone)
    assert checklist is not None
    assert (checklist.version, checklist.ticks) == ("2026-01-05", (1, 3))
    phone.type("/sop")
    assert phone.labels[0] == "Lanjutkan SOP-91 (2/3)"
    phone.tap("Lanjutkan SOP-91 (2/3)")
    phone.tap("☑ 3")
    assert "Daftar centang: 1 dari 3 selesai" in phone.text
    phone.tap("Mulai dari awal")
    assert kept(phone) is None
    assert "Mulai dari awal" not in phone.labels


def test_a_tick_twice_is_one(phone: Phone) -> None:
    told(phone, found("SOP-91", 1))
    phone.tap(CHECKLIST)
    card, tick = taps(phone, "☐ 1")
    for _ in range(2):
        phone.press(tick, card)
    checklist = kept(phone)
    assert checklist is not None
    assert checklist.ticks == (1,)


def test_what_is_done_is_not_offered_again(phone: Phone) -> None:
    told(phone, found("SOP-92", 1))
    phone.tap(CHECKLIST)
    for number in (1, 2):
        phone.tap(f"☐ {number}")
    assert phone.text.endswith("Semua langkah selesai.")
    phone.type("/sop")
    assert not [label for label in phone.labels if label.startswith("Lanjutkan")]


def test_a_new_version_keeps_the_ticks_that_still_fit(phone: Phone) -> None:
    told(phone, found("SOP-91", 1))
    phone.tap(CHECKLIST)
    for number in (1, 2):
        phone.tap(f"☐ {number}")
    card, third = taps(phone, "☐ 3")
    stock(phone.database, RENEWED)
    phone.press(third, card)
    assert "SOP ini berubah sejak Anda mencentang." in phone.text
    checklist = kept(phone)
    assert checklist is not None
    assert (checklist.version, checklist.ticks) == ("2026-02-20", (1,))
    assert phone.labels[:2] == ["☑ 1", "☐ 2"]
    phone.tap("☐ 2")
    assert "SOP ini berubah" not in phone.text


# Whether it helped -----------------------------------------------------------------------------


def test_an_answer_that_helped(phone: Phone) -> None:
    told(phone, found("SOP-91", 1))
    phone.tap(HELPFUL)
    assert (phone.toast, last_question(phone.database).helpful) == ("✓ Terima kasih", True)
    assert HELPFUL not in phone.labels
    assert "Langkah 1 dari 3" in phone.text


@pytest.mark.parametrize("code", COMPLAINTS)
def test_why_an_answer_did_not_help(phone: Phone, code: str) -> None:
    told(phone, found("SOP-91", 2))
    phone.tap(UNHELPFUL)
    assert last_question(phone.database).helpful is False
    assert "Mengantar pelapor" in phone.text, "the answer stays to be read"
    phone.tap(phone.labels[COMPLAINTS.index(code)])
    question = last_question(phone.database)
    assert (question.helpful, question.complaint) == (False, code)
    assert question.state == ("open" if code == "other_sop" else "closed")


def test_a_reason_in_own_words_is_masked(phone: Phone) -> None:
    told(phone, found("SOP-91", 2))
    phone.tap(UNHELPFUL)
    phone.tap("Tulis alasan")
    phone.type("nomor 3201012345678901 bukan begitu")
    assert last_question(phone.database).complaint == "nomor [NIK] bukan begitu"
    assert phone.text.startswith("Nomor pribadi tidak perlu dikirim")
    assert phone.text.endswith("Terima kasih. Alasan Anda sampai kepada koordinator.")
    page = phone.messages[-2].screen.text
    assert "Ketik alasannya" not in page


def test_the_reason_is_not_waited_for_after_all(phone: Phone) -> None:
    told(phone, found("SOP-91", 2))
    phone.tap(UNHELPFUL)
    phone.tap("Tulis alasan")
    phone.tap("Lewati")
    with phone.database.read() as uow:
        assert uow.sop_desks.of(person(phone.database, SARI).id) is None
    told(phone, found("SOP-91", 2))
    phone.tap(UNHELPFUL)
    phone.tap("Tulis alasan")
    phone.now += timedelta(minutes=11)
    phone.type("?")
    assert last_question(phone.database).complaint is None


# Choices ---------------------------------------------------------------------------------------


def test_a_choice_is_shown_below_and_the_choices_stay(phone: Phone) -> None:
    written = write_answer(phone.database, "jam berapa buka", "Pukul delapan.", "SOP-92")
    options = (Hit("SOP-91", 2, 0.5), Hit("SOP-92", None, 0.4), Hit(None, None, 0.3, written))
    told(phone, Choices(options, options))
    asked = phone.messages[-1]
    assert phone.labels == [
        "1. Layanan Paspor Hilang",
        "2. Konsultasi Keluarga",
        "3. jam berapa buka",
        "Bukan semuanya",
    ]
    phone.tap("1. Layanan Paspor Hilang")
    assert "Langkah 2 dari 3" in phone.text
    phone.tap("2. Konsultasi Keluarga")
    assert "Langkah:\n1. Mendengarkan keluarga" in phone.text
    phone.tap("3. jam berapa buka")
    assert phone.text == "Jawaban koordinator, 2 Maret 2026\n\nPukul delapan."
    assert asked.screen.rows
    assert uses(phone) == {"SOP-91": 1, "SOP-92": 1}


def test_none_of_the_choices_waits_for_a_coordinator(phone: Phone) -> None:
    options = (Hit("SOP-91", 2, 0.5), Hit("SOP-92", None, 0.4))
    told(phone, Choices(options, options), "apa saja")
    assert last_question(phone.database).state == "closed"
    phone.tap("Bukan semuanya")
    assert last_question(phone.database).state == "open"
    assert "kami teruskan kepada koordinator" in phone.text
    assert "Yohanes Taek, kepala BP3MI Nusa Tenggara Timur" in phone.text


def test_what_nothing_answers_waits_and_names_a_contact(phone: Phone) -> None:
    told(phone, NotFound("unknown", "unknown", ()), "di mana parkir mobil dinas")
    question = last_question(phone.database)
    assert (question.state, question.text) == ("open", "di mana parkir mobil dinas")
    assert "Koordinator Anda: Ratna Wulandari." in phone.text


# Whose buttons ---------------------------------------------------------------------------------


def test_a_colleague_cannot_tap_for_somebody_else(phone: Phone) -> None:
    told(phone, found("SOP-91", 1))
    _, tick = taps(phone, CHECKLIST)
    other = asker(phone.database, MARIA, OTHER_CHAT)
    other.send(tick.tap, 1)
    assert other.toast == STALE
    mine = person(phone.database, MARIA).id
    _, question, *sop = tick.tap.numbers
    other.send(Tap(SOPS, Verb.HELPFUL, (mine, question, *sop, 1)), 1)
    assert other.toast == STALE
    assert last_question(phone.database).helpful is None


@pytest.mark.parametrize(
    ("verb", "numbers"),
    [
        (99, ()),
        (Verb.STEP, (1, 2)),
        (Verb.STEP, (*marks(PASSPORT), 9)),
        (Verb.STEP, (1, 2, 3)),
        (Verb.OPEN, (1, 2)),
        (Verb.RELATED, (1, 2)),
        (Verb.CHECKLIST, (1, 2)),
        (Verb.CLEAR, (1, 2)),
        (Verb.TICK, (*marks(PASSPORT), 9, 1)),
        (Verb.TICK, (*marks(COUNSEL), 1, 2)),
        (Verb.CHOOSE, (1, 2, 3)),
        (Verb.CHOOSE_WRITTEN, (404,)),
        (Verb.COMPLAIN, (*marks(PASSPORT), 1, 9)),
    ],
)
def test_a_tap_that_means_nothing(phone: Phone, verb: int, numbers: tuple[int, ...]) -> None:
    someone = person(phone.database, SARI).id
    phone.send(Tap(SOPS, verb, (someone, BROWSING, *numbers)), 1)
    assert phone.toast == STALE
    phone.send(Tap(SOPS, verb, (someone, 404, *numbers)), 1)
    assert phone.toast == STALE


def test_a_card_means_nothing_once_the_phone_is_a_colleague_s(phone: Phone) -> None:
    told(phone, found("SOP-91", 1))
    card, button = taps(phone, CHECKLIST)
    phone.type(f"/start {issue(phone.database, MARIA).code}")
    phone.tap(phone.labels[0])
    phone.press(button, card)
    assert phone.toast == STALE
    assert "Daftar centang" not in phone.messages[card - 1].screen.text
