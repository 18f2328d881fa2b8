"""The ministry's offices, which come with Pandu."""

import csv
from pathlib import Path

from storage.records import Office
from storage.unit_of_work import UnitOfWork

FILE = Path(__file__).with_name("offices.csv")


def shipped_offices() -> tuple[Office, ...]:
    """The offices of `offices.csv` that exist, parents before children."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Office(
                code=row["office_code"],
                kind=row["type"],
                name=row["name"],
                parent=row["parent_code"] or None,
                province=row["province"],
                city=row["city"],
                zone=row["tz"],
            )
            for row in csv.DictReader(file)
            if row["status"] != "planned"
        )


def office_codes(uow: UnitOfWork) -> frozenset[str]:
    """The codes of all offices; a database without any takes those that come with Pandu."""
    known = uow.offices.all()
    if not known:
        for office in shipped_offices():
            uow.offices.upsert(office)
        known = uow.offices.all()
    return frozenset(office.code for office in known)
