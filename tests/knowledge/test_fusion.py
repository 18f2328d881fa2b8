"""Scores of different kinds on one measure."""

import numpy as np

from knowledge.fusion import fuse, standard


def test_the_measure_does_not_depend_on_the_scale() -> None:
    scores = np.array([1, 2, 9], np.float32)
    assert np.allclose(standard(scores), standard(scores * 100 + 7), atol=1e-4)


def test_what_tells_nothing_apart_counts_nothing() -> None:
    same = np.full(3, 0.83, np.float32)
    other = np.array([0, 0, 1], np.float32)
    assert np.allclose(standard(same), 0)
    assert np.allclose(fuse([(0.5, same), (0.5, other)]), 0.5 * standard(other))
