"""The queue of unanswered questions: grouped, then closed by other words, an answer, nothing."""

import pytest

from bot.app import claims
from bot.sops.desk import is_awaited
from bot.sops.queue import waiting
from storage.database import Database
from tests.bot.sops.library import COUNSEL, PASSPORT
from tests.bot.sops.town import AGAIN, JAKARTA, KEY, UNIFORM, filled, settle
from tests.support.chat import Phone
from tests.support.people import DEWI, MARIA, RATNA, SARI, enrol, person


@pytest.fixture
def town(database: Database) -> dict[str, Phone]:
    return settle(database)


def test_an_empty_queue_says_so(town: dict[str, Phone]) -> None:
    town[RATNA].type("/antrean")
    assert town[RATNA].text == "Tidak ada pertanyaan yang menunggu jawaban."


def test_the_queue_is_for_coordinators(town: dict[str, Phone]) -> None:
    town[SARI].type("/antrean")
    assert "antrean" not in town[SARI].text.casefold()
    assert town[SARI].labels == []


def test_questions_alike_are_one_line_of_the_queue(town: dict[str, Phone]) -> None:
    phone = filled(town)
    assert "Pertanyaan yang belum terjawab: 3" in phone.text
    assert f"1. {UNIFORM}\n2 kali · BP3MI Nusa Tenggara Timur, P4MI Tanjung Balai" in phone.text
    assert "sejak 2 Maret 2026" in phone.text
    phone.tap(f"1. {UNIFORM[:29]}…")
    assert f"– {UNIFORM}\n– {AGAIN}" in phone.text


def test_an_alias_closes_the_group_and_its_askers_are_told_once(town: dict[str, Phone]) -> None:
    phone = filled(town)
    phone.tap(f"1. {UNIFORM[:29]}…")
    phone.tap("Tambah alias SOP")
    phone.tap("Semua SOP")
    phone.tap(next(label for label in phone.labels if label.startswith(COUNSEL.code)))
    assert "menjadi alias SOP-92" in phone.text
    assert "Penanya yang diberi tahu: 2." in phone.text
    assert UNIFORM in town[SARI].text
    assert town[SARI].labels == ["Buka SOP-92"]
    assert AGAIN in town[DEWI].text
    assert "There is an answer" in town[DEWI].text
    with phone.database.read() as uow:
        assert {(each.sop, each.text) for each in uow.sops.aliases()} == {
            ("SOP-92", UNIFORM),
            ("SOP-92", AGAIN),
        }
        assert [group.lead.text for group in waiting(uow)] == [KEY]
    before = len(town[SARI].messages)
    phone.tap("Urungkan")
    with phone.database.read() as uow:
        assert uow.sops.aliases() == ()
        assert len(waiting(uow)) == 2
    phone.tap("Tambah alias SOP")
    phone.tap(next(label for label in phone.labels if label.startswith("SOP-9")))
    assert "diberi tahu: 2." in phone.text
    assert len(town[SARI].messages) == before + 1
    town[SARI].tap("Buka SOP-92")
    assert COUNSEL.title["id"] in town[SARI].text


def test_a_written_answer_is_looked_at_changed_tied_and_published(town: dict[str, Phone]) -> None:
    phone = filled(town)
    phone.tap(f"2. {KEY}")
    phone.tap("Tulis jawaban")
    phone.type("x" * 1501)
    assert "1501 huruf" in phone.text
    phone.type("Hubungi bagian umum.")
    assert "Hubungi bagian umum." in phone.text
    phone.tap("Ketik ulang")
    phone.type("Hubungi bagian umum, lantai 2.")
    phone.tap("Kaitkan dengan SOP")
    phone.tap("Semua SOP")
    phone.tap(next(label for label in phone.labels if label.startswith(PASSPORT.code)))
    phone.tap("3")
    assert "Terkait: SOP-91 · Layanan Paspor Hilang, langkah 3" in phone.text
    phone.tap("Terbitkan")
    assert "Jawaban diterbitkan" in phone.text
    assert "Hubungi bagian umum, lantai 2." in town[MARIA].text
    with phone.database.read() as uow:
        [answer] = uow.sops.answers()
    assert (answer.question, answer.sop, answer.step) == (KEY, "SOP-91", 3)
    assert answer.written_by == person(phone.database, RATNA).id


def test_an_answer_need_not_belong_to_an_sop_and_can_be_left(town: dict[str, Phone]) -> None:
    phone = filled(town)
    phone.tap(f"2. {KEY}")
    phone.tap("Tulis jawaban")
    phone.tap("Batal")
    with phone.database.read() as uow:
        assert not is_awaited(uow, JAKARTA, KEY, phone.now, claims)
    phone.type("/antrean")
    phone.tap(f"2. {KEY}")
    phone.tap("Tulis jawaban")
    phone.type("Ada di laci.")
    phone.tap("Kaitkan dengan SOP")
    phone.tap("Tanpa SOP")
    phone.tap("Terbitkan")
    phone.tap("Urungkan")
    with phone.database.read() as uow:
        assert uow.sops.answers() == ()
        assert uow.sop_questions.how_many_wait() == 3


def test_what_is_dismissed_is_told_to_nobody_and_can_come_back(town: dict[str, Phone]) -> None:
    phone = filled(town)
    before = len(town[MARIA].messages)
    phone.tap(f"2. {KEY}")
    phone.tap("Abaikan")
    assert "Penanya tidak diberi tahu" in phone.text
    assert len(town[MARIA].messages) == before
    with phone.database.read() as uow:
        assert uow.sop_questions.how_many_wait() == 2
    phone.tap("Urungkan")
    with phone.database.read() as uow:
        assert uow.sop_questions.how_many_wait() == 3


def test_two_coordinators_cannot_close_the_same_question(town: dict[str, Phone]) -> None:
    phone = filled(town)
    enrol(phone.database, "K002", 700)
    other = Phone(phone.database, 700, "en", town=phone.town)
    other.deliver()
    other.type("/antrean")
    other.tap(f"2. {KEY}")
    phone.tap(f"2. {KEY}")
    phone.tap("Abaikan")
    other.tap("Dismiss")
    assert other.toast == "That question is closed already"
    assert "Questions without an answer: 2" in other.text
    phone.tap("Urungkan")
    button = phone.find("Abaikan")
    phone.press(button[1], button[0].id)
    phone.press(button[1], button[0].id)
    assert phone.toast == "Pertanyaan itu sudah ditutup"


def test_buttons_are_of_one_person_only(town: dict[str, Phone]) -> None:
    phone = filled(town)
    _, button = phone.find(f"2. {KEY}")
    town[SARI].send(button.tap, 1)
    with phone.database.read() as uow:
        assert uow.sop_questions.how_many_wait() == 3
    assert KEY not in town[SARI].text
