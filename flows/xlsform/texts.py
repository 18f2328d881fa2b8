"""What people will read: texts too long for a card, lists too long to tap, missing translations."""

from collections.abc import Iterator

from flows.xlsform.columns import Columns, has_code, languages_of
from flows.xlsform.problems import FormProblem, Severity
from flows.xlsform.supported import VISIBLE
from flows.xlsform.survey import Element, Survey
from flows.xlsform.workbook import Row

MAX_LABEL = 3_000  # characters; a Telegram message holds 4096 with its markup
MAX_CHOICE = 200
MAX_CARD = 3_500  # question, hint and choices together
MAX_CHOICES = 60
_QUESTION_TEXTS = ("label", "hint", "jr:constraintMsg", "jr:requiredMsg")


def text_problems(survey: Survey) -> Iterator[FormProblem]:
    """Too long texts and lists (errors), texts without a translation (warnings)."""
    languages = languages_of(survey.columns, survey.choice_columns)
    rows = [element.row for element in survey.elements]
    choices = [row for found in survey.lists.values() for row in found]
    for name in _QUESTION_TEXTS:
        yield from _lengths(survey.columns, rows, name, MAX_LABEL)
        yield from _translations(survey.columns, rows, name, languages)
    yield from _lengths(survey.choice_columns, choices, "label", MAX_CHOICE)
    yield from _translations(survey.choice_columns, choices, "label", languages)
    for element in survey.elements:
        yield from _list(survey, element)
    yield from _labels(survey)
    yield from _language_codes(survey.columns)


def _labels(survey: Survey) -> Iterator[FormProblem]:
    """A question without words cannot be sent; a choice without falls back to its name."""
    asked = [element.row for element in survey.elements if element.kind in VISIBLE]
    choices = [row for found in survey.lists.values() for row in found]
    parts: tuple[tuple[Severity, Columns, list[Row]], ...] = (
        ("error", survey.columns, asked),
        ("warning", survey.choice_columns, choices),
    )
    for severity, columns, rows in parts:
        for row in rows:
            if not columns.value(row, "label"):
                place = (columns.sheet.name, row.number, columns.header("label") or "label")
                yield FormProblem(severity, "label-missing", *place)


def _language_codes(columns: Columns) -> Iterator[FormProblem]:
    """A language without `(id)` or the like behind its name cannot be matched to a person's."""
    for language in languages_of(columns):
        if not has_code(language):
            header = next(column.header for column in columns.all if column.language == language)
            place = (columns.sheet.name, 1, header)
            yield FormProblem("warning", "language-code-missing", *place, {"language": language})


def _lengths(columns: Columns, rows: list[Row], name: str, limit: int) -> Iterator[FormProblem]:
    for row in rows:
        for column in columns.named(name):
            length = len(row.cells.get(column.header, ""))
            if length > limit:
                details = {"length": str(length), "limit": str(limit)}
                place = (columns.sheet.name, row.number, column.header)
                yield FormProblem("error", "text-too-long", *place, details)


def _translations(
    columns: Columns, rows: list[Row], name: str, languages: tuple[str, ...]
) -> Iterator[FormProblem]:
    found = columns.named(name)
    written = {column.language for column in found}
    if not found or (written == {""} and len(languages) < 2):
        return
    sheet = columns.sheet.name
    for language in languages:
        if language not in written and not ("" in written and len(written) == len(languages)):
            details, header = {"language": language}, found[0].header
            yield FormProblem("warning", "column-translation-missing", sheet, 1, header, details)
    for row in rows:
        blank = [column for column in found if column.header not in row.cells]
        if len(blank) == len(found):
            continue
        for column in blank:
            if column.language:
                place = (sheet, row.number, column.header)
                details = {"language": column.language}
                yield FormProblem("warning", "translation-missing", *place, details)


def _list(survey: Survey, element: Element) -> Iterator[FormProblem]:
    choices = survey.lists.get(element.list_name, ())
    columns, row = survey.columns, element.row
    if not choices:
        return
    sheet, header = columns.sheet.name, columns.header("type")
    filtered = columns.value(row, "choice_filter") != ""
    if len(choices) > MAX_CHOICES and not filtered:
        details = {"list": element.list_name, "count": str(len(choices)), "limit": str(MAX_CHOICES)}
        yield FormProblem("error", "choices-too-many", sheet, row.number, header, details)
    length = _card(survey, element)
    if length > MAX_CARD and not filtered and len(choices) <= MAX_CHOICES:
        details = {"length": str(length), "limit": str(MAX_CARD)}
        header = columns.header("label")
        yield FormProblem("error", "card-too-long", sheet, row.number, header, details)


def _card(survey: Survey, element: Element) -> int:
    """Characters of the longest card of this question over its languages."""
    texts = [*survey.columns.named("label"), *survey.columns.named("hint")]
    labels = survey.choice_columns.named("label")
    languages = {column.language for column in (*texts, *labels)}
    choices = survey.lists[element.list_name]

    def length(language: str) -> int:
        asked = sum(
            len(element.row.cells.get(c.header, "")) for c in texts if c.language == language
        )
        headers = [column.header for column in labels if column.language == language]
        return asked + sum(len(row.cells.get(header, "")) for row in choices for header in headers)

    return max(map(length, languages), default=0)
