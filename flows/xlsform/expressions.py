"""Every cell that holds an expression or a `${name}`, parsed where its author wrote it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pyxform import aliases
from pyxform.parsing.sheet_headers import clean_text_values
from pyxform.utils import default_is_dynamic

from flows.xlsform.columns import Column, Columns
from flows.xlsform.kinds import REFERENCE
from flows.xlsform.problems import FormProblem
from flows.xlsform.support import foreign
from flows.xlsform.survey import Element, Survey
from flows.xpath import Expr, Node, Scope, XPathError, dependencies, parse

_NOWHERE = "/_"  # stands for a name that is reported as unknown
_LAST_SAVED = "last-saved#"  # the answer of an earlier submission
_EXPRESSIONS = (
    "relevant",
    "constraint",
    "required",
    "readonly",
    "calculate",
    "choice_filter",
    "default",
    "jr:count",
)
_NAMING = ("trigger", "parameters", "type")  # hold `${names}` outside expressions
_SAID = {  # code of the parser -> ours, and what the detail is called there
    "syntax": ("expression-syntax", "text"),
    "unknown-function": ("function-unknown", "function"),
    "arguments": ("function-arguments", "function"),
    "axis": ("axis-unsupported", "text"),
    "regex": ("regex-broken", "text"),
    "too-deep": ("expression-too-deep", "text"),
}
TEXTS = ("label", "hint", "guidance_hint", "jr:constraintMsg", "jr:requiredMsg")

Place = tuple[str, int, str]  # sheet, row, header


@dataclass(frozen=True, slots=True)
class Formula:
    """One expression cell: whose it is, which column, and the XPath with paths for `${names}`."""

    element: Element
    column: Column
    xpath: str

    def parsed(self) -> Expr | None:
        """Its syntax; None if it has none, which `expression_problems` says."""
        try:
            return parse(self.xpath)
        except XPathError:
            return None

    def needs(self) -> frozenset[str]:
        """The paths that it reads, as `flows.xpath.dependencies` gives them; none if broken."""
        parsed = self.parsed()
        if parsed is None:
            return frozenset()
        return dependencies(parsed, Scope(self.element.path, Node(""), {}))


def formulas(survey: Survey) -> Iterator[Formula]:
    """The expression cells of the survey sheet; constants (`yes`, a plain default) are none.

    A computed number of rounds belongs to the node that pyxform makes for it beside the repeat.
    """
    paths = {name: found[0].path for name, found in survey.by_name().items()}
    for element in survey.elements:
        for column in survey.columns.all:
            text = element.row.cells.get(column.header, "")
            if not text or not _is_expression(element, column, text):
                continue
            owner = element
            if column.name == "jr:count" and survey.count_of(element):
                owner = replace(element, kind="calculate", path=survey.count_of(element))
            yield Formula(owner, column, with_paths(text, paths))


def with_paths(text: str, paths: dict[str, str]) -> str:
    """The expression as pyxform reads it, with the path of each `${name}`."""
    plain = clean_text_values(text)  # Word's curly quotes, which pyxform straightens
    return REFERENCE.sub(lambda match: f" {paths.get(match[1], _NOWHERE)} ", plain)


def expression_problems(survey: Survey, settings: Columns) -> Iterator[FormProblem]:
    """Syntax errors, unknown functions and unknown or ambiguous names, each with its cell."""
    known = {name: len(found) for name, found in survey.by_name().items()}
    known.setdefault("instanceID", 1)
    sheet = survey.columns.sheet.name
    for element in survey.elements:
        for column in survey.columns.all:
            text = element.row.cells.get(column.header, "")
            if "${" in text and _has_names(element, column, text):
                yield from _names((sheet, element.row.number, column.header), text, known)
    for formula in formulas(survey):
        place = (sheet, formula.element.row.number, formula.column.header)
        yield from _syntax(place, formula.xpath)
        yield from _paths(place, formula, survey)
    yield from _choice_names(survey, known)
    for row in settings.sheet.filled():
        text, header = settings.value(row, "instance_name"), settings.header("instance_name")
        if text and header:
            place = (settings.sheet.name, row.number, header)
            yield from _names(place, text, known)
            yield from _syntax(place, REFERENCE.sub(_NOWHERE, clean_text_values(text)))


def _choice_names(survey: Survey, known: dict[str, int]) -> Iterator[FormProblem]:
    """Names in what people read of a choice; its other columns may hold anything."""
    columns = survey.choice_columns
    read = [column for column in columns.all if column.name == "label" or column.family == "media"]
    for row in columns.sheet.filled():
        for column in read:
            text = row.cells.get(column.header, "")
            if "${" in text:
                yield from _names((columns.sheet.name, row.number, column.header), text, known)


def _has_names(element: Element, column: Column, text: str) -> bool:
    if column.name in TEXTS or column.name in _NAMING or column.family == "media":
        return True
    return _is_expression(element, column, text)


def _is_expression(element: Element, column: Column, text: str) -> bool:
    if column.name not in _EXPRESSIONS or column.family not in ("", "bind", "control"):
        return False
    if column.name == "default":
        return bool(default_is_dynamic(text, element.written))
    return text not in aliases.BINDING_CONVERSIONS


def _paths(place: Place, formula: Formula, survey: Survey) -> Iterator[FormProblem]:
    """Paths written out that lead nowhere, which read as blank: a forgotten quote, as a rule.

    Those of a choice_filter begin at the choice.
    """
    if formula.column.name == "choice_filter":
        return
    meta = f"{survey.root}/meta"
    for need in sorted(formula.needs()):
        path = need.rstrip("/")
        if path not in survey.paths and path not in (_NOWHERE, "") and not path.startswith(meta):
            yield FormProblem("warning", "path-unknown", *place, {"path": path})


def _names(place: Place, text: str, known: dict[str, int]) -> Iterator[FormProblem]:
    for name in REFERENCE.findall(text):
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
        product = foreign(error.detail) if error.code == "unknown-function" else ""
        if product:
            details = {"function": error.detail, "product": product}
            yield FormProblem("error", "function-foreign", *place, details)
            return
        code, detail = _SAID.get(error.code, _SAID["syntax"])
        yield FormProblem("error", code, *place, {detail: error.detail})
