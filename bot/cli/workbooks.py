"""A questionnaire file named on the command line: read with what lies beside it, and told about."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import file_content, words
from bot.questionnaires import service
from bot.questionnaires.words import problem_line
from bot.settings import settings
from flows.xlsform import Checked, is_file_name

Workbook = Annotated[Path, typer.Argument(help="A questionnaire: .xlsx .xls .csv .md or .xml.")]
Attached = Annotated[
    list[Path] | None,
    typer.Option(
        "--attach",
        help="A list, picture or sound that the form names and that lies elsewhere; repeatable.",
    ),
]


def checked_file(file: Path, source: bytes, attach: list[Path] | None) -> Checked:
    """The workbook with what is attached, and what it names of the files beside it."""
    given = {path.name: file_content(path) for path in attach or ()}
    checked = service.check_workbook(source, file.name, given)
    beside = {
        name: file_content(file.parent / name)
        for name in checked.files
        if name not in given and is_file_name(name) and (file.parent / name).is_file()
    }
    return service.check_workbook(source, file.name, given | beside) if beside else checked


def say_problems(checked: Checked) -> None:
    for problem in checked.problems:
        typer.echo(problem_line(settings().language, problem), err=True)
    if checked.ok:
        words("cli.form_ok", name=checked.form_id, version=checked.version)
