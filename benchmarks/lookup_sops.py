"""How well questions about SOPs are answered: the gold sets, by words alone and by meaning too."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.report import aligned
from knowledge.ask import ask
from knowledge.evaluate import Figures, evaluated, figures
from knowledge.library import Library, seed
from knowledge.meaning import WORKERS, Meaning, Vectors
from tests.knowledge.gold import gold_sets

HEADINGS = ("SOPs, %", "set", "questions", "first", "in three", "step", "accepted", "rejected")
STYLES = ("formal", "colloquial", "typo", "english", "mixed")
WANTED: Mapping[str, float] = {
    "first": 0.92,
    "in_three": 0.98,
    "step": 0.80,
    "accepted": 0.95,
    "rejected": 0.90,
}
WANTED_BY_STYLE = {"colloquial": 0.85, "english": 0.90}


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one set."""

    way: str
    set: str
    figures: Figures


def measure(meaning: Meaning | None) -> list[Measured]:
    """Every gold set that is here, by words and, with a model, by meaning too."""
    words = Library.of(seed())
    libraries = {"by words": words}
    if meaning is not None:
        vectors = Vectors(meaning)
        for _ in vectors.make(words.texts(), workers=WORKERS):
            pass
        libraries["by meaning too"] = words.compared(vectors)
    return [
        Measured(way, name, figures(evaluated(gold, partial(ask, library))))
        for way, library in libraries.items()
        for name, gold in gold_sets().items()
    ]


def table(found: Sequence[Measured]) -> str:
    rows = [
        (
            each.way,
            each.set,
            str(each.figures.questions),
            *(_shown(getattr(each.figures, name)) for name in WANTED),
            *(_shown(each.figures.first_by_style.get(style)) for style in STYLES),
        )
        for each in found
    ]
    return aligned([(*HEADINGS, *STYLES), *rows], 2)


def words(found: Sequence[Measured]) -> Iterator[str]:
    """What was wanted, and whether it was reached."""
    for each in found:
        measured = {name: getattr(each.figures, name) for name in WANTED}
        measured |= {style: each.figures.first_by_style.get(style) for style in WANTED_BY_STYLE}
        for name, bar in {**WANTED, **WANTED_BY_STYLE}.items():
            share = measured[name]
            if share is not None:
                reached = "reached" if share >= bar else "not reached"
                yield (
                    f"SOPs, {each.set}, {each.way}, {name}: {100 * share:.1f} %"
                    f" (wanted: {100 * bar:.0f}): {reached}"
                )


def _shown(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def report(meaning: Meaning | None) -> None:
    """The table on stdout, words on stderr."""
    found = measure(meaning)
    print(table(found))
    print(*words(found), sep="\n", file=sys.stderr)
