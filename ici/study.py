"""A study: any COINr-style tables through chosen methods to scores and ranks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ici import normalise
from ici.aggregate import Method, NotPositive, aggregate, method
from ici.denominate import denominated
from ici.impute import group_mean
from ici.ranks import best_first, within_groups
from ici.screen import available
from ici.study_tables import Data, Meta
from ici.tables import BadTables, Problem
from ici.treat import treated

Floats = NDArray[np.float64]

Normalisation = Literal[
    "minmax",
    "zscore",
    "rank",
    "prank",
    "goalposts",
    "dist2targ",
    "dist2max",
    "fracmax",
    "borda",
    "scaled",
]
# What two numbers mean, and are when none are given.
SCALES: Mapping[Normalisation, tuple[float, float]] = {
    "minmax": (0, 100),  # worst and best unit
    "zscore": (0, 1),  # mean and standard deviation
    "scaled": (0, 100),  # values that become 0 and 100
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is done, in this order; what is not set is left out."""

    denominate: bool = False
    impute: str | None = None  # a group column of iMeta
    screen: float | None = None  # share of indicators, 0-1
    treat: bool = False
    normalise: Normalisation = "minmax"
    scale: tuple[float, float] | None = None
    aggregate: tuple[Method, ...] = field(default=(method("amean"),))  # one, or one a level
    threshold: float = 0  # share of children, 0-1


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """U units that were kept × E elements in their order; indicators are normalised."""

    units: tuple[str, ...]
    names: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    prepared: Floats  # (U, I) before normalisation
    scores: Floats  # (U, E)
    ranks: Floats  # (U, E) 1 is best
    group_ranks: Mapping[str, Floats]
    left_out: tuple[str, ...]  # units with too few data
    undefined: tuple[str, ...]  # indicators with values that the normalisation has no score for


def study(meta: Meta, data: Data, recipe: Recipe) -> Results:
    """Scores and ranks of the units. Raises BadTables when the tables lack what is asked for."""
    problems = _lacking(meta, data, recipe)
    if problems:
        raise BadTables(problems)
    tree = meta.framework
    values, kept = _prepared(meta, data, recipe)
    found = normalised(meta, values, recipe)
    normal = np.where(np.isfinite(found), found, np.nan)
    methods = recipe.aggregate * (tree.levels - 1 if len(recipe.aggregate) == 1 else 1)
    try:
        scores = aggregate(tree, normal, methods, recipe.threshold)
    except NotPositive as refusal:
        raise BadTables([_not_positive(refusal, data, kept)]) from None
    groups = {name: _those(of, kept) for name, of in data.groups.items()}
    lost: NDArray[np.bool_] = np.asarray((~np.isnan(values) & np.isnan(normal)).any(axis=0))
    return Results(
        units=_those(data.units, kept),
        names=_those(data.names, kept),
        groups=groups,
        prepared=values,
        scores=scores,
        ranks=best_first(scores),
        group_ranks={name: within_groups(scores, of) for name, of in groups.items()},
        left_out=_those(data.units, ~kept),
        undefined=_those(tree.indicators, lost),
    )


def normalised(meta: Meta, values: Floats, recipe: Recipe) -> Floats:
    """(U, I) on the chosen scale, more is better."""
    direction = meta.direction
    better = normalise.turned(values, direction)
    first, second = recipe.scale or SCALES.get(recipe.normalise, (0, 0))
    targets = normalise.turned(meta.targets, direction)
    ways = {
        "minmax": lambda: normalise.minmax(better, first, second),
        "zscore": lambda: normalise.zscore(better, first, second),
        "rank": lambda: normalise.rank(better),
        "prank": lambda: normalise.percentile_rank(better),
        "goalposts": lambda: normalise.goalposts(better, direction, meta.goalposts),
        "dist2targ": lambda: normalise.distance_to_target(better, targets),
        "dist2max": lambda: normalise.distance_to_maximum(better),
        "fracmax": lambda: normalise.fraction_of_maximum(better),
        "borda": lambda: normalise.borda(better),
        "scaled": lambda: normalise.scaled(better, first, second),
    }
    return ways[recipe.normalise]()


def _prepared(meta: Meta, data: Data, recipe: Recipe) -> tuple[Floats, NDArray[np.bool_]]:
    """Values before normalisation (U', I), and which of the units they are (U,)."""
    values = data.values
    kept = np.full(len(values), fill_value=True)
    if recipe.denominate:
        codes = meta.framework.indicators
        sizes = {codes.index(code): data.denominators[n] for code, n in meta.denominators.items()}
        values = denominated(values, sizes)
    if recipe.impute is not None:
        values = group_mean(values, data.groups[recipe.impute])
    if recipe.screen is not None:
        kept = available(values, recipe.screen)
        values = values[kept]
    if not len(values):
        raise BadTables([Problem("none-left", "idata")])
    return (treated(values) if recipe.treat else values), kept


def _lacking(meta: Meta, data: Data, recipe: Recipe) -> list[Problem]:
    problems: list[Problem] = []
    if recipe.denominate:
        problems += _denominators(meta, data)
    if recipe.impute is not None and recipe.impute not in meta.groups:
        problems.append(Problem("group-unknown", "imeta", None, "Type", {"name": recipe.impute}))
    steps = meta.framework.levels - 1
    if len(recipe.aggregate) not in (1, steps):
        details = {"given": str(len(recipe.aggregate)), "expected": str(steps)}
        problems.append(Problem("methods", "imeta", None, "Level", details))
    posts = meta.goalposts
    if recipe.normalise == "goalposts":
        lacking = np.isnan(posts.lower) | np.isnan(posts.upper)
        problems += _of_indicators(meta, lacking, "goalposts-missing", "goalpost_lower")
    if recipe.normalise == "dist2targ":
        problems += _of_indicators(meta, np.isnan(meta.targets), "target-missing", "Target")
    return problems


def _of_indicators(meta: Meta, lacking: NDArray[np.bool_], code: str, column: str) -> list[Problem]:
    if lacking.all():  # said once
        return [Problem("column-missing", "imeta", 1, None, {"name": column})]
    return [
        Problem(code, "imeta", meta.rows[each], column, {"indicator": each})
        for each in _those(meta.framework.indicators, lacking)
    ]


def _denominators(meta: Meta, data: Data) -> list[Problem]:
    problems = [
        Problem("denominator-unknown", "imeta", meta.rows[code], "Denominator", {"name": name})
        for code, name in meta.denominators.items()
        if name not in data.denominators
    ]
    for name, sizes in data.denominators.items():
        for row, unit, size in zip(data.rows, data.units, sizes, strict=True):
            if size == 0:
                problems.append(Problem("denominator-zero", "idata", row, name, {"unit": unit}))
    return problems


def _not_positive(refusal: NotPositive, data: Data, kept: NDArray[np.bool_]) -> Problem:
    place = int(np.flatnonzero(kept)[refusal.row])
    details = {
        "method": refusal.method,
        "parent": refusal.parent,
        "child": refusal.child,
        "unit": data.units[place],
    }
    return Problem("not-positive", "idata", data.rows[place], None, details)


def _those(names: Sequence[str], wanted: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(name for name, want in zip(names, wanted, strict=True) if want)
