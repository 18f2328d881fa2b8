"""`pandu sop publish`: a document or a draft becomes the present version of an SOP."""

from pathlib import Path
from typing import Annotated

import typer

from bot.access import Operator
from bot.cli.articles import say_doubts, say_problems
from bot.cli.console import PROBLEM, opened_database, stop, words
from bot.cli.sop_import import read_draft
from bot.clock import utcnow
from bot.settings import settings
from bot.sops.changes import change_lines
from bot.sops.publishing import completed, current_of, is_taken
from bot.sops.publishing import publish as publish_sop
from knowledge.articles import Sop
from knowledge.body import from_json
from knowledge.changes import changes
from knowledge.problems import Unreadable
from storage.errors import Conflict
from storage.unit_of_work import UnitOfWork


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
    if not draft.sop.code:
        stop(PROBLEM, "cli.sop_without_code")
    with opened_database() as database:
        with database.read() as uow:
            sop = completed(uow, draft.sop)
            _say_news(uow, sop)
        try:
            done = database.write(
                lambda uow: publish_sop(uow, Operator(), sop, file.name, utcnow())
            )
        except Conflict:
            stop(PROBLEM, "sops.draft.taken", sop=sop.code, version=sop.version)
    words("cli.sop_published", code=sop.code, version=sop.version, told=done.told)


def _say_news(uow: UnitOfWork, sop: Sop) -> None:
    """What is new against the present version."""
    before = current_of(uow, sop.code)
    if is_taken(uow, sop) or before is None:
        return
    for line in change_lines(settings().language, changes(from_json(before.body), sop)):
        typer.echo(line, err=True)
