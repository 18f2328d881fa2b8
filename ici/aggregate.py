"""Aggregation up the tree: weighted means of children, or Copeland's comparison of units.

Weights are rescaled over the children that are there. Names are COINr's (`Aggregate`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ici.framework import Framework
from ici.normalise import ratio

Floats = NDArray[np.float64]
_EQUAL = 1e-12  # of the weights: sums in another order are not a victory
_BLOCK = 256  # units compared with all others at a time: bounds the memory

_MEANS = {"amean": 1.0, "gmean": 0.0, "hmean": -1.0}


@dataclass(frozen=True, slots=True)
class Method:
    """How children become a parent: the power mean of exponent `p`, or Copeland (None)."""

    name: str
    p: float | None


class NotPositive(Exception):  # noqa: N818 -- a refusal
    """A mean met a value that it is not defined for: `child` of `parent`, unit number `row`."""

    def __init__(self, method: str, parent: str, child: str, row: int) -> None:
        super().__init__(f"{method} of {parent}: {child} in unit {row}")
        self.method, self.parent, self.child, self.row = method, parent, child, row


def method(text: str) -> Method:
    """`amean`, `gmean`, `hmean`, `copeland` or `power:P`. ValueError otherwise."""
    if text == "copeland":
        return Method(text, None)
    kind, _, exponent = text.partition(":")
    p = float(exponent) if kind == "power" else _MEANS.get(text)
    if p is None or not np.isfinite(p):
        raise ValueError(text)
    return Method(text, p)


def aggregate(
    framework: Framework, values: Floats, methods: Sequence[Method], threshold: float = 0
) -> Floats:
    """(U, E) scores of all elements in their order, from those of the indicators (U, I).

    One method a level, from the indicators up. A parent is nan when less than `threshold` of
    its children (0-1, by number) are there. Raises NotPositive.
    """
    column = {each.code: number for number, each in enumerate(framework.elements)}
    scores = np.full((len(values), len(column)), np.nan)
    scores[:, [column[code] for code in framework.indicators]] = values
    for level, how in enumerate(methods, 2):
        for code in framework.on_level(level):
            children = framework.children(code)
            below = scores[:, [column[child] for child in children]]
            weights = np.array([framework.element(child).weight for child in children])
            here = ~np.isnan(below)
            enough = here.any(axis=1) & (here.mean(axis=1) >= threshold)
            below = np.where(enough[:, None], below, np.nan)
            _refuse(how, code, children, below)
            scores[:, column[code]] = combine(how, below, weights)
    return scores


def combine(how: Method, values: Floats, weights: Floats) -> Floats:
    """(U,) from values (U, C) and weights (C,)."""
    if how.p is None:
        return copeland(values, weights)
    return power_mean(values, weights, how.p)


def power_mean(values: Floats, weights: Floats, p: float) -> Floats:
    """(Σ w·x^p / Σ w)^(1/p); p = 1 arithmetic, 0 geometric, -1 harmonic."""
    here = ~np.isnan(values)
    share = ratio(here * weights, (here @ weights)[:, None])
    known = np.where(here, values, 1)
    means: Floats
    if p == 1:
        means = (share * known).sum(axis=1)
    elif p == 0:
        means = np.exp((share * np.log(known)).sum(axis=1))
    else:
        # Relative to the value that weighs most, so that no power overflows.
        most = (np.fmax if p > 0 else np.fmin).reduce(values, axis=1)
        most = np.where(most > 0, most, 1)
        relative = np.where(here, values / most[:, None], 1)
        means = most * (share * relative**p).sum(axis=1) ** (1 / p)
    return means


def copeland(values: Floats, weights: Floats) -> Floats:
    """Units beaten less units lost to; the heavier weight wins, over what both units have."""
    wins = np.empty(len(values))
    for start in range(0, len(values), _BLOCK):
        block = slice(start, start + _BLOCK)
        balance = np.zeros((len(values[block]), len(values)))
        for column, weight in zip(values.T, weights, strict=True):
            balance += weight * np.nan_to_num(np.sign(column[block, None] - column[None, :]))
        balance[np.abs(balance) <= _EQUAL * weights.sum()] = 0
        wins[block] = np.sign(balance).sum(axis=1)
    return np.where(np.isnan(values).all(axis=1), np.nan, wins)


def _refuse(how: Method, parent: str, children: Sequence[str], values: Floats) -> None:
    """Means of ratios and roots have no meaning below 0, some none at 0."""
    if how.p is None or how.p == 1:
        return
    bad = np.argwhere(values <= 0 if how.p <= 0 else values < 0)
    if len(bad):
        row, child = bad[0]
        raise NotPositive(how.name, parent, children[child], int(row))
