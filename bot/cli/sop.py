"""`pandu sop`: the library of SOPs."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.articles import problem_json, say_problems
from bot.cli.console import PROBLEM, emit, file_content, opened_database, stop, words
from bot.cli.sop_evaluate import evaluate
from bot.cli.sop_import import import_
from bot.cli.sop_publish import publish
from bot.cli.sop_search import search
from bot.clock import utcnow
from knowledge.articles import Sop
from knowledge.body import from_json
from knowledge.check import check as check_library
from knowledge.check import check_sources
from knowledge.library import Alias, seed
from knowledge.problems import SopProblem

sop = typer.Typer(help="The library of SOPs.", no_args_is_help=True)
sop.command("import")(import_)
sop.command("publish")(publish)


@sop.command()
def check(
    path: Annotated[
        list[Path] | None,
        typer.Argument(help="SOPs in Markdown, or folders of such; else the library itself."),
    ] = None,
    now: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day to check reviews by, if not today."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List broken references, gaps, clashing names and overdue reviews, with place and remedy."""
    today = (now or utcnow().astimezone(UTC)).date()
    sops, aliases = _library()
    if path:
        files = {str(each): file_content(each) for each in _files(path)}
        count, problems = check_sources(files, today, sops.values())
    else:
        count, problems = len(sops), check_library(sops, today, aliases)
    ok = all(problem.severity != "error" for problem in problems)
    if as_json:
        found = [problem_json(problem) for problem in problems]
        emit({"sops": count, "ok": ok, "problems": found})
    else:
        _say(count, problems)
    if not ok:
        raise typer.Exit(PROBLEM)


sop.command()(search)
sop.command()(evaluate)


@sop.callback()
def sop_group() -> None:
    """The library of SOPs."""


def _library() -> tuple[dict[str, Sop], tuple[Alias, ...]]:
    """What the database answers with, by code; what comes with the product where it is empty."""
    with opened_database() as database, database.read() as uow:
        stored = {row.code: from_json(row.body) for row in uow.sops.current()}
        aliases = tuple(Alias(row.text, row.sop) for row in uow.sops.aliases())
    return stored or {each.code: each for each in seed()}, aliases


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        found = sorted(path.glob("*.md")) if path.is_dir() else [path]
        if not found:
            stop(PROBLEM, "cli.sop_none", folder=str(path))
        yield from found


def _say(count: int, problems: tuple[SopProblem, ...]) -> None:
    say_problems(problems)
    severities = Counter(problem.severity for problem in problems)
    errors, warnings = severities["error"], severities["warning"]
    words("cli.sop_checked", count=count, errors=errors, warnings=warnings)
