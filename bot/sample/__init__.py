"""The sample ministry: offices, invented staff, questionnaire and SOPs, an invented baseline.

`roster.csv` holds the people on stage, whom a demonstration plays: they are invited and have
answered nothing. `colleagues.csv` holds the people around them, who are not invited; its column
`baseline` says who has submitted the questionnaire. None of them exists, and nobody gave these
answers: see `baseline.py`.
"""

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
from bot.sample.answering import answer_baseline
from bot.sops.publishing import seed_library
from flows.xlsform import Checked
from storage.records import Person, Questionnaire
from storage.unit_of_work import UnitOfWork

HERE = Path(__file__).parent
ROSTER = HERE / "roster.csv"
COLLEAGUES = HERE / "colleagues.csv"


@dataclass(frozen=True, slots=True)
class Loaded:
    invitations: tuple[Issued, ...]  # for all on stage who have not enrolled yet, in roster order
    staff: int  # invented people, on stage and around it
    baseline: int  # submitted interviews that were invented just now


def checked_competency() -> Checked:
    return questionnaires.check_workbook(COMPETENCY.read_bytes(), COMPETENCY.name)


def load(uow: UnitOfWork, competency: Checked, now: datetime) -> Loaded:
    """Bring the sample ministry into the database; loading it again changes nothing of it.

    Its people on stage who have not enrolled get new invitations, which end their earlier ones.
    Answers that anybody has begun to give stay as they are.
    """
    actor = Operator()
    for office in shipped_offices():
        uow.offices.upsert(office)
    for roster in (ROSTER, COLLEAGUES):
        imported = people.import_roster(uow, actor, roster.read_bytes(), now)
        if imported.problems:
            raise ValueError(f"{roster.name} has problems: {imported.problems}")
    source = COMPETENCY.read_bytes()
    seed_library(uow, now)
    published = questionnaires.publish(uow, actor, competency, source, now)
    on_stage = [row["staff_id"] for row in _rows(ROSTER)]
    colleagues = _rows(COLLEAGUES)
    submitted = [row["staff_id"] for row in colleagues if row["baseline"] == "submitted"]
    return Loaded(
        invitations=_invite(uow, on_stage, now),
        staff=len(on_stage) + len(colleagues),
        baseline=_answer(uow, submitted, published.questionnaire, now),
    )


def _rows(roster: Path) -> list[dict[str, str]]:
    with roster.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _invite(uow: UnitOfWork, staff_ids: list[str], now: datetime) -> tuple[Issued, ...]:
    waiting = {person.staff_id: person for person in uow.people.without_enrolment()}
    return tuple(
        _issued(uow, waiting[staff_id], now) for staff_id in staff_ids if staff_id in waiting
    )


def _issued(uow: UnitOfWork, person: Person, now: datetime) -> Issued:
    return people.invite(
        uow,
        Operator(),
        office=person.office,
        role=person.role,
        access=person.access,
        staff_id=person.staff_id,
        now=now,
    )


def _answer(
    uow: UnitOfWork, staff_ids: list[str], questionnaire: Questionnaire, now: datetime
) -> int:
    """How many interviews were made; the audit book calls them invented, by nobody."""
    everyone = {person.staff_id: person for person in uow.people.all()}
    made = sum(
        answer_baseline(uow, everyone[staff_id], questionnaire, now) for staff_id in staff_ids
    )
    if made:
        details = {"interviews": made, "invented": True}
        uow.audit.add(now, None, "sample.baseline", f"questionnaire:{questionnaire.name}", details)
    return made
