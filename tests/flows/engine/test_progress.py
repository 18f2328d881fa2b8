"""Progress: answered of what is, or may yet be, asked; the share that is shown never falls."""

from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from flows import Interview, back, edit, progress, record, start
from flows.engine import Progress
from tests.support.forms import YES_NO, form

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
FORM = form(
    """
    | type          | name | label  | relevant       |
    | begin_group   | g    | Satu   |                |
    | select_one yn | a    | A      |                |
    | select_one yn | b    | B      | ${a} = 'yes'   |
    | select_one yn | c    | C      | ${b} = 'yes'   |
    | end_group     |      |        |                |
    | begin_group   | h    | Dua    |                |
    | select_one yn | d    | D      |                |
    | select_one yn | e    | E      | ${d} = 'no'    |
    | end_group     |      |        |                |
    """,
    YES_NO,
)


def seen(interview: Interview) -> Progress:
    return progress(FORM, interview, NOW)


def test_undecided_questions_count_until_they_are_decided() -> None:
    turn = start(FORM, NOW)
    assert seen(turn.interview) == Progress(1, 2, 0, 5, 1)
    yes = record(FORM, turn.interview, "/data/g/a", "yes", NOW).interview
    assert seen(yes) == Progress(1, 2, 1, 5, 2)
    no = record(FORM, turn.interview, "/data/g/a", "no", NOW).interview
    assert seen(no) == Progress(2, 2, 1, 3, 1)
    done = record(FORM, no, "/data/h/d", "yes", NOW).interview
    assert seen(done) == Progress(2, 2, 2, 2)


def test_the_share_never_falls() -> None:
    for seed in range(40):
        random = Random(seed)
        turn = start(FORM, NOW)
        share = 0.0
        for _ in range(25):
            move = random.random()
            prompt = turn.prompt
            if move < 0.2 or prompt is None:
                path = random.choice(["/data/g/a", "/data/g/b", "/data/h/d"])
                turn = edit(FORM, turn.interview, path, NOW)
            elif move < 0.3:
                turn = back(FORM, turn.interview, NOW)
            else:
                value = random.choice(["yes", "no", ""])
                turn = record(FORM, turn.interview, prompt.path, value, NOW)
            found = seen(turn.interview)
            assert 0 <= found.answered <= found.total
            assert 1 <= found.section <= found.sections == 2
            assert found.answered / found.total >= share - 1e-9
            share = found.answered / found.total


def test_a_share_that_was_raised_for_show_is_the_one_that_never_falls() -> None:
    cases = form(
        """
        | type         | name | label |
        | begin_repeat | r    | R     |
        | text         | a    | A     |
        | text         | b    | B     |
        | text         | c    | C     |
        | end_repeat   |      |       |
        | text         | d    | D     |
        | text         | e    | E     |
        """
    )
    turn, found = start(cases, NOW), []
    for value in ("1", "2", "3", "yes", "4", "5", "6"):
        assert turn.prompt is not None
        turn = record(cases, turn.interview, turn.prompt.path, value, NOW)
        here = progress(cases, turn.interview, NOW)
        found.append((here.answered, here.total))
    assert found == [(1, 5), (2, 5), (3, 5), (3, 5), (4, 6), (5, 7), (6, 8)]
