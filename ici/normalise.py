"""Normalisation of indicators: units × indicators in, the same shape out, on one scale.

Values come turned by `turned`, so that more is better everywhere. nan is a missing value, and
what a method gives where it is not defined (min-max of equal values). The names and meanings
are COINr's (Becker et al. 2022, `Normalise`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ici.ranks import ascending

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Goalposts:
    """Each of (I,): `lower` and `upper` in the indicator's own unit, before any turning."""

    lower: Floats
    upper: Floats
    scale: Floats  # the score at the better post
    truncated: NDArray[np.bool_]  # whether scores stop at the posts


def turned(values: Floats, direction: Floats) -> Floats:
    """Values times 1 or -1 by indicator."""
    return values * direction


def minmax(values: Floats, low: float = 0, high: float = 100) -> Floats:
    """The worst unit at `low`, the best at `high`."""
    lowest, highest = _extremes(values)
    return ratio(values - lowest, highest - lowest) * (high - low) + low


def zscore(values: Floats, mean: float = 0, deviation: float = 1) -> Floats:
    """Mean and sample standard deviation as given."""
    here = ~np.isnan(values)
    n = here.sum(axis=0)
    centred = values - ratio(np.where(here, values, 0).sum(axis=0), n)
    variance = ratio(np.where(here, centred**2, 0).sum(axis=0), n - 1)
    return ratio(centred, np.sqrt(np.maximum(variance, 0))) * deviation + mean


def scaled(values: Floats, low: float = 0, high: float = 100) -> Floats:
    """`low` becomes 0 and `high` 100, whatever the data; `low` < `high`."""
    return (values - low) / (high - low) * 100


def rank(values: Floats) -> Floats:
    """1 for the worst unit; equal ones share the lowest rank."""
    return ascending(values)


def borda(values: Floats) -> Floats:
    """How many units are worse."""
    return ascending(values) - 1


def percentile_rank(values: Floats) -> Floats:
    """The share, 0-1, of the other units that are worse."""
    others = (~np.isnan(values)).sum(axis=0) - 1
    return ratio(borda(values), others)


def distance_to_maximum(values: Floats) -> Floats:
    """0 for the worst unit, 1 for the best."""
    return distance_to_target(values, _extremes(values)[1])


def distance_to_target(values: Floats, targets: Floats) -> Floats:
    """0 for the worst unit, 1 at the target (I,), more beyond it; targets are turned, too."""
    lowest, _ = _extremes(values)
    return 1 - ratio(targets - values, targets - lowest)


def fraction_of_maximum(values: Floats) -> Floats:
    """1 for the best unit, if values are positive; infinite, as in COINr, where the best is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return values / _extremes(values)[1]


def goalposts(values: Floats, direction: Floats, posts: Goalposts) -> Floats:
    """0 at the worse post, `posts.scale` at the better one; values turned, posts not."""
    lower, upper = turned(posts.lower, direction), turned(posts.upper, direction)
    worse, better = np.minimum(lower, upper), np.maximum(lower, upper)
    share = ratio(values - worse, better - worse)
    return np.where(posts.truncated, np.clip(share, 0, 1), share) * posts.scale


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """The quotient, nan where the denominator is 0."""
    shape = np.broadcast_shapes(np.shape(numerator), np.shape(denominator))
    found: Floats = np.divide(
        numerator, denominator, out=np.full(shape, np.nan), where=np.not_equal(denominator, 0)
    )
    return found


def _extremes(values: Floats) -> tuple[Floats, Floats]:
    """The least and greatest value of each indicator, nan where it has none."""
    return np.fmin.reduce(values), np.fmax.reduce(values)
