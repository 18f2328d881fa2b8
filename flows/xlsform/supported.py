"""Each cell that asks for what is not done here: refused, or ignored with a word to its author."""

import re
from collections.abc import Iterator

from flows.xform.kinds import KINDS
from flows.xlsform.columns import Column, Columns, columns_of
from flows.xlsform.problems import FormProblem
from flows.xlsform.support import APPEARANCES, COLUMNS, SETTINGS, TYPES, appearance_named
from flows.xlsform.survey import Element, Survey
from flows.xlsform.workbook import Workbook

VISIBLE = frozenset(KINDS)
_OTHER_APP = re.compile(r"\bex:.*|\bprinter:.*", re.DOTALL)
_SEARCH = re.compile(r"\bsearch\s*\(")
_EVERY_ATTRIBUTE = "instance"  # a family of which every column is harmless
_REFUSED_BINDS = frozenset({"entities:saveto"})
_HARMLESS_BINDS = frozenset({"type", "jr:preload", "jr:preloadParams", "jr:noAppErrorString"})


def unsupported(workbook: Workbook, survey: Survey) -> Iterator[FormProblem]:
    """One problem for each cell that asks for what is not built."""
    entities = workbook.sheet("entities")
    if any(entities.filled()):
        yield FormProblem("error", "sheet-unsupported", entities.name)
    yield from _settings(columns_of(workbook, "settings"))
    for element in survey.elements:
        yield from _type(survey.columns, element)
        yield from _appearance(survey.columns, element)
        for column in survey.columns.all:
            if column.header in element.row.cells:
                yield from _column(survey.columns, element, column)


def _settings(columns: Columns) -> Iterator[FormProblem]:
    for row in list(columns.sheet.filled())[:1]:
        for column in columns.all:
            support = SETTINGS.get(column.name)
            if support is None or column.header not in row.cells:
                continue
            place = (columns.sheet.name, row.number, column.header)
            if support.status == "refused":
                yield FormProblem("error", "setting-unsupported", *place, {"name": column.header})
            elif support.warned:
                yield FormProblem("warning", "column-ignored", *place, {"name": column.header})


def _type(columns: Columns, element: Element) -> Iterator[FormProblem]:
    place = (columns.sheet.name, element.row.number, columns.header("type"))
    support = TYPES.get(element.kind)
    if support is None or support.status == "refused":
        yield FormProblem("error", "type-unsupported", *place, {"type": element.written})
    elif support.warned:
        yield FormProblem("warning", "value-blank", *place, {"type": element.written})


def _appearance(columns: Columns, element: Element) -> Iterator[FormProblem]:
    text = columns.value(element.row, "appearance")
    if not text:
        return
    place = (columns.sheet.name, element.row.number, columns.header("appearance"))
    if _SEARCH.search(text):
        yield FormProblem("error", "appearance-unsupported", *place, {"name": "search()"})
        return
    for word in _words(text):
        support = APPEARANCES.get(appearance_named(word))
        if support is None:
            yield FormProblem("warning", "appearance-unknown", *place, {"name": word})
        elif support.warned:
            yield FormProblem("warning", "appearance-ignored", *place, {"name": word})


def _words(text: str) -> list[str]:
    """The words of an appearance; another app with its arguments is the word `ex:`."""
    other = [found[0].partition(":")[0] for found in _OTHER_APP.finditer(text)]
    words = _OTHER_APP.sub(" ", text).split()
    return words + [f"{app}:" if app == "ex" else app for app in other]


def _column(columns: Columns, element: Element, column: Column) -> Iterator[FormProblem]:
    if column.family in ("media", _EVERY_ATTRIBUTE):
        return  # pyxform refuses what is no medium
    place = (columns.sheet.name, element.row.number, column.header)
    details = {"name": column.header}
    if column.name in _REFUSED_BINDS or _status(column.name) == "refused":
        yield FormProblem("error", "column-unsupported", *place, details)
    elif column.family and not _is_known(column):
        yield FormProblem("warning", "column-ignored", *place, details)


def _status(name: str) -> str:
    return COLUMNS[name].status if name in COLUMNS else ""


def _is_known(column: Column) -> bool:
    """Whether a bind or body attribute has a column of its own, or is known to be harmless."""
    if column.name in ("jr:constraintMsg", "jr:requiredMsg", "jr:count", "calculate"):
        return True
    if column.family == "bind":
        return column.name in _HARMLESS_BINDS or column.name in COLUMNS
    return column.name in COLUMNS or f"body::{column.name}" in COLUMNS
