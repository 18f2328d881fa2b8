"""Every cell that holds an expression or a `${name}`, parsed where its author wrote it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyxform import aliases
from pyxform.parsing.sheet_headers import clean_text_values
from pyxform.utils import default_is_dynamic

from flows.xlsform.columns import Column
from flows.xlsform.problems import FormProblem
from flows.xlsform.survey import Element, Survey
from flows.xpath import Node, Scope, XPathError, dependencies, parse

_REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")
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
                xpath = _REFERENCE.sub(lambda match: f" {paths.get(match[1], '/_')} ", plain)
                yield Formula(element, column, xpath)


def expression_problems(survey: Survey) -> Iterator[FormProblem]:
    """Syntax errors, unknown functions and unknown or ambiguous names, each with its cell."""
    known = {name: len(found) for name, found in survey.by_name().items()}
    known.setdefault("instanceID", 1)
    for element in survey.elements:
        for column in survey.columns.all:
            text = element.row.cells.get(column.header, "")
            if "${" in text and (column.name in _TEXTS or _is_expression(element, column, text)):
                yield from _names(survey, element, column, known)
    for formula in formulas(survey):
        try:
            parse(formula.xpath)
        except XPathError as error:
            code, detail = _SAID[error.code]
            details = {detail: error.detail}
            yield _problem(survey, formula.element, formula.column, code, **details)


def _is_expression(element: Element, column: Column, text: str) -> bool:
    if column.name not in _EXPRESSIONS or column.family not in ("", "bind"):
        return False
    if column.name == "default":
        return bool(default_is_dynamic(text, element.kind))
    return text not in aliases.BINDING_CONVERSIONS


def _names(
    survey: Survey, element: Element, column: Column, known: dict[str, int]
) -> Iterator[FormProblem]:
    for name in _REFERENCE.findall(element.row.cells[column.header]):
        count = known.get(name, 0)
        if name.startswith(_LAST_SAVED):
            yield _problem(survey, element, column, "reference-unsupported", name=name)
        elif count != 1:
            code = "name-ambiguous" if count else "name-unknown"
            yield _problem(survey, element, column, code, name=name)


def _problem(
    survey: Survey, element: Element, column: Column, code: str, **details: str
) -> FormProblem:
    sheet = survey.columns.sheet.name
    return FormProblem("error", code, sheet, element.row.number, column.header, details)
