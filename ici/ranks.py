"""Ranks of units by column; equal values share the lowest rank, missing values have none."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def ascending(values: Floats) -> Floats:
    """(U, C) 1 for the smallest value of each column."""
    ranks = np.full(values.shape, np.nan)
    for column in range(values.shape[1]):
        here = ~np.isnan(values[:, column])
        there = values[here, column]
        ranks[here, column] = 1 + np.searchsorted(np.sort(there), there, side="left")
    return ranks


def best_first(scores: Floats) -> Floats:
    """(U, C) 1 for the highest score of each column."""
    return ascending(-scores)


def within_groups(scores: Floats, groups: Sequence[str]) -> Floats:
    """(U, C) 1 for the highest score of the unit's group; "" is no group and has no ranks."""
    ranks = np.full(scores.shape, np.nan)
    member = np.array(groups)
    for group in set(groups) - {""}:
        ranks[member == group] = best_first(scores[member == group])
    return ranks
