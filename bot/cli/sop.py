"""`pandu sop`: the library of SOPs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.chat.articles import problem_line, problem_message, problem_remedy
from bot.cli.console import PROBLEM, emit, file_content, opened_database, stop, words
from bot.clock import utcnow
from bot.settings import settings
from knowledge.articles import Sop
from knowledge.body import from_json
from knowledge.check import check as check_library
from knowledge.check import check_sources
from knowledge.library import Alias, seed
from knowledge.problems import SopProblem

sop = typer.Typer(help="The library of SOPs.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


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
    as_json: Json = False,
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
        found = [_problem(problem) for problem in problems]
        emit({"sops": count, "ok": ok, "problems": found})
    else:
        _say(count, problems)
    if not ok:
        raise typer.Exit(PROBLEM)


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
    for problem in problems:
        typer.echo(problem_line(settings().language, problem), err=True)
    severities = Counter(problem.severity for problem in problems)
    errors, warnings = severities["error"], severities["warning"]
    words("cli.sop_checked", count=count, errors=errors, warnings=warnings)


def _problem(problem: SopProblem) -> dict[str, Any]:
    language = settings().language
    place = {name: value for name, value in asdict(problem).items() if name != "details"}
    message, remedy = problem_message(language, problem), problem_remedy(language, problem)
    return place | {"message": message, "remedy": remedy}
