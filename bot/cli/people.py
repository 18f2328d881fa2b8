"""`pandu people import`: the roster of staff."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.access import Operator
from bot.cli.console import (
    FILE_LIMIT,
    PROBLEM,
    emit,
    file_content,
    opened_database,
    stop,
    words,
)
from bot.clock import utcnow
from bot.i18n import say
from bot.people import service
from bot.people.roster import RosterProblem
from bot.people.service import Imported
from bot.settings import settings

people = typer.Typer(help="The roster of staff.", no_args_is_help=True)


@people.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV in UTF-8, with a header row.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Add or change people from a CSV: staff_id,name,office,role,access,language.

    Who is absent from the file is listed, never removed. With any problem nothing is imported.
    """
    content = file_content(file)
    if len(content) > FILE_LIMIT:
        stop(PROBLEM, "cli.file_too_large", file=str(file), limit=FILE_LIMIT // 1_000_000)
    with opened_database() as database:
        found = database.write(
            lambda uow: service.import_roster(uow, Operator(), content, utcnow())
        )
    if as_json:
        emit(_result(found))
    else:
        _say(found)
    if found.problems:
        stop(PROBLEM, "cli.nothing_imported")


@people.callback()
def people_group() -> None:
    """The roster of staff."""


def _say(found: Imported) -> None:
    for problem in found.problems:
        words(f"roster.{problem.code}", **_place(problem))
    if not found.problems:
        words("cli.imported", added=found.added, changed=found.changed, unchanged=found.unchanged)
    if found.missing:
        words("cli.missing", people=", ".join(found.missing))


def _result(found: Imported) -> dict[str, Any]:
    return {
        "added": found.added,
        "changed": found.changed,
        "unchanged": found.unchanged,
        "missing": list(found.missing),
        "problems": [_problem(problem) for problem in found.problems],
    }


def _place(problem: RosterProblem) -> dict[str, Any]:
    return {"line": problem.line, "column": problem.column, "value": problem.value}


def _problem(problem: RosterProblem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "row": problem.line,
        "column": problem.column,
        "message": say(settings().language, f"roster.{problem.code}", **_place(problem)),
    }
