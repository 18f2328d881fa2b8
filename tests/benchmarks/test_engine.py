"""The engines of the benchmark do the same, at a size that says nothing about speed."""

from collections.abc import Iterator

import pytest

from benchmarks.engine import NOW, Effort, Result, measure, runnable, tables, words
from benchmarks.engine_peers import Engine, Ours, RxEval, has_jdk, javarosa, same
from benchmarks.engine_turns import held, walk
from benchmarks.long_forms import long_form
from flows.xform import load_form

FORM = long_form(20)
EFFORT = Effort(rounds=1, edits=10, puts=40, loads=2, interviews=2)


class Lost(Ours):
    name = "Lost"

    def load(self, xml: str, times: int) -> list[float]:
        raise ValueError("no way in")


@pytest.fixture(scope="module", params=["JavaRosa", "rxeval"])
def peer(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "rxeval":
        yield RxEval(NOW)
        return
    if not has_jdk():
        pytest.skip("there is no JDK")
    with javarosa(warm=2) as engine:
        yield engine


@pytest.fixture(scope="module")
def result(peer: Engine) -> Result:
    return measure(FORM, [peer], EFFORT)


def values(result: Result) -> list[tuple[list[str], list[str]]]:
    ours, theirs = result.compared
    return [(list(a), list(b)) for a, b in zip(ours.values, theirs.values, strict=True)]


def test_a_long_form_has_all_its_questions_and_calculations() -> None:
    form = load_form(FORM.xml)
    assert len(form.questions) == 20
    calculating = {trigger.node.path for trigger in form.graph.triggers if trigger.calculates}
    assert set(FORM.calculated) == calculating
    assert all(probe.path in form.questions for probe in FORM.probes)


def test_a_walk_answers_every_question_and_edits() -> None:
    form = load_form(FORM.xml)
    found = walk(form, NOW, seed=1, edits=10)
    assert (len(found.in_order), len(found.edits)) == (20, 10)
    assert all(held(form, found.full).values())
    assert sum(map(bool, held(form, found.half).values())) == 10
    assert found.edited != found.full


def test_the_engines_agree_where_all_is_asked(result: Result) -> None:
    filled, timed, _ = values(result)
    for ours, theirs in (filled, timed):
        assert all(map(same, ours, theirs))
        assert "" not in ours


def test_a_difference_is_named(result: Result) -> None:
    edited, theirs = values(result)[-1]
    agree = all(map(same, edited, theirs))
    assert agree or result.compared[1].engine != "JavaRosa"
    assert any(" is " in line for line in words([result])) is not agree


def test_everything_is_measured(result: Result) -> None:
    ours, theirs = result.compared
    assert [len(taken) for taken in ours.probes] == [40, 40, 40]
    assert min(min(taken) for each in (ours, theirs) for taken in each.probes) > 0
    assert (len(ours.loads), len(theirs.loads), len(result.cached)) == (2, 2, 2)
    assert all(answers > 0 and beyond > 0 for _, answers, beyond in result.bytes_beyond)


def test_the_report_has_every_row(result: Result) -> None:
    rows = [table.splitlines()[2:] for table in tables([result])]
    assert [len(each) for each in rows] == [2, 6, 1, 3, 3]
    assert all("20 questions" in row for each in rows for row in each)
    said = list(words([result]))
    assert any("an open interview beyond its answers" in line for line in said)
    against = [line for line in said if "times JavaRosa" in line]
    assert len(against) == (3 if result.compared[1].engine == "JavaRosa" else 0)


def test_a_peer_that_cannot_load_the_form_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(runnable([Lost(NOW)], FORM)) == []
    assert capsys.readouterr().err == "Lost cannot load the form: no way in\n"


@pytest.mark.parametrize("questions", [10, 25])
def test_a_long_form_comes_in_tens(questions: int) -> None:
    with pytest.raises(ValueError, match="tens"):
        long_form(questions)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [("2", "2.0", True), ("", "", True), ("", "0", False), ("a", "a", True), ("1", "1.1", False)],
)
def test_numbers_are_compared_as_numbers(one: str, other: str, equal: bool) -> None:
    assert same(one, other) is equal
