"""Questionnaires as tables in a test, and the same as Excel writes them."""

from flows.xlsform import Checked, FormProblem, check

Cell = tuple[str | None, int | None, str | None]

YES_NO = """
| choices |
|         | list_name | name  | label |
|         | yn        | yes   | Ya    |
|         | yn        | no    | Tidak |
"""
SETTINGS = """
| settings |
|          | form_title | form_id | version |
|          | Uji        | uji     | 1       |
"""


def book(survey: str, *sheets: str, settings: str = SETTINGS) -> bytes:
    """A Markdown workbook: the survey's rows (without its name), choices and other sheets."""
    rows = "\n".join(f"| {line.strip()}" for line in survey.strip().splitlines())
    return "\n".join(("| survey |", rows, *(sheets or (YES_NO,)), settings)).encode()


def checked(survey: str, *sheets: str, settings: str = SETTINGS) -> Checked:
    """That workbook, checked."""
    return check(book(survey, *sheets, settings=settings), "uji.md")


def found(result: Checked, code: str) -> FormProblem:
    """The only problem of that code."""
    matching = [problem for problem in result.problems if problem.code == code]
    assert len(matching) == 1, result.problems
    return matching[0]


def cell(problem: FormProblem) -> Cell:
    """Where the problem points."""
    return problem.sheet, problem.row, problem.column
