"""The first index: fixed goalposts, person, office, dimension, index; nothing shown of a few.

The formula is in docs/method.md. Arrays are people × indicators; nan means unanswered or empty.
"""

from dataclasses import dataclass
from typing import Any

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
    inside = _Groups.of(_parents(framework), len(framework.dimensions))
    among = _Groups.of(office, offices)
    weights = _weights(framework, framework.indicators)
    asked_n = inside.sums(asked, axis=1)
    answered_n = inside.sums(~np.isnan(answers), axis=1)
    # A quotient and not a product: 4/6 and 2/3 are the same float, 6 * (2/3) need not be 4.
    enough = (asked_n > 0) & (answered_n / np.maximum(asked_n, 1) >= rules.min_share)
    persons = np.where(enough, _means(_scaled(framework, answers), weights, inside), np.nan)
    gaps = answers - needs
    dimensions, dimension_n = _office_means(persons, among, rules.min_n)
    office_gaps, gap_n = _office_means(gaps, among, rules.min_n)
    whole = _Groups.of(np.zeros(len(framework.dimensions), dtype=np.int64), 1)
    return Scorecard(
        framework=framework,
        persons=persons,
        answered=answered_n,
        asked=asked_n,
        required=_means(_scaled(framework, needs), weights, inside),
        gaps=gaps,
        n=among.n,
        suppressed=among.n < rules.min_n,
        dimensions=dimensions,
        dimension_n=dimension_n,
        index=_means(dimensions, _weights(framework, framework.dimensions), whole)[:, 0],
        office_gaps=office_gaps,
        gap_n=gap_n,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Groups:
    """Rows or columns that belong together, sorted once and summed often.

    Sums by matrix product would be as short, but BLAS then keeps every core of the bot busy.
    """

    n: Counts  # (G,) how many
    order: Counts  # (M,) the members of the first group, of the second, ...

    @staticmethod
    def of(group: Counts, groups: int) -> "_Groups":
        return _Groups(np.bincount(group, minlength=groups), np.argsort(group, kind="stable"))

    def sums(self, values: NDArray[np.generic], axis: int) -> NDArray[Any]:
        """The groups in place of their members on `axis`; of truths, how many are true."""
        kind = np.int64 if values.dtype == np.bool_ else np.float64
        filled = self.n > 0  # reduceat knows no empty group
        start = (np.cumsum(self.n) - self.n)[filled]
        sums = np.add.reduceat(np.take(values, self.order, axis), start, axis, dtype=kind)
        if filled.all():
            return sums
        shape = (len(self.n), values.shape[1]) if axis == 0 else (values.shape[0], len(self.n))
        found = np.zeros(shape, dtype=kind)
        found[filled if axis == 0 else (slice(None), filled)] = sums
        return found


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


def _parents(framework: Framework) -> Counts:
    """(I,) the number of each indicator's dimension."""
    place = {code: number for number, code in enumerate(framework.dimensions)}
    return np.array([place[framework.element(code).parent] for code in framework.indicators])


def _scaled(framework: Framework, levels: Floats) -> Floats:
    """(P, I) levels between the goalposts as 0-100; where more is worse, mirrored."""
    elements = [framework.element(code) for code in framework.indicators]
    lower = np.array([each.lower for each in elements], dtype=np.float64)
    upper = np.array([each.upper for each in elements], dtype=np.float64)
    mirrored = np.array([each.direction < 0 for each in elements])
    zero, full = np.where(mirrored, upper, lower), np.where(mirrored, lower, upper)
    scaled: Floats = (levels - zero) / (full - zero) * 100
    return scaled


def _means(values: Floats, weights: Floats, groups: _Groups) -> Floats:
    """(R, G) weighted means of columns (C,) by group, over what is not nan; nan without weight."""
    here = ~np.isnan(values)
    total = groups.sums(here * weights, axis=1)
    sums = groups.sums(np.where(here, values, 0) * weights, axis=1)
    means: Floats = np.divide(sums, total, out=np.full(total.shape, np.nan), where=total > 0)
    return means


def _office_means(values: Floats, offices: _Groups, min_n: int) -> tuple[Floats, Counts]:
    """(O, C) means over persons and how many persons; nan where fewer than `min_n`."""
    here = ~np.isnan(values)
    n: Counts = offices.sums(here, axis=0)
    sums = offices.sums(np.where(here, values, 0), axis=0)
    shown = (n >= min_n) & (n > 0)
    means: Floats = np.divide(sums, n, out=np.full(n.shape, np.nan), where=shown)
    return means, n
