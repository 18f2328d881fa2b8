"""A draft beside a submitted interview: it takes its place with a reason kept, or is forgotten."""

from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from storage.database import Database
from storage.errors import Conflict, NotFound
from storage.records import Correction, StoredInterview
from storage.schema import upgrade
from storage.unit_of_work import UnitOfWork
from tests.storage.samples import NOW, add_person, at, questionnaire, start_interview

MIGRATIONS = Path(__file__).parents[2] / "storage" / "migrations"
FIRST, BETTER = {"answers": {"/data/q": "1"}}, {"answers": {"/data/q": "2"}}


def submitted(uow: UnitOfWork) -> StoredInterview:
    version = uow.questionnaires.publish(questionnaire()).id
    started = start_interview(uow, add_person(uow).id, version)
    return uow.interviews.submit(started.id, 0, FIRST, "id", "KPG", "FD", at(1))


def begin(database: Database, original: StoredInterview) -> StoredInterview:
    return database.write(lambda uow: uow.corrections.begin(original.id, FIRST, "id", at(2)))


def test_a_draft_lies_beside_the_interview_and_changes_nothing(database: Database) -> None:
    original = database.write(submitted)
    draft = begin(database, original)
    assert (draft.status, draft.corrects, draft.revision) == ("correction", original.id, 0)
    assert (draft.person, draft.questionnaire) == (original.person, original.questionnaire)
    assert (draft.office, draft.role, draft.submitted_at) == (None, None, None)
    saved = database.write(lambda uow: uow.interviews.save(draft.id, 0, BETTER, "id", at(3)))
    with database.read() as uow:
        assert uow.interviews.by_id(original.id) == original
        assert uow.corrections.draft_of(original.id) == saved
        assert uow.corrections.draft_of(saved.id) is None
        assert uow.interviews.open_of(original.person) == saved
        assert list(uow.interviews.of_questionnaire("kompetensi")) == [original]


def test_two_drafts_are_impossible(database: Database) -> None:
    original = database.write(submitted)
    draft = begin(database, original)
    with pytest.raises(Conflict):
        begin(database, original)
    with pytest.raises(Conflict):
        begin(database, draft)
    with pytest.raises(NotFound):
        database.write(lambda uow: uow.corrections.begin(404, {}, "id", NOW))
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.interviews.submit(draft.id, 0, {}, "id", "KPG", "FD", NOW))


def test_what_is_sent_takes_the_place_of_what_was(database: Database) -> None:
    original = database.write(submitted)
    draft = begin(database, original)
    sent = database.write(
        lambda uow: uow.corrections.send(draft, BETTER, "en", "salah tekan", at(9))
    )
    assert sent == replace(
        original,
        revision=original.revision + 1,
        snapshot=BETTER,
        language="en",
        touched_at=at(9),
        corrected_at=at(9),
    )
    with database.read() as uow:
        assert uow.interviews.all_of(original.person) == (sent,)
        assert uow.corrections.of(original.id) == (
            Correction(
                original.id, original.person, original.questionnaire, at(9), "salah tekan", FIRST
            ),
        )
    again = begin(database, original)
    database.write(lambda uow: uow.corrections.send(again, FIRST, "id", "kembali", at(10)))
    with database.read() as uow:
        assert [each.snapshot for each in uow.corrections.of(original.id)] == [FIRST, BETTER]


def test_a_draft_that_moved_on_is_neither_sent_nor_forgotten(database: Database) -> None:
    original = database.write(submitted)
    draft = begin(database, original)
    database.write(lambda uow: uow.interviews.save(draft.id, 0, BETTER, "id", at(3)))
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.corrections.send(draft, FIRST, "id", "x", at(4)))
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.corrections.abandon(draft))
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.corrections.abandon(original))
    with database.read() as uow:
        assert uow.corrections.of(original.id) == ()


def test_a_draft_that_is_abandoned_leaves_no_trace(database: Database) -> None:
    original = database.write(submitted)
    draft = begin(database, original)
    database.write(lambda uow: uow.corrections.abandon(draft))
    with database.read() as uow:
        assert uow.interviews.all_of(original.person) == (original,)
        assert uow.corrections.of(original.id) == ()
    assert begin(database, original).corrects == original.id


def test_interviews_of_the_release_before_are_kept(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(url)
    config.attributes["url"] = engine.url
    command.upgrade(config, "0001")
    with engine.begin() as connection:
        for statement in OLD:
            connection.execute(text(statement))
    upgrade(url)
    engine.dispose()
    database = Database(url)
    with database.read() as uow:
        kept = uow.interviews.by_id(7)
        assert (kept.status, kept.snapshot, kept.corrects) == ("open", {"a": 1}, None)
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.interviews.start(1, 1, None, {}, "id", NOW))
    database.close()


MOMENT = "'2026-11-23 08:30:15.000000'"
OLD = (
    "INSERT INTO offices (code, kind, name, parent, province, city, zone)"
    " VALUES ('HQ', 'HQ', 'KP2MI', NULL, 'DKI', 'Jakarta', 'Asia/Jakarta')",
    "INSERT INTO people (id, staff_id, name, office, role, access, language)"
    " VALUES (1, '1001', 'Maria', 'HQ', 'FD', 'respondent', 'id')",
    "INSERT INTO questionnaires (id, name) VALUES (1, 'k')",
    "INSERT INTO questionnaire_versions (id, questionnaire, version, title, audience, purpose,"
    " minutes, xform, sides, source_name, source, published_at)"
    f" VALUES (1, 1, '1', 'K', '[]', '{{}}', 1, '', '{{}}', 'k', '', {MOMENT})",
    "INSERT INTO interviews (id, person, questionnaire, version, status, revision, snapshot,"
    " language, started_at, touched_at)"
    f" VALUES (7, 1, 1, 1, 'open', 3, '{{\"a\": 1}}', 'id', {MOMENT}, {MOMENT})",
)
