"""Forms as tables in tests: Markdown XLSForm sheets to a loaded `Form`."""

from pyxform.xls2xform import convert

from flows.xform import Form, load_form

YES_NO = """
    | list_name | name | label |
    | yn        | yes  | Ya    |
    | yn        | no   | Tidak |
"""


def form(survey: str, choices: str = "", settings: str = "") -> Form:
    """The form whose sheets are these tables, header row first."""
    return load_form(xform(survey, choices, settings))


def xform(survey: str, choices: str = "", settings: str = "") -> str:
    """The XForm XML that pyxform makes of the tables."""
    markdown = workbook(survey, choices, settings)
    xml: str = convert(markdown, file_type=".md", pretty_print=False).xform
    return xml


def workbook(survey: str, choices: str = "", settings: str = "") -> str:
    """One Markdown workbook of the tables; without settings the form id is `test`."""
    sheets = {
        "survey": survey,
        "choices": choices,
        "settings": settings or "| form_id | version |\n| test | 1 |",
    }
    return "\n".join(_sheet(name, table) for name, table in sheets.items() if table.strip())


def _sheet(name: str, table: str) -> str:
    rows = [line.strip() for line in table.strip().splitlines()]
    return "\n".join([f"| {name} |", *(f"| {row}" for row in rows)])
