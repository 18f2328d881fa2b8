"""What people will read: texts too long for a card, lists too long to tap, missing translations."""

from collections.abc import Iterator

from flows.prompts import LONG, OFFERED
from flows.xlsform.columns import Columns, has_code, languages_of
from flows.xlsform.kinds import CONTAINERS, SELECTS
from flows.xlsform.problems import FormProblem, Severity
from flows.xlsform.supported import VISIBLE
from flows.xlsform.survey import Element, Survey
from flows.xlsform.workbook import Row

MAX_LABEL = 3_000  # characters; a Telegram message holds 4096 with its markup
MAX_CHOICE = 200
# Section, question, hint, choices and the longest message, in UTF-16 units as Telegram counts: the
# rest of its 4096 is for the progress, the echo of the last answer, and how to answer.
MAX_CARD = 3_500
NUMBERING = 5  # "\n60. " before a choice
MAX_TITLE = 150
MAX_PURPOSE = 1_500
MAX_CHOICES = 60  # to be put in order: all of them stand on one card
MAX_SEARCHED = 2_000  # to be chosen from: people look for theirs by typing
BESIDE = 600  # of a long list: what was used and ticked before stands beside what is offered
_QUESTION_TEXTS = ("label", "hint", "jr:constraintMsg", "jr:requiredMsg")
_OTHER_TEXTS = ("guidance_hint",)  # shown when it is asked for, on a card of its own


def text_problems(survey: Survey, settings: Columns) -> Iterator[FormProblem]:
    """Too long texts and lists (errors), texts without a translation (warnings)."""
    languages = languages_of(survey.columns, survey.choice_columns)
    rows = [element.row for element in survey.elements]
    choices = [row for found in survey.lists.values() for row in found]
    for name in (*_QUESTION_TEXTS, *_OTHER_TEXTS):
        yield from _lengths(survey.columns, rows, name, MAX_LABEL)
        yield from _translations(survey.columns, rows, name, languages)
    yield from _lengths(survey.choice_columns, choices, "label", MAX_CHOICE)
    yield from _translations(survey.choice_columns, choices, "label", languages)
    for element in survey.elements:
        yield from _list(survey, element)
    yield from _cards(survey)
    yield from _settings(settings)
    yield from _labels(survey)
    yield from _language_codes(survey.columns)


def _labels(survey: Survey) -> Iterator[FormProblem]:
    """A question without words cannot be sent; a choice without falls back to its name."""
    asked = [element.row for element in survey.elements if _needs_words(survey, element)]
    choices = [row for found in survey.lists.values() for row in found]
    if asked and survey.columns.header("label") is None:  # said once, not of every question
        sheet, details = survey.columns.sheet.name, {"name": "label"}
        yield FormProblem("error", "column-missing", sheet, 1, None, details)
        asked = []
    parts: tuple[tuple[Severity, Columns, list[Row]], ...] = (
        ("error", survey.columns, asked),
        ("warning", survey.choice_columns, choices),
    )
    for severity, columns, rows in parts:
        for row in rows:
            if not columns.value(row, "label"):
                place = (columns.sheet.name, row.number, columns.header("label") or "label")
                yield FormProblem(severity, "label-missing", *place)


def _needs_words(survey: Survey, element: Element) -> bool:
    """Whether a person is shown the element and it has neither hint nor medium to show."""
    columns, row = survey.columns, element.row
    if element.kind not in VISIBLE or columns.value(row, "hint"):
        return False
    if columns.value(row, "calculate") or columns.value(row, "trigger"):
        return False  # pyxform makes it a hidden value
    media = (column for column in columns.all if column.family == "media")
    return not any(column.header in row.cells for column in media)


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


def _settings(columns: Columns) -> Iterator[FormProblem]:
    """What stands in a greeting and in lists; a form without a title is called by its id."""
    rows = list(columns.sheet.filled())[:1]
    yield from _lengths(
        columns, rows, "title" if columns.first("title") else "id_string", MAX_TITLE
    )
    yield from _lengths(columns, rows, "purpose", MAX_PURPOSE)


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
    choices = survey.lists.get(element.list_name, ()) if element.kind in SELECTS else ()
    columns, row = survey.columns, element.row
    limit = MAX_CHOICES if element.kind == "rank" else MAX_SEARCHED
    if len(choices) > limit and not columns.value(row, "choice_filter"):
        place = (columns.sheet.name, row.number, columns.header("type"))
        details = {"list": element.list_name, "count": str(len(choices)), "limit": str(limit)}
        yield FormProblem("error", "choices-too-many", *place, details)


def _cards(survey: Survey) -> Iterator[FormProblem]:
    """Questions that do not fit into a message with all that stands around them."""
    columns = survey.columns
    languages = {column.language for name in _QUESTION_TEXTS for column in columns.named(name)}
    groups = {each.path: each.row for each in survey.elements if each.kind in CONTAINERS}
    lists = {language: _labels_of(survey, language) for language in languages}
    for element in survey.elements:
        if element.kind not in VISIBLE:
            continue
        rows = [element.row, *(groups[path] for path in element.groups if path in groups)]
        # Which choices a filter leaves is not known here.
        listed = "" if columns.value(element.row, "choice_filter") else element.list_name
        length = max(
            (
                _card(columns, rows, each) + _listed(element, lists[each].get(listed, []))
                for each in languages
            ),
            default=0,
        )
        if length > MAX_CARD:
            place = (columns.sheet.name, element.row.number, columns.header("label"))
            details = {"length": str(length), "limit": str(MAX_CARD)}
            yield FormProblem("error", "card-too-long", *place, details)


def _card(columns: Columns, rows: list[Row], language: str) -> int:
    """The longest card of a question but for its choices; `rows` are its own and its groups'.

    The longest comes when the answer was wrong: what was wrong stands above the question.
    """
    own, *sections = rows
    label, hint, *messages = (_units(columns, own, name, language) for name in _QUESTION_TEXTS)
    around = sum(_units(columns, row, "label", language) for row in sections)
    return around + label + hint + max(messages)


def _listed(element: Element, labels: list[int]) -> int:
    """How much of a card the choices take at most; of too many, which have an error, nothing."""
    if element.kind == "rank" or len(labels) <= LONG:
        return sum(labels) if len(labels) <= MAX_CHOICES else 0
    return sum(sorted(labels)[-OFFERED:]) + BESIDE


def _labels_of(survey: Survey, language: str) -> dict[str, list[int]]:
    """How much of a card each choice of a list takes, with its number."""
    return {
        name: [NUMBERING + _units(survey.choice_columns, row, "label", language) for row in choices]
        for name, choices in survey.lists.items()
    }


def _units(columns: Columns, row: Row, name: str, language: str) -> int:
    """How much of a message the text takes; without a translation another language's is shown."""
    cells = {column.language: row.cells.get(column.header, "") for column in columns.named(name)}
    said = cells.get(language) or max(cells.values(), key=len, default="")
    return len(said.encode("utf-16-le", "surrogatepass")) // 2
