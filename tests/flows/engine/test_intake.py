"""Interviews made of submitted values: complete, computed anew, or refused with every fault."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows import Form, Interview, Problem, answers, engine, parked, review, start
from flows.engine import Fault, taken_in
from tests.flows.engine.test_repeats import CASES, begun, said
from tests.support.forms import YES_NO, form

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DESK = form(
    """
    | type               | name  | label  | relevant        | required | constraint | appearance |
    | select_one yn      | desk  | Meja?  |                 | yes      |            |            |
    | integer            | staff | Staf?  | ${desk} = 'yes' | yes      | . <= 50    |            |
    | select_multiple yn | tools | Alat?  |                 |          |            |            |
    | date               | month | Bulan? |                 |          |            | month-year |
    | text               | idea  | Usul?  |                 |          |            |            |
    | hidden             | whole |        |                 |          |            |            |
    """,
    YES_NO,
)


def taken(form: Form, values: dict[str, str], now: datetime = NOW) -> Interview:
    found = taken_in(form, values, now)
    assert isinstance(found, Interview), found
    assert Interview.from_json(json.loads(json.dumps(found.to_json()))) == found
    return found


def faults(form: Form, values: dict[str, str]) -> dict[str, str]:
    found = taken_in(form, values, NOW)
    assert not isinstance(found, Interview)
    return {each.path: each.problem.code for each in found}


def test_it_is_the_interview_that_the_same_answers_make_here() -> None:
    turn = said(DESK, start(DESK, NOW), "yes", "4", "no yes", "mei 2026", "cukup")
    assert turn.prompt is None
    here = replace(turn.interview, draws=0)
    meta = {"/data/meta/instanceID": engine.instance_id(DESK, here)}
    assert taken(DESK, answers(DESK, here, NOW) | meta) == here


def test_what_was_not_answered_was_passed() -> None:
    found = taken(DESK, {"/data/desk": "no"})
    assert (found.cursor, found.unseen) == ("", ())
    assert found.skipped == ("/data/idea", "/data/month", "/data/tools")
    assert review(DESK, found, NOW).missing == ()


def test_an_answer_to_what_is_not_asked_is_parked() -> None:
    found = taken(DESK, {"/data/desk": "no", "/data/staff": "4"})
    assert answers(DESK, found, NOW) == {"/data/desk": "no"}
    assert parked(DESK, found, NOW) == {"/data/staff": "4"}


def test_answers_stay_as_they_were_given() -> None:
    """Order of choices and long texts too; only a month begins on its first day."""
    values = {
        "/data/desk": "no",
        "/data/tools": "yes no",
        "/data/month": "2026-05-20",
        "/data/idea": " kata " * 1000,
    }
    found = taken(DESK, values)
    assert answers(DESK, found, NOW) == values | {"/data/month": "2026-05-01"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"/data/desk": "maybe"}, "choice-unknown"),
        ({"/data/desk": ""}, "answer-required"),
        ({"/data/desk": "yes", "/data/staff": ""}, "answer-required"),
        ({"/data/desk": "yes", "/data/staff": "51"}, "constraint"),
        ({"/data/desk": "no", "/data/staff": "four"}, "number-unreadable"),
        ({"/data/desk": "yes", "/data/staff": "1.5"}, "integer-expected"),
        ({"/data/desk": "no", "/data/tools": "yes hammer"}, "choice-unknown"),
        ({"/data/desk": "no", "/data/month": "Mei"}, "month-unreadable"),
        ({"/data/desk": "no", "/data/other": "1"}, "path-unknown"),
        ({"/data/desk": "no", "/data/meta": "1"}, "path-unknown"),
        ({"/data/desk": "no", "/data/desk[1]": "no"}, "path-unknown"),
    ],
)
def test_what_is_refused(values: dict[str, str], code: str) -> None:
    [found] = faults(DESK, values).items()
    assert found == (list(values)[-1], code)


def test_all_faults_are_named_at_once() -> None:
    assert faults(DESK, {"/data/desk": "maybe", "/data/tools": "x"}) == {
        "/data/desk": "choice-unknown",
        "/data/tools": "choice-unknown",
    }
    assert taken_in(DESK, {"/data/nowhere": "1"}, NOW) == (
        Fault("/data/nowhere", Problem("path-unknown")),
    )


# Repeats -------------------------------------------------------------------------------------


def test_instances_are_those_that_the_paths_name() -> None:
    here = said(CASES, begun(), "Ani", "4", "paspor", "ya", "2", "tidak", "ya").interview
    here = replace(here, draws=0)
    values = answers(CASES, here, NOW)
    meta = {"/data/meta/instanceID": engine.instance_id(CASES, here)}
    asked_only = {path: value for path, value in values.items() if path.count("/share") == 0}
    assert taken(CASES, values | meta) == here
    assert taken(CASES, asked_only | meta) == here


def test_a_blank_instance_is_one() -> None:
    found = taken(CASES, {"/data/who": "Ani", "/data/case[2]/days": ""})
    assert found.repeats == {"/data/case": 2}
    assert answers(CASES, found, NOW)["/data/many"] == "2"
    assert taken(CASES, {"/data/who": "Ani"}).repeats == {}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/data/case/days", "path-unknown"),
        ("/data/case[0]/days", "path-unknown"),
        ("/data/case[1]/days[1]", "path-unknown"),
        ("/data/case[1001]/days", "instances-too-many"),
        ("/data/case[99999999999999999999]/days", "instances-too-many"),
    ],
)
def test_instances_that_cannot_be(path: str, code: str) -> None:
    assert faults(CASES, {path: "1"}) == {path: code}


def test_a_file_of_another_form_is_not_listed_to_its_end() -> None:
    assert len(faults(CASES, {f"/data/case[{n}]/days": "1" for n in range(1001, 9000)})) == 100


def test_instances_that_a_count_asks_for_are_there_and_others_aside() -> None:
    counted = form(
        """
        | type         | name | label  | repeat_count | required |
        | integer      | many | Berapa |              |          |
        | begin_repeat | rep  | R      | ${many}      |          |
        | integer      | age  | Umur   |              | yes      |
        | end_repeat   |      |        |              |          |
        """
    )
    beyond = {"/data/many": "1", "/data/rep[1]/age": "7", "/data/rep[2]/age": "8"}
    found = taken(counted, beyond)
    assert parked(counted, found, NOW) == {"/data/rep[2]/age": "8"}
    assert faults(counted, {"/data/many": "2", "/data/rep[1]/age": "7"}) == {
        "/data/rep[2]/age": "answer-required"
    }


# Chance and clock ----------------------------------------------------------------------------

DRAWN = form(
    """
    | type      | name  | label | calculation                                    | relevant     |
    | start     | begun |       |                                                |              |
    | today     | day   |       |                                                |              |
    | integer   | born  | Lahir |                                                |              |
    | calculate | coin  |       | if(random() < 0.5, 'a', 'b')                   |              |
    | calculate | age   |       | int(format-date(today(), '%Y')) - ${born}      |              |
    | calculate | twice |       | ${age} * 2                                     |              |
    | text      | heads | A?    |                                                | ${coin}='a'  |
    | text      | tails | B?    |                                                | ${coin}='b'  |
    | integer   | guess | Tebak | ${born} + 1                                    |              |
    """
)


def test_what_chance_clock_and_people_gave_stays() -> None:
    values = {
        "/data/begun": "2024-01-31T23:59:00.000Z",
        "/data/day": "2024-01-31",
        "/data/born": "1990",
        "/data/age": "34",
        "/data/twice": "1",
        "/data/guess": "7",
    }
    for coin, side in (("a", "heads"), ("b", "tails")):
        found = answers(
            DRAWN, taken(DRAWN, values | {"/data/coin": coin, f"/data/{side}": "x"}), NOW
        )
        assert found == values | {"/data/coin": coin, f"/data/{side}": "x", "/data/twice": "68"}


def test_what_is_missing_of_them_is_computed() -> None:
    found = answers(DRAWN, taken(DRAWN, {"/data/born": "1990"}), NOW)
    assert found["/data/age"] == "36"
    assert found["/data/guess"] == "1991"
    assert found["/data/coin"] in ("a", "b")
    assert "/data/begun" not in found


def test_the_moment_is_that_of_submission() -> None:
    late = form("| type | name | label | constraint |\n| date | day | Kapan? | . <= today() |")
    values = {"/data/day": "2026-11-24"}
    assert taken(late, values, NOW)
    assert not isinstance(taken_in(late, values, NOW - timedelta(days=1)), Interview)
