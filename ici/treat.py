"""Treatment of outliers: Winsorise, and if that is not enough, take the logarithm.

The rule is COINr's default (`Treat`): an indicator passes when its absolute skewness is below 2
or its kurtosis below 3.5, both as Excel computes them (type 2 of Joanes and Gill 1998).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SKEWNESS, KURTOSIS = 2.0, 3.5
FEWEST = 4  # values that a kurtosis needs


def treated(values: Floats, most: int = 5) -> Floats:
    """(U, I) with outliers treated; at most `most` points of an indicator are Winsorised."""
    found = values.copy()
    for column in range(values.shape[1]):
        here = ~np.isnan(values[:, column])
        found[here, column] = _treated(values[here, column], most)
    return found


def passes(values: Floats) -> bool:
    """Whether the values (n,), n >= 4 and not all equal, need no treatment."""
    return abs(skewness(values)) < SKEWNESS or kurtosis(values) < KURTOSIS


def skewness(values: Floats) -> float:
    n = len(values)
    centred = values - values.mean()
    plain = np.sqrt(n) * (centred**3).sum() / (centred**2).sum() ** 1.5
    return float(plain * np.sqrt(n * (n - 1)) / (n - 2))


def kurtosis(values: Floats) -> float:
    """In excess of the normal distribution's."""
    n = len(values)
    centred = values - values.mean()
    plain = n * (centred**4).sum() / (centred**2).sum() ** 2
    return float(((n + 1) * (plain - 3) + 6) * (n - 1) / ((n - 2) * (n - 3)))


def winsorised(values: Floats, most: int) -> Floats:
    """Values (n,) whose outermost points are drawn to the next ones until they pass.

    Points that are tied move together, so that one more than `most` may move.
    """
    found = values.copy()
    high = low = 0
    while high + low < most and np.ptp(found) > 0 and not passes(found):
        if skewness(found) >= 0:
            outer = found == found.max()
            found[outer] = found[~outer].max()
            high = int(outer.sum())
        else:
            outer = found == found.min()
            found[outer] = found[~outer].min()
            low = int(outer.sum())
    return found


def logarithm(values: Floats) -> Floats:
    """log(x - min + (max - min)/100), defined for any sign."""
    logarithms: Floats = np.log(values - values.min() + np.ptp(values) / 100)
    return logarithms


def _treated(values: Floats, most: int) -> Floats:
    if len(values) < FEWEST or np.ptp(values) == 0 or passes(values):
        return values
    drawn = winsorised(values, most)
    return drawn if np.ptp(drawn) > 0 and passes(drawn) else logarithm(values)
