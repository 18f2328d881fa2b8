"""One ranking from several: scores of different kinds brought to one measure and added."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def standard(scores: Floats) -> Floats:
    """How far each score stands out from the collection, in standard deviations."""
    spread = float(scores.std())
    if spread < 1e-6:
        return np.zeros_like(scores)
    standing: Floats = (scores - scores.mean()) / np.float32(spread)
    return standing


def fuse(kinds: Iterable[tuple[float, Floats]]) -> Floats:
    """The weighted sum of standard scores; each item is a weight and the scores of all passages."""
    parts = [np.float32(weight) * standard(scores) for weight, scores in kinds]
    together: Floats = np.sum(parts, axis=0, dtype=np.float32)
    return together
