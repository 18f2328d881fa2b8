"""The first index: fixed goalposts, person, office, dimension, index; nothing shown of a few.

The formula is in docs/method.md. Arrays are people × indicators; nan means unanswered or empty.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ici.framework import BrokenFramework, Framework, index_faults

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rules:
    """From which share of answers a person, and from how many persons an office has a score."""

    min_share: float = 2 / 3
    min_n: int = 5


@dataclass(frozen=True, slots=True, eq=False)
class Scorecard:
    """P people, I indicators, D dimensions, O offices; scores on 0-100, gaps in levels.

    The counts are true in suppressed offices too, so they are not for showing there.
    """

    framework: Framework
    persons: Floats  # (P, D)
    answered: Counts  # (P, D) indicators answered of those asked
    asked: Counts  # (P, D)
    required: Floats  # (P, D) the level that the role needs, as a score with the same weights
    gaps: Floats  # (P, I) level - required level
    n: Counts  # (O,) persons
    suppressed: Truths  # (O,) fewer than `min_n` persons
    dimensions: Floats  # (O, D)
    dimension_n: Counts  # (O, D) persons with a score
    index: Floats  # (O,)
    office_gaps: Floats  # (O, I) mean
    gap_n: Counts  # (O, I) persons with a gap


def score(
    framework: Framework,
    levels: Floats,
    asked: Truths,
    required: Floats,
    office: Counts,
    offices: int,
    rules: Rules = Rules(),
) -> Scorecard:
    """The first index of `levels` (P, I); `asked` and `required` by person, `office` 0..O-1.

    An answer to an indicator that the role is not asked does not count.
    Raises BrokenFramework when the tree has no three levels or an indicator no goalposts,
    ValueError when the arrays do not fit each other.
    """
    found = index_faults(framework)
    if found:
        raise BrokenFramework(found)
    _fit(len(framework.indicators), levels, asked, required, office, offices)
    answers = np.where(asked, levels, np.nan)
    needs = np.where(asked, required, np.nan)
    member = _membership(framework)
    asked_n = _count(asked, member)
    answered_n = _count(~np.isnan(answers), member)
    # A quotient and not a product: 4/6 and 2/3 are the same float, 6 * (2/3) need not be 4.
    enough = (asked_n > 0) & (answered_n / np.maximum(asked_n, 1) >= rules.min_share)
    weights = _weights(framework, framework.indicators)[:, None] * member
    persons = np.where(enough, _weighted(_scaled(framework, answers), weights), np.nan)
    gaps = answers - needs
    n = np.bincount(office, minlength=offices)
    dimensions, dimension_n = _office_means(persons, office, offices, rules.min_n)
    office_gaps, gap_n = _office_means(gaps, office, offices, rules.min_n)
    return Scorecard(
        framework=framework,
        persons=persons,
        answered=answered_n,
        asked=asked_n,
        required=_weighted(_scaled(framework, needs), weights),
        gaps=gaps,
        n=n,
        suppressed=n < rules.min_n,
        dimensions=dimensions,
        dimension_n=dimension_n,
        index=_weighted(dimensions, _weights(framework, framework.dimensions)[:, None])[:, 0],
        office_gaps=office_gaps,
        gap_n=gap_n,
    )


def _fit(
    indicators: int, levels: Floats, asked: Truths, required: Floats, office: Counts, offices: int
) -> None:
    shape = (len(office), indicators)
    for name, array in (("levels", levels), ("asked", asked), ("required", required)):
        if array.shape != shape:
            raise ValueError(f"{name} is {array.shape}, people × indicators are {shape}")
    if len(office) and not (office.min() >= 0 and office.max() < offices):
        raise ValueError(f"an office outside 0..{offices - 1}")


def _weights(framework: Framework, codes: tuple[str, ...]) -> Floats:
    return np.array([framework.element(code).weight for code in codes])


def _membership(framework: Framework) -> Floats:
    """(I, D) 1 where the indicator belongs to the dimension."""
    parents = np.array([framework.element(code).parent for code in framework.indicators])
    below: Truths = parents[:, None] == np.array(framework.dimensions)
    return below.astype(np.float64)


def _scaled(framework: Framework, levels: Floats) -> Floats:
    """(P, I) levels between the goalposts as 0-100; where more is worse, mirrored."""
    elements = [framework.element(code) for code in framework.indicators]
    lower = np.array([each.lower for each in elements], dtype=np.float64)
    upper = np.array([each.upper for each in elements], dtype=np.float64)
    mirrored = np.array([each.direction < 0 for each in elements])
    zero, full = np.where(mirrored, upper, lower), np.where(mirrored, lower, upper)
    scaled: Floats = (levels - zero) / (full - zero) * 100
    return scaled


def _count(truths: Truths, member: Floats) -> Counts:
    """(P, D) how many indicators of the dimension are true."""
    counts: Floats = truths.astype(np.float64) @ member
    return counts.astype(np.int64)


def _weighted(values: Floats, weights: Floats) -> Floats:
    """Means of `values` (R, C) by `weights` (C, G) over what is not nan; nan without weight."""
    here = ~np.isnan(values)
    total = here.astype(np.float64) @ weights
    sums = np.where(here, values, 0) @ weights
    means: Floats = np.divide(sums, total, out=np.full(total.shape, np.nan), where=total > 0)
    return means


def _office_means(
    values: Floats, office: Counts, offices: int, min_n: int
) -> tuple[Floats, Counts]:
    """(O, C) means over persons and how many persons; nan where fewer than `min_n`."""
    width = values.shape[1]
    cell = (office[:, None] * width + np.arange(width)).ravel()
    here = ~np.isnan(values).ravel()
    size = offices * width
    n = np.bincount(cell[here], minlength=size)
    sums = np.bincount(cell[here], weights=values.ravel()[here], minlength=size)
    shown = (n >= min_n) & (n > 0)
    means = np.divide(sums, n, out=np.full(size, np.nan), where=shown)
    return means.reshape(offices, width), n.reshape(offices, width)
