"""What a prompt says of the questions around it: rows of a grid, instances of a repeat."""

from flows.engine import Turn, answer, back, review, start
from flows.prompts import AddAnother, GridRow, Instance
from flows.xform import Form
from tests.support.forms import YES_NO, form
from tests.support.people import NOW

TABLE = form(
    """
    | type          | name | label     | appearance | relevant      |
    | begin_group   | g    | Pelayanan | table-list |               |
    | select_one yn | a    | Cepat?    |            |               |
    | select_one yn | b    | Ramah?    |            | ${a} = 'yes'  |
    | integer       | n    | Berapa?   |            |               |
    | end_group     |      |           |            |               |
    | select_one yn | c    | Lain?     |            |               |
    """,
    YES_NO,
)
MONTHS = form(
    """
    | type          | name  | label | repeat_count | appearance   |
    | begin_repeat  | month | Bulan | 2            |              |
    | begin_group   | g     | Meja  |              | field-list   |
    | select_one yn | a     | Buka? |              | list-nolabel |
    | select_one yn | b     | Ramai? |             | list-nolabel |
    | end_group     |       |       |              |              |
    | end_repeat    |       |       |              |              |
    """,
    YES_NO,
)
CASES = form(
    """
    | type         | name | label | relevant |
    | begin_repeat | case | Kasus |          |
    | note         | hi   | Halo  |          |
    | text         | who  | Siapa? |         |
    | integer      | age  | Umur? |          |
    | end_repeat   |      |       |          |
    """
)


def said(questions: Form, turn: Turn, *raws: str) -> Turn:
    for raw in raws:
        assert turn.prompt is not None
        turn = answer(questions, turn.interview, turn.prompt.path, raw, NOW)
        assert turn.problem is None
    return turn


def rows(turn: Turn) -> tuple[GridRow, ...]:
    assert turn.prompt is not None
    return turn.prompt.grid


def test_rows_are_those_that_are_asked() -> None:
    turn = start(TABLE, NOW)
    assert turn.prompt is not None
    assert turn.prompt.path == "/data/g/a", "the heading and its label are not asked"
    assert turn.prompt.section == "Pelayanan"
    assert rows(turn) == (), "one row is no grid"
    turn = said(TABLE, turn, "ya")
    assert rows(turn) == (GridRow("Cepat?", "Ya", False), GridRow("Ramah?", "", True))
    turn = said(TABLE, turn, "tidak")
    assert turn.prompt is not None
    assert turn.prompt.path == "/data/g/n"
    assert rows(turn) == (), "a number in the table is no row"
    assert rows(back(TABLE, turn.interview, NOW))[1] == GridRow("Ramah?", "Tidak", True)
    assert rows(said(TABLE, turn, "3")) == ()
    assert [each.label for each in review(TABLE, turn.interview, NOW).sections] == ["Pelayanan", ""]


def test_rows_are_those_of_the_same_instance() -> None:
    turn = said(MONTHS, start(MONTHS, NOW), "ya", "tidak")
    assert turn.prompt is not None
    assert turn.prompt.path == "/data/month[2]/g/a"
    assert rows(turn) == (GridRow("Buka?", "", True), GridRow("Ramai?", "", False))
    assert turn.prompt.instance == Instance(2, 2, named=True)


def test_instances_that_people_add_have_no_count() -> None:
    turn = start(CASES, NOW)
    assert turn.prompt is not None
    assert turn.prompt.instance == Instance(1, 0, named=True)
    turn = said(CASES, turn, "ok", "Budi", "12")
    assert turn.prompt is not None
    assert turn.prompt.instance is None
    assert turn.prompt.input == AddAnother(1, "Kasus", ("Budi",)), "a note is no answer"


def test_an_instance_begins_with_its_first_answer() -> None:
    turn = said(CASES, start(CASES, NOW), "ok", "", "12", "ya", "ok", "", "")
    assert turn.prompt is not None
    assert turn.prompt.input == AddAnother(2, "Kasus", ("12", ""))
