"""Headers that pyxform would drop without a word: misspelt ones, and those that XML cannot hold."""

from collections.abc import Iterator
from difflib import get_close_matches

from pyxform import aliases
from pyxform.parsing.sheet_headers import to_snake_case
from pyxform.question import MultipleChoiceQuestion
from pyxform.survey import Survey as PyxformSurvey

from flows.xlsform.columns import Column, Columns, columns_of
from flows.xlsform.names import is_name
from flows.xlsform.problems import FormProblem, Severity
from flows.xlsform.workbook import Workbook

_LIKENESS = 0.8  # of difflib; `relevent` and `relevant` have it, `state` and `name` do not
_FAR_LIKENESS = 0.75  # is enough where the right one is missing: `tpye`, `nmae`
_PLAIN = ("guidance_hint", "choice_filter", "repeat_count", "default", "parameters", "trigger")
_OURS = {
    "survey": ("prefill", "indicator"),
    "choices": ("score",),
    "settings": ("audience", "purpose", "minutes"),
}
_KNOWN = {
    "survey": {*aliases.survey_header, *MultipleChoiceQuestion.get_slot_names(), *_PLAIN},
    "choices": {"name", "label", "list_name", *aliases.list_header},
    "settings": {*aliases.settings_header, *PyxformSurvey.get_slot_names()},
}
# What may be suggested; the others are known, but nobody means them.
_SUGGESTED = {
    "survey": (
        *("type", "name", "label", "hint", "relevant", "required", "readonly", "constraint"),
        *("constraint_message", "required_message", "calculation", "appearance"),
        *_PLAIN,
    ),
    "choices": ("list_name", "name", "label"),
    "settings": ("form_title", "form_id", "version", "default_language", "instance_name", "style"),
}
_NEEDED = {
    "survey": ("type", "name", "label"),
    "choices": ("list name", "name", "label"),
    "settings": (),
}


def header_problems(workbook: Workbook) -> Iterator[FormProblem]:
    """Misspelt headers with the right one, and headers of choices that make no XML name."""
    for name in _KNOWN:
        columns = columns_of(workbook, name)
        for column in columns.all:
            if _is_filled(columns, column):
                yield from _misspelt(columns, name, column)
    yield from _unfit(columns_of(workbook, "choices"))


def sheet_problems(workbook: Workbook) -> Iterator[FormProblem]:
    """A sheet that the form lacks, and one whose name is near to it."""
    for name in ("survey", "choices"):
        near = [] if name in workbook.sheets else get_close_matches(name, workbook.sheets, 1)
        if near:
            written = workbook.sheets[near[0]].name
            details = {"name": written, "near": name}
            yield FormProblem("error", "sheet-misspelt", written, details=details)


def _is_filled(columns: Columns, column: Column) -> bool:
    return any(column.header in row.cells for row in columns.sheet.filled())


def _misspelt(columns: Columns, sheet: str, column: Column) -> Iterator[FormProblem]:
    written = to_snake_case(column.name)
    if column.family or written in _KNOWN[sheet] or column.name in _KNOWN[sheet]:
        return
    if column.name in _OURS[sheet]:
        return
    lacking = [name for name in _NEEDED[sheet] if columns.header(name) is None]
    near = get_close_matches(written, lacking, 1, _FAR_LIKENESS)
    severity: Severity = "error" if near else "warning"
    near = near or get_close_matches(written, (*_SUGGESTED[sheet], *_OURS[sheet]), 1, _LIKENESS)
    if near:
        place = (columns.sheet.name, 1, column.header)
        details = {"name": column.header, "near": near[0].replace(" ", "_")}
        yield FormProblem(severity, "header-misspelt", *place, details)


def _unfit(columns: Columns) -> Iterator[FormProblem]:
    """A column of choices becomes an element in the form; pyxform leaves those with spaces out."""
    for column in columns.all:
        if column.family == "media" or column.name in ("list name", "label"):
            continue
        plain = ":" not in column.name and not column.language
        if (plain and is_name(column.name)) or not _is_filled(columns, column):
            continue
        severity: Severity = "warning" if plain and " " in column.name else "error"
        place = (columns.sheet.name, 1, column.header)
        yield FormProblem(severity, "header-invalid", *place, {"name": column.header})
