"""Repeats: paths into them, values of all their rounds, their number, and circles through them.

What is an error here, ODK Validate refuses too; the last test asks it where there is java.
"""

import shutil

import pytest
from pyxform.validators.odk_validate import ODKValidateError
from pyxform.xls2xform import convert

from flows.xlsform import Checked
from tests.flows.xlsform.books import book, cell, checked, found

HEAD = "| type | name | label | {} |"
REPEAT = "| begin repeat | r | R | |\n| text | b | B | |\n| end repeat | | | |"


def codes(result: Checked) -> list[str]:
    """What we ourselves say; the engine has its own tests."""
    return [problem.code for problem in result.problems if problem.code != "form-unsupported"]


def survey(column: str, row: str, before: str = REPEAT) -> str:
    return f"{HEAD.format(column)}\n{before}\n{row}"


def test_repeats_may_be_open_fixed_computed_and_nested() -> None:
    result = checked("""
        | type         | name  | label       | repeat_count | calculation            |
        | integer      | n     | Berapa?     |              |                        |
        | begin repeat | open  | Siapa saja? |              |                        |
        | text         | who   | Nama?       |              |                        |
        | begin repeat | inner | Apa saja?   | 3            |                        |
        | text         | what  | Apa? ${who} |              |                        |
        | end repeat   |       |             |              |                        |
        | end repeat   |       |             |              |                        |
        | begin repeat | as    | Sebanyak    | ${n}         |                        |
        | calculate    | half  |             |              | ${n} div 2             |
        | end repeat   |       |             |              |                        |
        | begin repeat | more  | Sebanyak    | ${n} + 1     |                        |
        | text         | x     | X           |              |                        |
        | end repeat   |       |             |              |                        |
        | calculate    | c     |             |              | /data/more_count + sum(${half}) |
    """)
    assert codes(result) == []


ERRORS = {
    "relevant": ("relevant", "| text | d | D | ${b} = 'x' |"),
    "calculation": ("calculation", "| calculate | d | | ${b} |"),
    "written out": ("calculation", "| calculate | d | | /data/r/b |"),
    "relative": ("calculation", "| calculate | d | | ../r/b |"),
    "condition": ("calculation", "| calculate | d | | if(${b} = '', 1, 2) |"),
    "required": ("required", "| text | d | D | ${b} = '' |"),
    "readonly": ("readonly", "| text | d | D | ${b} = '' |"),
    "filter": ("choice_filter", "| select_one yn | d | D | name = ${b} |"),
}
WARNINGS = {
    "constraint": ("constraint", "| text | d | D | . = ${b} |"),
    "default": ("default", "| text | d | D | ${b} |"),
    "branch": ("calculation", "| calculate | d | | if(count(${r}) = 1, ${b}, '') |"),
    "after and": ("relevant", "| text | d | D | count(${r}) = 1 and ${b} = 'x' |"),
    "label": ("hint", "| note | d | D ${b} | |"),
}
FINE = {
    "sum": ("calculation", "| calculate | d | | sum(${b}) |"),
    "join": ("calculation", "| calculate | d | | join(' ', ${b}) |"),
    "count": ("calculation", "| calculate | d | | count(${r}) + count(/data/r/b) |"),
    "one of them": ("calculation", "| calculate | d | | /data/r[position() = 2]/b |"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_many_values_where_one_is_computed_are_an_error(case: str) -> None:
    column, row = ERRORS[case]
    problem = found(checked(survey(column, row)), "reference-repeated")
    assert cell(problem) == ("survey", 5, column)
    assert problem.severity == "error"
    assert problem.details == {"name": "b", "repeat": "r"}


@pytest.mark.parametrize("case", WARNINGS)
def test_many_values_that_may_never_be_met_are_a_warning(case: str) -> None:
    column, row = WARNINGS[case]
    result = checked(survey(column, row))
    assert found(result, "reference-repeated").severity == "warning"
    assert cell(found(result, "reference-repeated"))[1] == 5


@pytest.mark.parametrize("case", FINE)
def test_functions_of_many_values_take_them(case: str) -> None:
    assert codes(checked(survey(*FINE[case]))) == []


def test_within_a_round_a_name_is_its_own() -> None:
    rows = """
        | type         | name | label     | relevant   |
        | begin repeat | r    | R         |            |
        | text         | b    | B         |            |
        | begin repeat | s    | S         | ${b} = 'x' |
        | text         | c    | C ${b}    | ${b} = 'x' |
        | end repeat   |      |           |            |
        | end repeat   |      |           |            |
    """
    assert codes(checked(rows)) == []


def test_the_name_of_an_answer_reads_one_value() -> None:
    settings = "| settings |\n| | form_id | instance_name |\n| | uji | concat('a', string(${b})) |"
    result = checked(survey("relevant", ""), settings=settings)
    assert cell(found(result, "reference-repeated")) == ("settings", 2, "instance_name")


@pytest.mark.parametrize("predicate", ["1", "-1", "1 + 1", "count(../b)"])
def test_a_number_in_brackets_chooses_nothing(predicate: str) -> None:
    row = f"| calculate | d | | count(/data/r[{predicate}]) |"
    problem = found(checked(survey("calculation", row)), "predicate-number")
    assert cell(problem) == ("survey", 5, "calculation")
    assert problem.severity == "warning"


def test_rounds_that_count_themselves_are_a_warning() -> None:
    rows = "| begin repeat | r | R | count(${r}) + 1 |\n| text | b | B | |\n| end repeat | | | |"
    result = checked(f"{HEAD.format('repeat_count')}\n{rows}")
    assert cell(found(result, "count-own")) == ("survey", 2, "repeat_count")
    assert found(result, "count-own").severity == "warning"


def test_a_number_of_rounds_within_them_is_met_too_late() -> None:
    rows = "| begin repeat | r | R | ${b} |\n| integer | b | B | |\n| end repeat | | | |"
    result = checked(f"{HEAD.format('repeat_count')}\n{rows}")
    assert found(result, "reference-repeated").severity == "warning"


CIRCLES = {
    "readonly": ("readonly", "| text | a | A | ${b} = 'x' |\n| text | b | B | ${a} = 'x' |"),
    "required": ("required", "| text | a | A | ${b} = 'x' |\n| text | b | B | ${a} = 'x' |"),
    "in a repeat": (
        "calculation",
        "| begin repeat | r | R | |\n| calculate | a | | ${b} + 1 |\n"
        "| calculate | b | | ${a} + 1 |\n| end repeat | | | |",
    ),
    "earlier rounds": (
        "calculation",
        "| begin repeat | r | R | |\n| calculate | a | | sum(../../r[position() = 1]/a) |\n"
        "| text | b | B | |\n| end repeat | | | |",
    ),
    "number of rounds": (
        "repeat_count | relevant",
        "| begin repeat | r | R | int(${a}) + 1 | |\n| text | b | B | | |\n"
        "| end repeat | | | | |\n| integer | a | A | | /data/r_count > 1 |",
    ),
}


@pytest.mark.parametrize("case", CIRCLES)
def test_circles_through_every_column(case: str) -> None:
    column, rows = CIRCLES[case]
    problem = found(checked(f"{HEAD.format(column)}\n{rows}"), "cycle")
    assert problem.severity == "error"
    assert problem.sheet == "survey"


VALIDATED = {
    **{f"many: {case}": survey(*ERRORS[case]) for case in ("relevant", "condition", "filter")},
    **{f"circle: {case}": survey(*CIRCLES[case], before="") for case in CIRCLES},
}


@pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate needs java")
@pytest.mark.parametrize("case", VALIDATED)
def test_odk_validate_refuses_them_too(case: str) -> None:
    with pytest.raises(ODKValidateError):
        convert(book(VALIDATED[case]), validate=True)
