"""Screening: units with too few data are left out."""

import numpy as np
from numpy.typing import NDArray


def available(values: NDArray[np.float64], threshold: float) -> NDArray[np.bool_]:
    """(U,) whether at least `threshold` (0-1) of the unit's indicators have a value."""
    kept: NDArray[np.bool_] = (~np.isnan(values)).mean(axis=1) >= threshold
    return kept
