"""The whole first index from arrays, beside the same in pandas and in polars.

Run with: python -m benchmarks.index. The table goes to stdout, words go to stderr. Every version
begins with what it likes best (arrays, a wide frame) and ends with the index of every office;
before anything is timed, all have to agree to 1e-9.
"""

import argparse
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped,unused-ignore]
import polars as pl
from numpy.typing import NDArray

from benchmarks.index_peers import Found, InPandas, InPolars
from ici.framework import Element, Framework, framework
from ici.scores import Scorecard, score

Floats = NDArray[np.float64]

PEOPLE, ITEMS, OFFICES = 3000, 120, 60
DIMENSIONS = 10
RUNS = 15
AIM_MS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """Arrays as the bot fills them."""

    framework: Framework
    levels: Floats  # (P, I) 1-5, nan unanswered
    asked: NDArray[np.bool_]  # (P, I)
    required: Floats  # (P, I)
    office: NDArray[np.int64]  # (P,)
    offices: int


# All that a scorecard holds, and so all that every contestant computes.
FIGURES = (
    *("persons", "answered", "asked", "required", "gaps"),
    *("n", "dimensions", "dimension_n", "index", "office_gaps", "gap_n"),
)


def survey(people: int, items: int, offices: int, seed: int = 7) -> Survey:
    """A made-up survey: a tenth unanswered, a fifth not asked, offices of three and of five."""
    draw = np.random.default_rng(seed)
    size = (people, items)
    levels = draw.integers(1, 6, size).astype(np.float64)
    levels[draw.random(size) < 0.1] = np.nan
    office = draw.integers(0, max(1, offices - 2), people)
    office[:3], office[3:8] = offices - 1, offices - 2
    levels[3, ::DIMENSIONS] = np.nan  # the first dimension of an office of five
    return Survey(
        framework=_tree(items),
        levels=levels,
        asked=draw.random(size) < 0.8,
        required=draw.integers(1, 6, size).astype(np.float64),
        office=office.astype(np.int64),
        offices=offices,
    )


def _tree(items: int) -> Framework:
    dimensions = [Element(f"D{n}", "ICI", 2, 1 + n / 10) for n in range(DIMENSIONS)]
    indicators = [
        Element(f"i{n:03}", f"D{n % DIMENSIONS}", 1, 1 + n % 4, 1, 1, 5) for n in range(items)
    ]
    return framework([Element("ICI", "", 3, 1), *dimensions, *indicators])


def contestants(of: Survey) -> dict[str, Callable[[], object]]:
    """Each by name, after all have been found to agree."""
    given = (of.framework, of.levels, of.asked, of.required, of.office, of.offices)
    pandas, polars = InPandas(*given), InPolars(*given)
    ours = score(*given)
    agree(ours, pandas())
    agree(ours, polars())
    return {
        "ici (numpy)": lambda: score(*given),
        f"pandas {pd.__version__}": pandas,
        f"polars {pl.__version__}": polars,
    }


def agree(ours: Scorecard, theirs: Found) -> None:
    """AssertionError where they differ by more than 1e-9, or in what is shown."""
    for name in FIGURES:
        wanted, found = _floats(getattr(ours, name)), _floats(theirs[name])
        np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12, err_msg=name)


def _floats(figures: Any) -> Floats:
    """Of any contestant's kind; a missing one is nan."""
    if isinstance(figures, pl.DataFrame | pl.Series):
        figures = figures.cast(pl.Float64).fill_null(float("nan"))
    return np.asarray(figures, dtype=np.float64)


def measure(named: dict[str, Callable[[], object]], runs: int) -> dict[str, list[float]]:
    """Milliseconds of each run; the contestants take turns."""
    taken: dict[str, list[float]] = {name: [] for name in named}
    for _ in range(runs):
        for name, contestant in named.items():
            begun = perf_counter()
            contestant()
            taken[name].append((perf_counter() - begun) * 1000)
    return taken


def table(taken: dict[str, list[float]]) -> str:
    width = max(map(len, taken))
    lines = [
        f"| {'whole first index'.ljust(width)} | min ms | median ms | max ms |",
        f"|{'-' * (width + 2)}|-------:|----------:|-------:|",
    ]
    lines += [
        f"| {name.ljust(width)} | {min(each):6.1f} | {statistics.median(each):9.1f} |"
        f" {max(each):6.1f} |"
        for name, each in taken.items()
    ]
    return "\n".join(lines)


def words(taken: dict[str, list[float]]) -> list[str]:
    """The comparison in sentences; the first contestant is ours."""
    (_, mine), *others = taken.items()
    median = statistics.median(mine)
    lines = [f"all agree to 1e-9; aim: at most {AIM_MS} ms, median {median:.1f} ms"]
    for name, each in others:
        times = statistics.median(each) / median
        lines.append(f"{name} takes {times:.1f} times as long")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--items", type=int, default=ITEMS)
    parser.add_argument("--offices", type=int, default=OFFICES)
    parser.add_argument("--runs", type=int, default=RUNS)
    chosen = parser.parse_args()
    named = contestants(survey(chosen.people, chosen.items, chosen.offices))
    print(
        f"{chosen.people} people, {chosen.items} items, {chosen.offices} offices,"
        f" {chosen.runs} runs",
        file=sys.stderr,
    )
    taken = measure(named, chosen.runs)
    print(table(taken))
    print(*words(taken), sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main()
