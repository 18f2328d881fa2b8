"""What this release asks: every other type, column and sheet is refused by name and place."""

from collections.abc import Iterator

from flows.xlsform.columns import Column, Columns
from flows.xlsform.problems import FormProblem
from flows.xlsform.survey import Element, Survey
from flows.xlsform.workbook import Workbook

VISIBLE = frozenset(
    {
        "select_one",
        "select_multiple",
        "integer",
        "decimal",
        "text",
        "date",
        "note",
        "acknowledge",
    }
)
TYPES = VISIBLE | {"calculate", "hidden", "group"}
_SHEETS = ("entities", "external_choices", "osm")
_REFUSED = frozenset(
    {
        "trigger",
        "parameters",
        "guidance_hint",
        "repeat_count",
        "jr:count",
        "readonly",
        "disabled",
        "query",
        "intent",
        "compact_tag",
        "flat",
    }
)
_FAMILIES_ASKED = {
    "bind": {
        "relevant",
        "constraint",
        "required",
        "calculate",
        "jr:constraintMsg",
        "jr:requiredMsg",
        "jr:noAppErrorString",
        "readonly",
    },
    "control": {"appearance"},
}


def unsupported(workbook: Workbook, survey: Survey) -> Iterator[FormProblem]:
    """One error for each cell that asks for what is not built yet."""
    for name in _SHEETS:
        sheet = workbook.sheet(name)
        if any(sheet.filled()):
            yield FormProblem("error", "sheet-unsupported", sheet.name)
    for element in survey.elements:
        yield from _element(survey.columns, element)
    for row in survey.choice_columns.sheet.filled():
        for column in survey.choice_columns.all:
            if column.family == "media" and column.header in row.cells:
                yield _column(survey.choice_columns, row.number, column)


def _element(columns: Columns, element: Element) -> Iterator[FormProblem]:
    row = element.row
    if element.kind not in TYPES:
        header, details = columns.header("type"), {"type": element.kind}
        sheet = columns.sheet.name
        yield FormProblem("error", "type-unsupported", sheet, row.number, header, details)
    for column in columns.all:
        value = row.cells.get(column.header, "")
        if value and _is_refused(column, value):
            yield _column(columns, row.number, column)


def _is_refused(column: Column, value: str) -> bool:
    if column.name == "appearance":
        return "search(" in value  # a list from a file
    if column.family:
        asked = _FAMILIES_ASKED.get(column.family, set())
        return column.name not in asked or column.name == "readonly"
    return column.name in _REFUSED


def _column(columns: Columns, row: int, column: Column) -> FormProblem:
    sheet, details = columns.sheet.name, {"name": column.header}
    return FormProblem("error", "column-unsupported", sheet, row, column.header, details)
