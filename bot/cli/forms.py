"""`pandu forms`: check, publish, list and export questionnaires."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.access import Operator
from bot.cli.console import (
    PROBLEM,
    emit,
    file_content,
    opened_database,
    replacing,
    stop,
    words,
)
from bot.cli.simulate import simulate
from bot.cli.walk import walk
from bot.cli.workbooks import Attached, Workbook, checked_file, say_problems
from bot.clock import utcnow
from bot.i18n import say
from bot.questionnaires import service
from bot.questionnaires.moving import move_all
from bot.questionnaires.preview import Preview, preview
from bot.questionnaires.words import change_line, outlook_lines, problem_message, problem_remedy
from bot.settings import settings
from flows.xlsform import FormProblem, export_xlsx
from storage.errors import Conflict

forms = typer.Typer(help="Questionnaires.", no_args_is_help=True)
forms.command()(walk)
forms.command()(simulate)


@forms.command()
def check(
    file: Workbook,
    attach: Attached = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List every problem of a workbook with sheet, row, column and remedy."""
    checked = checked_file(file, file_content(file), attach)
    if as_json:
        emit(
            {
                "file": file.name,
                "form_id": checked.form_id,
                "version": checked.version,
                "ok": checked.ok,
                "problems": [_problem(problem) for problem in checked.problems],
            }
        )
    else:
        say_problems(checked)
    if not checked.ok:
        raise typer.Exit(PROBLEM)


@forms.command()
def publish(
    file: Workbook,
    attach: Attached = None,
    migrate: Annotated[
        bool | None,
        typer.Option(
            "--migrate/--finish",
            help="Move interviews that are open in earlier versions to this one, or let them "
            "finish in theirs. Asked on a terminal; else they finish.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Publish a workbook as a new, immutable version, and say before what that changes."""
    source = file_content(file)
    checked = checked_file(file, source, attach)
    say_problems(checked)
    if not checked.ok:
        stop(PROBLEM, "cli.not_published")
    taken = {"name": checked.form_id, "version": checked.version}
    with opened_database() as database:
        with database.read() as uow:
            ahead = preview(uow, Operator(), service.version_of(checked, source), utcnow())
        if ahead.taken:
            stop(PROBLEM, "publish.taken", **taken)
        moving = _foreseen(ahead, migrate)
        try:
            done = database.write(
                lambda uow: service.publish(uow, Operator(), checked, source, utcnow())
            )
        except Conflict:
            stop(PROBLEM, "publish.taken", **taken)
        moved = move_all(database, Operator(), done.questionnaire, utcnow) if moving else 0
    key = "publish.known" if done.again else "publish.done"
    words(key, name=done.questionnaire.name, version=done.questionnaire.version)
    if ahead.outlook.interviews:
        words("publish.moved" if moving else "cli.not_moved", count=moved if moving else "")


def _foreseen(ahead: Preview, migrate: bool | None) -> bool:
    """Say what publishing changes; whether open interviews shall move."""
    language = settings().language
    for scored, key in ((True, "change.scored"), (False, "change.others")):
        found = [change for change in ahead.changes if change.scored is scored]
        if found:
            words(key)
        for change in found:
            _say(f"  {change_line(language, change)}")
    for line in outlook_lines(language, ahead.outlook):
        _say(line)
    if migrate is None and ahead.outlook.interviews and sys.stdin.isatty():
        return typer.confirm(say(language, "cli.move_open"), default=False, err=True)
    return bool(migrate)


@forms.command("list")
def list_() -> None:
    """What is published, the latest version of each."""
    with opened_database() as database, database.read() as uow:
        rows = service.published(uow, Operator())
    for row in rows:
        typer.echo(f"{row.name}\t{row.version}\t{row.title}\t{' '.join(row.audience)}")


@forms.command()
def export(
    name: Annotated[str, typer.Argument(help="The name (form_id), as in `forms list`.")],
    output: Annotated[Path, typer.Option("-o", help="The .xlsx to write.")],
) -> None:
    """Write a published questionnaire as an .xlsx for Excel, Kobo and ODK."""
    with opened_database() as database, database.read() as uow:
        row = service.latest(uow, Operator(), name)
    if row is None:
        stop(PROBLEM, "cli.questionnaire_unknown", name=name)
    kind = Path(row.source_name).suffix.lower()
    made = kind == ".md"
    wanted = ".xlsx" if made else kind
    if output.suffix.lower() != wanted:
        stop(PROBLEM, "cli.export_ending", file=row.source_name, ending=wanted)
    with replacing(output) as part:
        part.write_bytes(export_xlsx(row.source) if made else row.source)
    words("cli.written", file=str(output))


@forms.callback()
def forms_group() -> None:
    """Questionnaires."""


def _say(line: str) -> None:
    """A line that is in words already, on stderr like those of `words`."""
    typer.echo(line, err=True)


def _problem(problem: FormProblem) -> dict[str, Any]:
    language = settings().language
    return {
        "severity": problem.severity,
        "code": problem.code,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "message": problem_message(language, problem),
        "remedy": problem_remedy(language, problem),
    }
