"""One small broken form for each thing that the gate says, with the cell that it names."""

import pytest

from flows.proof import CODES, examine
from flows.xlsform import Checked
from tests.flows.xlsform.books import SETTINGS, YES_NO, Cell, book, cell, found

FRAMEWORK = """
| indicators |
| | iCode | Parent | Level | Weight | Direction | LowerBound | UpperBound |
| | M     |        | 3     | 1      | 1         |            |            |
| | M1    | M      | 2     | 1      | 1         |            |            |
| | M1.1  | M1     | 1     | 1      | 1         | 1          | 5          |
"""
NEEDED = """
| required_levels |
| | iCode | FD | HB |
| | M1.1  | 2  | 3  |
"""
SCORED = """
| choices |
| | list_name | name | label | score |
| | tingkat   | a    | A     | 1     |
| | tingkat   | b    | B     | 3     |
| | tingkat   | c    | C     | 5     |
"""
PLACES = """
| choices |
| | list_name | name | label | prov |
| | prov      | p1   | P1    |      |
| | prov      | p2   | P2    |      |
| | kab       | k1   | K1    | x1   |
"""


def examined(survey: str, *sheets: str, settings: str = SETTINGS) -> Checked:
    return examine(book(survey, *sheets, settings=settings), "uji.md")


def codes(result: Checked) -> list[str]:
    return [problem.code for problem in result.problems if problem.code in CODES]


def only(result: Checked, code: str, severity: str = "warning") -> Cell:
    """The place of the one thing that the gate says."""
    assert codes(result) == [code], result.problems
    problem = found(result, code)
    assert problem.severity == severity
    assert result.ok == (severity == "warning")
    return cell(problem)


CLOSED = [
    ("select_one yn", "${a} = 'yess'"),
    ("select_one yn", "selected(${a}, 'maybe')"),
    ("select_one yn", "${a} = 'yes' and ${a} = 'no'"),
    ("select_one yn", "${a} > 3"),
    ("select_multiple yn", "selected(${a}, 'yes') and ${a} = ''"),
    ("select_multiple yn", "count-selected(${a}) > 2"),
    ("integer", "${a} > 5 and ${a} < 5"),
    ("integer", "${a} > 5 and ${a} < 6"),
    ("decimal", "${a} > 5 and ${a} <= 5"),
    ("text", "${a} = 'x' and ${a} = 'y'"),
    ("acknowledge", "${a} = 'yes'"),
    ("date", "${a} != '' and ${a} = ''"),
    ("note", "${a} = 'OK'"),
    ("integer", "1 = 2"),
]


@pytest.mark.parametrize(("kind", "relevant"), CLOSED)
def test_what_no_answer_opens(kind: str, relevant: str) -> None:
    result = examined(f"""
        | type   | name | label | relevant   |
        | {kind} | a    | A     |            |
        | text   | b    | B     | {relevant} |
    """)
    assert only(result, "question-unreachable") == ("survey", 3, "relevant")
    assert found(result, "question-unreachable").details["name"] == "b"


OPEN = [
    ("select_one yn", "${a} = 'yes'"),
    ("select_multiple yn", "count-selected(${a}) > 1"),
    ("integer", "${a} > 5 and ${a} < 7"),
    ("decimal", "${a} > 5 and ${a} < 6"),
    ("decimal", "${a} != 5 and round(${a}) = 5"),
    ("integer", "${a} mod 7 = 3"),
    ("text", "${a} = '5' or ${a} = 'y'"),
    ("text", "string-length(${a}) = 7"),
    ("text", "regex(${a}, '[A-Z]{3}[0-9]{2}')"),
    ("date", "${a} > date('2031-01-01')"),
    ("date", "${a} > today() and ${a} < today() + 2"),
    ("integer", "random() > 0.9"),
]


@pytest.mark.parametrize(("kind", "relevant"), OPEN)
def test_what_some_answer_opens_is_not_said_to_be_shut(kind: str, relevant: str) -> None:
    result = examined(f"""
        | type   | name | label | relevant   |
        | {kind} | a    | A     |            |
        | text   | b    | B     | {relevant} |
    """)
    assert "question-unreachable" not in codes(result)


def test_a_constraint_may_shut_a_branch() -> None:
    result = examined("""
        | type    | name | label | constraint            | relevant   |
        | integer | a    | A     | . >= 0 and . <= 120   |            |
        | text    | b    | B     |                       | ${a} > 120 |
    """)
    assert only(result, "question-unreachable") == ("survey", 3, "relevant")


def test_what_the_questions_before_allow_counts() -> None:
    result = examined("""
        | type          | name | label | relevant                         |
        | select_one yn | a    | A     |                                  |
        | select_one yn | b    | B     | ${a} = 'yes'                     |
        | text          | c    | C     | ${b} = 'yes' and ${a} = 'no'     |
        | text          | d    | D     | ${b} = 'yes' and ${a} = 'yes'    |
    """)
    assert only(result, "question-unreachable") == ("survey", 4, "relevant")


def test_what_a_shut_question_would_open_is_shut_and_said_too() -> None:
    result = examined("""
        | type          | name | label | relevant     |
        | select_one yn | a    | A     |              |
        | select_one yn | b    | B     | ${a} = 'x'   |
        | text          | c    | C     | ${b} = 'yes' |
    """)
    assert codes(result) == ["question-unreachable"] * 2


def test_a_calculation_in_between_is_followed() -> None:
    result = examined("""
        | type          | name | label | relevant   | calculation              |
        | select_one yn | a    | A     |            |                          |
        | calculate     | k    |       |            | if(${a} = 'yes', 2, 1)   |
        | text          | b    | B     | ${k} = 2   |                          |
        | text          | c    | C     | ${k} = 3   |                          |
    """)
    assert only(result, "question-unreachable") == ("survey", 5, "relevant")


def test_a_group_is_said_once_and_not_its_questions() -> None:
    result = examined("""
        | type          | name | label | relevant      |
        | select_one yn | a    | A     |               |
        | begin_group   | g    | G     | ${a} = 'x'    |
        | text          | b    | B     | ${a} = 'yes'  |
        | end_group     |      |       |               |
    """)
    assert only(result, "branch-unreachable") == ("survey", 3, "relevant")


def test_a_repeat_that_never_has_a_round() -> None:
    result = examined("""
        | type         | name | label | repeat_count |
        | integer      | a    | A     |              |
        | begin_repeat | r    | R     | 0            |
        | text         | b    | B     |              |
        | end_repeat   |      |       |              |
    """)
    assert only(result, "branch-unreachable") == ("survey", 3, "repeat_count")


def test_a_repeat_as_often_as_an_answer_says_is_open() -> None:
    result = examined("""
        | type         | name | label | repeat_count | relevant      |
        | integer      | a    | A     |              |               |
        | begin_repeat | r    | R     | ${a}         |               |
        | integer      | b    | B     |              |               |
        | text         | c    | C     |              | ${b} = 77     |
        | end_repeat   |      |       |              |               |
    """)
    assert codes(result) == []


def test_where_samples_alone_can_tell_it_is_said_so() -> None:
    result = examined("""
        | type    | name | label | relevant                     |
        | integer | a    | A     |                              |
        | text    | b    | B     | ${a} * ${a} = 7              |
    """)
    assert only(result, "question-unopened") == ("survey", 3, "relevant")
    result = examined("""
        | type         | name | label | relevant        |
        | integer      | a    | A     |                 |
        | begin_group  | g    | G     | ${a} * ${a} = 7 |
        | text         | b    | B     |                 |
        | end_group    |      |       |                 |
    """)
    assert only(result, "branch-unopened") == ("survey", 3, "relevant")


@pytest.mark.parametrize(("required", "severity"), [("yes", "error"), ("", "warning")])
def test_a_constraint_that_nobody_can_satisfy(required: str, severity: str) -> None:
    """Whoever must answer could never send; whoever may skip can."""
    result = examined(f"""
        | type    | name | label | required   | constraint       |
        | integer | a    | A     | {required} | . > 10 and . < 5 |
    """)
    assert only(result, "constraint-impossible", severity) == ("survey", 2, "constraint")


def test_a_constraint_that_only_samples_fail() -> None:
    result = examined("""
        | type    | name | label | required | constraint |
        | integer | a    | A     | yes      | . * . = 7  |
    """)
    assert only(result, "constraint-unsatisfied") == ("survey", 2, "constraint")


@pytest.mark.parametrize(
    ("kind", "constraint"),
    [
        ("text", "regex(., '08[0-9]{8,11}')"),
        ("text", "regex(., '^[A-Z][a-z]+ (utara|selatan)$')"),
        ("text", "string-length(.) = 16 and regex(., '[0-9]+')"),
        ("integer", ". > ${n} and . < ${n} + 3"),
        ("date", ". <= today() and . > today() - 3"),
        ("date", ". > ${d}"),
        ("text", "pulldata('x', 'y', 'z', .) != ''"),
    ],
)
def test_a_constraint_that_some_answer_satisfies(kind: str, constraint: str) -> None:
    result = examined(f"""
        | type    | name | label | required | constraint   |
        | integer | n    | N     | yes      |              |
        | date    | d    | D     | yes      |              |
        | {kind}  | a    | A     | yes      | {constraint} |
    """)
    assert codes(result) == []


@pytest.mark.parametrize(("required", "severity"), [("yes", "error"), ("", "warning")])
def test_a_filter_that_never_offers_anything(required: str, severity: str) -> None:
    result = examined(
        f"""
        | type            | name | label | required   | choice_filter  |
        | select_one prov | p    | P     |            |                |
        | select_one kab  | k    | K     | {required} | prov = ${{p}}  |
        """,
        PLACES,
    )
    assert only(result, "choices-never", severity) == ("survey", 3, "choice_filter")
    survey = """
        | type            | name | label | choice_filter |
        | select_one prov | p    | P     |               |
        | select_one kab  | k    | K     | prov = ${p}   |
    """
    assert codes(examined(survey, PLACES.replace("x1", "p2"))) == []


def test_a_filter_that_offers_nothing_as_far_as_was_tried() -> None:
    result = examined(
        """
        | type           | name | label | required | choice_filter         |
        | integer        | n    | N     |          |                       |
        | select_one kab | k    | K     | yes      | prov = ${n} * ${n} + 2 |
        """,
        PLACES.replace("x1", "9"),
    )
    assert only(result, "choices-unoffered") == ("survey", 3, "choice_filter")


def test_a_required_list_that_some_answers_leave_empty() -> None:
    survey = """
        | type            | name | label | required | choice_filter |
        | select_one prov | p    | P     | yes      |               |
        | select_one kab  | k    | K     | {}       | prov = ${{p}} |
    """
    sheet = PLACES.replace("x1", "p2")
    result = examined(survey.format("yes"), sheet)
    assert only(result, "choices-gap") == ("survey", 3, "choice_filter")
    assert found(result, "choices-gap").details["example"] == "p = p1"
    assert codes(examined(survey.format(""), sheet)) == []
    whole = sheet + "| | kab | k2 | K2 | p1 |"
    assert codes(examined(survey.format("yes"), whole)) == []


MEASURED = """
    | type               | name  | label | relevant   | indicator | prefill     |
    | hidden             | peran |       |            |           | person.role |
    | select_one tingkat | a     | A     | {relevant} | M1.1      |             |
"""


def measured(relevant: str, choices: str = SCORED, needed: str = "") -> Checked:
    return examined(MEASURED.replace("{relevant}", relevant), choices, FRAMEWORK, needed)


def test_an_indicator_whose_question_is_never_asked() -> None:
    result = measured("${peran} = 'XX'")
    assert codes(result) == ["indicator-unreachable", "question-unreachable"]
    assert not result.ok
    assert cell(found(result, "indicator-unreachable")) == ("survey", 3, "indicator")


def test_an_indicator_that_a_role_needs_and_is_not_asked_for() -> None:
    result = measured("${peran} = 'FD'", needed=NEEDED)
    assert only(result, "indicator-closed") == ("survey", 3, "indicator")
    assert found(result, "indicator-closed").details["role"] == "HB"
    assert codes(measured("${peran} != 'PO'", needed=NEEDED)) == []


def test_choices_that_count_the_same() -> None:
    result = measured("", SCORED.replace("| C     | 5 ", "| C     | 3 "))
    assert only(result, "score-same") == ("choices", 4, "score")
    assert dict(found(result, "score-same").details) == {"name": "c", "other": "b", "score": "3"}


def test_labels_too_long_for_a_button() -> None:
    long = YES_NO.replace("Ya ", "Ya, tetapi belum di semua loket kami ")
    survey = """
        | type          | name | label |
        | select_one yn | a    | A     |
        | select_one yn | b    | B     |
    """
    result = examined(survey, long)
    assert only(result, "button-cut") == ("choices", 2, "label")
    assert found(result, "button-cut").details["count"] == "1"
    many = long + "\n".join(f"| | yn | c{n} | C{n} |" for n in range(7))
    assert codes(examined(survey, many)) == []  # nine choices: the buttons are numbers


def test_a_list_in_which_people_search() -> None:
    survey = """
        | type          | name | label |
        | text          | a    | A     |
        | select_one yn | b    | B     |
    """
    long = YES_NO + "\n".join(f"| | yn | c{n} | C{n} |" for n in range(11))
    result = examined(survey, long)
    assert only(result, "list-searched") == ("survey", 3, "type")
    assert dict(found(result, "list-searched").details) == {"list": "yn", "count": "13"}
    assert codes(examined(survey.replace("select_one", "rank"), long)) == []


def test_a_promise_of_minutes_that_misleads() -> None:
    rows = "\n".join(f"| text | q{n} | Apa pendapat Anda tentang hal ini? |" for n in range(30))
    settings = """
| settings |
|          | form_title | form_id | version | minutes |
|          | Uji        | uji     | 1       | {}      |
"""
    survey = f"| type | name | label |\n{rows}"
    result = examined(survey, settings=settings.format(3))
    assert only(result, "minutes-differ") == ("settings", 2, "minutes")
    assert codes(examined(survey, settings=settings.format(15))) == []
    assert codes(examined(survey, settings=settings.format(""))) == []


def test_a_form_with_errors_is_still_told_of_its_lists() -> None:
    long = YES_NO.replace("Ya ", "Ya, tetapi belum di semua loket kami ")
    result = examined(
        """
        | type          | name | label | relevant    |
        | select_one yn | a    | A     | ${b} = 'x'  |
        """,
        long,
    )
    assert {"name-unknown", "button-cut"} <= {problem.code for problem in result.problems}


def test_an_xform_has_no_cells_but_names() -> None:
    survey = """
        | type          | name | label | relevant   |
        | select_one yn | a    | A     |            |
        | text          | b    | B     | ${a} = 'x' |
    """
    xform = examined(survey).xform
    problem = found(examine(xform.encode(), "uji.xml"), "question-unreachable")
    assert cell(problem) == (None, None, None)
    assert dict(problem.details) == {"name": "b"}
