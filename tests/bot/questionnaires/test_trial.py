"""Trying a form: nothing is kept, nothing counts, and the own interview is as it was."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.access import Operator
from bot.chat.trying import INTERVIEWS, TRY, try_tap
from bot.interviews.export import exported
from bot.interviews.tapping import INTERVIEWS as TAPPED
from bot.interviews.tapping import Verb
from bot.questionnaires import service
from bot.reports.service import index
from storage.database import Database
from storage.records import StoredInterview
from tests.bot.questionnaires.versions import (
    DESK,
    FIRST,
    NEWS,
    PROPOSAL,
    SECOND,
    STAFF,
    arrived,
    publish_first,
)
from tests.support.chat import Phone
from tests.support.people import RATNA, SARI, found_ministry, person

TRIAL = "Percobaan: jawaban tidak disimpan."
OVER = "Percobaan selesai. Tidak ada jawaban yang disimpan."


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """The stores are tried on both databases elsewhere."""
    database = Database(sqlite_url)
    yield database
    database.close()


def held(database: Database) -> tuple[StoredInterview, ...]:
    with database.read() as uow:
        return uow.interviews.all_of(person(database, RATNA).id)


def counted(database: Database) -> list[dict[str, object]]:
    with database.read() as uow:
        _, rows = exported(uow, Operator(), "kantor")
        return list(rows)


def trying(database: Database) -> Phone:
    """A coordinator at the first question of a draft."""
    found_ministry(database)
    phone = arrived(database, RATNA)
    phone.send_workbook("kantor.md", FIRST.encode())
    phone.tap("Coba dulu")
    assert phone.text.startswith(TRIAL)
    return phone


def answer_all(phone: Phone) -> None:
    """From the first question to the review."""
    for question, words in ((DESK, "3"), (STAFF, "30"), (PROPOSAL, "Kursi"), (NEWS, "Ramai")):
        assert question in phone.text
        assert phone.text.startswith(TRIAL)
        phone.type(words)


def test_both_features_speak_of_one_button() -> None:
    assert (INTERVIEWS, TRY) == (TAPPED, Verb.TRY)


def test_a_draft_is_tried_to_its_end_without_a_trace(database: Database) -> None:
    phone = trying(database)
    answer_all(phone)
    assert phone.text.startswith(TRIAL)
    with database.read() as uow:
        tally = uow.interviews.tally()
        before = uow.audit.about(f"interview:{held(database)[0].id}")
    phone.tap("Kirim")
    assert phone.toast == "Percobaan selesai"
    assert phone.text == f"Kantor kita\n\n{OVER}"
    assert phone.labels == ["Coba lagi"]
    assert held(database) == ()
    assert (tally, before) == ({}, ())
    assert counted_names(database) == []
    phone.tap("Terbitkan")  # the card of the draft still stands above
    assert phone.toast == "✓ Diterbitkan"
    assert counted(database) == []


def counted_names(database: Database) -> list[str]:
    with database.read() as uow:
        return [each.newest.name for each in service.listed(uow, Operator())]


def test_a_trial_is_no_answer_of_a_published_form(database: Database) -> None:
    publish_first(database)
    phone = Phone(database, 605)
    phone.type("/kuesioner")
    phone.tap("Coba: Kantor kita")
    answer_all(phone)
    [trial] = held(database)
    assert trial.status == "trial"
    assert counted(database) == []
    with database.read() as uow:
        [listed] = service.listed(uow, Operator())
        measured = index(uow, person(database, "K002"), "kantor")
    assert (listed.open, listed.submitted) == (0, 0)
    assert sum(office.submitted for office in measured.offices) == 0
    phone.tap("Kirim")
    assert phone.labels[0] == "Coba lagi"
    phone.tap("Coba lagi")
    assert DESK in phone.text


@pytest.mark.parametrize("command", ["/batal", "/mulai"])
def test_leaving_ends_it(database: Database, command: str) -> None:
    phone = trying(database)
    phone.type("3")
    phone.type(command)
    assert held(database) == ()
    assert TRIAL not in phone.text
    if command == "/batal":
        assert phone.text == f"Kantor kita\n\n{OVER}"


def test_another_trial_takes_its_place(database: Database) -> None:
    phone = trying(database)
    phone.type("3")
    old, button = phone.find("Lewati ›")
    phone.now += timedelta(seconds=1)
    phone.send_workbook("kantor.md", SECOND.encode())
    assert held(database) == (), "the draft that it tried is gone"
    phone.tap("Coba dulu")
    assert "Seberapa rapi meja layanan?" in phone.text
    phone.press(button, old.id)
    assert phone.toast == "Tombol ini sudah lewat. Ini pertanyaan sekarang."
    assert len(held(database)) == 1


def test_commands_in_between_bring_the_trial_back(database: Database) -> None:
    phone = trying(database)
    phone.type("/bantuan")
    assert phone.text.startswith(TRIAL)
    phone.type("/bahasa")
    phone.tap("English")
    assert phone.text.startswith("Trial: answers are not kept.")
    assert "How is the desk?" in phone.text


def test_the_own_interview_rests_untouched(database: Database) -> None:
    publish_first(database)
    phone = Phone(database, 605)
    phone.type("/start")
    phone.tap("Setuju dan mulai")
    phone.type("2")
    [own] = held(database)
    phone.type("/kuesioner")
    phone.tap("Coba: Kantor kita")
    phone.type("3")
    before, trial = held(database)
    assert before.snapshot["interview"] == own.snapshot["interview"]
    assert trial.status == "trial"
    phone.type("/batal")
    assert phone.labels == ["Coba lagi", "Lanjut"]
    phone.tap("Lanjut")
    assert STAFF in phone.text
    [after] = held(database)
    assert after.id == own.id
    assert after.snapshot["interview"] == own.snapshot["interview"]
    [row] = counted(database)
    assert row["answers"] == {"/data/meja": "2"}


def test_a_button_of_a_trial_that_is_gone_is_of_no_other_interview(database: Database) -> None:
    """SQLite gives the id of the last row again once that is deleted."""
    publish_first(database)
    phone = Phone(database, 605)
    phone.type("/start")
    phone.tap("Setuju dan mulai")  # consented
    with database.read() as uow:
        version = uow.questionnaires.latest_all()[0].id
    phone.send(try_tap(person(database, RATNA), version), 1)
    old, button = phone.find("1. Kurang")
    [_, trial] = held(database)
    phone.type("/batal")
    phone.type("/mulai")
    phone.type("2")
    phone.tap("Lewati ›")
    phone.press(button, old.id)
    assert phone.toast == "Tombol ini sudah lewat. Ini pertanyaan sekarang."
    assert trial.snapshot["card"] > 1_000_000_000


def test_only_coordinators_try_and_drafts_only_their_own(database: Database) -> None:
    phone = trying(database)
    draft = held(database)[0].questionnaire
    phone.type("/batal")
    for staff_id in (SARI, "K002"):
        other = arrived(database, staff_id, phone)
        other.send(try_tap(person(database, staff_id), draft), 1)
        with database.read() as uow:
            assert uow.interviews.all_of(person(database, staff_id).id) == ()


def test_a_trial_that_lies_a_day_goes_when_another_begins(database: Database) -> None:
    phone = trying(database)
    other = arrived(database, "K002", phone)
    other.now += timedelta(days=1, seconds=1)
    other.send_workbook("lain.md", FIRST.replace("| kantor  |", "| lain |").encode())
    other.tap("Try it first")
    assert held(database) == ()
    assert "Trial: answers are not kept." in other.text


def test_the_review_of_a_trial_is_opened_by_its_command(database: Database) -> None:
    """Whoever tries a form has consented to nothing: there is nothing to consent to."""
    phone = trying(database)
    phone.type("3")
    phone.type("/ubah")
    assert phone.text.startswith(TRIAL)
    assert "Ringkasan jawaban Anda" in phone.text
