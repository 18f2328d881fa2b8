"""Which choices were used before: the same list in other instances and other questions."""

from flows.engine import Interview, record, start, used
from flows.xform import Form
from tests.support.forms import form
from tests.support.people import NOW

LISTS = """
    | list_name | name | label  |
    | town      | k    | Kupang |
    | town      | e    | Ende   |
    | town      | a    | Alor   |
    | other     | k    | Kaki   |
"""
FORM = form(
    """
    | type                 | name | label  | choice_filter |
    | select_one other     | o    | Lain?  |               |
    | select_one town      | q    | Mana?  |               |
    | select_multiple town | m    | Ke?    | name != ''    |
    | begin_repeat         | case | Kasus  |               |
    | select_one town      | t    | Kota?  |               |
    | end_repeat           |      |        |               |
    | text                 | z    | Akhir? |               |
    """,
    LISTS,
)


def kept(form_: Form, *given: tuple[str, str]) -> Interview:
    interview = start(form_, NOW).interview
    for path, value in given:
        turn = record(form_, interview, path, value, NOW)
        assert turn.problem is None, path
        interview = turn.interview
    return interview


def test_the_nearest_question_before_comes_first() -> None:
    held = kept(FORM, ("/data/o", "k"), ("/data/q", "a"), ("/data/m", "k e"))
    held = kept_on(held, "/data/case", "yes")
    assert used(FORM, held, "/data/case[1]/t") == ("k", "e", "a")
    held = kept_on(kept_on(held, "/data/case[1]/t", "a"), "/data/case", "yes")
    assert used(FORM, held, "/data/case[2]/t") == ("a", "k", "e")
    assert used(FORM, held, "/data/q") == ("k", "e", "a"), "those behind, when none is before"


def kept_on(held: Interview, path: str, value: str) -> Interview:
    turn = record(FORM, held, path, value, NOW)
    assert turn.problem is None
    return turn.interview


def test_of_another_list_or_without_one_nothing_is_taken() -> None:
    held = kept(FORM, ("/data/q", "a"))
    for path in ("/data/o", "/data/z", "/data/case", "/data/nothing"):
        assert used(FORM, held, path) == ()
    assert used(FORM, kept(FORM), "/data/m") == ()
