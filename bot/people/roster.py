"""The roster file: CSV in, rows or problems with their place out."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from bot.chat.text import clean
from bot.i18n import LANGUAGES
from bot.people.rules import ACCESSES, ROLES

COLUMNS = ("staff_id", "name", "office", "role", "access", "language")
NAME_LIMIT = 120


@dataclass(frozen=True, slots=True)
class RosterRow:
    line: int
    staff_id: str
    name: str
    office: str
    role: str
    access: str
    language: str


@dataclass(frozen=True, slots=True)
class RosterProblem:
    code: str
    line: int
    column: str
    value: str = ""


def read_roster(
    content: bytes, offices: frozenset[str]
) -> tuple[tuple[RosterRow, ...], tuple[RosterProblem, ...]]:
    """Rows of a roster file (UTF-8, comma or semicolon) and every problem found in it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return (), (RosterProblem("roster-not-utf8", line, ""),)
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    except csv.Error:
        return (), (RosterProblem("roster-unreadable", 1, ""),)
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        return (), tuple(RosterProblem("roster-column-missing", 1, column) for column in missing)
    reader.fieldnames = names
    rows: list[RosterRow] = []
    problems: list[RosterProblem] = []
    seen: set[str] = set()
    try:
        for record in reader:
            row = _row(reader.line_num, record)
            problems.extend(_problems(row, offices, seen))
            seen.add(row.staff_id)
            rows.append(row)
    except csv.Error:
        problems.append(RosterProblem("roster-unreadable", reader.line_num + 1, ""))
    return tuple(rows), tuple(problems)


def _row(line: int, record: dict[str, str | None]) -> RosterRow:
    values = {column: clean(record.get(column) or "", lines=False) for column in COLUMNS}
    return RosterRow(
        line=line,
        staff_id=values["staff_id"],
        name=values["name"],
        office=values["office"],
        role=values["role"].upper(),
        access=values["access"].lower() or "respondent",
        language=values["language"].lower() or "id",
    )


def _problems(row: RosterRow, offices: frozenset[str], seen: set[str]) -> Iterator[RosterProblem]:
    if not row.staff_id:
        yield RosterProblem("roster-empty", row.line, "staff_id")
    if row.staff_id in seen:
        yield RosterProblem("roster-twice", row.line, "staff_id", row.staff_id)
    if not row.name:
        yield RosterProblem("roster-empty", row.line, "name")
    if len(row.name) > NAME_LIMIT:
        yield RosterProblem("roster-too-long", row.line, "name")
    if row.office not in offices:
        yield RosterProblem("roster-office-unknown", row.line, "office", row.office)
    for column, allowed in (("role", ROLES), ("access", ACCESSES), ("language", LANGUAGES)):
        value = getattr(row, column)
        if value not in allowed:
            yield RosterProblem("roster-value-unknown", row.line, column, value)
