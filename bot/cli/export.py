"""`pandu export answers` and `pandu export submissions`."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.access import Operator
from bot.cli.console import PROBLEM, note_reading, opened_database, replacing, stop, words
from bot.interviews.export import exported, write_csv, write_jsonl
from bot.interviews.submissions import Attached, Missing, Written
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
    """Each submitted interview as an XML file that ODK and KoboToolbox take, with its photos.

    A file of an answer that is gone or damaged is said, and the exit code is 1.
    """
    with opened_database() as database:
        with database.read() as uow:
            try:
                files = submitted(uow, Operator(), questionnaire)
            except NotFound:
                stop(PROBLEM, "cli.questionnaire_unknown", name=questionnaire)
            count, whole = _written(files, output)
        note_reading(database, "submissions.export", questionnaire)
    words("cli.exported", count=count, file=str(output))
    if not whole:
        raise typer.Exit(PROBLEM)


def _written(files: Iterator[Written], folder: Path) -> tuple[int, bool]:
    """Write each file whole, in the order given; how many interviews, and whether none lost a file.

    What was imported without its files is said and takes nothing away.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(PROBLEM, "cli.file_unwritable", file=str(folder), reason=error.strerror or "")
    count, whole = 0, True
    for each in files:
        if isinstance(each, Missing):
            words(f"cli.file_{each.reason}", interview=each.interview, name=each.name)
            whole = whole and each.reason == "elsewhere"
        elif isinstance(each, Attached):
            _write(folder / each.name, each.content)
        else:
            _write(folder / each[0], each[1])
            count += 1
    return count, whole


def _write(path: Path, content: bytes) -> None:
    with replacing(path) as part:
        part.write_bytes(content)


@export.callback()
def export_group() -> None:
    """What was answered, for other programs."""
