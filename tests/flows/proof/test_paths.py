"""Paths: every set of questions that can be asked, or a pairwise cover where there are too many."""

from datetime import datetime
from itertools import combinations, product
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from flows import engine
from flows.proof import Paths, Walk, World, paths_of
from flows.proof.pairs import pairwise_cover
from tests.support.forms import YES_NO, xform

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Jayapura"))
BRANCHES = """
    | type          | name  | label | relevant                         | required | constraint |
    | select_one yn | desk  | Meja? |                                  | yes      |            |
    | integer       | staff | Staf? | ${desk} = 'yes'                  | yes      | . > 0      |
    | text          | much  | Apa?  | ${staff} > 10                    |          |            |
    | select_one yn | sop   | SOP?  |                                  | yes      |            |
    | note          | both  | Dua   | ${desk} = 'yes' and ${sop}='yes' |          |            |
"""


def world(survey: str, choices: str = YES_NO) -> World:
    return World.of(xform(survey, choices), {}, NOW)


def asked(walk: Walk) -> frozenset[str]:
    return frozenset(step.path.rpartition("/")[2] for step in walk.steps)


def retaken(form: World, walk: Walk) -> engine.Turn:
    """The turn after the last step; every step is the answer to the question of that moment."""
    turn = engine.start(form.form, NOW, seed=walk.seed)
    for step in walk.steps:
        assert turn.prompt is not None
        assert turn.prompt.path == step.path
        turn = engine.record(form.form, turn.interview, step.path, step.value, NOW)
        assert turn.problem is None
    return turn


def test_every_distinct_path_is_walked_to_its_end() -> None:
    form = world(BRANCHES)
    paths = paths_of(form, 50)
    assert (paths.method, paths.found) == ("every", 5)
    assert {asked(walk) for walk in paths.walks} == {
        frozenset({"desk", "sop"}),
        frozenset({"desk", "staff", "sop"}),
        frozenset({"desk", "staff", "sop", "both"}),
        frozenset({"desk", "staff", "much", "sop"}),
        frozenset({"desk", "staff", "much", "sop", "both"}),
    }
    assert set(paths.decisive) == {"/data/desk", "/data/staff", "/data/sop"}
    for walk in paths.walks:
        assert not walk.stuck
        assert retaken(form, walk).prompt is None


def test_of_many_paths_those_are_kept_that_ask_the_most() -> None:
    paths = paths_of(world(BRANCHES), 1)
    (walk,) = paths.walks
    assert asked(walk) == {"desk", "staff", "much", "sop", "both"}


def test_too_many_combinations_are_covered_in_pairs_and_deep_branches_all_the_same() -> None:
    rows = [f"| select_one yn | q{n} | Q{n} | | yes |" for n in range(12)]
    deep = " and ".join(f"${{q{n}}} = 'yes'" for n in range(0, 12, 2))
    rows += [f"| text | t{n} | T{n} | ${{q{n}}} = 'yes' | |" for n in range(12)]
    rows += [f"| text | deep | Deep | {deep} | |"]
    form = world("\n".join(["| type | name | label | relevant | required |", *rows]))
    paths = paths_of(form, 60)
    assert paths.method == "pairs"
    every = frozenset.union(*(asked(walk) for walk in paths.walks))
    assert {path.rpartition("/")[2] for path in form.form.questions} == every
    sets = {asked(walk) for walk in paths.walks}
    for one, other in combinations((f"t{n}" for n in range(12)), 2):
        shown = {(one in each, other in each) for each in sets}
        assert shown == set(product((True, False), repeat=2))


def test_a_repeat_is_walked_twice_and_one_that_is_counted_as_often_as_it_says() -> None:
    paths = paths_of(
        world("""
        | type         | name | label | repeat_count | required | constraint  |
        | begin_repeat | case | Kasus |              |          |             |
        | text         | name | Nama  |              |          |             |
        | end_repeat   |      |       |              |          |             |
        | integer      | n    | N     |              | yes      | . = 3       |
        | begin_repeat | row  | Baris | ${n}         |          |             |
        | text         | cell | Sel   |              |          |             |
        | end_repeat   |      |       |              |          |             |
        """),
        10,
    )
    steps = [(step.path, step.value) for step in paths.walks[0].steps]
    assert ("/data/case", "yes") in steps
    assert ("/data/case", "no") in steps
    assert [path for path, _ in steps if path.startswith("/data/row")] == [
        f"/data/row[{n}]/cell" for n in (1, 2, 3)
    ]


def test_answers_fit_their_constraints_where_any_does() -> None:
    form = world("""
        | type    | name  | label | required | constraint                         |
        | text    | phone | HP    | yes      | regex(., '08[0-9]{8,11}')          |
        | date    | from  | Dari  | yes      | . < today()                        |
        | date    | to    | Ke    | yes      | . > ${from}                        |
        | text    | nik   | NIK   | yes      | string-length(.) = 16              |
        | integer | odd   | Ganjil | yes     | . mod 2 = 1 and . > 20 and . < 30  |
    """)
    (walk,) = paths_of(form, 5).walks
    assert not walk.stuck
    assert retaken(form, walk).prompt is None


def test_a_required_question_that_takes_nothing_ends_the_walk_there() -> None:
    form = world("""
        | type          | name | label | required | constraint       |
        | select_one yn | a    | A     | yes      |                  |
        | integer       | b    | B     | yes      | . > 5 and . < 3  |
    """)
    (walk,) = paths_of(form, 5).walks
    assert walk.stuck == "/data/b"
    assert [step.path for step in walk.steps] == ["/data/a"]


def test_the_roster_decides_too() -> None:
    prefill = {"/data/role": "person.role"}
    source = xform("""
        | type   | name | label | relevant        |
        | hidden | role |       |                 |
        | text   | a    | A     | ${role} = 'FD'  |
        | text   | b    | B     | ${role} != 'FD' |
    """)
    paths = paths_of(World.of(source, prefill, NOW), 10)
    told = {(walk.facts["person.role"], *sorted(asked(walk))) for walk in paths.walks}
    assert ("FD", "a") in told
    assert {name for role, *names in told if role != "FD" for name in names} == {"b"}


def test_paths_are_the_same_each_time() -> None:
    def once() -> Paths:
        return paths_of(world(BRANCHES), 10)

    assert once() == once()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=2, max_size=9))
def test_a_cover_holds_every_pair(sizes: list[int]) -> None:
    rows, whole = pairwise_cover(sizes, 100)
    assert whole
    for a, b in combinations(range(len(sizes)), 2):
        found = {(row[a], row[b]) for row in rows}
        assert found == set(product(range(sizes[a]), range(sizes[b])))
    assert len(rows) <= max(a * b for a, b in combinations(sizes, 2)) * 3


def test_a_cover_that_is_cut_says_so() -> None:
    rows, whole = pairwise_cover([4] * 6, 3)
    assert (len(rows), whole) == (3, False)
