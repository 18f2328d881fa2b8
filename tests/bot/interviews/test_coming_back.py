"""Leaving and coming back: after days, in another language, from another phone or role."""

from datetime import timedelta

from storage.database import Database
from tests.bot.interviews.forms import SHORT
from tests.bot.interviews.walking import (
    AGREE,
    CHAT,
    DESK,
    LEVEL,
    NEXT,
    OTHER_CHAT,
    PROPOSAL,
    REVIEW,
    STAFF,
    STALE,
    TOOLS,
    answers,
    arrived,
    at,
    begun,
    change_roster,
    entered,
    held,
    taps,
)
from tests.support.chat import Phone
from tests.support.people import MARIA, SARI, issue
from tests.support.system import publish


def test_a_rest_and_a_return_after_days(database: Database) -> None:
    phone = at(begun(database), TOOLS)
    given = answers(database)
    message, button = taps(phone, "☐ 1. Komputer")
    phone.type("/batal")
    assert "Semua jawaban Anda tersimpan" in phone.text
    phone.type("1 2")
    assert answers(database) == given, "typed text answers nothing during a rest"
    phone.press(button, message)
    assert phone.toast == STALE
    phone.now += timedelta(days=9)
    phone.type("/mulai")
    assert phone.text.startswith(
        "Selamat datang kembali. Anda berhenti di Bagian 2, pertanyaan 3: “Alat apa yang ada?”. "
        "Masih ±5 pertanyaan, sekitar 2 menit."
    )
    assert phone.text.count(TOOLS) == 2
    assert answers(database) == given


def test_the_card_of_days_ago_still_works(database: Database) -> None:
    phone = begun(database)
    phone.now += timedelta(days=30)
    phone.tap("1. Ya")
    assert phone.toast == "✓ Tersimpan · 1"


def test_a_rest_is_ended_by_typing_its_button(database: Database) -> None:
    phone = begun(database)
    phone.type("/batal")
    phone.type("/batal")
    phone.type("lanjut")
    assert DESK in phone.text


def test_a_rest_without_an_interview(database: Database) -> None:
    phone = arrived(database)
    phone.type("/batal")
    assert phone.labels[0] == AGREE, "consent comes first"
    phone = at(begun(database, chat=CHAT), REVIEW)
    phone.tap("Kirim")
    phone.type("/batal")
    assert phone.text == "Tidak ada kuesioner yang sedang berjalan. Daftar kuesioner: /mulai"


def test_another_language_in_the_middle_keeps_the_answers(database: Database) -> None:
    phone = at(begun(database), STAFF)
    given = answers(database)
    message, button = taps(phone, "‹ Kembali")
    phone.type("/bahasa")
    phone.tap("English")
    assert phone.toast == "English chosen"
    assert "How many staff are at the desk?" in phone.text
    phone.press(button, message)
    assert "Is there a service desk?" in phone.text
    assert answers(database) == given
    phone.tap("✓ 1. Yes")
    phone.type("60")
    assert phone.text.startswith("Not accepted yet: Between 1 and 50.")
    assert held(database).language == "en"


def test_the_role_is_never_asked_and_follows_the_roster(database: Database) -> None:
    phone = entered(database, BY_ROLE)
    assert "Tugas di meja?" in phone.text
    assert answers(database, form="tugas") == {"/data/peran": "FD"}
    change_roster(database, "BP3MI-NTT,FD", "P4MI-MOF,PO")
    phone.type("/start")
    phone.tap("2. Merujuk")
    assert answers(database, form="tugas") == {"/data/peran": "PO", "/data/kasus": "rujuk"}
    phone.tap("Kirim")
    change_roster(database, "BP3MI-NTT,FD", "BP3MI-SUT,PC")
    assert answers(database, form="tugas") == {"/data/peran": "PO", "/data/kasus": "rujuk"}
    assert (held(database).office, held(database).role) == ("P4MI-MOF", "PO"), "frozen"
    assert not any("Peran Anda?" in line for line in phone.log)


BY_ROLE = """
| survey |
| | type              | name  | label          | relevant      | choice_filter  | prefill     |
| | select_one peran  | peran | Peran Anda?    |               |                | person.role |
| | select_one tugas  | meja  | Tugas di meja? | ${peran}='FD' |                |             |
| | select_one tugas  | kasus | Tugas kasus?   |               | peran=${peran} |             |

| choices |
| | list_name | name   | label         | peran |
| | peran     | FD     | Meja depan    |       |
| | peran     | PO     | Pelindungan   |       |
| | tugas     | terima | Menerima tamu | FD    |
| | tugas     | catat  | Mencatat      | FD    |
| | tugas     | telaah | Menelaah      | PO    |
| | tugas     | rujuk  | Merujuk       | PO    |

| settings |
| | form_id | version | form_title |
| | tugas   | 1       | Tugas      |
"""


def test_a_tap_on_a_question_that_the_roster_took_away_answers_no_other(
    database: Database,
) -> None:
    phone = entered(database, BY_ROLE)
    assert "Tugas di meja?" in phone.text
    change_roster(database, "BP3MI-NTT,FD", "BP3MI-NTT,PO")
    phone.tap("2. Mencatat")
    assert phone.toast == STALE
    assert "Tugas kasus?" in phone.text
    assert phone.labels[:2] == ["1. Menelaah", "2. Merujuk"]
    change_roster(database, "BP3MI-NTT,FD", "BP3MI-SUT,FD")
    phone.type("2")
    assert "Pertanyaan itu tidak perlu dijawab lagi." in phone.text
    assert "Tugas kasus?" in phone.text
    assert phone.labels[:2] == ["1. Menerima tamu", "2. Mencatat"]
    phone.type("2")
    assert "Tersimpan: Mencatat" in phone.text


def test_a_person_goes_on_from_another_phone(database: Database) -> None:
    old = at(begun(database), TOOLS)
    old.tap("☐ 1. Komputer")
    new = Phone(database, OTHER_CHAT, town=old.town)
    new.type(f"/start {issue(database, SARI).code}")
    assert TOOLS in new.text
    assert "☑ 1. Komputer" in new.labels
    new.tap("Selesai (1)")
    assert LEVEL in new.text
    assert "tidak lagi terhubung" in old.text


def test_a_new_version_leaves_open_interviews_on_theirs(database: Database) -> None:
    phone = at(begun(database), STAFF)
    newer = SHORT.replace("| pendek  | 1 ", "| pendek  | 2 ").replace(
        "Apakah ada meja layanan?  ", "Adakah meja layanan BARU? "
    )
    publish(database, newer, "pendek.md")
    phone.tap("‹ Kembali")
    assert DESK in phone.text
    phone.tap("Lanjut ›")
    at(phone, REVIEW).tap("Kirim")
    other = arrived(database, MARIA, OTHER_CHAT)
    other.tap(AGREE)
    other.tap(NEXT)
    assert "Adakah meja layanan BARU?" in other.text
    first, second = held(database).questionnaire, held(database, MARIA).questionnaire
    with database.read() as uow:
        versions = [uow.questionnaires.by_id(each).version for each in (first, second)]
    assert versions == ["1", "2"]


def test_an_older_consent_card_opens_the_newest_version(database: Database) -> None:
    phone = arrived(database)
    publish(database, SHORT.replace("| pendek  | 1 ", "| pendek  | 2 "), "pendek.md")
    phone.tap(AGREE)
    with database.read() as uow:
        assert uow.questionnaires.by_id(held(database).questionnaire).version == "2"


def test_what_is_no_longer_for_the_role_does_not_begin(database: Database) -> None:
    phone = arrived(database)
    change_roster(database, "BP3MI-NTT,FD", "BP3MI-NTT,PV")
    phone.tap(AGREE)
    assert phone.toast == STALE
    assert "Saat ini tidak ada kuesioner untuk Anda." in phone.text
    with database.read() as uow:
        me = uow.chats.person_at(CHAT)
        assert me is not None
        assert not uow.interviews.all_of(me.id)
        assert uow.consents.current(me.id) is None


def test_proposals_refer_to_answers(database: Database) -> None:
    phone = at(begun(database), PROPOSAL)
    assert "Apa usul Anda untuk 4 petugas?" in phone.text


def test_a_hidden_fact_follows_the_roster_too(database: Database) -> None:
    phone = begun(database)
    assert answers(database)["/data/peran"] == "FD"
    change_roster(database, "BP3MI-NTT,FD", "BP3MI-NTT,PO")
    phone.type("ya")
    assert answers(database)["/data/peran"] == "PO"
