"""`pandu sop publish`: a document or a draft becomes the present version of an SOP."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.articles import say_doubts, say_problems
from bot.cli.console import PROBLEM
from bot.cli.sop_drafts import publish_draft, read_draft
from knowledge.problems import Unreadable


def publish(
    file: Annotated[Path, typer.Argument(help=".md, as `sop import` writes; or .docx or .xlsx.")],
    code: Annotated[str, typer.Option(help="The code of the SOP, such as SOP-21.")] = "",
) -> None:
    """Make an SOP the present version, and say what is new; who used it lately is told."""
    try:
        draft = read_draft(file, code)
    except Unreadable as unreadable:
        say_problems(unreadable.problems)
        raise typer.Exit(PROBLEM) from None
    say_doubts(draft.doubts)
    publish_draft(file, draft)
