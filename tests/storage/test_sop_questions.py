"""Questions to the library, and how its SOPs are used."""

from datetime import timedelta

import pytest

from storage.database import Database
from storage.errors import NotFound
from storage.records import (
    Checklist,
    Person,
    SopComplaint,
    SopCount,
    SopOutcome,
    SopQuestion,
    SopUse,
)
from storage.unit_of_work import UnitOfWork
from tests.storage.samples import NOW, add_person, at

UNKNOWN = SopOutcome("not_found", "unknown", "unknown", waits=True)
ANSWERED = SopOutcome("answer", sop="SOP-01", step=2)


def asked(
    database: Database, person: Person, text: str, outcome: SopOutcome = UNKNOWN, second: int = 0
) -> SopQuestion:
    return database.write(
        lambda uow: uow.sop_questions.record(person, text, "id", outcome, at(second))
    )


def waiting(database: Database, limit: int = 10) -> list[str]:
    with database.read() as uow:
        return [each.text for each in uow.sop_questions.waiting(limit)]


def test_what_nobody_could_answer_waits(database: Database) -> None:
    person = database.write(add_person)
    first = asked(database, person, "satu")
    answered = asked(database, person, "dua", ANSWERED, 1)
    last = asked(database, person, "tiga", second=2)
    assert (first.office, first.role, first.state) == ("KPG", "FD", "open")
    assert (answered.state, answered.sop, answered.step) == ("closed", "SOP-01", 2)
    assert waiting(database) == ["satu", "tiga"]
    assert waiting(database, 1) == ["satu"]
    with database.read() as uow:
        assert uow.sop_questions.by_id(first.id) == first
        assert uow.sop_questions.numbered([last.id, first.id]) == (first, last)
        assert uow.sop_questions.how_many_wait() == 2
        assert uow.sop_questions.how_many_wait(at(1)) == 1
        with pytest.raises(NotFound):
            uow.sop_questions.by_id(404)


def test_a_question_is_closed_once_and_can_wait_again(database: Database) -> None:
    person = database.write(add_person)
    first, second = (asked(database, person, text) for text in ("satu", "dua"))
    both = [first.id, second.id]
    closed = database.write(
        lambda uow: uow.sop_questions.close([first.id], person.id, "dismissed", at(5))
    )
    assert closed == (first.id,)
    again = database.write(lambda uow: uow.sop_questions.close(both, person.id, "alias", at(6)))
    assert again == (second.id,)
    with database.read() as uow:
        kept = uow.sop_questions.by_id(first.id)
        assert (kept.state, kept.closed_as, kept.closed_at) == ("closed", "dismissed", at(5))
        assert kept.closed_by == person.id
    database.write(lambda uow: uow.sop_questions.reopen([first.id]))
    with database.read() as uow:
        assert uow.sop_questions.by_id(first.id) == first
    assert waiting(database) == ["satu"]


def test_replies_are_rated_and_counted(database: Database) -> None:
    person = database.write(add_person)
    asked(database, person, "lama", ANSWERED, second=-60)
    good, bad = (asked(database, person, "tanya", ANSWERED) for _ in range(2))
    asked(database, person, "lain")
    database.write(lambda uow: uow.sop_questions.rate(good.id, True, None))
    database.write(lambda uow: uow.sop_questions.rate(bad.id, False, "wrong"))
    with database.read() as uow:
        counts = uow.sop_questions.counts(NOW)
        assert set(counts) == {
            SopCount("SOP-01", "KPG", "answer", None, 2),
            SopCount(None, "KPG", "not_found", "unknown", 1),
        }
        assert uow.sop_questions.complaints(NOW) == (SopComplaint("SOP-01", "KPG", "wrong", 1),)
        assert uow.sop_questions.by_id(good.id).helpful is True
    database.write(lambda uow: uow.sop_questions.rate(bad.id, None, None))
    with database.read() as uow:
        assert uow.sop_questions.complaints(NOW) == ()


def test_what_was_closed_long_ago_goes_a_few_at_a_time(database: Database) -> None:
    person = database.write(add_person)
    answered, waits, fresh, dismissed, undone = (
        asked(database, person, text, outcome, second)
        for text, outcome, second in (
            ("dua", ANSWERED, 1),
            ("satu", UNKNOWN, 0),
            ("enam", ANSWERED, 9),
            ("tiga", UNKNOWN, 2),
            ("lima", UNKNOWN, 4),
        )
    )

    def work(uow: UnitOfWork) -> None:
        uow.sop_questions.close([dismissed.id], person.id, "dismissed", at(8))
        uow.sop_questions.close([undone.id], person.id, "dismissed", at(5))
        uow.sop_questions.reopen([undone.id])

    def swept(second: float, limit: int = 9) -> set[int]:
        gone = database.write(lambda uow: uow.sop_questions.sweep(at(second), limit))
        assert {owner for owner, _ in gone} <= {person.id}
        return {question for _, question in gone}

    database.write(work)
    assert swept(1) == set()
    assert swept(8) == {answered.id}
    assert swept(10, 1) | swept(10, 1) == {dismissed.id, fresh.id}
    assert swept(10) == set()
    with database.read() as uow:
        assert uow.sop_questions.waiting(9) == (waits, undone)


def test_the_id_of_a_question_is_not_given_again(database: Database) -> None:
    person = database.write(add_person)
    last = asked(database, person, "satu", ANSWERED)
    database.write(lambda uow: uow.sop_questions.sweep(at(1), 1))
    assert asked(database, person, "dua").id > last.id


def test_who_opened_which_sop(database: Database) -> None:
    one, other = database.write(lambda uow: (add_person(uow).id, add_person(uow, "1002").id))

    def work(uow: UnitOfWork) -> None:
        uow.chats.link(8, other, NOW)
        uow.chats.link(7, one, NOW)
        for person, sop, second in (
            (one, "SOP-01", 0),
            (other, "SOP-01", 1),
            (one, "SOP-01", 2),
            (one, "SOP-02", 3),
        ):
            uow.sop_uses.opened(person, "KPG", sop, "2026-01-05", at(second))

    database.write(work)
    with database.read() as uow:
        first, second = (uow.people.by_id(each) for each in (one, other))
        assert uow.sop_uses.users_since("SOP-01", NOW) == ((7, first), (8, second))
        assert uow.sop_uses.users_since("SOP-01", at(2)) == ((7, first),)
        assert uow.sop_uses.users_since("SOP-01", NOW + timedelta(days=1)) == ()
        assert uow.sop_uses.version_of(one, "SOP-01") == "2026-01-05"
        assert uow.sop_uses.version_of(other, "SOP-02") is None
        assert uow.sop_uses.counts(NOW) == (
            SopUse("SOP-01", "KPG", 3),
            SopUse("SOP-02", "KPG", 1),
        )
        assert uow.sop_uses.last_of(one, NOW) == "SOP-02"
        assert uow.sop_uses.last_of(other, at(1)) == "SOP-01"
        assert uow.sop_uses.last_of(other, at(2)) is None
    database.write(lambda uow: uow.sop_mutes.mute(one))
    with database.read() as uow:
        assert uow.sop_uses.users_since("SOP-01", NOW) == ((8, second),)
    assert [database.write(lambda uow: uow.sop_uses.sweep(at(3), 2)) for _ in range(3)] == [2, 1, 0]
    with database.read() as uow:
        assert uow.sop_uses.counts(NOW) == (SopUse("SOP-02", "KPG", 1),)


def test_a_checklist_is_one_a_person_and_sop(database: Database) -> None:
    person = database.write(add_person).id
    first = Checklist(person, "SOP-01", "2026-01-05", (1, 3), NOW)
    later = Checklist(person, "SOP-01", "2026-07-06", (), at(1))
    database.write(lambda uow: uow.checklists.put(first))
    with database.read() as uow:
        assert uow.checklists.of(person, "SOP-01") == first
        assert uow.checklists.of(person, "SOP-02") is None
    database.write(lambda uow: uow.checklists.put(later))
    with database.read() as uow:
        assert uow.checklists.of(person, "SOP-01") == later
    database.write(lambda uow: uow.checklists.drop(person, "SOP-01"))
    with database.read() as uow:
        assert uow.checklists.of(person, "SOP-01") is None


def test_what_was_begun_last_comes_first(database: Database) -> None:
    one, other = database.write(lambda uow: (add_person(uow).id, add_person(uow, "1002").id))
    begun = [
        Checklist(one, "SOP-01", "2026-01-05", (1,), at(2)),
        Checklist(one, "SOP-02", "2026-01-05", (), at(3)),
    ]

    def work(uow: UnitOfWork) -> None:
        for checklist in (*begun, Checklist(other, "SOP-03", "2026-01-05", (), at(4))):
            uow.checklists.put(checklist)

    database.write(work)
    with database.read() as uow:
        assert uow.checklists.begun(one) == tuple(reversed(begun))


def test_news_of_changes_can_be_turned_off_and_on(database: Database) -> None:
    person = database.write(add_person).id
    for _ in range(2):
        database.write(lambda uow: uow.sop_mutes.mute(person))
    with database.read() as uow:
        assert uow.sop_mutes.is_muted(person)
        assert not uow.sop_mutes.is_muted(person + 1)
    database.write(lambda uow: uow.sop_mutes.unmute(person))
    with database.read() as uow:
        assert not uow.sop_mutes.is_muted(person)


def test_a_desk_holds_one_sheet(database: Database) -> None:
    person = database.write(add_person).id
    for page in (1, 2):
        database.write(lambda uow: uow.sop_desks.put(person, {"page": page}, NOW))  # noqa: B023
    database.write(lambda uow: uow.sop_desks.sweep(NOW))
    with database.read() as uow:
        assert uow.sop_desks.of(person) == {"page": 2}
    database.write(lambda uow: uow.sop_desks.sweep(at(1)))
    with database.read() as uow:
        assert uow.sop_desks.of(person) is None
    database.write(lambda uow: uow.sop_desks.put(person, {"page": 3}, NOW))
    database.write(lambda uow: uow.sop_desks.drop(person))
    with database.read() as uow:
        assert uow.sop_desks.of(person) is None
