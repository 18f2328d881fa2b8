"""The SOP library: versions, drafts, aliases, answers, and the number that says it moved."""

from dataclasses import replace

import pytest

from storage.database import Database
from storage.errors import Conflict, NotFound
from storage.records import SopAlias, SopAnswer, SopVersion
from storage.unit_of_work import UnitOfWork
from tests.storage.samples import NOW, add_person, at

FIRST = SopVersion(
    id=0,
    code="SOP-01",
    version="2026-01-05",
    title={"id": "Informasi", "en": "Information"},
    body={"steps": [1, 2]},
    published_at=NOW,
    published_by=None,
    source_name="seed",
)
ALIAS = SopAlias(0, "SOP-01", "info migrasi", None, NOW)
ANSWER = SopAnswer(0, "Di mana loketnya?", "Lantai 1.", "id", None, None, None, NOW)


def revision(database: Database) -> int:
    with database.read() as uow:
        return uow.sops.revision()


def test_the_version_published_last_is_the_current_one(database: Database) -> None:
    second = replace(FIRST, version="2026-07-06", body={"steps": [1]}, published_at=at(1))
    other = replace(FIRST, code="SOP-00")

    def work(uow: UnitOfWork) -> list[SopVersion]:
        return [uow.sops.publish(each) for each in (FIRST, second, other)]

    first, newer, elsewhere = database.write(work)
    with database.read() as uow:
        assert uow.sops.current() == (elsewhere, newer)
        assert uow.sops.by_id(first.id) == first == replace(FIRST, id=first.id)
        assert uow.sops.version("SOP-01", "2026-01-05") == first
        assert uow.sops.version("SOP-01", "1999-01-01") is None
        assert uow.sops.versions("SOP-01") == (first, newer)
        with pytest.raises(NotFound):
            uow.sops.by_id(404)


def test_a_version_never_changes(database: Database) -> None:
    first = database.write(lambda uow: uow.sops.publish(FIRST))
    moved = revision(database)
    again = replace(FIRST, published_at=at(9))
    assert database.write(lambda uow: uow.sops.publish(again)) == first
    assert revision(database) == moved
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.sops.publish(replace(FIRST, body={})))
    with pytest.raises(ValueError, match="moment"):
        database.write(lambda uow: uow.sops.publish(replace(FIRST, published_at=None)))


def test_a_draft_is_one_a_person_and_no_version(database: Database) -> None:
    one, other = database.write(lambda uow: (add_person(uow).id, add_person(uow, "1002").id))
    draft = replace(FIRST, published_at=None, published_by=one)
    database.write(lambda uow: uow.sops.put_draft(draft))
    kept = database.write(lambda uow: uow.sops.put_draft(replace(draft, source_name="baru.docx")))
    database.write(lambda uow: uow.sops.put_draft(replace(draft, published_by=other)))
    with database.read() as uow:
        assert uow.sops.draft_of(one) == kept == uow.sops.by_id(kept.id)
        assert kept.source_name == "baru.docx"
        assert uow.sops.current() == uow.sops.versions("SOP-01") == ()
        assert uow.sops.revision() == 0
    database.write(lambda uow: uow.sops.drop_draft(one))
    with database.read() as uow:
        assert uow.sops.draft_of(one) is None
        assert uow.sops.draft_of(other) is not None
    with pytest.raises(ValueError, match="draft"):
        database.write(lambda uow: uow.sops.put_draft(FIRST))


def test_aliases_and_answers_come_and_go(database: Database) -> None:
    alias = database.write(lambda uow: uow.sops.add_alias(ALIAS))
    answer = database.write(lambda uow: uow.sops.add_answer(ANSWER))
    with database.read() as uow:
        assert uow.sops.aliases() == (alias,) == (replace(ALIAS, id=alias.id),)
        assert uow.sops.answers() == (answer,) == (replace(ANSWER, id=answer.id),)
        assert uow.sops.revision() == 2
    database.write(lambda uow: uow.sops.withdraw_alias(alias.id))
    database.write(lambda uow: uow.sops.withdraw_answer(answer.id))
    with database.read() as uow:
        assert uow.sops.aliases() == () == uow.sops.answers()
        assert uow.sops.answer(answer.id) == answer
        assert uow.sops.revision() == 4
        with pytest.raises(NotFound):
            uow.sops.answer(404)
    with pytest.raises(NotFound):
        database.write(lambda uow: uow.sops.withdraw_alias(alias.id))


def test_what_was_built_is_kept_unless_it_may_be_undone(database: Database) -> None:
    def fails(uow: UnitOfWork) -> None:
        uow.sops.publish(FIRST)
        uow.sops.keep_built(uow.sops.revision(), "undone")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.write(fails)
    database.write(lambda uow: uow.sops.publish(FIRST))
    assert database.write(lambda uow: uow.sops.built()) is None
    with database.read() as uow:
        uow.sops.keep_built(uow.sops.revision(), "whole")
    with database.read() as uow:
        assert uow.sops.built() == (1, "whole")
    assert database.write(lambda uow: uow.sops.built()) == (1, "whole")


def test_vectors_are_kept_by_model_and_hash(database: Database) -> None:
    made = {"a": b"\x00\x01", "b": b"\x02"}
    database.write(lambda uow: uow.vectors.keep("e5", made))
    database.write(lambda uow: uow.vectors.keep("e5", {"a": b"other", "c": b"\x03"}))
    database.write(lambda uow: uow.vectors.keep("e5", {}))
    many = [f"h{number}" for number in range(1200)]
    with database.read() as uow:
        assert uow.vectors.known("e5", ["a", "b", "c", *many]) == made | {"c": b"\x03"}
        assert uow.vectors.known("e6", ["a"]) == {}
    database.write(lambda uow: uow.vectors.keep("e6", {"a": b"\x04"}))
    database.write(lambda uow: uow.vectors.drop([("e5", "a"), ("e6", "b"), ("e5", "none")]))
    database.write(lambda uow: uow.vectors.drop([]))
    with database.read() as uow:
        assert uow.vectors.all() == {("e5", "b"), ("e5", "c"), ("e6", "a")}
