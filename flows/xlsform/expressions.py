"""Every cell that holds an expression or a `${name}`, parsed where its author wrote it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyxform import aliases
from pyxform.parsing.sheet_headers import clean_text_values
from pyxform.utils import default_is_dynamic

from flows.xlsform.columns import Column, Columns
from flows.xlsform.problems import FormProblem
from flows.xlsform.survey import Element, Survey
from flows.xpath import Node, Scope, XPathError, dependencies, parse

_REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")
_NOWHERE = "/_"  # stands for a name that is reported as unknown
_LAST_SAVED = "last-saved#"  # the answer of an earlier submission
_EXPRESSIONS = ("relevant", "constraint", "required", "calculate", "choice_filter", "default")
_SAID = {  # code of the parser -> ours, and what the detail is called there
    "syntax": ("expression-syntax", "text"),
    "unknown-function": ("function-unknown", "function"),
    "arguments": ("function-arguments", "function"),
    "axis": ("axis-unsupported", "text"),
    "regex": ("regex-broken", "text"),
    "too-deep": ("expression-too-deep", "text"),
}
_TEXTS = ("label", "hint", "guidance_hint", "jr:constraintMsg", "jr:requiredMsg")

Place = tuple[str, int, str]  # sheet, row, header


@dataclass(frozen=True, slots=True)
class Formula:
    """One expression cell: whose it is, which column, and the XPath with paths for `${names}`."""

    element: Element
    column: Column
    xpath: str

    def needs(self) -> frozenset[str]:
        """The paths that it reads, as `flows.xpath.dependencies` gives them; none if broken."""
        try:
            parsed = parse(self.xpath)
        except XPathError:  # `expression_problems` says so
            return frozenset()
        return dependencies(parsed, Scope(self.element.path, Node(""), {}))


def formulas(survey: Survey) -> Iterator[Formula]:
    """The expression cells of the survey sheet; constants (`yes`, a plain default) are none."""
    paths = {name: found[0].path for name, found in survey.by_name().items()}
    for element in survey.elements:
        for column in survey.columns.all:
            text = element.row.cells.get(column.header, "")
            if text and _is_expression(element, column, text):
                plain = clean_text_values(text)  # Word's curly quotes, which pyxform straightens
                xpath = _REFERENCE.sub(lambda match: f" {paths.get(match[1], _NOWHERE)} ", plain)
                yield Formula(element, column, xpath)


def expression_problems(survey: Survey, settings: Columns) -> Iterator[FormProblem]:
    """Syntax errors, unknown functions and unknown or ambiguous names, each with its cell."""
    known = {name: len(found) for name, found in survey.by_name().items()}
    known.setdefault("instanceID", 1)
    sheet = survey.columns.sheet.name
    for element in survey.elements:
        for column in survey.columns.all:
            text = element.row.cells.get(column.header, "")
            if "${" in text and (column.name in _TEXTS or _is_expression(element, column, text)):
                yield from _names((sheet, element.row.number, column.header), text, known)
    for formula in formulas(survey):
        place = (sheet, formula.element.row.number, formula.column.header)
        yield from _syntax(place, formula.xpath)
        yield from _paths(place, formula, survey)
    for row in settings.sheet.filled():
        text, header = settings.value(row, "instance_name"), settings.header("instance_name")
        if text and header:
            place = (settings.sheet.name, row.number, header)
            yield from _names(place, text, known)
            yield from _syntax(place, _REFERENCE.sub(_NOWHERE, clean_text_values(text)))


def _is_expression(element: Element, column: Column, text: str) -> bool:
    if column.name not in _EXPRESSIONS or column.family not in ("", "bind"):
        return False
    if column.name == "default":
        return bool(default_is_dynamic(text, element.kind))
    return text not in aliases.BINDING_CONVERSIONS


def _paths(place: Place, formula: Formula, survey: Survey) -> Iterator[FormProblem]:
    """Paths written out that lead nowhere; those of a choice_filter begin at the choice."""
    if formula.column.name == "choice_filter":
        return
    meta = f"{survey.root}/meta"
    for need in sorted(formula.needs()):
        path = need.rstrip("/")
        if path not in survey.paths and path not in (_NOWHERE, "") and not path.startswith(meta):
            yield FormProblem("error", "path-unknown", *place, {"path": path})


def _names(place: Place, text: str, known: dict[str, int]) -> Iterator[FormProblem]:
    for name in _REFERENCE.findall(text):
        count = known.get(name, 0)
        if name.startswith(_LAST_SAVED):
            yield FormProblem("error", "reference-unsupported", *place, {"name": name})
        elif count != 1:
            code = "name-ambiguous" if count else "name-unknown"
            yield FormProblem("error", code, *place, {"name": name})


def _syntax(place: Place, xpath: str) -> Iterator[FormProblem]:
    try:
        parse(xpath)
    except XPathError as error:
        code, detail = _SAID[error.code]
        yield FormProblem("error", code, *place, {detail: error.detail})
