"""The sample ministry: offices, invented staff, the competency questionnaire."""

import csv
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.access import Operator
from bot.people import service as people
from bot.people.service import Issued
from bot.questionnaires import service as questionnaires
from bot.questionnaires.content import COMPETENCY
from flows.xlsform import Checked
from storage.records import Office
from storage.unit_of_work import UnitOfWork

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Loaded:
    invitations: tuple[Issued, ...]  # for everybody who has not enrolled yet


def sample_offices() -> tuple[Office, ...]:
    """The offices of `offices.csv`, parents before children."""
    with (HERE / "offices.csv").open(encoding="utf-8", newline="") as file:
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


def checked_competency() -> Checked:
    return questionnaires.check_workbook(COMPETENCY.read_bytes(), COMPETENCY.name)


def load(uow: UnitOfWork, competency: Checked, now: datetime) -> Loaded:
    """Bring the sample ministry into the database; loading it again changes nothing.

    New invitations are made for all who have not enrolled, so that a demo can be begun anew.
    """
    actor = Operator()
    for office in sample_offices():
        uow.offices.upsert(office)
    imported = people.import_roster(uow, actor, (HERE / "roster.csv").read_bytes(), now)
    if imported.problems:
        raise ValueError(f"the sample roster has problems: {imported.problems}")
    questionnaires.publish(uow, actor, competency, COMPETENCY.read_bytes(), now)
    return Loaded(people.invite_missing(uow, actor, now))
