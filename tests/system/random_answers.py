"""Interviews with random answers and many skipped questions, in offices of every size."""

import re
from dataclasses import dataclass
from datetime import datetime
from random import Random

from bot.chat.questionnaire import form_of
from bot.interviews.passage import Passage
from flows import engine
from flows.prompts import Acknowledge, PickOne, Prompt
from flows.questions import ACKNOWLEDGED
from storage.records import Person, Questionnaire
from storage.unit_of_work import UnitOfWork

ROLES = ("FD", "PO", "PV", "PC", "HB", "")  # the last has no required levels
ROLE = "/data/tentang/peran"
LEVEL = re.compile(r"/data/d\d/d\d_\d")


@dataclass(frozen=True, slots=True)
class Staff:
    """`people` of an office, who skip that share of the questions about their work."""

    office: str
    people: int
    skipped: float
    submitted: bool = True


# Offices that the sample ministry leaves empty, and two to which it gave a few answers.
STAFF = (
    Staff("P4MI-CLP", 4, 0.1),
    Staff("P4MI-DUM", 5, 0.1),
    Staff("P4MI-TGR", 5, 0.5),
    Staff("BP3MI-KBR", 9, 0.4),
    Staff("BP3MI-JBR", 30, 0.3),
    Staff("BP3MI-ACE", 5, 1.0),  # five people, not one score
    Staff("P4MI-SBS", 5, 0.1, submitted=False),
    Staff("P4MI-MOF", 1, 0.0),
    Staff("P4MI-SGU", 1, 0.0),
)


def loosened(workbook: str) -> str:
    """The next version of the competency questionnaire, in which every level may be skipped."""
    lines = workbook.replace("| 2026.1 ", "| 2026.2 ").splitlines()
    header = next(line for line in lines if "| prefill" in line)
    required = [cell.strip() for cell in header.split("|")].index("required")
    for number, line in enumerate(lines):
        if re.match(r"\| +\| *select_one d\d_\d ", line):
            cells = line.split("|")
            cells[required] = " "
            lines[number] = "|".join(cells)
    return "\n".join(lines) + "\n"


class Crowd:
    """The same people with the same answers for the same seed."""

    def __init__(self, questionnaire: Questionnaire, now: datetime, seed: int = 7) -> None:
        self._questionnaire = questionnaire
        self._now = now
        self._random = Random(seed)

    def answer(self, uow: UnitOfWork) -> None:
        """All of STAFF; every fourth has another duty than they answer for when they submit."""
        for staff in STAFF:
            for number in range(staff.people):
                role = self._random.choice(ROLES)
                person = uow.people.add(
                    staff_id=f"R-{staff.office}-{number}",
                    name="Orang Acak",
                    office=staff.office,
                    role=role,
                    access="respondent",
                    language="id",
                )
                duty = self._random.choice(ROLES) if self._random.random() < 0.25 else role
                if staff.submitted:
                    self.submit(uow, person, duty, staff.skipped, self._now)
                else:
                    self._begin(uow, person, staff.skipped, self._now)

    def submit(
        self, uow: UnitOfWork, person: Person, duty: str, skipped: float, now: datetime
    ) -> None:
        """One interview of the person, submitted with `duty` as the role."""
        interview, snapshot = self._begin(uow, person, skipped, now)
        uow.interviews.submit(interview, 0, snapshot, person.language, person.office, duty, now)

    def _begin(
        self, uow: UnitOfWork, person: Person, skipped: float, now: datetime
    ) -> tuple[int, dict[str, object]]:
        form = form_of(self._questionnaire.xform)
        turn = engine.start(form, now, prefill={ROLE: person.role} if person.role else {})
        while turn.prompt is not None:
            value = self._value(turn.prompt, skipped)
            turn = engine.record(form, turn.interview, turn.prompt.path, value, now)
            assert turn.problem is None
        snapshot = Passage(turn.interview).to_json()
        stored = uow.interviews.start(
            person.id, self._questionnaire.id, None, snapshot, person.language, now
        )
        return stored.id, snapshot

    def _value(self, prompt: Prompt, skipped: float) -> str:
        if isinstance(prompt.input, Acknowledge):
            return ACKNOWLEDGED
        if not isinstance(prompt.input, PickOne) or (
            LEVEL.fullmatch(prompt.path) and self._random.random() < skipped
        ):
            return "1" if prompt.required else ""
        return self._random.choice(prompt.input.choices).name
