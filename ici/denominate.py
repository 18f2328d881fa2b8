"""Denomination: a size-dependent indicator divided by a measure of the unit's size."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ici.normalise import ratio

Floats = NDArray[np.float64]


def denominated(values: Floats, denominators: Mapping[int, Floats]) -> Floats:
    """(U, I) with column i divided by `denominators[i]` (U,); nan where that is 0."""
    found = values.copy()
    for column, denominator in denominators.items():
        found[:, column] = ratio(np.asarray(values[:, column]), denominator)
    return found
