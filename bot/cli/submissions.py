"""`pandu submissions import`: what was collected with KoboToolbox or ODK."""

import errno
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.access import Operator
from bot.cli.console import PROBLEM, emit, opened_database, stop, words
from bot.clock import utcnow
from bot.i18n import say
from bot.interviews.intake import Done, Intake
from bot.settings import settings
from flows.submissions import (
    ANSWERS,
    MAX_FILE,
    FileProblem,
    Found,
    Place,
    Sent,
    Unusable,
    is_wanted,
    read_files,
    refuse_many,
    unpacked,
)
from storage.database import Database

MOST_PROBLEMS = 1_000  # more are those of a wrong questionnaire

submissions = typer.Typer(help="What was collected elsewhere.", no_args_is_help=True)


@dataclass(slots=True)
class Taken:
    added: int = 0
    unchanged: int = 0
    problems: list[FileProblem] = field(default_factory=list)


@submissions.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help=".xml .csv .xlsx .zip, or a folder of such.")],
    questionnaire: Annotated[
        str, typer.Option(help="Its name (form_id), where the file does not name it.")
    ] = "",
    respondent: Annotated[
        str, typer.Option(help="The field with the staff number, if not username or staff_id.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Take in submissions of KoboToolbox or ODK as interviews.

    A submission with a problem is left out, others are stored; the same one again changes nothing.
    """
    files = _files(file)
    intake = Intake(Operator(), questionnaire, respondent)
    with opened_database() as database:
        taken = _take(database, intake, read_files(files, file.name or str(file)))
    if as_json:
        emit(_result(taken))
    else:
        _say(taken)
    if taken.problems:
        raise typer.Exit(PROBLEM)


@submissions.callback()
def submissions_group() -> None:
    """What was collected elsewhere."""


# Files ---------------------------------------------------------------------------------------


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file to import; a CSV brings those of its repeats with it."""
    if not path.exists():
        reason = os.strerror(errno.ENOENT)
        stop(PROBLEM, "cli.file_unreadable", file=str(path), reason=reason)
    if path.is_dir():
        return _within(path)
    if path.suffix.lower() == ".zip":
        return _archived(path)
    paths = [path]
    if path.suffix.lower() == ".csv":
        paths += sorted(each for each in path.parent.glob("*.csv") if _is_repeat(each, path))
    return ((each.name, _content(each)) for each in paths)


def _is_repeat(path: Path, main: Path) -> bool:
    return path != main and path.name.startswith(f"{main.stem}-")


def _archived(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with path.open("rb") as file:
            yield from unpacked(file, path.name, MAX_FILE)
    except OSError as error:
        raise Unusable("file-unreadable", Place(path.name)) from error


def _within(folder: Path) -> Iterator[tuple[str, bytes]]:
    names = {str(each.relative_to(folder)): each for each in folder.rglob("*") if each.is_file()}
    wanted = {name: path for name, path in sorted(names.items()) if is_wanted(name)}
    size = sum(path.stat().st_size for path in wanted.values())
    refuse_many(len(wanted), size, Place(folder.name))
    for name, path in wanted.items():
        yield name, _content(path)


def _content(path: Path) -> bytes:
    """The file's bytes; of a file above the limit the first of them, still above it."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except OSError as error:
        raise Unusable("file-unreadable", Place(path.name)) from error


def _take(database: Database, intake: Intake, found: Iterator[Found]) -> Taken:
    """Each submission in a transaction of its own."""
    taken = Taken()
    for each in found:
        done = (each,) if isinstance(each, FileProblem) else _stored(database, intake, each)
        if done == "added":
            taken.added += 1
        elif done == "unchanged":
            taken.unchanged += 1
        else:
            taken.problems += done
        if len(taken.problems) > MOST_PROBLEMS:
            limit = {"limit": str(MOST_PROBLEMS)}
            taken.problems[MOST_PROBLEMS:] = [
                FileProblem("problems-too-many", taken.problems[-1].place, limit)
            ]
            break
    return taken


def _stored(database: Database, intake: Intake, sent: Sent) -> Done | tuple[FileProblem, ...]:
    return database.write(lambda uow: intake.take(uow, sent, utcnow()))


# Words ---------------------------------------------------------------------------------------


def _say(taken: Taken) -> None:
    for problem in taken.problems:
        sys.stderr.write(f"{_place(problem.place)}: {_message(problem)} {_remedy(problem)}\n")
    counts = {"added": taken.added, "unchanged": taken.unchanged}
    words("cli.submissions_taken", **counts, problems=len(taken.problems))


def _result(taken: Taken) -> dict[str, Any]:
    return {
        "added": taken.added,
        "unchanged": taken.unchanged,
        "problems": [_problem(problem) for problem in taken.problems],
    }


def _problem(problem: FileProblem) -> dict[str, Any]:
    place = problem.place
    return {
        "file": place.file,
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "code": problem.code,
        "message": _message(problem),
        "remedy": _remedy(problem),
    }


def _place(place: Place) -> str:
    if place.row is None:
        if place.column is None:
            return place.file
        return say(settings().language, "submission.place_field", **asdict(place))
    key = "submission.place_sheet" if place.sheet else "submission.place"
    key += "_cell" if place.column else "_row"
    return say(settings().language, key, **asdict(place))


def _message(problem: FileProblem) -> str:
    details = {"message": "", **problem.details}
    return say(settings().language, f"submission.{problem.code}", **details).rstrip()


def _remedy(problem: FileProblem) -> str:
    of = "answer" if problem.code in ANSWERS else problem.code
    return say(settings().language, f"submission.{of}.remedy", **problem.details)
