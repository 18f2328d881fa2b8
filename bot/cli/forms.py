"""`pandu forms`: check, publish, list and export questionnaires."""

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
from bot.cli.walk import walk
from bot.clock import utcnow
from bot.i18n import say
from bot.questionnaires import service
from bot.settings import settings
from flows.xlsform import Checked, FormProblem, export_xlsx, is_file_name
from storage.errors import Conflict

Workbook = Annotated[Path, typer.Argument(help="A questionnaire: .xlsx .xls .csv .md or .xml.")]
Attached = Annotated[
    list[Path] | None,
    typer.Option(
        "--attach",
        help="A list, picture or sound that the form names and that lies elsewhere; repeatable.",
    ),
]

forms = typer.Typer(help="Questionnaires.", no_args_is_help=True)
forms.command()(walk)


@forms.command()
def check(
    file: Workbook,
    attach: Attached = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List every problem of a workbook with sheet, row, column and remedy."""
    checked = _checked(file, file_content(file), attach)
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
        _say_problems(checked)
    if not checked.ok:
        raise typer.Exit(PROBLEM)


@forms.command()
def publish(file: Workbook, attach: Attached = None) -> None:
    """Publish a workbook as a new, immutable version."""
    source = file_content(file)
    checked = _checked(file, source, attach)
    _say_problems(checked)
    if not checked.ok:
        stop(PROBLEM, "cli.not_published")
    with opened_database() as database:
        try:
            done = database.write(
                lambda uow: service.publish(uow, Operator(), checked, source, utcnow())
            )
        except Conflict:
            stop(PROBLEM, "cli.version_taken", name=checked.form_id, version=checked.version)
    key = "cli.published_before" if done.again else "cli.published"
    words(key, name=done.questionnaire.name, version=done.questionnaire.version)


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


def _checked(file: Path, source: bytes, attach: list[Path] | None) -> Checked:
    """The workbook with what is attached, and what it names of the files beside it."""
    given = {path.name: file_content(path) for path in attach or ()}
    checked = service.check_workbook(source, file.name, given)
    beside = {
        name: file_content(file.parent / name)
        for name in checked.files
        if name not in given and is_file_name(name) and (file.parent / name).is_file()
    }
    return service.check_workbook(source, file.name, given | beside) if beside else checked


def _say_problems(checked: Checked) -> None:
    for problem in checked.problems:
        words(f"form.severity.{problem.severity}", text=_sentence(problem))
    if checked.ok:
        words("form.ok", name=checked.form_id, version=checked.version)


def _sentence(problem: FormProblem) -> str:
    said = f"{_message(problem)} {_remedy(problem)}"
    if not problem.sheet:
        return said
    key = "form.place_sheet"
    if problem.row:
        key = "form.place" if problem.column else "form.place_row"
    names = {"sheet": problem.sheet, "row": problem.row, "column": problem.column}
    return f"{say(settings().language, key, **names)}: {said}"


def _message(problem: FormProblem) -> str:
    return say(settings().language, f"form.{problem.code}", **problem.details)


def _remedy(problem: FormProblem) -> str:
    return say(settings().language, f"form.{problem.code}.remedy", **problem.details)


def _problem(problem: FormProblem) -> dict[str, Any]:
    return {
        "severity": problem.severity,
        "code": problem.code,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "message": _message(problem),
        "remedy": _remedy(problem),
    }
