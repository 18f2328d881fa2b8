"""How many choices a constraint allows, and which only alone, found by trying it in the engine."""

import pytest

from flows.answers import Problem
from flows.engine import answer, record, start
from flows.prompts import LONG, PickMany
from flows.xform import Form
from tests.support.forms import form
from tests.support.people import NOW

ALONE = "not(selected(., 'none') and count-selected(.) > 1)"


def asked(constraint: str, count: int = 5, message: str = "") -> Form:
    """A choice of `count` letters and `none`, under this constraint; a limit is asked before."""
    letters = "\n".join(f"| l | c{n} | Pilihan {n} |" for n in range(count))
    return form(
        f"""
        | type              | name | label | constraint   | constraint_message |
        | integer           | top  | Batas |              |                    |
        | select_multiple l | a    | Apa?  | {constraint} | {message}          |
        """,
        f"| list_name | name | label |\n{letters}\n| l | none | Tidak ada |",
    )


def given(constraint: str, count: int = 5, top: str = "3") -> PickMany:
    with_form = asked(constraint, count)
    turn = answer(with_form, start(with_form, NOW).interview, "/data/top", top, NOW)
    assert turn.prompt is not None
    assert isinstance(turn.prompt.input, PickMany)
    return turn.prompt.input


@pytest.mark.parametrize(
    ("constraint", "alone", "least", "most"),
    [
        (ALONE, {"none"}, 0, None),
        ("not(selected(., 'none')) or . = 'none'", {"none"}, 0, None),
        ("if(selected(., 'c0') or selected(., 'none'), count-selected(.) = 1, true())",
         {"c0", "none"}, 0, None),
        (f"{ALONE} and count-selected(.) <= 3", {"none"}, 0, 3),
        ("if(selected(., 'none'), . = 'none', count-selected(.) >= 2)", {"none"}, 2, None),
        ("count-selected(.) <= 3", set(), 0, 3),
        ("count-selected(.) >= 2 and count-selected(.) < 4", set(), 2, 3),
        ("count-selected(.) = 4", set(), 4, 4),
        ("count-selected(.) <= 1", set(), 0, 1),
        ("count-selected(.) <= ${top}", set(), 0, 3),
        ("string-length(.) < 8", set(), 0, 2),
        # What sizes do not tell: left to the constraint itself.
        ("true()", set(), 0, None),
        ("false()", set(), 0, None),
        ("count-selected(.) != 2", set(), 0, None),
        ("count-selected(.) mod 2 = 1", set(), 0, None),
        ("selected(., 'c2')", set(), 0, None),
        ("not(selected(., 'c1') and selected(., 'c2'))", set(), 0, None),
        ("not(selected(., 'c0') and selected(., 'none'))", set(), 0, None),

        ("${top} > 5", set(), 0, None),
    ],
)  # fmt: skip
def test_what_a_constraint_says(
    constraint: str, alone: set[str], least: int, most: int | None
) -> None:
    found = given(constraint)
    assert (found.exclusive, found.least, found.most) == (frozenset(alone), least, most)


@pytest.mark.parametrize("constraint", [ALONE, "count-selected(.) <= 3"])
def test_of_very_many_choices_nothing_is_tried(constraint: str) -> None:
    tried, long = given(constraint, 39), given(constraint, 40)
    assert tried.exclusive or tried.most
    assert (long.exclusive, long.least, long.most) == (frozenset(), 0, None)


def test_the_bound_follows_the_answer_it_depends_on() -> None:
    assert given("count-selected(.) <= ${top}", top="2").most == 2
    assert given("count-selected(.) <= ${top}", top="6").most is None


def test_trying_leaves_no_trace() -> None:
    found = asked(ALONE)
    turn = answer(found, start(found, NOW).interview, "/data/top", "3", NOW)
    assert "/data/a" not in turn.interview.values
    done = record(found, turn.interview, "/data/a", "c1 c2", NOW)
    assert done.interview.values["/data/a"] == "c1 c2"


@pytest.mark.parametrize(
    ("constraint", "typed", "problem"),
    [
        ("count-selected(.) <= 2", "1 3 5", Problem("choices-over", {"most": "2"})),
        ("count-selected(.) >= 3", "1 3", Problem("choices-under", {"least": "3"})),
        (ALONE, "1 6", Problem("choice-alone", {"alone": "Tidak ada"})),
        ("selected(., 'c0')", "2", Problem("constraint")),
    ],
)
def test_a_refusal_says_the_number(constraint: str, typed: str, problem: Problem) -> None:
    found = asked(constraint)
    begun = answer(found, start(found, NOW).interview, "/data/top", "3", NOW).interview
    turn = answer(found, begun, "/data/a", typed, NOW)
    assert turn.problem == problem
    assert turn.interview == begun


def test_the_words_of_the_form_stay_with_the_refusal() -> None:
    found = asked("count-selected(.) <= 2", message="Cukup dua.")
    begun = answer(found, start(found, NOW).interview, "/data/top", "3", NOW).interview
    turn = answer(found, begun, "/data/a", "1 2 3", NOW)
    assert turn.problem == Problem("choices-over", {"most": "2", "message": "Cukup dua."})


def test_ticking_follows_the_list_and_lets_go_of_what_does_not_fit() -> None:
    many = given(ALONE)
    assert many.ticked(("c3",), "c1") == ("c1", "c3")
    assert many.ticked(("c1", "c3"), "none") == ("none",)
    assert many.ticked(("none",), "c1") == ("c1",)
    one = given("count-selected(.) <= 1")
    assert one.ticked(("c3",), "c1") == ("c1",)
    assert not many.is_long
    assert given(ALONE, LONG).is_long
