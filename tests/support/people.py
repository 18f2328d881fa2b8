"""One world of people: a small ministry that every test speaks of."""

from datetime import UTC, datetime

from bot.access import Operator
from bot.people import service as people
from bot.people.service import Issued, Visitor
from storage.database import Database
from storage.records import Office, Person
from storage.unit_of_work import UnitOfWork

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday, 09.00 in Kupang, 08.00 in Medan

OFFICES = (
    Office("KP2MI", "HQ", "KP2MI/BP2MI Pusat", None, "DKI Jakarta", "Jakarta", "Asia/Jakarta"),
    Office(
        "BP3MI-NTT",
        "BP3MI",
        "BP3MI Nusa Tenggara Timur",
        "KP2MI",
        "Nusa Tenggara Timur",
        "Kupang",
        "Asia/Makassar",
    ),
    Office(
        "BP3MI-SUT",
        "BP3MI",
        "BP3MI Sumatera Utara",
        "KP2MI",
        "Sumatera Utara",
        "Medan",
        "Asia/Jakarta",
    ),
    Office(
        "P4MI-MOF",
        "P4MI",
        "P4MI Maumere (Sikka)",
        "BP3MI-NTT",
        "Nusa Tenggara Timur",
        "Maumere",
        "Asia/Makassar",
    ),
    Office(
        "P4MI-TJB",
        "P4MI",
        "P4MI Tanjung Balai",
        "BP3MI-SUT",
        "Sumatera Utara",
        "Tanjungbalai",
        "Asia/Jakarta",
    ),
    Office(
        "P4MI-JAP",
        "P4MI",
        "P4MI Papua",
        "BP3MI-NTT",
        "Papua",
        "Jayapura",
        "Asia/Jayapura",
    ),
)

ROSTER = """staff_id,name,office,role,access,language
S001,Sari Lango,BP3MI-NTT,FD,respondent,id
S002,Yohanes Taek,BP3MI-NTT,HB,head,id
S003,Maria Bria,P4MI-MOF,PC,respondent,id
S004,Rina Siregar,BP3MI-SUT,PO,respondent,id
S005,Dewi Nasution,P4MI-TJB,PO,respondent,en
K001,Ratna Wulandari,KP2MI,,coordinator,id
K002,Daniel Hutapea,KP2MI,,administrator,en
"""

SARI, MARIA, RINA, DEWI, RATNA = "S001", "S003", "S004", "S005", "K001"


def found_ministry(database: Database, now: datetime = NOW) -> None:
    """Offices and roster of the test ministry."""

    def work(uow: UnitOfWork) -> None:
        for office in OFFICES:
            uow.offices.upsert(office)
        imported = people.import_roster(uow, Operator(), ROSTER.encode(), now)
        assert not imported.problems

    database.write(work)


def person(database: Database, staff_id: str) -> Person:
    with database.read() as uow:
        found = uow.people.by_staff_id(staff_id)
    assert found is not None
    return found


def issue(database: Database, staff_id: str, now: datetime = NOW) -> Issued:
    """A new invitation for somebody of the roster."""
    someone = person(database, staff_id)
    return database.write(
        lambda uow: people.invite(
            uow,
            Operator(),
            office=someone.office,
            role=someone.role,
            access=someone.access,
            staff_id=staff_id,
            now=now,
        )
    )


def issue_open(
    database: Database, office: str = "P4MI-MOF", role: str = "FD", now: datetime = NOW
) -> Issued:
    """A new invitation for whoever of this office and role uses it first."""
    return database.write(
        lambda uow: people.invite(
            uow,
            Operator(),
            office=office,
            role=role,
            access="respondent",
            staff_id=None,
            now=now,
        )
    )


def enrol(database: Database, staff_id: str, chat_id: int, now: datetime = NOW) -> Person:
    """Somebody of the roster, enrolled at a chat."""
    code = issue(database, staff_id, now).code
    visitor = Visitor("Somebody", "id")
    database.write(lambda uow: people.enrol(uow, chat_id, code, visitor, now))
    return person(database, staff_id)
