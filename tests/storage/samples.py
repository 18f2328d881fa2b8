"""The few people, offices and questionnaires that tests of storage speak of."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.database import Database
from storage.records import Notice, Office, Outgoing, Person, Questionnaire, StoredInterview
from storage.unit_of_work import UnitOfWork

NOW = datetime(2026, 11, 23, 8, 30, 15, 123456, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LEASE = 15 * SECOND

JAKARTA = Office("HQ", "HQ", "KP2MI", None, "DKI Jakarta", "Jakarta", "Asia/Jakarta")
KUPANG = Office("KPG", "BP3MI", "BP3MI NTT", "HQ", "NTT", "Kupang", "Asia/Makassar")


def at(seconds: float) -> datetime:
    """That many seconds after NOW."""
    return NOW + seconds * SECOND


def add_person(uow: UnitOfWork, staff_id: str = "1001") -> Person:
    """A front desk officer of Kupang."""
    uow.offices.upsert(JAKARTA)
    uow.offices.upsert(KUPANG)
    return uow.people.add(
        staff_id=staff_id,
        name="Maria",
        office="KPG",
        role="FD",
        access="respondent",
        language="id",
    )


def questionnaire(
    name: str = "kompetensi", version: str = "1", source: bytes = b"xlsx"
) -> Questionnaire:
    """A version of a questionnaire that was not published yet."""
    return Questionnaire(
        id=0,
        name=name,
        version=version,
        title="Penilaian diri",
        audience=("FD", "PO"),
        purpose={"id": "Agar kita tahu.", "en": "So that we know."},
        minutes=12,
        xform="<h:html/>",
        sides={"scores": {"a": [1, 2]}},
        source_name="kompetensi.xlsx",
        source=source,
        published_at=NOW,
        published_by=None,
    )


def start_interview(
    uow: UnitOfWork, person: int, version: int, wave: int | None = None
) -> StoredInterview:
    """An open interview with nothing answered."""
    return uow.interviews.start(person, version, wave, {"answers": {}}, "id", NOW)


def notice(chat_id: int = 7, **fields: Any) -> Notice:
    """Something to be sent."""
    given: dict[str, Any] = {"chat_id": chat_id, "name": "waves.reminder", "arguments": {"n": 1}}
    return Notice(**given | fields)


def add(database: Database, *notices: Notice) -> list[int]:
    """Queue the notices at NOW; their ids."""

    def work(uow: UnitOfWork) -> list[int]:
        rows = [uow.outbox.add(one, NOW) for one in notices]
        return [row for row in rows if row is not None]

    return database.write(work)


def claim(
    database: Database, owner: str = "a", seconds: float = 0, limit: int = 100
) -> tuple[Outgoing, ...]:
    """What the owner can claim at that moment."""
    return database.write(lambda uow: uow.outbox.claim(owner, limit, at(seconds), LEASE))


def ids(rows: tuple[Outgoing, ...]) -> list[int]:
    """The ids of the rows, in their order."""
    return [row.id for row in rows]


def counts(database: Database) -> Mapping[str, int]:
    """How many rows of the outbox are in each state."""
    return database.write(lambda uow: uow.outbox.counts())
