"""Headers that would be dropped without a word: misspelt ones, and those that break the form."""

import pytest

from flows.xlsform import check
from tests.flows.xlsform.books import SETTINGS, YES_NO, cell, checked, found

TEXT = "| type | name | label |\n| text | a | A |"


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("relevent", "relevant"),
        ("constrant", "constraint"),
        ("calculatoin", "calculation"),
        ("requird", "required"),
        ("constraint_mesage", "constraint_message"),
        ("choice_fliter", "choice_filter"),
        ("apearance", "appearance"),
        ("indikator", "indicator"),
    ],
)
def test_a_misspelt_header_is_a_warning_with_the_right_one(written: str, near: str) -> None:
    result = checked(f"| type | name | label | {written} |\n| text | a | A | x |")
    problem = found(result, "header-misspelt")
    assert cell(problem) == ("survey", 1, written)
    assert problem.details == {"name": written, "near": near}
    assert result.ok


@pytest.mark.parametrize(
    ("head", "written", "near"),
    [
        ("tpye | name | label", "tpye", "type"),
        ("type | nmae | label", "nmae", "name"),
        ("type | name | lable", "lable", "label"),
        ("type | name | lable::English (en)", "lable::English (en)", "label"),
    ],
)
def test_without_the_right_one_beside_it_is_an_error(head: str, written: str, near: str) -> None:
    result = checked(f"| {head} |\n| text | a | A |")
    problem = found(result, "header-misspelt")
    assert cell(problem) == ("survey", 1, written)
    assert problem.details["near"] == near
    assert not result.ok


def test_spaces_and_capitals_are_no_mistake() -> None:
    head = "| Type | NAME | Label | Constraint Message | calculation  |"
    assert checked(f"{head}\n| text | a | A | x | |").problems == ()


@pytest.mark.parametrize("header", ["note", "omit", "state", "remarks", "media_note"])
def test_columns_of_one_s_own_are_left_alone(header: str) -> None:
    assert checked(f"| type | name | label | {header} |\n| text | a | A | x |").problems == ()


def test_a_misspelt_header_without_cells_is_nothing() -> None:
    assert checked("| type | name | label | lable |\n| text | a | A | |").problems == ()


def test_choices_and_settings_are_looked_at_too() -> None:
    survey = "| type | name | label |\n| select_one yn | a | A |"
    choices = checked(survey, YES_NO.replace("label", "lable"))
    assert cell(found(choices, "header-misspelt")) == ("choices", 1, "lable")
    settings = checked(survey, settings=SETTINGS.replace("form_title", "form_titel"))
    assert cell(found(settings, "header-misspelt")) == ("settings", 1, "form_titel")


@pytest.mark.parametrize("header", ["9score", "a:b", "a::b", "a/b", "a&b", "😀", "-x"])
def test_a_column_of_choices_must_be_a_name(header: str) -> None:
    choices = f"| choices |\n| | list_name | name | label | {header} |\n| | yn | a | A | 1 |"
    result = checked("| type | name | label |\n| select_one yn | a | A |", choices)
    assert cell(found(result, "header-invalid")) == ("choices", 1, header)
    assert not result.ok


def test_a_column_with_a_space_is_left_out_with_a_warning() -> None:
    choices = "| choices |\n| | list_name | name | label | my col |\n| | yn | a | A | 1 |"
    result = checked("| type | name | label |\n| select_one yn | a | A |", choices)
    assert cell(found(result, "header-invalid")) == ("choices", 1, "my col")
    assert result.ok
    assert len(result.problems) == 1


@pytest.mark.parametrize("header", ["kode.pos", "a-b", "é", "label::Bahasa (id)", "list name"])
def test_other_columns_of_choices_are_taken(header: str) -> None:
    head = f"| choices |\n| | list_name | name | label | {header} |\n| | yn | a | A | 1 |"
    if header == "list name":
        head = head.replace("| list_name", "| remark")
    result = checked("| type | name | label |\n| select_one yn | a | A |", head.replace("1", "yn"))
    assert "header-invalid" not in {problem.code for problem in result.problems}


def test_a_misspelt_sheet_is_named() -> None:
    other = b"| survei |\n| | type | name |\n| | text | a |\n| settings |\n| | form_id |\n| | a |"
    problem = found(check(other, "a.md"), "sheet-misspelt")
    assert problem.details == {"name": "survei", "near": "survey"}
    assert cell(problem) == ("survei", None, None)


def test_a_misspelt_sheet_of_choices_is_named() -> None:
    survey = "| type | name | label |\n| select_one yn | a | A |"
    result = checked(survey, YES_NO.replace("choices", "choises"))
    assert cell(found(result, "sheet-misspelt")) == ("choises", None, None)
    assert cell(found(result, "list-unknown")) == ("survey", 2, "type")
    none = checked(TEXT, YES_NO.replace("choices", "choises"))
    assert none.ok


def test_a_form_without_labels_is_told_once() -> None:
    result = checked("| type | name |\n| text | a |\n| text | b |")
    assert cell(found(result, "column-missing")) == ("survey", 1, None)
    assert [problem.code for problem in result.problems] == ["column-missing"]
