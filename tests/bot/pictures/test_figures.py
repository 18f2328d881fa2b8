"""Whole numbers, the same in pictures and texts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.figures import whole


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0, "0"), (0.49, "0"), (0.5, "1"), (61.5, "62"), (62.5, "63"), (99.5, "100"), (-0.2, "0")],
)
def test_halves_go_upwards(value: float, shown: str) -> None:
    assert whole(value) == shown


def test_the_last_digits_of_a_sum_do_not_turn_a_half_down() -> None:
    weighted = 0.1 * 3 + 62.2  # 62.5, in floating point 62.50000000000001 or 62.499999999999993
    assert whole(weighted) == whole(math.nextafter(62.5, 0)) == "63"


@given(st.floats(0, 100))
def test_the_number_is_the_nearest(value: float) -> None:
    assert abs(int(whole(value)) - value) <= 0.5 + 1e-9


def test_what_is_not_a_number_is_no_score() -> None:
    with pytest.raises(ValueError):
        whole(math.nan)
