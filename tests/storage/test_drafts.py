"""Drafts beside published versions, trials beside interviews, and what interviews moved from."""

from dataclasses import replace
from functools import partial

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from storage import engines
from storage.database import Database
from storage.errors import Conflict, NotFound
from storage.records import Questionnaire, StoredInterview
from storage.schema import upgrade
from storage.unit_of_work import UnitOfWork
from tests.storage.samples import NOW, add_person, at, questionnaire, start_interview
from tests.storage.test_migrations import ROOT


def draft(person: int, version: str = "1") -> Questionnaire:
    return replace(questionnaire(version=version), published_at=None, published_by=person)


def put_draft(given: Questionnaire, uow: UnitOfWork) -> Questionnaire:
    return uow.questionnaires.put_draft(given)


def test_a_draft_is_the_persons_alone_and_no_version(database: Database) -> None:
    person = database.write(lambda uow: add_person(uow).id)
    kept = database.write(lambda uow: uow.questionnaires.put_draft(draft(person)))
    with database.read() as uow:
        assert uow.questionnaires.draft_of(person) == kept
        assert uow.questionnaires.by_id(kept.id) == kept
        assert uow.questionnaires.draft_of(person + 1) is None
        assert uow.questionnaires.versions("kompetensi") == ()
        assert uow.questionnaires.by_name("kompetensi") is None
        assert uow.questionnaires.latest_all() == ()
    published = database.write(lambda uow: uow.questionnaires.publish(questionnaire()))
    with database.read() as uow:
        assert uow.questionnaires.latest_all() == (published,)
        assert uow.questionnaires.draft_of(person) == kept


def test_one_draft_a_person_and_each_whole(database: Database) -> None:
    one, other = database.write(lambda uow: (add_person(uow).id, add_person(uow, "1002").id))
    database.write(lambda uow: uow.questionnaires.put_draft(draft(one)))
    database.write(lambda uow: uow.questionnaires.put_draft(draft(other)))
    with pytest.raises(Exception, match=r"(?i)unique"):
        database.write(lambda uow: uow.questionnaires.put_draft(draft(one, version="2")))
    database.write(lambda uow: uow.questionnaires.drop_draft(one))
    with database.read() as uow:
        assert uow.questionnaires.draft_of(one) is None
        assert uow.questionnaires.draft_of(other) is not None
    for broken in (questionnaire(), replace(draft(one), published_by=None)):
        with pytest.raises(ValueError, match="draft"):
            database.write(partial(put_draft, broken))
    with pytest.raises(ValueError, match="moment"):
        database.write(lambda uow: uow.questionnaires.publish(draft(one)))


def test_the_id_of_a_draft_that_is_gone_is_read_anew(database: Database) -> None:
    person = database.write(lambda uow: add_person(uow).id)
    first = database.write(lambda uow: uow.questionnaires.put_draft(draft(person)))
    with database.read() as uow:
        uow.questionnaires.by_id(first.id)
    database.write(lambda uow: uow.questionnaires.drop_draft(person))
    with database.read() as uow, pytest.raises(NotFound):
        uow.questionnaires.by_id(first.id)
    published = database.write(lambda uow: uow.questionnaires.publish(questionnaire()))
    with database.read() as uow:
        assert uow.questionnaires.by_id(published.id) == published


def begun(uow: UnitOfWork) -> StoredInterview:
    """An open interview of a new person with a new questionnaire."""
    version = uow.questionnaires.publish(questionnaire()).id
    return start_interview(uow, add_person(uow).id, version)


def test_a_trial_is_live_and_never_counts(database: Database) -> None:
    own = database.write(begun)
    person, version = own.person, own.questionnaire
    trial = database.write(lambda uow: uow.interviews.start_trial(person, version, {}, "id", at(1)))
    with database.read() as uow:
        assert trial.status == "trial"
        assert uow.interviews.open_of(person) == trial
        assert uow.interviews.open_for(person, "kompetensi") == own
        assert list(uow.interviews.of_questionnaire("kompetensi")) == [own]
        assert uow.interviews.tally() == {(version, "open"): 1}
        assert list(uow.interviews.open_elsewhere("kompetensi", 0)) == [own]
    saved = database.write(lambda uow: uow.interviews.save(trial.id, 0, {"a": 1}, "id", at(2)))
    assert saved.status == "trial"
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.interviews.move(trial.id, 1, version, {}))
    assert database.write(lambda uow: uow.interviews.end_trials(person)) == 1
    with database.read() as uow:
        assert uow.interviews.all_of(person) == (own,)


def test_trials_end_by_version_and_by_age(database: Database) -> None:
    def work(uow: UnitOfWork) -> tuple[int, int]:
        one, other = add_person(uow).id, add_person(uow, "1002").id
        first = uow.questionnaires.publish(questionnaire()).id
        second = uow.questionnaires.put_draft(draft(one, version="2")).id
        uow.interviews.start_trial(one, second, {}, "id", at(5))
        uow.interviews.start_trial(other, first, {}, "id", at(1))
        return one, other

    one, other = database.write(work)
    database.write(lambda uow: uow.interviews.sweep_trials(at(5)))
    with database.read() as uow:
        assert (len(uow.interviews.all_of(one)), uow.interviews.all_of(other)) == (1, ())

    def drop(uow: UnitOfWork) -> None:
        found = uow.questionnaires.draft_of(one)
        assert found is not None
        uow.interviews.end_trials_of(found.id)
        uow.questionnaires.drop_draft(one)

    database.write(drop)
    with database.read() as uow:
        assert uow.interviews.all_of(one) == ()


def test_a_move_keeps_what_was_and_when_it_was_touched(database: Database) -> None:
    before = database.write(begun)
    second = database.write(lambda uow: uow.questionnaires.publish(questionnaire(version="2")))

    def work(uow: UnitOfWork) -> StoredInterview:
        uow.moves.keep(before.id, before.questionnaire, before.snapshot, at(3))
        return uow.interviews.move(before.id, 0, second.id, {"new": True})

    moved = database.write(work)
    assert moved == replace(before, questionnaire=second.id, revision=1, snapshot={"new": True})
    with database.read() as uow:
        [kept] = uow.moves.of(before.id)
        assert uow.moves.interviews() == {before.id}
        assert uow.moves.of(404) == ()
        assert list(uow.interviews.open_elsewhere("kompetensi", second.id)) == []
        elsewhere = list(uow.interviews.open_elsewhere("kompetensi", before.questionnaire))
        assert elsewhere == [moved]
    assert (kept.version, kept.snapshot) == (before.questionnaire, before.snapshot)
    assert kept.moved_at == at(3)
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.interviews.move(before.id, 0, second.id, {}))
    database.write(lambda uow: uow.interviews.submit(before.id, 1, {}, "id", "KPG", "FD", NOW))
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.interviews.move(before.id, 2, second.id, {}))


def test_published_versions_and_open_interviews_survive_the_migration(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """SQLite rebuilds the table of versions, to which interviews refer."""
    path = tmp_path_factory.mktemp("old") / "pandu.db"
    url = f"sqlite:///{path}"
    config = Config()
    config.set_main_option("script_location", str(ROOT / "storage" / "migrations"))
    config.attributes["url"] = engines.parse(url)
    command.upgrade(config, "0003")
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in OLD_ROWS:
            connection.execute(text(statement))
    engine.dispose()
    upgrade(url)
    database = Database(url)
    with database.read() as uow:
        [version] = uow.questionnaires.versions("lama")
        [interview] = uow.interviews.of_questionnaire("lama")
        assert (version.version, version.title, version.source) == ("1", "Lama", b"x")
        assert (interview.questionnaire, interview.snapshot) == (version.id, {"a": 1})
    given = questionnaire(name="lama", source=b"other")
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.questionnaires.publish(given))
    database.close()


OLD_ROWS = (
    "INSERT INTO offices (code, kind, name, province, city, zone)"
    " VALUES ('HQ', 'HQ', 'KP2MI', 'DKI', 'Jakarta', 'Asia/Jakarta')",
    "INSERT INTO people (id, staff_id, name, office, role, access, language)"
    " VALUES (1, '1', 'Sari', 'HQ', 'FD', 'respondent', 'id')",
    "INSERT INTO questionnaires (id, name) VALUES (1, 'lama')",
    "INSERT INTO questionnaire_versions (id, questionnaire, version, title, audience, purpose,"
    " minutes, xform, sides, source_name, source, published_at)"
    " VALUES (7, 1, '1', 'Lama', '[]', '{}', 1, '', '{}', 'a.md', CAST('x' AS BLOB),"
    " '2026-01-01 00:00:00.000000')",
    "INSERT INTO interviews (id, person, questionnaire, version, status, revision, snapshot,"
    " language, started_at, touched_at)"
    " VALUES (3, 1, 1, 7, 'open', 0, '{\"a\": 1}', 'id', '2026-01-01 00:00:00.000000',"
    " '2026-01-01 00:00:00.000000')",
)
