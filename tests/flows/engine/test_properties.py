"""Whatever people do, nothing raises, and an interview read back from JSON is the same one."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from flows import (
    Form,
    Interview,
    Turn,
    answer,
    answers,
    back,
    edit,
    parked,
    progress,
    record,
    resume,
    review,
    speak,
    start,
    state,
)
from tests.support.forms import form as form_of

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Jayapura"))
FORM = form_of(
    """
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
    | calculate | k | | | | once(random() * 10) + ${i} | | | |
    | calculate | q | | | | if(${i} > 1, ${e}, 1 div ${i}) | | | |
    | calculate | bad | | | | date(${t}) | | | |
    """,
    """
    | list_name | name | label | p |
    | p         | x    | X     |   |
    | p         | y    | Y     |   |
    | c         | c1   | C1    | x |
    | c         | c2   | C2    | y |
    | c         | c3   | C3    | y |
    """,
)
PATHS = [*FORM.nodes, "/data/none"]
WORDS = [
    "",
    "ok",
    "1",
    "2",
    "1 2",
    "x",
    "y",
    "c2",
    "c3",
    "0",
    "-4",
    "2,5",
    "hari ini",
    "1/1/2021",
    "Ya",
    "\x00",
]
MOVES = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(WORDS) | st.text(max_size=8)),
    st.tuples(st.just("answer"), st.tuples(st.sampled_from(PATHS), st.sampled_from(WORDS))),
    st.tuples(st.just("record"), st.tuples(st.sampled_from(PATHS), st.sampled_from(WORDS))),
    st.tuples(st.just("back"), st.none()),
    st.tuples(st.just("edit"), st.sampled_from(PATHS)),
    st.tuples(st.just("resume"), st.integers(0, 9)),
    st.tuples(st.just("speak"), st.sampled_from(["", "id", "English (en)"])),
)


def moved(interview: Interview, turn: Turn, move: tuple[str, object], form: Form = FORM) -> Turn:
    kind, what = move
    if kind == "say":
        path = turn.prompt.path if turn.prompt else ""
        return answer(form, interview, path, str(what), NOW)
    if kind in ("answer", "record"):
        assert isinstance(what, tuple)
        path, raw = what
        return (answer if kind == "answer" else record)(form, interview, path, raw, NOW)
    if kind == "back":
        return back(form, interview, NOW)
    if kind == "edit":
        return edit(form, interview, str(what), NOW)
    if kind == "resume":
        assert isinstance(what, int)
        return resume(form, interview, NOW + timedelta(days=what))
    return speak(form, interview, str(what), NOW)


@settings(max_examples=60, deadline=None)
@given(st.lists(MOVES, max_size=25), st.integers(0, 2**63))
def test_any_moves_work_and_json_in_between_changes_nothing(
    moves: list[tuple[str, object]], seed: int
) -> None:
    turn = start(FORM, NOW, seed=seed)
    for move in moves:
        reread = Interview.from_json(
            json.loads(json.dumps(turn.interview.to_json(), allow_nan=False))
        )
        assert reread == turn.interview
        straight = moved(turn.interview, turn, move)
        assert moved(reread, turn, move) == straight
        turn = straight
        consistent(turn)


def consistent(turn: Turn) -> None:
    """What holds of every turn, whatever led to it."""
    interview = turn.interview
    nodes = state(FORM, interview, NOW)["nodes"]
    assert (turn.prompt.path if turn.prompt else "") == interview.cursor
    if turn.prompt:
        assert nodes[turn.prompt.path]["relevant"]
    assert all(nodes[path]["relevant"] for path in answers(FORM, interview, NOW))
    assert not any(nodes[path]["relevant"] for path in parked(FORM, interview, NOW))
    missing = review(FORM, interview, NOW).missing
    assert all(nodes[path]["violation"] for path in missing)
    assert progress(FORM, interview, NOW).total >= 0
    for path in ("/data/g/c", "/data/g/m"):
        node = nodes[path]
        assert not node["relevant"] or set(node["value"].split()) <= set(node["choices"])
