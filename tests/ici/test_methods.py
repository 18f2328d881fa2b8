"""Each method of a study by hand, and where it is not defined."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ici import normalise, treat
from ici.aggregate import NotPositive, aggregate, combine, method, power_mean
from ici.denominate import denominated
from ici.framework import Element, framework
from ici.impute import group_mean
from ici.ranks import best_first, within_groups
from ici.screen import available

NAN = math.nan


def column(*values: float) -> normalise.Floats:
    return np.array(values, dtype=np.float64)[:, None]


def equal(found: normalise.Floats, *wanted: float) -> bool:
    return np.allclose(found.ravel(), wanted, rtol=1e-12, equal_nan=True)


# Normalisation -------------------------------------------------------------------------------


def test_where_the_units_of_one_indicator_stand() -> None:
    values = column(2, 4, NAN, 4, 10)
    assert equal(normalise.minmax(values), 0, 25, NAN, 25, 100)
    assert equal(normalise.minmax(values, 1, 9), 1, 3, NAN, 3, 9)
    assert equal(normalise.rank(values), 1, 2, NAN, 2, 4)
    assert equal(normalise.borda(values), 0, 1, NAN, 1, 3)
    assert equal(normalise.percentile_rank(values), 0, 1 / 3, NAN, 1 / 3, 1)
    assert equal(normalise.distance_to_maximum(values), 0, 0.25, NAN, 0.25, 1)
    assert equal(normalise.distance_to_target(values, np.array([6.0])), 0, 0.5, NAN, 0.5, 2)
    assert equal(normalise.fraction_of_maximum(values), 0.2, 0.4, NAN, 0.4, 1)
    assert equal(normalise.scaled(values, 0, 5), 40, 80, NAN, 80, 200)
    assert equal(normalise.zscore(column(1, NAN, 3), 10, 2), 10 - 2**0.5, NAN, 10 + 2**0.5)


@pytest.mark.parametrize("truncated", [True, False])
def test_goalposts_both_ways(truncated: bool) -> None:
    direction = np.array([1.0, -1.0])
    posts = normalise.Goalposts(
        np.array([1.0, 1.0]),
        np.array([5.0, 5.0]),
        np.array([100.0, 10.0]),
        np.array([truncated] * 2),
    )
    values = normalise.turned(np.array([[2.0, 2.0], [6.0, 6.0]]), direction)
    found = normalise.goalposts(values, direction, posts)
    assert equal(found, 25, 7.5, *((100, 0) if truncated else (125, -2.5)))


def test_equal_values_and_none_at_all_have_no_score() -> None:
    values = np.array([[3.0, NAN], [3.0, NAN]])
    for way in (
        normalise.minmax,
        normalise.zscore,
        normalise.distance_to_maximum,
    ):
        assert np.isnan(way(values)).all()
    assert equal(normalise.rank(values), 1, NAN, 1, NAN)
    assert equal(normalise.percentile_rank(column(3, NAN)), NAN, NAN)
    assert equal(normalise.zscore(column(3, NAN)), NAN, NAN)


@given(st.lists(st.one_of(st.just(NAN), st.integers(-50, 50)), min_size=2, max_size=12))
def test_every_scale_keeps_the_order(values: list[float]) -> None:
    raw = column(*values)
    order = normalise.rank(raw)
    for way in (normalise.minmax, normalise.zscore, normalise.scaled, normalise.borda):
        found = way(raw)
        if not np.isnan(found).all():
            assert np.array_equal(normalise.rank(found), order, equal_nan=True)


# Ranks ---------------------------------------------------------------------------------------


def test_ranks_begin_with_the_best_and_ties_share() -> None:
    scores = column(5, 9, NAN, 9, 1)
    assert equal(best_first(scores), 3, 1, NAN, 1, 4)
    assert equal(within_groups(scores, ("a", "b", "a", "", "a")), 1, 1, NAN, NAN, 2)


# Aggregation ---------------------------------------------------------------------------------

ROW = np.array([[2.0, 8.0, NAN]])
WEIGHTS = np.array([3.0, 1.0, 5.0])


@pytest.mark.parametrize(
    ("name", "mean"),
    [
        ("amean", (3 * 2 + 8) / 4),
        ("gmean", (2**3 * 8) ** 0.25),
        ("hmean", 4 / (3 / 2 + 1 / 8)),
        ("power:-1", 4 / (3 / 2 + 1 / 8)),
        ("power:2", ((3 * 4 + 64) / 4) ** 0.5),
        ("power:0", (2**3 * 8) ** 0.25),
    ],
)
def test_means_over_what_is_there(name: str, mean: float) -> None:
    assert combine(method(name), ROW, WEIGHTS)[0] == pytest.approx(mean, rel=1e-12)


@pytest.mark.parametrize(("name", "end"), [("power:5000", 8.0), ("power:-5000", 2.0)])
def test_a_great_exponent_comes_near_the_outermost_value(name: str, end: float) -> None:
    assert combine(method(name), ROW, WEIGHTS)[0] == pytest.approx(end, rel=1e-3)


def test_zeros_and_nothing_have_a_mean_of_squares() -> None:
    values = np.array([[0.0, 0.0], [NAN, NAN], [0.0, 2.0]])
    assert equal(power_mean(values, np.array([1.0, 1.0]), 2), 0, NAN, 2**0.5)


@pytest.mark.parametrize("text", ["", "mean", "power", "power:", "power:x", "power:inf", "AMEAN"])
def test_other_names_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        method(text)


def test_copeland_counts_units_beaten_by_weight() -> None:
    # A beats B by weight 2 to 1; A and C are even; B and C share only the last: C wins.
    values = np.array([[3.0, 1.0], [2.0, 2.0], [NAN, 3.0], [NAN, NAN]])
    found = combine(method("copeland"), values, np.array([2.0, 1.0]))
    assert equal(found, 1 - 1, -1 - 1, 1 + 1, NAN)


def test_copeland_of_many_units_is_the_same_as_of_few() -> None:
    values = np.array([[float(number % 7), float(number % 5)] for number in range(600)])
    found = combine(method("copeland"), values, np.array([2.0, 1.0]))
    signs = np.sign(values[:, None, :] - values[None, :, :]) @ np.array([2.0, 1.0])
    assert np.array_equal(found, np.sign(signs).sum(axis=1))


TREE = framework(
    [
        Element("I", "", 3, 1),
        Element("D", "I", 2, 3),
        Element("E", "I", 2, 1),
        Element("d", "D", 1, 1),
        Element("e", "D", 1, 1),
        Element("f", "E", 1, 1),
    ]
)
CODES = [each.code for each in TREE.elements]


def test_scores_go_up_the_tree_one_method_a_level() -> None:
    values = np.array([[4.0, 9.0, 2.0], [4.0, NAN, 2.0], [NAN, NAN, 2.0], [NAN, NAN, NAN]])
    scores = aggregate(TREE, values, [method("gmean"), method("amean")])
    assert equal(scores[:, CODES.index("D")], 6, 4, NAN, NAN)
    assert equal(scores[:, CODES.index("I")], (3 * 6 + 2) / 4, (3 * 4 + 2) / 4, 2, NAN)


def test_a_parent_needs_the_share_of_its_children() -> None:
    values = np.array([[4.0, NAN, 2.0]])
    mean = [method("amean")] * 2
    assert equal(aggregate(TREE, values, mean, 0.5)[:, CODES.index("D")], 4)
    assert equal(aggregate(TREE, values, mean, 0.51)[:, CODES.index("D")], NAN)
    assert equal(aggregate(TREE, values, mean, 0.51)[:, CODES.index("I")], NAN)


@pytest.mark.parametrize(
    ("name", "value"),
    [("gmean", 0), ("hmean", 0), ("hmean", -1), ("power:0.5", -1), ("power:2", -1)],
)
def test_a_mean_without_meaning_is_refused_with_its_place(name: str, value: float) -> None:
    values = np.array([[1.0, 1.0, 1.0], [1.0, value, 1.0]])
    with pytest.raises(NotPositive) as refused:
        aggregate(TREE, values, [method(name), method("amean")])
    assert (refused.value.parent, refused.value.child, refused.value.row) == ("D", "e", 1)


@given(
    st.lists(st.floats(0.1, 100), min_size=1, max_size=6),
    st.floats(-4, 4).filter(lambda p: abs(p) > 0.01),
    st.floats(0.01, 3),
)
def test_a_greater_exponent_gives_no_smaller_mean(
    values: list[float], p: float, more: float
) -> None:
    row, weights = np.array([values]), np.ones(len(values))
    lower, upper = power_mean(row, weights, p)[0], power_mean(row, weights, p + more)[0]
    assert lower <= upper * (1 + 1e-9)
    assert min(values) * (1 - 1e-9) <= lower <= max(values) * (1 + 1e-9)


# Preparation ---------------------------------------------------------------------------------


def test_only_named_columns_are_denominated() -> None:
    values = np.array([[10.0, 3.0], [4.0, NAN]])
    assert equal(denominated(values, {0: np.array([5.0, 0.0])}), 2, 3, NAN, NAN)


def test_means_of_the_own_group_fill_in() -> None:
    values = np.array([[1.0, NAN], [3.0, NAN], [NAN, 5.0], [NAN, NAN], [NAN, 7.0]])
    found = group_mean(values, ("a", "a", "a", "", "b"))
    assert equal(found, 1, 5, 3, 5, 2, 5, NAN, NAN, NAN, 7)


def test_units_with_enough_data_are_kept() -> None:
    values = np.array([[1.0, NAN], [NAN, NAN], [1.0, 2.0]])
    assert available(values, 0.5).tolist() == [True, False, True]
    assert available(values, 0).all()


SPREAD = [float(number) for number in range(1, 21)]


def test_skewness_and_kurtosis_as_excel_has_them() -> None:
    # SKEW and KURT of 3, 4, 5, 2, 3, 4, 5, 6, 4, 7 in Excel's own documentation
    values = np.array([3.0, 4, 5, 2, 3, 4, 5, 6, 4, 7])
    assert treat.skewness(values) == pytest.approx(0.359543, abs=1e-6)
    assert treat.kurtosis(values) == pytest.approx(-0.151799637, abs=1e-9)


def test_an_outlier_is_drawn_in_and_the_rest_untouched() -> None:
    assert equal(treat.treated(column(*SPREAD, 500)), *SPREAD, 20)
    assert equal(treat.treated(column(*SPREAD, -500)), *SPREAD, 1)
    assert equal(treat.treated(column(*SPREAD, NAN)), *SPREAD, NAN)


def test_what_five_points_cannot_mend_becomes_a_logarithm() -> None:
    values = [2.0**number for number in range(60)] + [NAN]
    known = values[:-1]
    found = treat.treated(column(*values)).ravel()
    shift = -min(known) + (max(known) - min(known)) / 100
    assert np.allclose(found[:-1], [math.log(value + shift) for value in known])
    assert math.isnan(found[-1])


@pytest.mark.parametrize("values", [(1, 2, 900), (4, 4, 4, 4, 4), (NAN, NAN)])
def test_too_few_or_equal_values_are_left_alone(values: tuple[float, ...]) -> None:
    assert equal(treat.treated(column(*values)), *values)


def test_one_outlier_among_equals_cannot_be_drawn_in() -> None:
    found = treat.treated(column(*[4.0] * 9, 100)).ravel()
    assert np.isfinite(found).all()
    assert found[-1] > found[0]
