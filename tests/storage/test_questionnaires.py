"""Published versions never change; interviews move one revision at a time."""

from dataclasses import replace

import pytest

from storage.database import Database
from storage.errors import Conflict, NotFound
from storage.records import Questionnaire, StoredInterview
from storage.stores.interviews import PAGE
from storage.unit_of_work import UnitOfWork
from tests.storage.samples import NOW, add_person, at, questionnaire, start_interview


def publish(database: Database, given: Questionnaire) -> Questionnaire:
    return database.write(lambda uow: uow.questionnaires.publish(given))


def begin(uow: UnitOfWork) -> StoredInterview:
    """An open interview of a new person with a new questionnaire."""
    version = uow.questionnaires.publish(questionnaire()).id
    return start_interview(uow, add_person(uow).id, version)


def test_a_version_comes_back_as_it_was_published(database: Database) -> None:
    given = questionnaire()
    published = publish(database, given)
    assert replace(published, id=0) == given
    with database.read() as uow:
        assert uow.questionnaires.by_id(published.id) == published
        with pytest.raises(NotFound):
            uow.questionnaires.by_id(404)


def test_a_version_that_was_rolled_back_is_forgotten(database: Database) -> None:
    def broken(uow: UnitOfWork) -> None:
        version = uow.questionnaires.publish(replace(questionnaire(), title="Rolled back")).id
        assert uow.questionnaires.by_id(version).title == "Rolled back"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.write(broken)
    published = publish(database, replace(questionnaire(), title="Kept"))
    assert database.write(lambda uow: uow.questionnaires.by_id(published.id)).title == "Kept"


def test_the_same_version_twice_is_one(database: Database) -> None:
    assert publish(database, questionnaire()) == publish(database, questionnaire())


def test_a_version_never_changes(database: Database) -> None:
    published = publish(database, questionnaire())
    with pytest.raises(Conflict):
        publish(database, questionnaire(source=b"other"))
    with database.read() as uow:
        assert uow.questionnaires.versions("kompetensi") == (published,)


def test_the_latest_version_is_the_one_published_last(database: Database) -> None:
    first = publish(database, questionnaire(version="10"))
    second = publish(database, questionnaire(version="9"))
    other = publish(database, questionnaire(name="angket"))
    with database.read() as uow:
        assert uow.questionnaires.by_name("kompetensi") == second
        assert uow.questionnaires.by_name("absent") is None
        assert uow.questionnaires.latest_all() == (other, second)
        assert uow.questionnaires.versions("kompetensi") == (first, second)


def test_an_interview_begins_open_at_revision_zero(database: Database) -> None:
    interview = database.write(begin)
    assert (interview.status, interview.revision, interview.wave) == ("open", 0, None)
    assert (interview.started_at, interview.touched_at) == (NOW, NOW)
    assert interview.started_at.tzinfo is not None
    with database.read() as uow:
        assert uow.interviews.by_id(interview.id) == interview
        with pytest.raises(NotFound):
            uow.interviews.by_id(404)


@pytest.mark.parametrize("wave", [None, 3])
def test_one_interview_of_a_questionnaire_is_open_in_a_wave(
    database: Database, wave: int | None
) -> None:
    def work(uow: UnitOfWork) -> tuple[int, int, int]:
        person = add_person(uow).id
        first = uow.questionnaires.publish(questionnaire()).id
        second = uow.questionnaires.publish(questionnaire(version="2")).id
        start_interview(uow, person, first, wave)
        return person, first, second

    person, first, second = database.write(work)
    with pytest.raises(Conflict):
        database.write(lambda uow: start_interview(uow, person, first, wave))
    with pytest.raises(Conflict):
        database.write(lambda uow: start_interview(uow, person, second, wave))
    database.write(lambda uow: start_interview(uow, person, first, 4))
    database.write(lambda uow: start_interview(uow, add_person(uow, "1002").id, first, wave))


def test_another_begins_when_the_first_is_submitted(database: Database) -> None:
    interview = database.write(begin)
    database.write(lambda uow: uow.interviews.submit(interview.id, 0, {}, "id", "KPG", "FD", at(1)))
    again = database.write(
        lambda uow: start_interview(uow, interview.person, interview.questionnaire)
    )
    assert again.id != interview.id


def test_an_interview_needs_a_published_version(database: Database) -> None:
    with pytest.raises(NotFound):
        database.write(lambda uow: start_interview(uow, add_person(uow).id, 404))


def test_a_save_moves_one_revision(database: Database) -> None:
    interview = database.write(begin)
    content = {"answers": {"/data/q": "Siti \u202e<b>&\x00\ud83d"}, "n": 1.5, "none": None}
    saved = database.write(lambda uow: uow.interviews.save(interview.id, 0, content, "en", at(1)))
    assert saved == replace(
        interview, revision=1, snapshot=content, language="en", touched_at=at(1)
    )
    with database.read() as uow:
        assert uow.interviews.by_id(interview.id) == saved


def test_a_stale_save_is_refused(database: Database) -> None:
    interview = database.write(begin)
    database.write(lambda uow: uow.interviews.save(interview.id, 0, {"a": 1}, "id", at(1)))
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.interviews.save(interview.id, 0, {"a": 2}, "id", at(2)))
    with database.read() as uow:
        assert uow.interviews.by_id(interview.id).snapshot == {"a": 1}


def test_what_is_no_json_is_refused(database: Database) -> None:
    interview = database.write(begin)
    content = {"nan": float("nan")}
    with pytest.raises(Exception, match="JSON"):
        database.write(lambda uow: uow.interviews.save(interview.id, 0, content, "id", at(1)))


def test_of_two_saves_of_a_revision_one_wins(database: Database, database_url: str) -> None:
    interview = database.write(begin)
    other = Database(database_url)
    try:
        futures = [
            place.submit(lambda uow: uow.interviews.save(interview.id, 0, {}, "id", at(1)))
            for place in (database, other) * 4
        ]
        errors = [future.exception() for future in futures]
    finally:
        other.close()
    assert sum(error is None for error in errors) == 1
    assert all(error is None or isinstance(error, Conflict) for error in errors)


def test_submitting_freezes_office_and_role_and_closes(database: Database) -> None:
    interview = database.write(begin)
    submitted = database.write(
        lambda uow: uow.interviews.submit(interview.id, 0, {"a": 1}, "en", "KPG", "FD", at(1))
    )
    database.write(lambda uow: uow.people.change(interview.person, office="HQ", role="PO"))
    assert (submitted.status, submitted.submitted_at) == ("submitted", at(1))
    with database.read() as uow:
        kept = uow.interviews.by_id(interview.id)
        assert (kept.office, kept.role, kept.revision) == ("KPG", "FD", 1)
        assert (interview.language, kept.language) == ("id", "en")
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.interviews.save(interview.id, 1, {}, "id", at(2)))
    with pytest.raises(Conflict):
        database.write(
            lambda uow: uow.interviews.submit(interview.id, 1, {}, "id", "KPG", "FD", at(2))
        )


def test_the_open_interview_touched_last_is_the_persons(database: Database) -> None:
    first = database.write(begin)
    other = publish(database, questionnaire(name="angket"))
    second = database.write(lambda uow: start_interview(uow, first.person, other.id))
    with database.read() as uow:
        assert uow.interviews.open_of(first.person) == second
        assert uow.interviews.open_for(first.person, "kompetensi") == first
        assert uow.interviews.open_for(first.person, "absent") is None
        assert uow.interviews.all_of(first.person) == (first, second)
    first = database.write(lambda uow: uow.interviews.save(first.id, 0, {}, "id", at(9)))
    with database.read() as uow:
        assert uow.interviews.open_of(first.person) == first
        assert uow.interviews.open_of(404) is None


def test_all_interviews_are_gone_through_in_pages(database: Database) -> None:
    count = PAGE + 3

    def work(uow: UnitOfWork) -> list[int]:
        person = add_person(uow).id
        version = uow.questionnaires.publish(questionnaire()).id
        other = uow.questionnaires.publish(questionnaire(name="angket")).id
        start_interview(uow, person, other)
        return [start_interview(uow, person, version, wave).id for wave in range(count)]

    started = database.write(work)
    with database.read() as uow:
        gone_through = [one.id for one in uow.interviews.of_questionnaire("kompetensi")]
        assert gone_through == started
        assert list(uow.interviews.of_questionnaire("absent")) == []


def test_an_interview_that_was_held_elsewhere_comes_submitted(database: Database) -> None:
    def work(uow: UnitOfWork) -> StoredInterview:
        version = uow.questionnaires.publish(questionnaire()).id
        person = add_person(uow).id
        start_interview(uow, person, version)  # an open one is no obstacle
        return uow.interviews.take_in(person, version, {"a": 1}, "id", "KPG", "FD", NOW, at(60))

    taken = database.write(work)
    assert (taken.status, taken.wave, taken.snapshot) == ("submitted", None, {"a": 1})
    assert (taken.office, taken.role) == ("KPG", "FD")
    assert (taken.started_at, taken.touched_at, taken.submitted_at) == (NOW, at(60), at(60))
    with pytest.raises(NotFound):
        database.write(
            lambda uow: uow.interviews.take_in(taken.person, 404, {}, "id", "KPG", "FD", NOW, NOW)
        )
