"""Imputation: a missing value becomes the mean of the unit's group."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ici.normalise import ratio

Floats = NDArray[np.float64]


def group_mean(values: Floats, groups: Sequence[str]) -> Floats:
    """(U, I) with nan filled; it stays where the whole group lacks it, or the unit a group ("")."""
    found = values.copy()
    member = np.array(groups)
    for group in set(groups) - {""}:
        inside = values[member == group]
        here = ~np.isnan(inside)
        mean = ratio(np.where(here, inside, 0).sum(axis=0), here.sum(axis=0))
        found[member == group] = np.where(here, inside, mean)
    return found
