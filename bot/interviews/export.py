"""Answers out: JSON lines, and CSV with the column names that Kobo gives."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, TextIO

from bot.access import Operator, require
from bot.interviews.opened import Opened, open_interview
from flows import engine
from storage.errors import NotFound
from storage.records import Person
from storage.unit_of_work import UnitOfWork

HEAD = (
    "interview",
    "questionnaire",
    "version",
    "wave",
    "respondent",
    "office",
    "role",
    "language",
    "status",
    "started_at",
    "submitted_at",
)


def exported(
    uow: UnitOfWork, actor: Person | Operator, name: str
) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    """All interviews of a questionnaire: its answer paths in form order, and one row each.

    Raises NotFound for an unknown name. `answers` holds only relevant answers, `parked` the kept
    answers of closed branches.
    """
    require(actor, "answers.export")
    versions = uow.questionnaires.versions(name)
    if not versions:
        raise NotFound(f"questionnaire {name}")
    opened = [
        open_interview(uow, stored, stored.touched_at)
        for stored in uow.interviews.of_questionnaire(name)
    ]
    paths = dict.fromkeys(path for one in opened for path in one.form.leaves)
    return tuple(paths), [_row(one) for one in opened]


def _row(opened: Opened) -> dict[str, Any]:
    stored, person = opened.stored, opened.person
    now = opened.local(stored.touched_at)
    interview = opened.passage.interview
    return {
        "interview": stored.id,
        "questionnaire": opened.questionnaire.name,
        "version": opened.questionnaire.version,
        "wave": stored.wave,
        "respondent": person.staff_id,
        "office": stored.office or person.office,
        "role": stored.role if stored.role is not None else person.role,
        "language": stored.language,
        "status": stored.status,
        "started_at": _time(stored.started_at),
        "submitted_at": _time(stored.submitted_at),
        "answers": engine.answers(opened.form, interview, now),
        "parked": engine.parked(opened.form, interview, now),
    }


def _time(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def write_jsonl(rows: Iterable[dict[str, Any]], out: TextIO) -> None:
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_csv(paths: tuple[str, ...], rows: Iterable[dict[str, Any]], out: TextIO) -> None:
    """Kobo's names: group and question joined by a slash, without the root."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*HEAD, *(kobo_name(path) for path in paths)])
    for row in rows:
        writer.writerow(_cells(paths, row))


def _cells(paths: tuple[str, ...], row: dict[str, Any]) -> Iterator[str]:
    for column in HEAD:
        yield "" if row[column] is None else str(row[column])
    for path in paths:
        yield row["answers"].get(path, "")


def kobo_name(path: str) -> str:
    """ "/data/g/q" is "g/q"."""
    return path.split("/", 2)[2]
