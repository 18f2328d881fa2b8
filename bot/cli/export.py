"""`pandu export answers`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.access import Operator
from bot.cli.console import opened_database, words
from bot.interviews.export import exported, write_csv, write_jsonl

export = typer.Typer(help="What was answered, for other programs.", no_args_is_help=True)


class Format(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"


@export.command()
def answers(
    questionnaire: Annotated[str, typer.Option(help="Name (form_id).")],
    output: Annotated[Path, typer.Option("-o")],
    format: Annotated[Format, typer.Option()] = Format.CSV,  # noqa: A002 - the option's name
) -> None:
    """All interviews of a questionnaire, open and submitted."""
    with opened_database() as database, database.read() as uow:
        paths, rows = exported(uow, Operator(), questionnaire)
    # Excel reads UTF-8 only with the mark at the start.
    encoding = "utf-8-sig" if format is Format.CSV else "utf-8"
    with output.open("w", encoding=encoding, newline="") as file:
        if format is Format.CSV:
            write_csv(paths, rows, file)
        else:
            write_jsonl(rows, file)
    words("cli.exported", count=len(rows), file=str(output))


@export.callback()
def export_group() -> None:
    """What was answered, for other programs."""
