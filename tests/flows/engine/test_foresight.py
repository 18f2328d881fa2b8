"""What a new answer would do is known before it is given, and is what it then does."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from flows import Form, Turn, answer, answers, edit, engine, parked, start
from flows.engine import Foresight, foresee, foresee_removal
from tests.support.forms import form

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
BRANCHES = form(
    """
    | type               | name  | label            | relevant      | required | choice_filter |
    | select_one yn      | desk  | Ada meja?        |               | yes      |               |
    | integer            | staff | Berapa petugas?  | ${desk}='yes' | yes      |               |
    | text               | why   | Mengapa tidak?   | ${desk}='no'  |          |               |
    | note               | thank | Terima kasih.    | ${desk}='no'  |          |               |
    | select_one prov    | prov  | Provinsi?        |               |          |               |
    | select_multiple city | city | Kota mana saja? |               |          | prov=${prov}  |
    """,
    """
    | list_name | name | label  | prov |
    | yn        | yes  | Ya     |      |
    | yn        | no   | Tidak  |      |
    | prov      | ntt  | NTT    |      |
    | prov      | ntb  | NTB    |      |
    | city      | kpg  | Kupang | ntt  |
    | city      | mof  | Maumere | ntt |
    | city      | mtr  | Mataram | ntb |
    """,
)
CASES = form(
    """
    | type         | name | label     | relevant    | repeat_count |
    | integer      | n    | Berapa?   |             |              |
    | begin_repeat | r    | Tamu      |             | ${n}         |
    | text         | who  | Siapa?    |             |              |
    | end_repeat   |      |           |             |              |
    | begin_repeat | case | Kasus     |             |              |
    | integer      | days | Hari?     |             |              |
    | text         | what | Apa?      | ${days} > 2 |              |
    | end_repeat   |      |           |             |              |
    | text         | many | Banyak?   | count(${case}) > 1 |       |
    """
)


def said(form: Form, *words: str) -> Turn:
    turn = start(form, NOW)
    for word in words:
        assert turn.prompt is not None
        turn = answer(form, turn.interview, turn.prompt.path, word, NOW)
        assert turn.problem is None, (word, turn.problem)
    return turn


def paths(seen: Foresight) -> tuple[list[str], list[str], list[str]]:
    lost, asked, returned = ([path.rpartition("/")[2] for path in each] for each in seen.paths)
    return lost, asked, returned


def whole() -> Turn:
    return said(BRANCHES, "Ya", "4", "NTT", "1 2")


def test_a_branch_that_closes_and_one_that_opens() -> None:
    seen = foresee(BRANCHES, whole().interview, "/data/desk", "no", NOW)
    assert paths(seen) == (["staff"], ["why"], [])
    assert (seen.lost[0].label, seen.lost[0].kept) == ("Berapa petugas?", True)
    assert seen.asked[0].label == "Mengapa tidak?", "a note is no question"
    again = foresee(BRANCHES, seen.turn.interview, "/data/desk", "yes", NOW)
    assert paths(again) == ([], [], ["staff"])


def test_a_question_that_was_skipped_is_neither_new_nor_back() -> None:
    turn = said(BRANCHES, "Tidak")
    assert turn.prompt is not None
    turn = engine.record(BRANCHES, turn.interview, "/data/why", "", NOW)
    turn = engine.record(BRANCHES, turn.interview, "/data/desk", "yes", NOW)
    assert paths(foresee(BRANCHES, turn.interview, "/data/desk", "no", NOW)) == ([], [], [])


def test_a_choice_that_is_no_longer_offered_is_lost_for_good() -> None:
    seen = foresee(BRANCHES, whole().interview, "/data/prov", "ntb", NOW)
    assert paths(seen) == (["city"], [], [])
    assert not seen.lost[0].kept
    assert parked(BRANCHES, seen.turn.interview, NOW) == {}


def test_as_typed_and_refused() -> None:
    interview = whole().interview
    seen = foresee(BRANCHES, interview, "/data/desk", "Tidak", NOW, typed_in=True)
    assert paths(seen) == (["staff"], ["why"], [])
    refused = foresee(BRANCHES, interview, "/data/desk", "", NOW)
    assert refused.turn.problem is not None
    assert refused.is_quiet
    assert refused.turn.interview == interview


def test_the_same_answer_and_one_that_touches_nothing_are_quiet() -> None:
    interview = whole().interview
    for path, value in (("desk", "yes"), ("staff", "7"), ("city", "kpg"), ("city", "")):
        assert foresee(BRANCHES, interview, f"/data/{path}", value, NOW).is_quiet, path


def test_instances_beyond_a_lower_count() -> None:
    turn = said(CASES, "2", "Ani", "Budi", "1", "tidak")
    seen = foresee(CASES, turn.interview, "/data/n", "1", NOW)
    assert [(each.instance, each.label) for each in seen.lost] == [("Tamu 2", "Siapa?")]
    assert seen.lost[0].kept
    back = foresee(CASES, seen.turn.interview, "/data/n", "3", NOW)
    assert [each.instance for each in back.returned] == ["Tamu 2"]
    assert [each.instance for each in back.asked] == ["Tamu 3"]


def test_an_instance_that_is_taken_away() -> None:
    turn = said(CASES, "0", "5", "a", "ya", "6", "b", "ya", "7", "c", "tidak", "tiga")
    seen = foresee_removal(CASES, turn.interview, "/data/case[2]", NOW)
    assert [(each.instance, each.label) for each in seen.lost] == [
        ("Kasus 2", "Hari?"),
        ("Kasus 2", "Apa?"),
    ]
    assert not any(each.kept for each in seen.lost)
    one = foresee_removal(CASES, seen.turn.interview, "/data/case[1]", NOW)
    assert [each.path for each in one.lost] == [
        "/data/case[1]/days",
        "/data/case[1]/what",
        "/data/many",
    ]
    assert answers(CASES, one.turn.interview, NOW)["/data/case[1]/what"] == "c"
    for path in ("/data/case", "/data/case[9]", "/data/r[1]", "/data/n"):
        assert foresee_removal(CASES, turn.interview, path, NOW).turn.problem is not None


MOVES = st.lists(
    st.sampled_from(
        [
            ("desk", "yes"), ("desk", "no"), ("staff", "4"), ("why", "x"), ("why", ""),
            ("prov", "ntt"), ("prov", "ntb"), ("prov", ""), ("city", "kpg mof"), ("city", "mtr"),
        ]
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(MOVES)
def test_what_is_foreseen_is_what_happens(moves: list[tuple[str, str]]) -> None:
    interview = start(BRANCHES, NOW).interview
    for name, value in moves:
        path = f"/data/{name}"
        before = answers(BRANCHES, interview, NOW)
        seen = foresee(BRANCHES, interview, path, value, NOW)
        interview = engine.record(BRANCHES, interview, path, value, NOW).interview
        assert seen.turn.interview == interview
        after = answers(BRANCHES, interview, NOW)
        lost = {each for each in before if each != path and after.get(each) != before[each]}
        assert {each.path for each in seen.lost} == lost
        assert {each.path for each in seen.returned} == set(after) - set(before) - {path}
        assert {each.path for each in seen.lost if each.kept} == {
            each for each in parked(BRANCHES, interview, NOW) if each in before
        } - {path}


def test_an_instance_that_holds_nothing_costs_nothing() -> None:
    turn = said(CASES, "0", "5", "a", "ya")
    assert foresee_removal(CASES, turn.interview, "/data/case[2]", NOW).is_quiet
    assert edit(CASES, turn.interview, "/data/case[2]/days", NOW).problem is None
