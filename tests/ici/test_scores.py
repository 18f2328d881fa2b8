"""The first index: by hand, by properties, and equal to a plain loop over the formula."""

import math
from dataclasses import replace
from random import Random
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ici.framework import BrokenFramework, Element, Framework, framework
from ici.scores import Floats, Rules, Scorecard, score

NAN = math.nan
TREE = framework(
    [
        Element("ICI", "", 3, 1),
        Element("D1", "ICI", 2, 0.75),
        Element("D2", "ICI", 2, 0.25),
        Element("D1.1", "D1", 1, 0.5, 1, 1, 5),
        Element("D1.2", "D1", 1, 0.3, 1, 1, 5),
        Element("D1.3", "D1", 1, 0.2, -1, 1, 5),
        Element("D2.1", "D2", 1, 1, 1, 0, 10),
    ]
)


RULES = Rules()


class Answers(NamedTuple):
    """What `score` takes, as plain lists: people × indicators."""

    levels: list[list[float]]
    asked: list[list[bool]]
    required: list[list[float]]
    office: list[int]
    offices: int


def scored(answers: Answers, tree: Framework = TREE, rules: Rules = RULES) -> Scorecard:
    shape = (len(answers.office), len(tree.indicators))
    return score(
        tree,
        np.array(answers.levels, dtype=np.float64).reshape(shape),
        np.array(answers.asked, dtype=np.bool_).reshape(shape),
        np.array(answers.required, dtype=np.float64).reshape(shape),
        np.array(answers.office, dtype=np.int64),
        answers.offices,
        rules,
    )


def alike(rows: list[list[float]], asked: list[bool] | None = None) -> Answers:
    """People of one office, asked the same, nothing required."""
    asked = asked or [True] * len(TREE.indicators)
    required = [[NAN] * len(TREE.indicators)] * len(rows)
    return Answers(rows, [asked] * len(rows), required, [0] * len(rows), 1)


def same(left: Floats, right: object) -> bool:
    return np.allclose(left, np.array(right, dtype=np.float64), rtol=1e-12, equal_nan=True)


# By hand -------------------------------------------------------------------------------------


def test_a_person_by_hand() -> None:
    card = scored(alike([[3, 5, 2, 4]]))
    # s = 50, 100, 75 (mirrored) and 40
    assert same(card.persons, [[0.5 * 50 + 0.3 * 100 + 0.2 * 75, 40]])
    assert card.answered.tolist() == card.asked.tolist() == [[3, 1]]


def test_weights_rescale_over_what_is_answered() -> None:
    card = scored(alike([[3, 5, NAN, NAN]]))
    assert same(card.persons, [[(0.5 * 50 + 0.3 * 100) / 0.8, NAN]])
    assert card.answered.tolist() == [[2, 0]]


def test_two_thirds_answered_are_enough_and_less_is_not() -> None:
    two, one = scored(alike([[3, 5, NAN, 4], [3, NAN, NAN, 4]])).persons[:, 0]
    assert two == pytest.approx(55 / 0.8)
    assert math.isnan(one)


@pytest.mark.parametrize("third", range(1, 40))
def test_exactly_two_thirds_is_enough_for_any_number(third: int) -> None:
    codes = [f"D1.{number}" for number in range(3 * third)]
    tree = framework(
        [
            Element("ICI", "", 3, 1),
            Element("D1", "ICI", 2, 1),
            *(Element(code, "D1", 1, 1, 1, 1, 5) for code in codes),
        ]
    )
    enough, short = [3.0] * 2 * third + [NAN] * third, [3.0] * (2 * third - 1) + [NAN] * (third + 1)
    asked = [[True] * 3 * third] * 2
    answers = Answers([enough, short], asked, [[NAN] * 3 * third] * 2, [0, 0], 1)
    card = scored(answers, tree)
    assert same(card.persons, [[50], [NAN]])


def test_what_the_role_is_not_asked_neither_counts_nor_is_missed() -> None:
    asked = [True, True, False, False]
    card = scored(alike([[3, 5, 5, 9], [3, NAN, 5, 9]], asked))
    assert same(card.persons, [[55 / 0.8, NAN], [NAN, NAN]])
    assert card.answered.tolist() == [[2, 0], [1, 0]]
    assert card.asked.tolist() == [[2, 0], [2, 0]]


def test_gaps_and_the_required_level_of_the_role() -> None:
    answers = Answers(
        levels=[[3, 5, 2, NAN]],
        asked=[[True, True, False, True]],
        required=[[4, 2, 5, 6]],
        office=[0],
        offices=1,
    )
    card = scored(answers)
    assert same(card.gaps, [[-1, 3, NAN, NAN]])
    assert same(card.required, [[(0.5 * 75 + 0.3 * 25) / 0.8, 60]])


def test_an_office_by_hand() -> None:
    rows: list[list[float]] = [[1, 1, 5, 0], [2, 2, 4, 5], [3, 3, 3, 5], [4, 4, 2, 5], [5, 5, 1, 5]]
    card = scored(alike(rows))
    assert same(card.dimensions, [[50, 40]])
    assert same(card.index, [0.75 * 50 + 0.25 * 40])
    assert (card.n.tolist(), card.suppressed.tolist()) == ([5], [False])


def test_a_dimension_of_four_scores_is_not_shown_and_the_index_does_without_it() -> None:
    rows: list[list[float]] = [[3, 3, 3, NAN], *[[3.0, 3.0, 3.0, 5.0]] * 4]
    card = scored(alike(rows))
    assert card.dimension_n.tolist() == [[5, 4]]
    assert same(card.dimensions, [[50, NAN]])
    assert same(card.index, [50])


def test_an_office_of_four_is_suppressed_whole() -> None:
    answers = Answers([[3, 3, 3, 5]] * 4, [[True] * 4] * 4, [[4, 4, 4, 4]] * 4, [1] * 4, 3)
    card = scored(answers)
    assert card.suppressed.tolist() == [True, True, True]
    assert card.n.tolist() == [0, 4, 0]
    for hidden in (card.dimensions, card.index, card.office_gaps):
        assert np.isnan(hidden).all()


def test_office_gaps_are_means_of_five_or_more() -> None:
    rows: list[list[float]] = [[level, 2, 3, 5] for level in (1, 2, 3, 4, 5)]
    answers = alike(rows)._replace(required=[[4, 3, NAN, 7]] * 4 + [[4, NAN, NAN, 7]])
    card = scored(answers)
    assert card.gap_n.tolist() == [[5, 4, 0, 5]]
    assert same(card.office_gaps, [[-1, NAN, NAN, -2]])


def test_nobody_and_no_office() -> None:
    card = scored(Answers([], [], [], [], 0))
    assert card.persons.shape == (0, 2)
    assert card.dimensions.shape == (0, 2)
    assert card.index.shape == (0,)


def test_indicators_that_do_not_fit_are_refused() -> None:
    tree = framework([replace(each, upper=None) for each in TREE.elements])
    with pytest.raises(BrokenFramework) as refused:
        scored(alike([[1, 1, 1, 1]]), tree)
    assert {fault.code for fault in refused.value.faults} == {"bounds-missing"}


def test_arrays_that_do_not_fit_are_refused() -> None:
    good = np.ones((2, 4))
    asked = np.ones((2, 4), dtype=np.bool_)
    with pytest.raises(ValueError, match="levels"):
        score(TREE, good[:, :3], asked, good, np.array([0, 0]), 1)
    for office in ([0, 1], [0, -1]):
        with pytest.raises(ValueError, match="office"):
            score(TREE, good, asked, good, np.array(office), 1)


# In general ----------------------------------------------------------------------------------

LEVELS = st.sampled_from([NAN, 1.0, 2.0, 3.0, 3.5, 4.0, 5.0])
OFFICES = 3


@st.composite
def many_answers(draw: st.DrawFn) -> Answers:
    people, width = draw(st.integers(0, 24)), len(TREE.indicators)

    def rows(cells: st.SearchStrategy[float]) -> list[list[float]]:
        row = st.lists(cells, min_size=width, max_size=width)
        return draw(st.lists(row, min_size=people, max_size=people))

    asked = [[bool(cell) for cell in row] for row in rows(st.sampled_from([0.0, 1.0, 1.0, 1.0]))]
    office = st.lists(st.integers(0, OFFICES - 1), min_size=people, max_size=people)
    return Answers(rows(LEVELS), asked, rows(LEVELS), draw(office), OFFICES)


rules = st.builds(Rules, st.sampled_from([0.0, 0.5, 2 / 3, 1.0]), st.integers(1, 6))


@given(many_answers(), st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(answers: Answers, chance: Random) -> None:
    order = list(range(len(answers.office)))
    chance.shuffle(order)
    mixed = Answers(
        [answers.levels[each] for each in order],
        [answers.asked[each] for each in order],
        [answers.required[each] for each in order],
        [answers.office[each] for each in order],
        answers.offices,
    )
    before, after = scored(answers), scored(mixed)
    assert same(before.persons[order], after.persons)
    assert same(before.dimensions, after.dimensions)
    assert same(before.index, after.index)
    assert same(before.office_gaps, after.office_gaps)


@given(many_answers(), rules)
def test_nothing_of_fewer_than_the_rule_is_shown(answers: Answers, rules: Rules) -> None:
    card = scored(answers, rules=rules)
    assert (card.suppressed == (card.n < rules.min_n)).all()
    assert np.isnan(card.dimensions[card.dimension_n < rules.min_n]).all()
    assert np.isnan(card.office_gaps[card.gap_n < rules.min_n]).all()
    assert np.isnan(card.index[card.suppressed]).all()
    assert np.isnan(card.dimensions[card.suppressed]).all()
    assert (np.isnan(card.dimensions) == (card.dimension_n < rules.min_n)).all()


@given(many_answers(), st.floats(0.001, 1000))
def test_only_the_proportions_of_weights_matter(answers: Answers, factor: float) -> None:
    tree = framework([replace(each, weight=each.weight * factor) for each in TREE.elements])
    before, after = scored(answers), scored(answers, tree)
    assert same(before.persons, after.persons)
    assert same(before.index, after.index)


@given(many_answers())
def test_scores_stay_between_the_goalposts(answers: Answers) -> None:
    card = scored(answers)
    for values in (card.persons, card.dimensions, card.index, card.required):
        shown = values[~np.isnan(values)]
        assert (shown >= -1e-9).all()
        assert (shown <= 100 + 1e-9).all()


# Beside a plain loop -------------------------------------------------------------------------


def plain_mean(pairs: list[tuple[float, float]]) -> float:
    """Of (weight, value), over what is there."""
    there = [(weight, value) for weight, value in pairs if not math.isnan(value)]
    total = sum(weight for weight, _ in there)
    return sum(weight * value for weight, value in there) / total if total else NAN


def plain_score(element: Element, level: float) -> float:
    assert element.lower is not None
    assert element.upper is not None
    share = (level - element.lower) / (element.upper - element.lower) * 100
    return share if element.direction == 1 else 100 - share


def plain_person(answers: Answers, person: int, dimension: str, rules: Rules) -> float:
    pairs, asked = [], 0
    for column, code in enumerate(TREE.indicators):
        element = TREE.element(code)
        if element.parent == dimension and answers.asked[person][column]:
            asked += 1
            level = answers.levels[person][column]
            if not math.isnan(level):
                pairs.append((element.weight, plain_score(element, level)))
    if not asked or len(pairs) / asked < rules.min_share:
        return NAN
    return plain_mean(pairs)


def plain_gap(answers: Answers, person: int, column: int) -> float:
    if not answers.asked[person][column]:
        return NAN
    return answers.levels[person][column] - answers.required[person][column]


def plain_office(values: list[float], rules: Rules) -> float:
    there = [value for value in values if not math.isnan(value)]
    return sum(there) / len(there) if len(there) >= rules.min_n else NAN


@given(many_answers(), rules)
def test_the_arrays_say_what_a_plain_loop_says(answers: Answers, rules: Rules) -> None:
    card = scored(answers, rules=rules)
    weights = [TREE.element(code).weight for code in TREE.dimensions]
    members = [
        [person for person, office in enumerate(answers.office) if office == each]
        for each in range(OFFICES)
    ]
    for office, people in enumerate(members):
        shown = []
        for column, dimension in enumerate(TREE.dimensions):
            scores = [plain_person(answers, person, dimension, rules) for person in people]
            assert same(card.persons[people, column], scores)
            shown.append(plain_office(scores, rules))
        assert same(card.dimensions[office], shown)
        assert same(card.index[office], plain_mean(list(zip(weights, shown, strict=True))))
        for column in range(len(TREE.indicators)):
            gaps = [plain_gap(answers, person, column) for person in people]
            assert same(card.gaps[people, column], gaps)
            assert same(card.office_gaps[office, column], plain_office(gaps, rules))
