"""Each authoring problem names its cell; a good form has none."""

from pathlib import Path

import pytest

from flows.xlsform import CODES, check
from tests.flows.xlsform.books import YES_NO, Cell, book, cell, checked, found

GOOD = """
| type               | name  | label              | relevant        | constraint   | calculation  |
| begin group        | desk  | Meja layanan       |                 |              |              |
| select_one yn      | open  | Apakah meja buka?  |                 |              |              |
| integer            | staff | Berapa petugas?    | ${open} = 'yes' | . <= 50      |              |
| end group          |       |                    |                 |              |              |
| calculate          | twice |                    |                 |              | ${staff} * 2 |
| note               | told  | Dua kali: ${twice} |                 |              |              |
| select_multiple yn | many  | Mana saja?         |                 |              |              |
| decimal            | part  | Berapa bagian?     |                 |              |              |
| text               | why   | Mengapa?           |                 |              |              |
| date               | day   | Kapan?             |                 | . <= today() |              |
| acknowledge        | sure  | Sudah dibaca       |                 |              |              |
| hidden             | quiet |                    |                 |              |              |
"""
MORE = """
| type          | name | label | hint | required | required_message | constraint |
| select_one yn | a    | A     | B    | yes      | C                | . != 'x'   |
"""


@pytest.mark.parametrize("survey", [GOOD, MORE])
def test_a_good_form_has_no_problem(survey: str) -> None:
    result = checked(survey)
    assert result.problems == ()
    assert result.ok


def test_a_form_is_named_by_its_settings() -> None:
    result = checked(GOOD)
    assert (result.form_id, result.version, result.title) == ("uji", "1", "Uji")
    assert 'nodeset="/data/desk/staff"' in result.xform


def test_without_settings_the_file_names_the_form() -> None:
    result = check(book(GOOD, settings=""), "folder/kasus.md")
    assert (result.form_id, result.version, result.title) == ("kasus", "", "kasus")


COLUMNS = "relevant | calculation | constraint | required | choice_filter | default"
HEAD = f"| type | name | label | {COLUMNS} |"

BROKEN: dict[str, tuple[str, Cell]] = {
    "type-missing": ("| | a | A | | | | | | |", ("survey", 2, "type")),
    "type-unsupported": ("| nonsense | a | A | | | | | | |", ("survey", 2, "type")),
    "name-missing": ("| text | | A | | | | | | |", ("survey", 2, "name")),
    "name-invalid": ("| text | 1 a | A | | | | | | |", ("survey", 2, "name")),
    "name-duplicate": (
        "| text | a | A | | | | | | |\n| text | a | B | | | | | | |",
        ("survey", 3, "name"),
    ),
    "group-unopened": (
        "| text | a | A | | | | | | |\n| end group | | | | | | | | |",
        ("survey", 3, "type"),
    ),
    "group-unclosed": (
        "| begin group | g | G | | | | | | |\n| text | a | A | | | | | | |",
        ("survey", 2, "type"),
    ),
    "list-unknown": ("| select_one nowhere | a | A | | | | | | |", ("survey", 2, "type")),
    "label-missing": ("| text | a | | | | | | | |", ("survey", 2, "label")),
    "text-too-long": (f"| text | a | {'x' * 3001} | | | | | | |", ("survey", 2, "label")),
    "expression-syntax": ("| text | a | A | (1 = 1 | | | | | |", ("survey", 2, "relevant")),
    "function-unknown": (
        "| text | a | A | | | frobnicate(.) | | | |",
        ("survey", 2, "constraint"),
    ),
    "name-unknown": ("| text | a | A ${b} | | | | | | |", ("survey", 2, "label")),
    "function-arguments": ("| text | a | A | not() | | | | | |", ("survey", 2, "relevant")),
    "axis-unsupported": (
        "| text | a | A | following::a = 1 | | | | | |",
        ("survey", 2, "relevant"),
    ),
    "regex-broken": ("| text | a | A | | | regex(., '[') | | | |", ("survey", 2, "constraint")),
    "expression-too-deep": (
        f"| text | a | A | {'(' * 5000}1{')' * 5000} | | | | | |",
        ("survey", 2, "relevant"),
    ),
    "reference-unsupported": (
        "| text | a | A | | | | | | ${last-saved#a} |",
        ("survey", 2, "default"),
    ),
    "name-ambiguous": (
        "| begin group | g | G | | | | | | |\n| text | a | A | | | | | | |\n"
        "| end group | | | | | | | | |\n| text | a | A | | | | | | |\n"
        "| text | b | B | ${a} = 1 | | | | | |",
        ("survey", 6, "relevant"),
    ),
    "cycle": (
        "| calculate | a | | | ${b} + 1 | | | | |\n| calculate | b | | | ${a} + 1 | | | | |",
        ("survey", 2, "calculation"),
    ),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_row_is_named_with_its_cell(code: str) -> None:
    rows, place = BROKEN[code]
    result = checked(f"{HEAD}\n{rows}")
    problem = found(result, code)
    assert cell(problem) == place
    assert problem.severity == "error"
    assert not result.ok


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_row_has_no_second_complaint(code: str) -> None:
    assert {problem.code for problem in checked(f"{HEAD}\n{BROKEN[code][0]}").problems} == {code}


@pytest.mark.parametrize(
    ("function", "product"),
    [
        ("count-if", "SurveyCTO"),
        ("distinct-values", "CommCare"),
        ("cht:difference-in-days", "CHT"),
        ("comment-status", "Enketo (OpenClinica)"),
        ("VLOOKUP", "Excel"),
    ],
)
def test_a_function_of_another_product_is_named_with_it(function: str, product: str) -> None:
    result = checked(f"| type | name | label | relevant |\n| text | a | A | {function}(1) = 1 |")
    problem = found(result, "function-foreign")
    assert cell(problem) == ("survey", 2, "relevant")
    assert problem.details == {"function": function, "product": product}
    assert not result.ok


@pytest.mark.parametrize(
    "column",
    ["relevant", "calculation", "constraint", "required", "readonly", "choice_filter", "default"],
)
def test_every_kind_of_expression_is_parsed(column: str) -> None:
    kind = "calculate" if column == "calculation" else "select_one yn"
    result = checked(f"| type | name | label | {column} |\n| {kind} | a | A | frobnicate(1) |")
    assert cell(found(result, "function-unknown")) == ("survey", 2, column)


def test_curly_quotes_are_quotes() -> None:
    result = checked("| type | name | label | constraint |\n| text | a | A | . != ‘x’ |")
    assert result.problems == ()


def test_columns_may_have_their_other_names() -> None:
    result = checked("""
        | type | name | label::Bahasa Indonesia (id) | Relevance        | Constraining Message |
        | text | a    | A                            | frobnicate(${b}) | ${c}                 |
    """)
    assert cell(found(result, "function-unknown")) == ("survey", 2, "Relevance")
    names = {problem.column for problem in result.problems if problem.code == "name-unknown"}
    assert names == {"Relevance", "Constraining Message"}


def test_entities_are_refused() -> None:
    entities = """
        | entities |
        |  | list_name | label |
        |  | people    | ${a}  |
    """
    result = checked("| type | name | label |\n| text | a | A |", entities)
    assert cell(found(result, "sheet-unsupported")) == ("entities", None, None)


def test_a_sheet_that_nothing_reads_does_no_harm() -> None:
    left = "| external_choices |\n| | list_name | name |\n| | kota | a |"
    assert checked("| type | name | label |\n| text | a | A |", left).problems == ()


@pytest.mark.parametrize(
    ("code", "row", "place"),
    [
        ("list-missing", "| | maybe | Mungkin |", ("choices", 4, "list_name")),
        ("choice-name-missing", "| yn | | Mungkin |", ("choices", 4, "name")),
        ("choice-duplicate", "| yn | yes | Ya juga |", ("choices", 4, "name")),
        ("text-too-long", f"| yn | maybe | {'x' * 201} |", ("choices", 4, "label")),
    ],
)
def test_a_broken_choice_is_named(code: str, row: str, place: Cell) -> None:
    choices = f"{YES_NO.rstrip()}\n| {row}"
    result = checked("| type | name | label |\n| select_one yn | a | A |", choices)
    assert cell(found(result, code)) == place
    assert not result.ok


def test_a_choice_without_a_label_is_a_warning() -> None:
    result = checked(
        "| type | name | label |\n| select_one yn | a | A |", f"{YES_NO}| | yn | x | |"
    )
    assert cell(found(result, "label-missing")) == ("choices", 4, "label")
    assert result.ok


def many(count: int, label: str = "x") -> str:
    rows = "\n".join(f"| | l | c{number} | {label} |" for number in range(count))
    return f"| choices |\n| | list_name | name | label |\n{rows}"


@pytest.mark.parametrize(("kind", "limit"), [("rank", 60), ("select_one", 2_000)])
def test_a_list_too_long_is_refused_unless_it_is_filtered(kind: str, limit: int) -> None:
    rows = f"| type | name | label | choice_filter |\n| {kind} l | a | A | {{}} |"
    result = checked(rows.format(""), many(limit + 1))
    assert cell(found(result, "choices-too-many")) == ("survey", 2, "type")
    assert checked(rows.format("name != 'c1'"), many(limit + 1)).problems == ()
    assert checked(rows.format(""), many(limit)).problems == ()


def test_of_a_long_list_the_card_holds_a_few() -> None:
    question = f"| type | name | label |\n| select_one l | a | {'x' * 2_000} |"
    assert checked(question, many(13, "y" * 100)).problems == ()
    assert found(checked(question, many(13, "y" * 110)), "card-too-long")
    assert found(checked(question, many(12, "y" * 121)), "card-too-long")
    assert checked(question, many(12, "y" * 120)).problems == ()


def test_a_question_with_its_choices_must_fit_a_card() -> None:
    result = checked("| type | name | label |\n| rank l | a | A |", many(20, "x" * 190))
    assert cell(found(result, "card-too-long")) == ("survey", 2, "label")


def test_a_missing_translation_is_a_warning_at_its_cell() -> None:
    result = checked(
        """
        | type          | name | label::Bahasa (id) | label::English (en) | hint::Bahasa (id) |
        | select_one yn | a    | A                  |                     | B                 |
        """,
        """
        | choices |
        |  | list_name | name | label::Bahasa (id) | label::English (en) |
        |  | yn        | yes  | Ya                 | Yes                 |
        |  | yn        | no   |                    | No                  |
        """,
    )
    assert result.ok
    assert [(problem.code, *cell(problem)) for problem in result.problems] == [
        ("translation-missing", "choices", 3, "label::Bahasa (id)"),
        ("column-translation-missing", "survey", 1, "hint::Bahasa (id)"),
        ("translation-missing", "survey", 2, "label::English (en)"),
    ]


def test_a_language_needs_its_code() -> None:
    result = checked("| type | name | label::Indonesia |\n| text | a | A |")
    assert cell(found(result, "language-code-missing")) == ("survey", 1, "label::Indonesia")
    assert result.ok


def test_a_circle_is_named_with_all_its_cells() -> None:
    result = checked("""
        | type        | name | label | relevant      | calculation |
        | text        | free | F     |               |             |
        | begin group | g    | G     | ${sum} > 1    |             |
        | integer     | a    | A     |               |             |
        | end group   |      |       |               |             |
        | calculate   | sum  |       |               | ${a} + ${free} |
    """)
    problem = found(result, "cycle")
    assert cell(problem) == ("survey", 3, "relevant")
    assert problem.details == {"names": "a → sum → a", "cells": "D3, E6"}


def test_a_constraint_may_name_its_own_question() -> None:
    result = checked("""
        | type    | name | label | constraint          | required |
        | integer | a    | A     | ${a} < 5 and ${b}=1 |          |
        | integer | b    | B     | . > ${a}            | ${a} > 1 |
    """)
    assert result.problems == ()


@pytest.mark.parametrize(
    ("column", "expression"),
    [
        ("relevant", "${a} = ''"),
        ("relevant", ". = ''"),
        ("required", "${a} = ''"),
        ("calculation", "/data/a + 1"),
        ("calculation", "../a + 1"),
        ("calculation", "count(/data/*)"),
        ("relevant", "current()/../a = 1"),
    ],
)
def test_a_question_that_needs_itself_is_a_circle(column: str, expression: str) -> None:
    result = checked(f"| type | name | label | {column} |\n| text | a | A | {expression} |")
    assert cell(found(result, "cycle")) == ("survey", 2, column)
    assert found(result, "cycle").details["names"] == "a → a"


def test_two_circles_are_two_problems() -> None:
    rows = "\n".join(
        f"| calculate | {name} | | ${{{other}}} |" for name, other in ("ab", "ba", "cd", "dc", "ea")
    )
    result = checked(f"| type | name | label | calculation |\n{rows}")
    assert [problem.row for problem in result.problems] == [2, 4]


def test_groups_may_lie_in_each_other_but_not_without_end() -> None:
    depth = 21
    rows = [f"| begin group | g{level} | G |" for level in range(depth)]
    rows += ["| text | a | A |"] + ["| end group | | |"] * depth
    result = checked("| type | name | label |\n" + "\n".join(rows))
    assert cell(found(result, "group-too-deep")) == ("survey", 22, "type")
    assert result.xform == ""
    inner = checked("| type | name | label |\n" + "\n".join(rows[1:-1]))
    assert inner.problems == ()


def test_the_name_of_an_answer_is_an_expression_too() -> None:
    settings = "| settings |\n| | instance_name |\n| | concat(${a}, frobnicate(${b})) |"
    result = checked("| type | name | label |\n| text | a | A |", settings=settings)
    for code in ("name-unknown", "function-unknown"):
        assert cell(found(result, code)) == ("settings", 2, "instance_name")


def test_a_control_character_is_named() -> None:
    result = checked("| type | name | label |\n| text | a | A\x01 |")
    problem = found(result, "character-forbidden")
    assert cell(problem) == ("survey", 2, "label")
    assert problem.details == {"character": "U+0001"}
    assert len(result.problems) == 1


def test_what_the_loader_alone_refuses_is_named_with_its_cell() -> None:
    result = checked(
        "| type | name | label | calculation |\n| calculate | a | | instance('x')/root/item |"
    )
    assert cell(found(result, "form-unsupported")) == ("survey", 2, "calculation")


@pytest.mark.parametrize("path", ["/data/nowhere", "../nowhere", "/other/a", "/data/a/b"])
def test_a_path_that_leads_nowhere_is_named(path: str) -> None:
    rows = f"| text | a | A | |\n| text | b | B | {path} = 1 |"
    result = checked(f"| type | name | label | relevant |\n{rows}")
    assert cell(found(result, "path-unknown")) == ("survey", 3, "relevant")
    assert result.ok, "JavaRosa reads it as blank"


@pytest.mark.parametrize("path", ["/data/a", "../a", "/data/*", "/data/meta/instanceID", "../../*"])
def test_a_path_may_be_written_out(path: str) -> None:
    rows = f"| text | a | A | |\n| text | b | B | {path} != '1' |"
    assert checked(f"| type | name | label | constraint |\n{rows}").problems == ()


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("integer", "-3", "2.5"),
        ("decimal", "2.5", "1,5"),
        ("date", "2025-05-12", "12 Mei"),
        ("select_one yn", "yes", "maybe"),
        ("select_multiple yn", "yes no", "yes maybe"),
        ("text", "anything", ""),
    ],
)
def test_a_default_must_be_an_answer(kind: str, good: str, bad: str) -> None:
    rows = f"| type | name | label | default |\n| {kind} | a | A |"
    assert checked(f"{rows} {good} |").problems == ()
    if bad:
        problem = found(checked(f"{rows} {bad} |"), "default-invalid")
        assert cell(problem) == ("survey", 2, "default")
        assert problem.severity == "warning"


def test_what_pyxform_alone_refuses_keeps_its_words_and_row() -> None:
    result = checked("""
        | type      | name | label | calculation |
        | text      | a    | A     |             |
        | calculate | b    |       |             |
    """)
    problem = found(result, "pyxform")
    assert cell(problem) == ("survey", 3, "type")
    assert problem.details == {"text": "Missing calculation"}


def test_a_fault_of_pyxform_is_a_problem_of_the_form() -> None:
    result = checked("| type | name | label | bind |\n| text | a | A | x |")
    assert cell(found(result, "conversion-failed")) == (None, None, None)
    assert result.xform == ""


def test_what_pyxform_warns_about_is_a_warning() -> None:
    result = checked("""
        | type | name | label |
        | text | a    | A     |
        | text | A    | B     |
    """)
    assert cell(found(result, "pyxform-warning")) == ("survey", 3, "name")
    assert result.ok


def test_a_workbook_without_a_survey_or_a_type() -> None:
    two = b"| lembar |\n| | type | name |\n| | text | a |\n| settings |\n| | form_id |\n| | a |"
    assert found(check(two, "a.md"), "sheet-missing").details == {"name": "survey"}
    result = checked("| name | label |\n| a | A |")
    assert cell(found(result, "column-missing")) == ("survey", 1, None)


def test_the_only_sheet_is_the_survey() -> None:
    result = check(b"| lembar |\n| | type | name | label |\n| | text | a | A |", "a.md")
    assert result.problems == ()


def test_a_header_twice_is_refused() -> None:
    result = checked("| type | name | label | label |\n| text | a | A | B |")
    assert cell(found(result, "header-duplicate")) == ("survey", 1, "label")


def test_each_code_is_listed_once() -> None:
    assert len(CODES) == len(set(CODES))
    assert set(BROKEN) <= set(CODES)


def test_every_code_is_met_by_a_test() -> None:
    folder = Path(__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("test_*.py"))
    assert [code for code in CODES if f'"{code}"' not in text] == []
