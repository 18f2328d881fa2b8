"""The sample ministry: offices, invented staff, the competency questionnaire."""

import csv
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.access import Operator
from bot.people import service as people
from bot.people.offices import shipped_offices
from bot.people.service import Issued
from bot.questionnaires import service as questionnaires
from bot.questionnaires.content import COMPETENCY
from flows.xlsform import Checked
from storage.records import Person
from storage.unit_of_work import UnitOfWork

HERE = Path(__file__).parent
ROSTER = HERE / "roster.csv"


@dataclass(frozen=True, slots=True)
class Loaded:
    invitations: tuple[Issued, ...]  # for everybody who has not enrolled yet, in roster order


def checked_competency() -> Checked:
    return questionnaires.check_workbook(COMPETENCY.read_bytes(), COMPETENCY.name)


def load(uow: UnitOfWork, competency: Checked, now: datetime) -> Loaded:
    """Bring the sample ministry into the database; loading it again changes nothing of it.

    Its people who have not enrolled get new invitations, which end their earlier ones.
    """
    actor = Operator()
    for office in shipped_offices():
        uow.offices.upsert(office)
    imported = people.import_roster(uow, actor, ROSTER.read_bytes(), now)
    if imported.problems:
        raise ValueError(f"the sample roster has problems: {imported.problems}")
    questionnaires.publish(uow, actor, competency, COMPETENCY.read_bytes(), now)
    waiting = {person.staff_id: person for person in uow.people.without_enrolment()}
    return Loaded(
        tuple(
            _invite(uow, waiting[staff_id], now) for staff_id in _staff_ids() if staff_id in waiting
        )
    )


def _staff_ids() -> list[str]:
    with ROSTER.open(encoding="utf-8", newline="") as file:
        return [row["staff_id"] for row in csv.DictReader(file)]


def _invite(uow: UnitOfWork, person: Person, now: datetime) -> Issued:
    return people.invite(
        uow,
        Operator(),
        office=person.office,
        role=person.role,
        access=person.access,
        staff_id=person.staff_id,
        now=now,
    )
