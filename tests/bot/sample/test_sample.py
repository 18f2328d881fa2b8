"""The sample ministry: loading it twice changes nothing of it, and people come before samples."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import sample
from bot.access import Operator
from bot.interviews.export import exported
from bot.people.offices import shipped_offices
from bot.people.roster import RosterRow, read_roster
from bot.people.rules import code_hash
from bot.sample.answering import answer_baseline
from flows.xlsform import Checked
from storage.database import Database
from storage.records import Person, Questionnaire, StoredInterview
from tests.support.people import NOW, enrol, found_ministry, issue, person

ON_STAGE = [*(f"S{number:03}" for number in range(1, 11)), "K001", "K002"]
STAFF, INTERVIEWS = 76, 52
SHOWN = {
    *("BP3MI-NTT", "BP3MI-SUT", "BP3MI-JTM", "BP3MI-BAL", "BP3MI-NTB", "BP3MI-SLS"),
    *("P4MI-TJB", "P4MI-BTM"),
}
FEW = {"P4MI-MOF": 4, "P4MI-SGU": 3}
LEVELS = tuple(f"/data/d{number}/d" for number in range(1, 8))


@pytest.fixture(scope="module")
def competency() -> Checked:
    return sample.checked_competency()


def load(database: Database, competency: Checked) -> sample.Loaded:
    return database.write(lambda uow: sample.load(uow, competency, NOW))


def everyone(database: Database) -> tuple[Person, ...]:
    with database.read() as uow:
        return uow.people.all()


def interviews(database: Database) -> list[StoredInterview]:
    with database.read() as uow:
        return list(uow.interviews.of_questionnaire("kompetensi"))


def published(database: Database) -> Questionnaire:
    with database.read() as uow:
        found = uow.questionnaires.by_name("kompetensi")
    assert found is not None
    return found


def is_open(database: Database, code: str) -> bool:
    with database.read() as uow:
        row = uow.invites.by_hash(code_hash(code))
    assert row is not None
    return row.revoked_at is None


def test_it_brings_offices_people_and_a_questionnaire(
    database: Database, competency: Checked
) -> None:
    loaded = load(database, competency)
    assert (loaded.staff, loaded.baseline) == (STAFF, INTERVIEWS)
    with database.read() as uow:
        offices = {office.code for office in uow.offices.all()}
        versions = [(each.name, each.version) for each in uow.questionnaires.latest_all()]
    assert len(everyone(database)) == STAFF
    assert {each.office for each in everyone(database)} <= offices
    assert versions == [("kompetensi", competency.version)]


def test_only_the_people_on_stage_are_invited(database: Database, competency: Checked) -> None:
    loaded = load(database, competency)
    assert [one.person.staff_id for one in loaded.invitations if one.person] == ON_STAGE
    with database.read() as uow:
        assert len(uow.people.without_enrolment()) == STAFF
        assert uow.outbox.counts() == {}


def test_both_rosters_pass_the_importer_and_name_nobody_twice() -> None:
    offices = frozenset(office.code for office in shipped_offices())
    people: list[RosterRow] = []
    for file in (sample.ROSTER, sample.COLLEAGUES):
        rows, problems = read_roster(file.read_bytes(), offices)
        assert problems == ()
        people += rows
    assert len(people) == STAFF
    assert max(Counter(each.name for each in people).values()) == 1
    assert max(Counter(each.staff_id for each in people).values()) == 1
    heads = Counter(each.office for each in people if each.role == "HB")
    assert set(heads.values()) == {1}
    assert {each.office for each in people if each.access == "head"} == set(heads)


def test_every_colleague_is_called_invented() -> None:
    with sample.COLLEAGUES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["status"] for row in rows} == {"invented"}
    assert Counter(row["baseline"] for row in rows) == {"submitted": 52, "none": 12}


def test_the_baseline_shows_eight_offices_and_hides_small_posts(
    database: Database, competency: Checked
) -> None:
    load(database, competency)
    counts = Counter(each.office for each in interviews(database))
    assert {office for office, count in counts.items() if count >= 5} == SHOWN
    assert {office: count for office, count in counts.items() if count < 5} == FEW
    staff = Counter(each.office for each in everyone(database))
    assert all(staff[office] > counts[office] for office in (*SHOWN, *FEW))
    # Placement verification is not asked about return: one office shows the dash.
    returning = Counter(each.office for each in interviews(database) if each.role != "PV")
    assert {office for office in SHOWN if returning[office] < 5} == {"BP3MI-BAL"}


def test_interviews_are_whole_and_only_of_the_colleagues(
    database: Database, competency: Checked
) -> None:
    load(database, competency)
    found = interviews(database)
    by_id = {each.id: each for each in everyone(database)}
    assert {each.status for each in found} == {"submitted"}
    assert not [each for each in found if by_id[each.person].staff_id in ON_STAGE]
    assert Counter(each.language for each in found) == {"id": 47, "en": 5}
    with database.read() as uow:
        consents = [uow.consents.current(each.person) for each in found]
        assert [each and each.given_at for each in consents] == [each.started_at for each in found]
        assert [each and each.language for each in consents] == [each.language for each in found]
        lines = uow.audit.about("questionnaire:kompetensi")
    assert [(line.actor, line.details) for line in lines] == [
        (None, {"interviews": INTERVIEWS, "invented": True})
    ]


def test_answers_are_of_the_role_and_hold_no_texts(database: Database, competency: Checked) -> None:
    load(database, competency)
    asked = published(database).sides["required_levels"]
    with database.read() as uow:
        paths, rows = exported(uow, Operator(), "kompetensi")
        given = [(row["role"], row["office"], row["answers"]) for row in rows]
    for role, office, answers in given:
        levels = [path for path in answers if path.startswith(LEVELS)]
        assert len(levels) == sum(bool(required[role]) for required in asked.values())
        assert (answers["/data/tentang/peran"], answers["/data/tentang/kantor"]) == (role, office)
    written = {path for path in paths if any(path in answers for *_, answers in given)}
    assert not written & {"/data/penutup/bantuan", "/data/penutup/dukungan_lain"}


def test_interviews_were_held_in_office_hours_before_the_loading(
    database: Database, competency: Checked
) -> None:
    load(database, competency)
    zones = {office.code: ZoneInfo(office.zone) for office in shipped_offices()}
    assert len({zones[office] for office in (*SHOWN, *FEW)}) == 3
    for each in interviews(database):
        assert each.office is not None
        assert each.submitted_at is not None
        began, ended = (
            moment.astimezone(zones[each.office]) for moment in (each.started_at, each.submitted_at)
        )
        assert began.weekday() < 5
        assert 8 <= began.hour <= ended.hour < 16
        assert timedelta(minutes=5) < ended - began < timedelta(minutes=40)
        assert NOW - timedelta(days=30) < began < ended < NOW - timedelta(days=5)
        assert each.touched_at == each.submitted_at


def test_loading_again_adds_nothing_and_spares_who_has_enrolled(
    database: Database, competency: Checked
) -> None:
    first = load(database, competency)
    people, answered = everyone(database), interviews(database)
    enrol(database, "S001", 1001)
    again = load(database, competency)
    assert everyone(database) == people
    assert interviews(database) == answered
    assert again.baseline == 0
    assert len(again.invitations) == len(first.invitations) - 1
    assert all(one.person and one.person.staff_id != "S001" for one in again.invitations)
    with database.read() as uow:
        assert len(uow.questionnaires.versions("kompetensi")) == 1
        assert len(uow.audit.about("questionnaire:kompetensi")) == 1


def test_the_same_ministry_comes_to_every_database(database: Database, competency: Checked) -> None:
    """Answers hang on who somebody is, not on row numbers or on who came before."""
    found_ministry(database)  # takes the first numbers
    load(database, competency)
    levels = {
        each.person: each.snapshot["interview"]["values"]["/data/d3/d3_3"]
        for each in interviews(database)
    }
    assert levels[person(database, "B001").id] == "1"


def joined(database: Database) -> Person:
    """X001, whom the sample does not know."""
    return database.write(
        lambda uow: uow.people.add(
            staff_id="X001",
            name="Orang Lain",
            office="BP3MI-NTT",
            role="FD",
            access="respondent",
            language="id",
        )
    )


@pytest.mark.parametrize("way", ["enrolled", "answering"])
def test_whoever_answers_for_themselves_is_left_alone(
    database: Database, competency: Checked, way: str
) -> None:
    load(database, competency)
    newcomer = joined(database)
    questionnaire = published(database)
    if way == "enrolled":
        enrol(database, "X001", 1001)
    else:
        own = interviews(database)[0].snapshot
        database.write(
            lambda uow: uow.interviews.start(newcomer.id, questionnaire.id, None, own, "id", NOW)
        )
    before = interviews(database)
    assert not database.write(lambda uow: answer_baseline(uow, newcomer, questionnaire, NOW))
    assert interviews(database) == before


def test_another_questionnaire_is_refused_not_half_answered(
    database: Database, competency: Checked
) -> None:
    load(database, competency)
    questionnaire = published(database)
    other = replace(questionnaire, sides={**questionnaire.sides, "indicators": {}})
    with pytest.raises(ValueError, match="/data/d7/d7_1 refuses"):
        database.write(lambda uow: answer_baseline(uow, person(database, "B007"), other, NOW))
    assert len(interviews(database)) == INTERVIEWS


def test_invitations_of_other_people_stay_open(database: Database, competency: Checked) -> None:
    found_ministry(database)
    with_code = issue(database, "S005").code
    joined(database)
    other = issue(database, "X001").code
    load(database, competency)
    assert is_open(database, other)
    assert not is_open(database, with_code)
