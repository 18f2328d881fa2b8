"""Answers out: JSON lines, and CSV with the column names that Kobo gives."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from bot.access import Actor, require
from bot.chat.questionnaire import answers_of, form_of, interview_of
from bot.clock import written
from flows import engine
from flows.engine import Interview
from flows.xform import Form
from flows.xpath import At, Node
from storage.errors import NotFound
from storage.records import Person, Questionnaire, StoredInterview
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
    uow: UnitOfWork, actor: Actor, name: str
) -> tuple[tuple[str, ...], Iterator[dict[str, Any]]]:
    """All interviews of a questionnaire: its answer paths, and one row each, read as they are used.

    The paths are those of the newest version in form order, then what only older ones ask; of a
    repeat those of the instances that any interview has. In a row `answers` holds only relevant
    answers, `parked` the kept answers of closed branches and of what only an earlier version
    asked; both are as they were stored last,
    whatever became of the person since. Raises NotFound for an unknown name.
    """
    require(actor, "answers.export")
    versions = uow.questionnaires.versions(name)
    if not versions:
        raise NotFound(f"questionnaire {name}")
    forms = {version.id: form_of(version.xform) for version in reversed(versions)}
    counts = _most(uow, name) if any(form.repeats for form in forms.values()) else {}
    paths = dict.fromkeys(path for form in forms.values() for path in _columns(form, counts))
    by_id = {version.id: version for version in versions}
    return tuple(paths), _rows(uow, name, by_id, forms)


def _rows(
    uow: UnitOfWork, name: str, versions: Mapping[int, Questionnaire], forms: Mapping[int, Form]
) -> Iterator[dict[str, Any]]:
    moved = uow.moves.interviews()
    for stored in uow.interviews.of_questionnaire(name):
        row = _row(stored, uow.people.by_id(stored.person), versions[stored.questionnaire], forms)
        if stored.id in moved:
            row["parked"] = _left_behind(uow, stored, forms) | row["parked"]
        yield row


def _left_behind(
    uow: UnitOfWork, stored: StoredInterview, forms: Mapping[int, Form]
) -> dict[str, str]:
    """Answers to what only earlier versions asked, which the interview has moved from."""
    form, found = forms[stored.questionnaire], {}
    for move in uow.moves.of(stored.id):
        before = Interview.from_json(move.snapshot["interview"])
        after, then = interview_of(stored), move.moved_at
        found.update(engine.left_behind(forms[move.version], form, before, after, then))
    return found


def _most(uow: UnitOfWork, name: str) -> dict[str, int]:
    """Of every repeat, at every place, the most instances that any interview has."""
    found: dict[str, int] = {}
    for stored in uow.interviews.of_questionnaire(name):
        for path, count in interview_of(stored).repeats.items():
            found[path] = max(count, found.get(path, 0))
    return found


def _columns(form: Form, counts: Mapping[str, int]) -> Iterator[str]:
    """What `engine.answers` may hold: everything but the form's own meta block."""
    (top,) = form.root.children
    return (path for path in _leaves(top, (), counts) if not kobo_name(path).startswith("meta/"))


def _leaves(node: Node, at: At, counts: Mapping[str, int]) -> Iterator[str]:
    """The paths of all leaves below, one instance of a repeat after another."""
    for child in node.children:
        many = counts.get(child.set_at(at), 0) if child.repeats else 0
        places = [(*at, place) for place in range(1, many + 1)] if child.repeats else [at]
        for place in places:
            if child.children:
                yield from _leaves(child, place, counts)
            else:
                yield child.at(place)


def _row(
    stored: StoredInterview, person: Person, questionnaire: Questionnaire, forms: Mapping[int, Form]
) -> dict[str, Any]:
    form = forms[questionnaire.id]
    return {
        "interview": stored.id,
        "questionnaire": questionnaire.name,
        "version": questionnaire.version,
        "wave": stored.wave,
        "respondent": person.staff_id,
        "office": person.office if stored.office is None else stored.office,
        "role": person.role if stored.role is None else stored.role,
        "language": stored.language,
        "status": stored.status,
        "started_at": written(stored.started_at),
        "submitted_at": stored.submitted_at and written(stored.submitted_at),
        "answers": answers_of(form, stored),
        "parked": engine.parked(form, interview_of(stored), stored.touched_at),
        **({"corrected_at": written(stored.corrected_at)} if stored.corrected_at else {}),
    }


def write_jsonl(rows: Iterable[dict[str, Any]], out: TextIO) -> int:
    """One JSON object a line; returns how many."""
    count = 0
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def write_csv(paths: tuple[str, ...], rows: Iterable[dict[str, Any]], out: TextIO) -> int:
    """A table by RFC 4180 with Kobo's column names, answers as they are; returns how many rows."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*HEAD, *(kobo_name(path) for path in paths)])
    count = 0
    for row in rows:
        writer.writerow(_cells(paths, row))
        count += 1
    return count


def answers_file(uow: UnitOfWork, actor: Actor, name: str) -> tuple[bytes, int]:
    """The table as Excel reads it, and how many interviews it holds. Raises NotFound."""
    paths, rows = exported(uow, actor, name)
    out = io.StringIO(newline="")
    count = write_csv(paths, rows, out)
    return out.getvalue().encode("utf-8-sig"), count  # Excel needs the mark


def _cells(paths: tuple[str, ...], row: dict[str, Any]) -> Iterator[str]:
    for column in HEAD:
        yield "" if row[column] is None else str(row[column])
    for path in paths:
        yield row["answers"].get(path, "")


def kobo_name(path: str) -> str:
    """ "/data/g/q" is "g/q", "/data/rep[1]/q" is "rep[1]/q"."""
    return path.split("/", 2)[2]
