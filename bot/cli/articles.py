"""Problems and doubts of SOPs on the command line: as lines on stderr, and as JSON."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import typer

from bot.chat.articles import (
    doubt_line,
    doubt_message,
    problem_line,
    problem_message,
    problem_remedy,
)
from bot.settings import settings
from knowledge.importing import Doubt
from knowledge.problems import SopProblem


def say_problems(problems: Iterable[SopProblem]) -> None:
    for problem in problems:
        typer.echo(problem_line(settings().language, problem), err=True)


def say_doubts(doubts: Iterable[Doubt]) -> None:
    for doubt in doubts:
        typer.echo(doubt_line(settings().language, doubt), err=True)


def problem_json(problem: SopProblem) -> dict[str, Any]:
    language = settings().language
    place = {name: value for name, value in asdict(problem).items() if name != "details"}
    message, remedy = problem_message(language, problem), problem_remedy(language, problem)
    return place | {"message": message, "remedy": remedy}


def doubt_json(doubt: Doubt) -> dict[str, Any]:
    place = asdict(doubt.place) | {"cell": doubt.place.cell}
    message = doubt_message(settings().language, doubt)
    return {"code": doubt.code, "step": doubt.step, "key": doubt.key, **place, "message": message}
