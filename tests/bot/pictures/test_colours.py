"""Words stand out, and scores read without seeing colours."""

import math
from itertools import pairwise

import pytest

from bot.pictures.colours import ABSENT, MILD, PLAIN, STEPS, Ink, between, contrast, scored
from bot.pictures.figures import whole

LEAST = 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#FFFFFF", 21.0), ("#767676", "#FFFFFF", 4.54), ("#FF0000", "#FFFFFF", 4.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("ink", [PLAIN, MILD, ABSENT, *(scored(s) for s in range(101))])
def test_words_stand_out_on_every_background(ink: Ink) -> None:
    assert contrast(ink.colour, ink.behind) >= LEAST


def test_the_scale_goes_from_light_to_dark_in_steps_that_are_seen_without_colour() -> None:
    lightness = [contrast(step, "#000000") for step in STEPS]
    assert lightness == sorted(lightness, reverse=True)
    assert min(contrast(one, other) for one, other in pairwise(STEPS)) > 1.25


def test_the_colour_is_that_of_the_number_shown() -> None:
    scores = [tenth / 10 for tenth in range(1001)] + [math.nextafter(59.5, 0)]
    assert all(scored(s).behind == scored(int(whole(s))).behind for s in scores)
    assert {scored(s).behind for s in scores} == set(STEPS)
    assert scored(59.6).behind == scored(60).behind != scored(59.4).behind
    assert scored(-3) == scored(0)
    assert scored(140) == scored(100)


def test_colours_between_two_reach_both() -> None:
    assert between("#000000", "#FF8000", 2) == ["#000000", "#804000", "#FF8000"]
