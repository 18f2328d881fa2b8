"""Whatever was answered and however the form changes: nothing is lost silently, or left wrong."""

import json
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from flows import Form, Interview, answers, parked, resume, review, start, state
from flows.engine import left_behind, migrate
from flows.xform import counterparts
from tests.flows.engine.test_properties import MOVES, NOW, moved
from tests.support.forms import form

SURVEY = """
    | type | name | label | relevant | constraint | calculation | choice_filter | default |required|
    | note | n | Halo ${t} | | | | | | |
    | select_one p | p | P | | | | | | yes |
    | begin_group | g | G | ${p} != 'x' | | | | | |
    | select_one c | c | C | | | | p = ${p} | c1 | |
    | select_multiple c | m | M | ${c} != '' | string-length(.) < 4 | | name != ${c} | | |
    | integer | i | I ${k} | | . < ${k} * 2 | | | 3 | ${p}='y' |
    | end_group | | | | | | | | |
    | decimal | d | D | ${i} > 1 | | | | | |
    | date | e | E | ${d} div ${i} > 1 | . <= today() | | | today() | |
    | text | t | T | | regex(., '[a-z]*') | | | | |
    | acknowledge | a | A ${q} | selected(${m}, 'c2') | | | | | |
    | calculate | k | | | | once(random() * 10) | | | |
    | calculate | q | | | | if(${i} > 1, ${e}, 1 div ${i}) | | | |
"""
CHOICES = """
    | list_name | name | label | p |
    | p         | x    | X     |   |
    | p         | y    | Y     |   |
    | c         | c1   | C1    | x |
    | c         | c2   | C2    | y |
    | c         | c3   | C3    | y |
"""
# What an author may do, each with what stands there before and after.
EDITS = (
    ("| . <= today() |", "| . < date('2020-01-01') |"),
    ("| ${i} > 1 | | | | | |", "| ${i} > 2 | | | | | |"),
    (
        "    | text | t | T | | regex(., '[a-z]*') | | | | |\n",
        "    | integer | t | T | | | | | | |\n",
    ),
    ("    | acknowledge | a | A ${q} | selected(${m}, 'c2') | | | | | |\n", ""),
    ("    | c         | c3   | C3    | y |\n", ""),
    ("| c1 | |", "| | yes |"),
    ("| begin_group | g | G | ${p} != 'x' |", "| begin_group | g | G | ${p} != 'y' |"),
    (
        "    | end_group | | | | | | | | |\n",
        "    | integer | z | Z | | . > 3 | | | | |\n    | end_group | | | | | | | | |\n",
    ),
    (
        "    | decimal | d | D |",
        "    | begin_group | h | H | | | | | | |\n    | text | d2 | D2 | | | | | | |\n    | end_group | | | | | | | | |\n    | decimal | d | D |",
    ),
    ("once(random() * 10)", "once(random() * 20)"),
    (
        "| select_multiple c | m | M | ${c} != '' | string-length(.) < 4 |",
        "| select_one c | m | M | ${c} != '' | |",
    ),
    ("| today() | |", "| | yes |"),
)


FORM = form(SURVEY, CHOICES)


@cache
def edited(chosen: frozenset[int]) -> Form:
    survey, choices = SURVEY, CHOICES
    for number in chosen:
        before, after = EDITS[number]
        assert before in survey + choices, before
        survey, choices = survey.replace(before, after), choices.replace(before, after)
    return form(survey, choices)


def walked(moves: list[tuple[str, object]], seed: int) -> Interview:
    turn = start(FORM, NOW, seed=seed)
    for move in moves:
        turn = moved(turn.interview, turn, move, FORM)
    return resume(FORM, turn.interview, NOW).interview


@settings(max_examples=40, deadline=None)
@given(st.lists(MOVES, max_size=25), st.integers(0, 2**63))
def test_the_same_form_changes_nothing(moves: list[tuple[str, object]], seed: int) -> None:
    before = walked(moves, seed)
    after = migrate(FORM, FORM, before, NOW)
    assert after.unchanged
    assert after.interview == before


@settings(max_examples=80, deadline=None)
@given(
    st.lists(MOVES, min_size=5, max_size=25),
    st.integers(0, 2**63),
    st.sets(st.integers(0, len(EDITS) - 1)),
)
def test_every_answer_counts_waits_or_is_told(
    moves: list[tuple[str, object]], seed: int, chosen: set[int]
) -> None:
    before, new = walked(moves, seed), edited(frozenset(chosen))
    found = migrate(FORM, new, before, NOW)
    after = found.interview
    assert Interview.from_json(json.loads(json.dumps(after.to_json()))) == after
    assert resume(new, after, NOW).interview == after  # nothing is left to be computed
    assert (after.seed, after.language) == (before.seed, before.language)
    names = counterparts(FORM, new)
    asked = {item.path for item in review(FORM, before, NOW).items}
    held, kept = answers(new, after, NOW), parked(new, after, NOW)
    told = {*(names.get(path, "") for path in found.lost), *found.again}
    for path, value in answers(FORM, before, NOW).items():
        if path in asked and names.get(path, "") not in told and path not in found.lost:
            assert held[names[path]] == value
    behind = left_behind(FORM, new, before, after, NOW)
    for path, value in answers(FORM, before, NOW).items():
        target = names.get(path, "")
        assert target in held or target in kept or behind[path] == value
    was_missing = {names.get(path, "") for path in review(FORM, before, NOW).missing}
    nodes = state(new, after, NOW)["nodes"]
    for path in review(new, after, NOW).missing:
        # What cannot be sent as it is was open before, is asked anew, or is asked again.
        waits = path in found.added or path in found.again or path not in before.values
        assert waits or path in was_missing, (path, nodes[path])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(MOVES, min_size=5, max_size=20),
    st.integers(0, 2**63),
    st.sets(st.integers(0, len(EDITS) - 1)),
)
def test_there_and_back_asks_nothing_that_was_not_told(
    moves: list[tuple[str, object]], seed: int, chosen: set[int]
) -> None:
    before, new = walked(moves, seed), edited(frozenset(chosen))
    there = migrate(FORM, new, before, NOW)
    back = migrate(new, FORM, there.interview, NOW)
    if there.unchanged and back.unchanged:
        held = answers(FORM, before, NOW)
        again = answers(FORM, back.interview, NOW)
        asked = {item.path for item in review(FORM, before, NOW).items}
        assert {path: again.get(path) for path in held if path in asked} == {
            path: value for path, value in held.items() if path in asked
        }
