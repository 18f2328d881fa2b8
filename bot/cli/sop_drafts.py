"""Drafts of SOPs on the command line: read from a file, made the present version."""

from dataclasses import replace
from pathlib import Path

import typer

from bot.access import Operator
from bot.cli.articles import say_problems
from bot.cli.console import PROBLEM, file_content, opened_database, stop, words
from bot.clock import utcnow
from bot.settings import settings
from bot.sops.changes import change_lines
from bot.sops.publishing import (
    NotPublished,
    Published,
    completed,
    current_of,
    obstacle,
    problems_of,
    publish,
    seed_library,
)
from knowledge.articles import Sop
from knowledge.body import from_json
from knowledge.changes import changes
from knowledge.importing import Draft, read_document
from knowledge.markdown import read_source
from knowledge.problems import STOPPING
from storage.unit_of_work import UnitOfWork

_MARKDOWN = ".md"


def read_draft(file: Path, code: str = "") -> Draft:
    """What the file holds, under this code if one is given. Raises Unreadable."""
    source = file_content(file)
    if file.suffix.lower() == _MARKDOWN:
        draft = Draft(read_source(source, file.name), ())
    else:
        draft = read_document(file.name, source)
    if not code:
        return draft
    doubts = tuple(doubt for doubt in draft.doubts if doubt.code != "code-missing")
    return Draft(replace(draft.sop, code=code), doubts)


def publish_draft(file: Path, draft: Draft) -> tuple[Sop, Published]:
    """Make it the present version and say what is new; an unusable one ends the command.

    A document takes over what the version before knows beyond it; a draft in Markdown says all.
    """
    if not draft.sop.code:
        stop(PROBLEM, "cli.sop_without_code")
    with opened_database() as database:
        database.write(lambda uow: seed_library(uow, utcnow()))
        with database.read() as uow:
            is_whole = file.suffix.lower() == _MARKDOWN
            sop = draft.sop if is_whole else completed(uow, draft.sop)
            news, problems = _news(uow, sop), problems_of(uow, sop, utcnow().date())
        say_problems(problems)
        if any(problem.code in STOPPING for problem in problems):
            stop(PROBLEM, "cli.sop_not_published")
        for line in news:
            typer.echo(line, err=True)
        try:
            done = database.write(lambda uow: publish(uow, Operator(), sop, file.name, utcnow()))
        except NotPublished as refusal:
            stop(PROBLEM, refusal.obstacle.key, **refusal.obstacle.details)
    words("cli.sop_published", code=sop.code, version=sop.version, told=done.told)
    return sop, done


def _news(uow: UnitOfWork, sop: Sop) -> tuple[str, ...]:
    """What is new against the present version."""
    before = current_of(uow, sop.code)
    if before is None or obstacle(uow, sop) is not None:
        return ()
    return tuple(change_lines(settings().language, changes(from_json(before.body), sop)))
