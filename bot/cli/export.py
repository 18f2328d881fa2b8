"""`pandu export answers` and `pandu export submissions`."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.access import Operator
from bot.cli.console import PROBLEM, note_reading, opened_database, replacing, stop, words
from bot.interviews.export import exported, write_csv, write_jsonl
from bot.interviews.submissions import submissions as submitted
from storage.errors import NotFound

export = typer.Typer(help="What was answered, for other programs.", no_args_is_help=True)


class Format(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"


@export.command()
def answers(
    questionnaire: Annotated[str, typer.Option(help="Its name (form_id), as in `forms list`.")],
    output: Annotated[Path, typer.Option("-o", help="The file to write.")],
    format: Annotated[  # noqa: A002 - the option's name
        Format, typer.Option(help="A table for Excel, or one JSON object a line.")
    ] = Format.CSV,
) -> None:
    """All interviews of a questionnaire, open and submitted."""
    # Excel reads UTF-8 only with the mark at the start.
    encoding = "utf-8-sig" if format is Format.CSV else "utf-8"
    with opened_database() as database:
        with database.read() as uow:
            try:
                paths, rows = exported(uow, Operator(), questionnaire)
            except NotFound:
                stop(PROBLEM, "cli.questionnaire_unknown", name=questionnaire)
            with (
                replacing(output) as part,
                part.open("w", encoding=encoding, newline="") as file,
            ):
                if format is Format.CSV:
                    count = write_csv(paths, rows, file)
                else:
                    count = write_jsonl(rows, file)
        note_reading(database, "answers.export", questionnaire)
    words("cli.exported", count=count, file=str(output))


@export.command()
def submissions(
    questionnaire: Annotated[str, typer.Option(help="Its name (form_id), as in `forms list`.")],
    output: Annotated[Path, typer.Option("-o", help="The folder to write to.")],
) -> None:
    """Each submitted interview as an XML file that ODK and KoboToolbox take."""
    with opened_database() as database:
        with database.read() as uow:
            try:
                files = submitted(uow, Operator(), questionnaire)
            except NotFound:
                stop(PROBLEM, "cli.questionnaire_unknown", name=questionnaire)
            count = _written(files, output)
        note_reading(database, "submissions.export", questionnaire)
    words("cli.exported", count=count, file=str(output))


def _written(files: Iterator[tuple[str, bytes]], folder: Path) -> int:
    """Write each file whole, in the order given; how many."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(PROBLEM, "cli.file_unwritable", file=str(folder), reason=error.strerror or "")
    count = 0
    for name, content in files:
        with replacing(folder / name) as part:
            part.write_bytes(content)
        count += 1
    return count


@export.callback()
def export_group() -> None:
    """What was answered, for other programs."""
