"""What a header means: pyxform's aliases resolved to one name per column, and a language."""

import re
from dataclasses import dataclass

from pyxform import aliases
from pyxform.parsing.sheet_headers import process_header
from pyxform.question import MultipleChoiceQuestion, Option
from pyxform.survey import Survey

from flows.xlsform.workbook import Row, Sheet, Workbook

_FAMILIES = ("bind", "control", "media", "instance")  # pyxform's groups around a column's name
_CODE = re.compile(r"\(([^()]+)\)\s*$")
_KNOWN = {
    "survey": (aliases.survey_header, set(MultipleChoiceQuestion.get_slot_names())),
    "choices": (aliases.list_header, set(Option.get_slot_names())),
    "settings": (aliases.settings_header, set(Survey.get_slot_names())),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the header as written, pyxform's name for it, its language ("" none)."""

    header: str
    name: str
    language: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one sheet."""

    sheet: Sheet
    all: tuple[Column, ...]

    def named(self, name: str) -> tuple[Column, ...]:
        """The columns of that name, one per language."""
        return tuple(column for column in self.all if column.name == name)

    def value(self, row: Row, name: str) -> str:
        """The first filled cell of that column in the row; "" when blank."""
        found = (row.cells.get(column.header, "") for column in self.named(name))
        return next((value for value in found if value), "")

    def first(self, name: str) -> str:
        """That column's value in the first filled row, as settings are written."""
        return next((self.value(row, name) for row in self.sheet.filled()), "")

    def header(self, name: str) -> str | None:
        """The header under which the author wrote this column."""
        return next((column.header for column in self.named(name)), None)


def columns_of(workbook: Workbook, sheet_name: str) -> Columns:
    """The columns of a sheet; our own sheets have names as written and `::` before a language."""
    sheet = workbook.sheet(sheet_name)
    known, names = _KNOWN.get(sheet_name, ({}, set()))
    doubled = any("::" in header for header in sheet.headers) or sheet_name not in _KNOWN
    found = []
    for header in sheet.headers:
        _, tokens = process_header(header, doubled, known, names)
        found.append(_column(header, tokens))
    return Columns(sheet, tuple(found))


def _column(header: str, tokens: tuple[str, ...]) -> Column:
    if tokens[0] in _FAMILIES and len(tokens) > 1:
        return Column(header, tokens[1], "::".join(tokens[2:]), tokens[0])
    return Column(header, tokens[0], "::".join(tokens[1:]))


def languages_of(*sheets: Columns) -> tuple[str, ...]:
    """Every language that a text column of these sheets names, in order of appearance."""
    texts = ("label", "hint", "jr:constraintMsg", "jr:requiredMsg")
    return tuple(
        dict.fromkeys(
            column.language
            for sheet in sheets
            for column in sheet.all
            if column.name in texts and column.language
        )
    )


def language_named(written: str, languages: tuple[str, ...]) -> str:
    """The form's language for `Bahasa Indonesia (id)` or just `id`; as written when it has none."""
    if written in languages:
        return written
    by_code = {match[1]: name for name in languages if (match := _CODE.search(name))}
    return by_code.get(written, written)


def has_code(language: str) -> bool:
    """Whether a language's name ends in its code, as `Bahasa Indonesia (id)` does."""
    return _CODE.search(language) is not None
