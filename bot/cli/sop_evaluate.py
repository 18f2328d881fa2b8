"""`pandu sop evaluate`: how well questions with known answers are answered."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from bot.cli.console import PROBLEM, emit, file_content, stop, words
from bot.cli.sop_library import open_library
from bot.i18n import say
from bot.settings import settings
from knowledge.ask import ask
from knowledge.evaluate import Figures, Gold, evaluated, figures

SHARES = {
    "first": "cli.sop_share.first",
    "in_three": "cli.sop_share.in_three",
    "step": "cli.sop_share.step",
    "accepted": "cli.sop_share.accepted",
    "rejected": "cli.sop_share.rejected",
}


def evaluate(
    file: Annotated[Path, typer.Argument(help="Questions with their answers, as JSON lines.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say how often the right SOP and step come first, and how often what fits none is declined."""
    gold = tuple(_gold(file))
    library = open_library()
    found = figures(evaluated(gold, lambda text: ask(library, text)))
    if as_json:
        emit({"file": file.name, "meaning": library.space is not None} | asdict(found))
        return
    words("cli.sop_evaluated", file=file.name, count=found.questions)
    for line in _lines(found):
        typer.echo(line)


def _gold(file: Path) -> Iterator[Gold]:
    """Every line that is wrong is named."""
    wrong = False
    for number, line in enumerate(file_content(file).splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield Gold.model_validate_json(line)
        except ValidationError:
            words("cli.sop_gold_wrong", file=file.name, line=number)
            wrong = True
    if wrong:
        stop(PROBLEM, "cli.sop_gold_refused", file=file.name)


def _lines(found: Figures) -> Iterator[str]:
    language = settings().language
    for name, key in SHARES.items():
        yield f"{_shown(getattr(found, name))}  {say(language, key)}"
    for style, share in found.first_by_style.items():
        yield f"{_shown(share)}  {say(language, 'cli.sop_share.style', style=style)}"
    for wanted, came in found.reasons.items():
        counted = ", ".join(f"{reason} {count}" for reason, count in came.items())
        yield f"{wanted} → {counted}"


def _shown(share: float | None) -> str:
    return "    –" if share is None else f"{share:5.3f}"
