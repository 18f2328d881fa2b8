"""What was collected elsewhere becomes an interview like any other, once, or a list of problems."""

import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.access import NotAllowed, Operator
from bot.interviews import intake
from bot.interviews import submissions as outgoing
from bot.interviews.export import exported as answers_of
from bot.reports import service as reports
from flows.submissions import FileProblem, Place, Sent, read_files
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.bot.interviews.elsewhere import COLLECTED, NAME, answered_here, exported, take, taken
from tests.bot.reports.measured import founded
from tests.support.chat import Phone
from tests.support.exports import csv_file, kobo_xlsx
from tests.support.people import NOW, RATNA, SARI, issue, person
from tests.support.system import publish


@pytest.fixture
def source(tmp_path: Path, sqlite_template: Path) -> Iterator[Database]:
    """Another Pandu, where five people have answered in Telegram."""
    file = shutil.copy(sqlite_template, tmp_path / "source.db")
    found = Database(f"sqlite:///{file}")
    answered_here(found)
    yield found
    found.close()


def rows(database: Database) -> list[dict[str, Any]]:
    with database.read() as uow:
        return sorted(answers_of(uow, Operator(), NAME)[1], key=lambda row: row["respondent"])


def figures(database: Database) -> list[object]:
    with database.read() as uow:
        report = reports.index(uow, Operator(), NAME, persons=True)
    offices = [(each.office.code, each.submitted, each.index) for each in report.offices]
    people = [(each.respondent, each.role, dict(each.dimensions)) for each in report.persons]
    return [offices, people]


def test_both_channels_feed_one_index(source: Database, database: Database) -> None:
    founded(database, COLLECTED)
    files = exported(source)
    assert take(database, files) == ["added"] * 5
    here, there = rows(database), rows(source)
    for row in (*here, *there):
        row.pop("interview")
    assert here == there
    assert figures(database) == figures(source)
    assert figures(database)[0] != []
    assert exported(database) == files
    assert take(database, files) == ["unchanged"] * 5
    assert len(rows(database)) == 5


def test_an_interview_says_where_it_comes_from(source: Database, database: Database) -> None:
    founded(database, COLLECTED)
    take(database, exported(source))
    with database.read() as uow:
        [line] = uow.audit.about("interview:1")
    assert (line.action, line.details["instance"][:5]) == ("submissions.import", "uuid:")


def test_the_person_meets_it_as_submitted(source: Database, database: Database) -> None:
    founded(database, COLLECTED)
    take(database, exported(source))
    phone = Phone(database, 501)
    phone.type(f"/start {issue(database, SARI).code}")
    assert "Mulai" not in " ".join(phone.labels)
    phone.type("/laporan")
    assert any("Profil" in message.screen.text for message in phone.messages)


# Tables --------------------------------------------------------------------------------------

KOBO: dict[str, object] = {
    "start": "2026-03-01T08:00:00.000+08:00",
    "end": "2026-03-01T08:20:00.000+08:00",
    "username": "S001",
    "undian": "0.25",
    "aturan": "3",
    "dok": "2",
    "kasus": "tidak",
    "info": "4",
    "waktu": "2",
    "__version__": "vKobo",
    "_id": 1,
    "_uuid": "5b1c",
    "_submission_time": "2026-03-01T02:00:00",
    "_index": 1,
}
CASES = [
    {"lain/umur": 17, "_index": 1, "_parent_table_name": "Ukuran", "_parent_index": 1},
    {"lain/umur": 30, "_index": 2, "_parent_table_name": "Ukuran", "_parent_index": 1},
]


def kobo(**changes: object) -> dict[str, bytes]:
    row = {name: value for name, value in (KOBO | changes).items() if value is not None}
    return {"a.xlsx": kobo_xlsx({"Ukuran": [row], "lain": CASES})}


def problems(database: Database, files: dict[str, bytes], **more: str) -> list[FileProblem]:
    return [
        problem
        for each in taken(database, files, more.get("name", NAME), more.get("respondent", ""))
        if not isinstance(each, str)
        for problem in each
    ]


@pytest.fixture
def ministry(database: Database) -> Database:
    founded(database, COLLECTED)
    return database


def test_a_workbook_of_kobo(ministry: Database) -> None:
    assert take(ministry, kobo(), NAME) == ["added"]
    [row] = rows(ministry)
    assert (row["respondent"], row["office"], row["role"]) == ("S001", "BP3MI-NTT", "FD")
    assert (row["status"], row["version"], row["wave"]) == ("submitted", "1", None)
    assert row["started_at"] == "2026-03-01T00:00:00Z"
    assert row["submitted_at"] == "2026-03-01T00:20:00Z"
    answers = row["answers"]
    assert (answers["/data/undian"], answers["/data/aturan"]) == ("0.25", "3")
    assert answers["/data/lain[2]/umur"] == "30"
    assert take(ministry, kobo(aturan="5"), NAME) == ["unchanged"]


def test_files_of_odk_central(ministry: Database) -> None:
    fields = ("start", "username", "undian", "aturan", "dok", "kasus", "info", "waktu")
    row = {name: KOBO[name] for name in fields if name != "start"}
    row |= {"KEY": "uuid:9", "SubmissionDate": "2026-03-01T02:00:00.123Z", "FormVersion": "1"}
    case = {"umur": 17, "PARENT_KEY": "uuid:9", "KEY": "uuid:9/lain[1]"}
    files = {"ukuran.csv": csv_file([row]), "ukuran-lain.csv": csv_file([case])}
    assert take(ministry, files, NAME) == ["added"]
    [found] = rows(ministry)
    assert found["answers"]["/data/lain[1]/umur"] == "17"
    assert found["submitted_at"] == "2026-03-01T02:00:00Z"
    assert found["started_at"] == found["submitted_at"]


def test_nothing_comes_from_tomorrow(ministry: Database) -> None:
    take(ministry, kobo(end="2036-01-01T00:00:00Z", start="nanti"), NAME)
    [row] = rows(ministry)
    assert row["submitted_at"] == row["started_at"] == "2026-03-02T01:00:00Z"


def test_the_staff_number_may_stand_in_a_field_that_only_kobo_asks(ministry: Database) -> None:
    extra = kobo(username=None, staff_id="S001")
    assert take(ministry, extra, NAME) == ["added"]
    named = kobo(username="petugas1", staff_id="x", **{"diri/nip": "S002"}, _uuid="6")
    assert take(ministry, named, NAME, respondent="nip") == ["added"]


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"username": "X999"}, "respondent-unknown", "username"),
        ({"username": None}, "respondent-missing", None),
        ({"username": "K001"}, "role-not-asked", None),
        ({"_uuid": None}, "instance-id-missing", None),
        ({"lagi": "x"}, "column-unknown", "lagi"),
        ({"aturan": "6"}, "choice-unknown", "aturan"),
        ({"undian": "besar"}, "", ""),
        ({"mulai": "kemarin"}, "value-unfit", "mulai"),
    ],
)
def test_what_is_refused_and_where_it_stands(
    ministry: Database, changes: dict[str, object], code: str, column: str | None
) -> None:
    found = problems(ministry, kobo(**changes))
    if not code:
        assert not found, "a calculation is a text"
        return
    assert [each.code for each in found] == [code]
    assert found[0].place == Place("a.xlsx", "Ukuran", 2, column)
    assert rows(ministry) == []
    with ministry.read() as uow:
        assert uow.audit.about("interview:1") == ()


def test_all_problems_of_a_submission_are_named_and_others_are_stored(ministry: Database) -> None:
    second = KOBO | {"_index": 2, "_uuid": "6", "username": "S002"}
    first = KOBO | {"aturan": "9", "lagi": "x"}
    orphan = {"lain/umur": "tua", "_parent_table_name": "Ukuran", "_parent_index": 1}
    book = kobo_xlsx({"Ukuran": [first, second], "lain": [*CASES, orphan]})
    found = problems(ministry, {"a.xlsx": book})
    assert [(each.code, each.place.sheet, each.place.row, each.place.column) for each in found] == [
        ("column-unknown", "Ukuran", 2, "lagi"),
        ("number-unreadable", "lain", 4, "lain/umur"),
    ]
    assert [row["respondent"] for row in rows(ministry)] == ["S002"]


def test_one_person_submits_once(ministry: Database) -> None:
    assert take(ministry, kobo(), NAME) == ["added"]
    assert take(ministry, kobo(_uuid="other"), NAME) == ["submitted-before"]
    assert take(ministry, kobo(username="S002"), NAME) == ["unchanged"], "the id is known"
    assert len(rows(ministry)) == 1


def test_one_file_holds_a_submission_twice(ministry: Database) -> None:
    row = csv_file([{name: KOBO[name] for name in KOBO} | {"lain[1]/umur": 1}])
    assert take(ministry, {"a.csv": row, "b.csv": row}, NAME) == ["added", "unchanged"]


def test_two_imports_at_once_store_it_once(ministry: Database, database_url: str) -> None:
    """The second waits for the person, and then sees what the first has stored."""
    other = Database(database_url)
    [found] = read_files(xml(NAME, "1").items(), "a.xml")
    assert isinstance(found, Sent)
    waiting: list[Future[object]] = []

    def work(uow: UnitOfWork) -> object:
        done = intake.Intake(Operator()).take(uow, found, NOW)
        second = intake.Intake(Operator())
        waiting.append(other.submit(lambda uow: second.take(uow, found, NOW)))
        with pytest.raises(TimeoutError):
            waiting[0].result(0.5)
        return done

    assert ministry.write(work) == "added"
    assert waiting[0].result() == "unchanged"
    other.close()
    assert len(rows(ministry)) == 1


def test_an_open_interview_in_telegram_stays_open(ministry: Database) -> None:
    phone = Phone(ministry, 501)
    phone.type(f"/start {issue(ministry, SARI).code}")
    phone.tap("Setuju dan mulai")
    assert take(ministry, kobo(), NAME) == ["added"]
    assert [row["status"] for row in rows(ministry)] == ["open", "submitted"]


# Which questionnaire -------------------------------------------------------------------------


def xml(form_id: str, version: str) -> dict[str, bytes]:
    content = f"""<data id="{form_id}" version="{version}"><username>S001</username>
        <aturan>3</aturan><meta><instanceID>uuid:7</instanceID></meta></data>"""
    return {"a.xml": content.encode()}


def test_the_file_names_questionnaire_and_version(ministry: Database) -> None:
    assert take(ministry, xml("lain", "1")) == ["questionnaire-unknown"]
    assert take(ministry, xml(NAME, "9")) == ["version-unknown"]
    assert take(ministry, kobo()) == ["questionnaire-needed"]
    publish(ministry, COLLECTED.replace("| ukuran  | 1 ", "| ukuran  | 2 "), "ukuran.md")
    assert take(ministry, xml(NAME, "1")) == ["added"]
    assert [row["version"] for row in rows(ministry)] == ["1"]


def test_who_imports_may_name_the_questionnaire(ministry: Database) -> None:
    """Kobo has its own ids and versions; then the newest version counts."""
    publish(ministry, COLLECTED.replace("| ukuran  | 1 ", "| ukuran  | 2 "), "ukuran.md")
    assert take(ministry, xml("aKobo", "vKobo"), NAME) == ["added"]
    assert [row["version"] for row in rows(ministry)] == ["2"]


def test_facts_that_were_not_asked_are_the_persons(database: Database) -> None:
    """A column `prefill` is Pandu's: Kobo leaves a hidden field of it blank."""
    founded(database)
    publish(
        database,
        """
        | survey |
        | | type    | name  | label | relevant        | prefill     |
        | | hidden  | peran |       |                 | person.role |
        | | hidden  | tugas |       |                 | person.role |
        | | integer | meja  | Meja? | ${peran} = 'FD' |             |
        | | text    | lain  | Lain? | ${tugas} = 'FD' |             |
        | settings |
        | | form_id | version | form_title |
        | | peran   | 1       | Peran      |
        """,
    )
    row = {"username": "S001", "meja": "3", "tugas": "PO", "lain": "x", "_uuid": "1"}
    assert take(database, {"a.csv": csv_file([row])}, "peran") == ["added"]
    with database.read() as uow:
        [found] = answers_of(uow, Operator(), "peran")[1]
    assert found["answers"] == {"/data/peran": "FD", "/data/tugas": "PO", "/data/meja": "3"}
    assert found["parked"] == {"/data/lain": "x"}


# Who may ---------------------------------------------------------------------------------------


def test_coordinators_neither_import_nor_export(ministry: Database) -> None:
    ratna = person(ministry, RATNA)
    [sent] = read_files(xml(NAME, "1").items(), "a.xml")
    assert isinstance(sent, Sent)
    with pytest.raises(NotAllowed):
        ministry.write(lambda uow: intake.Intake(ratna).take(uow, sent, NOW))
    with ministry.read() as uow, pytest.raises(NotAllowed):
        outgoing.submissions(uow, ratna, NAME)
    administrator = replace(ratna, access="administrator")
    done = ministry.write(lambda uow: intake.Intake(administrator).take(uow, sent, NOW))
    assert done == "added"


def test_moments_are_read_where_the_person_works(ministry: Database) -> None:
    """A clock time without a zone is that of the office: Kupang is eight hours ahead."""
    take(ministry, kobo(start=None, end=datetime(2026, 3, 1, 8, 20)), NAME)  # noqa: DTZ001
    with ministry.read() as uow:
        [stored] = uow.interviews.of_questionnaire(NAME)
    assert stored.submitted_at == datetime(2026, 3, 1, 0, 20, tzinfo=UTC)
