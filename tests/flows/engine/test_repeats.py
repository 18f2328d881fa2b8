"""Repeats: instances asked one after another, added, counted, taken away, read by expressions.

Semantics are JavaRosa's; `make conformance` holds them against it on random walks.
"""

import json
from datetime import UTC, datetime

import pytest

from flows import Form, Interview, Turn, answer, answers, back, edit, engine, parked, review, start
from flows.prompts import AddAnother
from tests.support.forms import form

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CASES = form(
    """
    | type         | name  | label  | calculation                 | relevant     | constraint |
    | text         | who   | Siapa? |                             |              |            |
    | begin_repeat | case  | Kasus  |                             |              |            |
    | integer      | days  | Hari?  |                             |              | . < 100    |
    | text         | note  | Apa?   |                             | ${days} > 2  |            |
    | calculate    | place |        | position(..)                |              |            |
    | calculate    | share |        | ${days} div ${total}        |              |            |
    | end_repeat   |       |        |                             |              |            |
    | calculate    | total |        | sum(${days})                |              |            |
    | calculate    | many  |        | count(${case})              |              |            |
    | calculate    | first |        | indexed-repeat(${days}, ${case}, 1) | |            |
    | text         | end   | Lagi?  |                             | ${total} > 5 |            |
    """
)


def said(form: Form, turn: Turn, *words: str) -> Turn:
    """Answers typed one after another, each to the question that is put."""
    for word in words:
        assert turn.prompt is not None
        interview = Interview.from_json(json.loads(json.dumps(turn.interview.to_json())))
        turn = answer(form, interview, turn.prompt.path, word, NOW)
        assert turn.problem is None, (word, turn.problem)
    return turn


def begun(form: Form = CASES) -> Turn:
    return start(form, NOW)


def test_instances_are_asked_one_after_another() -> None:
    turn = said(CASES, begun(), "Ani", "4", "paspor")
    assert turn.prompt is not None
    assert turn.prompt.path == "/data/case"
    assert turn.prompt.input == AddAnother(1, "Kasus", ("4",))
    turn = said(CASES, turn, "ya")
    assert turn.prompt is not None
    assert (turn.prompt.path, turn.prompt.section) == ("/data/case[2]/days", "Kasus 2")
    turn = said(CASES, turn, "2", "tidak", "ya")
    assert turn.prompt is None
    assert answers(CASES, turn.interview, NOW) == {
        "/data/who": "Ani",
        "/data/case[1]/days": "4",
        "/data/case[1]/note": "paspor",
        "/data/case[1]/place": "1",
        "/data/case[1]/share": "0.6666666666666666",
        "/data/case[2]/days": "2",
        "/data/case[2]/place": "2",
        "/data/case[2]/share": "0.3333333333333333",
        "/data/total": "6",
        "/data/many": "2",
        "/data/first": "4",
        "/data/end": "ya",
    }


def test_every_instance_follows_a_sum_over_all() -> None:
    turn = said(CASES, begun(), "Ani", "2", "ya", "2", "tidak")
    turn = edit(CASES, turn.interview, "/data/case[1]/days", NOW)
    turn = said(CASES, turn, "1")
    found = answers(CASES, turn.interview, NOW)
    assert found["/data/case[2]/share"] == "0.6666666666666666"


def test_a_new_instance_is_asked_before_what_opened_further_up() -> None:
    form_ = form(
        """
        | type         | name | label    | relevant           |
        | text         | why  | Mengapa? | sum(${days}) > 5   |
        | begin_repeat | case | Kasus    |                    |
        | integer      | days | Hari?    |                    |
        | end_repeat   |      |          |                    |
        """
    )
    turn = said(form_, start(form_, NOW), "9", "ya")
    assert turn.prompt is not None
    assert turn.prompt.path == "/data/case[2]/days"
    turn = said(form_, turn, "1", "tidak")
    assert turn.prompt is not None
    assert turn.prompt.path == "/data/why"
    assert said(form_, turn, "banyak").prompt is None, "what was answered is not asked again"


def test_an_instance_that_is_taken_away_lets_those_behind_it_move_up() -> None:
    turn = said(CASES, begun(), "Ani", "1", "ya", "4", "b", "ya", "3", "c", "tidak", "x")
    turn = engine.remove(CASES, turn.interview, "/data/case[2]", NOW)
    assert turn.interview.repeats == {"/data/case": 2}
    found = answers(CASES, turn.interview, NOW)
    assert found["/data/case[2]/days"] == "3"
    assert found["/data/case[2]/note"] == "c"
    assert found["/data/case[2]/place"] == "2"
    assert (found["/data/total"], found["/data/many"]) == ("4", "2")
    assert "/data/case[3]/days" not in found
    assert parked(CASES, turn.interview, NOW) == {"/data/end": "x"}
    assert turn.prompt is None, "everything that is left was passed"


@pytest.mark.parametrize("path", ["/data/case[2]", "/data/case", "/data/who", "/data/x[1]"])
def test_what_is_no_instance_cannot_be_taken_away(path: str) -> None:
    turn = engine.remove(CASES, begun().interview, path, NOW)
    assert turn.problem is not None
    assert turn.problem.code == "not-asked"


def test_back_leads_through_instances() -> None:
    turn = said(CASES, begun(), "Ani", "1", "ya", "4")
    trail = []
    for _ in range(4):
        turn = back(CASES, turn.interview, NOW)
        assert turn.prompt is not None
        trail.append(turn.prompt.path)
    assert trail == ["/data/case[2]/days", "/data/case[1]/days", "/data/who", "/data/who"]


def test_more_may_be_added_from_the_review() -> None:
    turn = said(CASES, begun(), "Ani", "1", "tidak")
    shown = review(CASES, turn.interview, NOW)
    assert [(item.path, item.shown) for item in shown.items] == [
        ("/data/who", "Ani"), ("/data/case[1]/days", "1"), ("/data/case", "1"),
    ]  # fmt: skip
    turn = said(CASES, edit(CASES, turn.interview, "/data/case", NOW), "ya")
    assert turn.prompt is not None
    assert turn.prompt.path == "/data/case[2]/days"


def test_a_constraint_holds_in_every_instance() -> None:
    turn = said(CASES, begun(), "Ani", "1", "ya")
    refused = answer(CASES, turn.interview, "/data/case[2]/days", "200", NOW)
    assert refused.problem is not None
    assert refused.problem.code == "constraint"
    unknown = answer(CASES, turn.interview, "/data/case[3]/days", "1", NOW)
    assert unknown.problem is not None
    assert unknown.problem.code == "not-asked"


COUNTED = form(
    """
    | type         | name | label | repeat_count | calculation | required |
    | integer      | n    | N?    |              |             |          |
    | begin_repeat | r    | R     | ${n}         |             |          |
    | text         | t    | T?    |              |             | yes      |
    | begin_repeat | s    | S     | 2            |             |          |
    | text         | u    | U?    |              |             |          |
    | end_repeat   |      |       |              |             |          |
    | end_repeat   |      |       |              |             |          |
    """
)


def test_a_count_makes_its_instances() -> None:
    turn = said(COUNTED, begun(COUNTED), "2", "a", "b", "c", "d", "e", "f")
    assert turn.prompt is None
    assert answers(COUNTED, turn.interview, NOW) == {
        "/data/n": "2",
        "/data/r[1]/t": "a",
        "/data/r[1]/s[1]/u": "b",
        "/data/r[1]/s[2]/u": "c",
        "/data/r[2]/t": "d",
        "/data/r[2]/s[1]/u": "e",
        "/data/r[2]/s[2]/u": "f",
        "/data/r[1]/s_count": "2",
        "/data/r[2]/s_count": "2",
    }


def test_a_lower_count_deletes_nothing_and_asks_less() -> None:
    turn = said(COUNTED, begun(COUNTED), "2", "a", "b", "c", "d", "e", "f")
    turn = said(COUNTED, edit(COUNTED, turn.interview, "/data/n", NOW), "1")
    assert turn.prompt is None
    assert "/data/r[2]/t" not in answers(COUNTED, turn.interview, NOW)
    assert parked(COUNTED, turn.interview, NOW)["/data/r[2]/t"] == "d"
    turn = said(COUNTED, edit(COUNTED, turn.interview, "/data/n", NOW), "2")
    assert answers(COUNTED, turn.interview, NOW)["/data/r[2]/t"] == "d"


def test_none_is_asked_when_the_count_is_zero() -> None:
    turn = said(COUNTED, begun(COUNTED), "0")
    assert turn.prompt is None
    assert review(COUNTED, turn.interview, NOW).missing == ()
    assert answers(COUNTED, turn.interview, NOW) == {"/data/n": "0"}


def test_a_count_that_nobody_can_mean_is_cut() -> None:
    turn = said(COUNTED, begun(COUNTED), "100000000")
    assert sum(turn.interview.repeats.values()) == 1000


def test_snapshots_of_the_time_before_repeats_are_read() -> None:
    turn = said(CASES, begun(), "Ani")
    data = turn.interview.to_json()
    old = {key: value for key, value in data.items() if key not in ("closed", "skipped", "unseen")}
    old |= {"irrelevant": data["closed"], "passed": ["/data/who"]}
    resumed = engine.resume(CASES, Interview.from_json(old), NOW)
    assert resumed.interview == turn.interview
