"""Questions that are closed: published once, told by day, undone, and without personal numbers."""

from datetime import timedelta

import pytest

from bot.app import claims
from bot.sops.closing import Answer, close_by_alias, close_by_answer, dismiss
from bot.sops.desk import is_awaited
from bot.sops.queue import Group, waiting
from storage.database import Database
from storage.errors import Conflict
from storage.unit_of_work import UnitOfWork
from tests.bot.interviews.walking import PROPOSAL, STAFF, answers, at, begun
from tests.bot.sops.library import COUNSEL, SMALL, stock
from tests.bot.sops.town import KEY, ask_unknown, filled, settle
from tests.support.chat import Phone
from tests.support.people import MARIA, NOW, RATNA, SARI, person

NIGHT = NOW + timedelta(hours=14)  # 23.00 in Maumere
MORNING = NOW + timedelta(hours=23)  # 08.00 there


@pytest.fixture
def town(database: Database) -> dict[str, Phone]:
    return settle(database)


def closed_twice(phone: Phone, how: str) -> None:
    """What a second process does that has read the queue before the first one closed it."""
    me, answer = person(phone.database, RATNA), Answer("Ada di laci.")

    def work(uow: UnitOfWork, group: Group) -> None:
        if how == "alias":
            close_by_alias(uow, me, group, COUNSEL.code, phone.now)
        elif how == "answer":
            close_by_answer(uow, me, group, answer, phone.now)
        else:
            dismiss(uow, me, group, phone.now)

    with phone.database.read() as uow:
        group = next(each for each in waiting(uow) if each.lead.text == KEY)
    phone.database.write(lambda uow: work(uow, group))
    phone.database.write(lambda uow: work(uow, group))


@pytest.mark.parametrize("how", ["alias", "answer", "dismissed"])
def test_who_closes_second_publishes_nothing(town: dict[str, Phone], how: str) -> None:
    phone = filled(town)
    with pytest.raises(Conflict):
        closed_twice(phone, how)
    with phone.database.read() as uow:
        assert len(uow.sops.aliases()) + len(uow.sops.answers()) == (how != "dismissed")


def write(phone: Phone, answer: str) -> None:
    """Answer the question about the key in the queue with this."""
    phone.type("/antrean")
    phone.tap(f"2. {KEY}")
    phone.tap("Tulis jawaban")
    phone.type(answer)


def test_after_an_undo_the_asker_gets_the_right_answer(town: dict[str, Phone]) -> None:
    phone = filled(town)
    write(phone, "Salah.")
    phone.tap("Terbitkan")
    assert "Salah." in town[MARIA].text
    phone.tap("Urungkan")
    write(phone, "Benar.")
    phone.tap("Terbitkan")
    assert "diberi tahu: 1" in phone.text
    assert "Benar." in town[MARIA].text


def test_what_was_undone_before_it_was_told_is_told_no_more(town: dict[str, Phone]) -> None:
    phone = filled(town)
    phone.now = NIGHT
    write(phone, "Salah.")
    phone.tap("Terbitkan")
    phone.tap("Urungkan")
    phone.tap("Tambah alias SOP")
    phone.tap("Semua SOP")
    phone.tap(next(label for label in phone.labels if label.startswith(COUNSEL.code)))
    phone.tap("Urungkan")
    write(phone, "Benar.")
    phone.tap("Terbitkan")
    before = len(town[MARIA].messages)
    phone.now = MORNING
    phone.deliver()
    assert len(town[MARIA].messages) == before + 1
    assert "Benar." in town[MARIA].text


def test_nobody_is_told_at_night(town: dict[str, Phone]) -> None:
    phone = filled(town)
    before = len(town[MARIA].messages)
    phone.now = NIGHT
    write(phone, "Ada di laci.")
    phone.tap("Terbitkan")
    assert len(town[MARIA].messages) == before
    phone.now = MORNING - timedelta(minutes=1)
    phone.deliver()
    assert len(town[MARIA].messages) == before
    phone.now = MORNING
    phone.deliver()
    assert "Ada di laci." in town[MARIA].text


@pytest.mark.parametrize("number", ["3171234567890123", "B1234567", "0812 3456 7890"])
def test_an_answer_with_a_personal_number_is_not_kept(town: dict[str, Phone], number: str) -> None:
    phone = filled(town)
    write(phone, f"Hubungi Bu Tini, {number}.")
    assert "tidak disimpan" in phone.text
    assert number not in phone.text
    with phone.database.read() as uow:
        assert number not in str(uow.sop_desks.of(person(phone.database, RATNA).id))
    phone.type("Hubungi bagian umum.")
    assert "Hubungi bagian umum." in phone.text
    assert "Terbitkan" in phone.labels


def test_the_preview_shows_the_line_that_others_see(town: dict[str, Phone]) -> None:
    phone = town[RATNA]
    ask_unknown(phone, MARIA, f"[NIK] {KEY}")
    phone.type("/antrean")
    phone.tap(phone.labels[0])
    phone.tap("Tulis jawaban")
    phone.type("Ada di laci.")
    assert f"\n\n{KEY}\n\nAda di laci." in phone.text
    assert "[NIK]" not in phone.text
    assert "Baris pertanyaan juga terlihat; jangan menulis nama." in phone.text


def awaited(phone: Phone) -> bool:
    with phone.database.read() as uow:
        return is_awaited(uow, phone.chat_id, "Ada di laci.", phone.now, claims)


def test_no_answer_is_awaited_from_who_may_not_give_it(town: dict[str, Phone]) -> None:
    phone = filled(town)
    phone.tap(f"2. {KEY}")
    phone.tap("Tulis jawaban")
    assert awaited(phone)
    me = person(phone.database, RATNA).id
    phone.database.write(lambda uow: uow.people.change(me, access="respondent"))
    assert not awaited(phone)


def test_no_answer_is_awaited_to_what_is_closed(town: dict[str, Phone]) -> None:
    phone = filled(town)
    phone.tap(f"2. {KEY}")
    phone.tap("Tulis jawaban")
    me = person(phone.database, RATNA)

    def close(uow: UnitOfWork) -> None:
        group = next(each for each in waiting(uow) if each.lead.text == KEY)
        dismiss(uow, me, group, phone.now)

    phone.database.write(close)
    assert not awaited(phone)


def interviewed(database: Database) -> Phone:
    """A coordinator with an interview open, and a question in the queue."""
    phone = begun(database)
    me = person(database, SARI).id
    database.write(lambda uow: uow.people.change(me, access="coordinator"))
    stock(database, *SMALL)
    ask_unknown(phone, MARIA, KEY)
    return phone


def answering(phone: Phone) -> None:
    phone.type("/antrean")
    phone.tap(f"1. {KEY}")
    phone.tap("Tulis jawaban")


def test_an_answer_of_an_interview_is_none_to_the_queue(database: Database) -> None:
    phone = at(interviewed(database), STAFF)
    answering(phone)
    assert "/batal" in phone.find("Batal")[0].screen.text
    phone.type("4")
    assert "4" in {str(each) for each in answers(database).values()}
    phone.type("Ada di laci, kata bagian umum.")
    assert "Ada di laci, kata bagian umum." in phone.text
    assert "Terbitkan" in phone.labels


def test_free_text_of_an_interview_is_none_to_the_queue(database: Database) -> None:
    phone = at(interviewed(database), PROPOSAL)
    answering(phone)
    phone.type("Ada di laci.")
    assert "Ada di laci." in answers(database).values()
    assert "Terbitkan" not in phone.labels


def test_an_interview_put_aside_leaves_the_text_to_the_queue(database: Database) -> None:
    phone = at(interviewed(database), PROPOSAL)
    phone.type("/batal")
    answering(phone)
    assert "/batal" not in phone.text
    phone.type("Ada di laci.")
    assert "Terbitkan" in phone.labels
