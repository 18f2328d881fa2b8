"""The sample ministry: loading it twice changes nothing of it."""

import pytest

from bot import sample
from bot.people.rules import code_hash
from flows.xlsform import Checked
from storage.database import Database
from storage.records import Person
from tests.support.people import NOW, enrol, found_ministry, issue


@pytest.fixture(scope="module")
def competency() -> Checked:
    return sample.checked_competency()


def load(database: Database, competency: Checked) -> sample.Loaded:
    return database.write(lambda uow: sample.load(uow, competency, NOW))


def everyone(database: Database) -> tuple[Person, ...]:
    with database.read() as uow:
        return uow.people.all()


def is_open(database: Database, code: str) -> bool:
    with database.read() as uow:
        row = uow.invites.by_hash(code_hash(code))
    assert row is not None
    return row.revoked_at is None


def test_it_brings_offices_people_and_a_questionnaire(
    database: Database, competency: Checked
) -> None:
    loaded = load(database, competency)
    assert [one.person.staff_id for one in loaded.invitations if one.person] == [
        *(f"S{number:03}" for number in range(1, 11)),
        *("K001", "K002"),
    ]
    with database.read() as uow:
        offices = {office.code for office in uow.offices.all()}
        published = [(each.name, each.version) for each in uow.questionnaires.latest_all()]
    assert {person.office for person in everyone(database)} <= offices
    assert published == [("kompetensi", competency.version)]


def test_loading_again_adds_nothing_and_spares_who_has_enrolled(
    database: Database, competency: Checked
) -> None:
    first = load(database, competency)
    before = everyone(database)
    enrol(database, "S001", 1001)
    again = load(database, competency)
    assert everyone(database) == before
    assert len(again.invitations) == len(first.invitations) - 1
    assert all(one.person and one.person.staff_id != "S001" for one in again.invitations)
    with database.read() as uow:
        assert len(uow.questionnaires.versions("kompetensi")) == 1


def test_invitations_of_other_people_stay_open(database: Database, competency: Checked) -> None:
    found_ministry(database)
    with_code = issue(database, "S005").code
    database.write(
        lambda uow: uow.people.add(
            staff_id="X001",
            name="Orang Lain",
            office="BP3MI-NTT",
            role="FD",
            access="respondent",
            language="id",
        )
    )
    other = issue(database, "X001").code
    load(database, competency)
    assert is_open(database, other)
    assert not is_open(database, with_code)
