"""Expressions that meet several rounds of a repeat where one value is needed.

JavaRosa stops with "This field is repeated" where it must compute such a one; a constraint, a
default or a text only fails when its turn comes, which is a warning here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pyxform.parsing.sheet_headers import clean_text_values

from flows.xlsform.columns import Columns
from flows.xlsform.expressions import TEXTS, Formula, formulas, with_paths
from flows.xlsform.kinds import REFERENCE
from flows.xlsform.problems import FormProblem, Severity
from flows.xlsform.survey import Element, Survey
from flows.xpath import Expr, XPathError, parse
from flows.xpath.syntax import Binary, Call, Negate, Number, Path

# Functions whose arguments may be many nodes; all others need one value.
_OF_MANY = frozenset(
    {
        "area",
        "checklist",
        "concat",
        "count",
        "count-non-empty",
        "distance",
        "indexed-repeat",
        "join",
        "max",
        "min",
        "position",
        "randomize",
        "sum",
        "weighted-checklist",
    }
)
_COMPUTED = frozenset(
    {"relevant", "calculate", "required", "readonly", "choice_filter", "jr:count"}
)
_ARITHMETIC = frozenset({"+", "-", "*", "div", "mod"})
_NUMERIC = frozenset({"count", "count-non-empty", "int", "last", "number", "position", "round"})


def round_problems(survey: Survey, settings: Columns) -> Iterator[FormProblem]:
    """Values of all rounds where one is needed, nodes chosen by a bare number, and a number of
    rounds that the rounds themselves decide."""
    elements = {element.path: element for element in survey.elements}
    for formula in formulas(survey):
        cell = _Cell(survey.columns.sheet.name, formula.element, formula.column.header)
        yield from _in_expression(cell, formula, elements)
        if formula.column.name == "jr:count":
            yield from _own_count(cell, formula, elements)
    yield from _in_texts(survey, elements)
    yield from _in_settings(survey, settings, elements)


@dataclass(frozen=True, slots=True)
class _Cell:
    sheet: str
    element: Element
    header: str

    def says(self, severity: Severity, code: str, **details: str) -> FormProblem:
        row = self.element.row.number
        return FormProblem(severity, code, self.sheet, row, self.header, details)


def _in_expression(
    cell: _Cell, formula: Formula, elements: Mapping[str, Element]
) -> Iterator[FormProblem]:
    parsed = formula.parsed()
    if parsed is None:
        return
    reader, computed = formula.element, formula.column.name in _COMPUTED
    if formula.column.name == "jr:count":  # is read from outside its repeat
        computed = reader.kind != "repeat"
        reader = replace(reader, kind="calculate")
    for path, always in single_paths(parsed):
        severity: Severity = "error" if computed and always else "warning"
        yield from _many(cell, path, reader, elements, severity)
    if any(_is_numeric(predicate) for predicate in predicates(parsed)):
        yield cell.says("warning", "predicate-number")


def _many(
    cell: _Cell,
    path: str,
    reader: Element,
    elements: Mapping[str, Element],
    severity: Severity = "warning",
) -> Iterator[FormProblem]:
    """Whether the path leads into a repeat that its reader does not lie in."""
    found = elements.get(_absolute(path, reader.path))
    if found is None:
        return
    outside = [repeat for repeat in found.repeats if repeat not in reader.inside]
    if outside:
        repeat = outside[0].rpartition("/")[2]
        yield cell.says(severity, "reference-repeated", name=found.name, repeat=repeat)


def _absolute(path: str, reader: str) -> str:
    """A relative path seen from the node that reads it."""
    if path.startswith("/"):
        return path
    here = reader.split("/")
    for step in path.split("/"):
        if step == "..":
            here = here[:-1]
        elif step != ".":
            here.append(step)
    return "/".join(here)


def _own_count(
    cell: _Cell, formula: Formula, elements: Mapping[str, Element]
) -> Iterator[FormProblem]:
    repeat = formula.element.path.removesuffix("_count")
    needs = [need.rstrip("/") for need in formula.needs()]
    if elements.get(formula.element.path) is None and any(
        need == repeat or need.startswith(f"{repeat}/") for need in needs
    ):
        yield cell.says("warning", "count-own", name=repeat.rpartition("/")[2])


def _in_texts(survey: Survey, elements: Mapping[str, Element]) -> Iterator[FormProblem]:
    names = survey.by_name()
    for element in survey.elements:
        for column in survey.columns.all:
            text = element.row.cells.get(column.header, "") if column.name in TEXTS else ""
            for name in REFERENCE.findall(text):
                if len(names.get(name, ())) == 1:
                    cell = _Cell(survey.columns.sheet.name, element, column.header)
                    yield from _many(cell, names[name][0].path, element, elements)


def _in_settings(
    survey: Survey, settings: Columns, elements: Mapping[str, Element]
) -> Iterator[FormProblem]:
    paths = {name: found[0].path for name, found in survey.by_name().items()}
    for row in list(settings.sheet.filled())[:1]:
        text, header = settings.value(row, "instance_name"), settings.header("instance_name")
        if not text or not header:
            continue
        try:
            parsed = parse(with_paths(clean_text_values(text), paths))
        except XPathError:
            continue  # `expression_problems` says so
        reader = Element(row, "calculate", "instanceName", f"{survey.root}/meta/instanceName")
        for path, _ in single_paths(parsed):
            yield from _many(_Cell(settings.sheet.name, reader, header), path, reader, elements)


def single_paths(expression: Expr) -> Iterator[tuple[str, bool]]:
    """The plain paths (no predicate, no wildcard) that stand where one value is needed.

    With each: whether it is read whenever the expression is; a branch of `if` and what follows
    `and` or `or` is not.
    """
    stack: list[tuple[Expr, bool, bool]] = [(expression, False, True)]
    while stack:
        node, many, always = stack.pop()
        if isinstance(node, Path):
            plain = None if many else _plain(node)
            if plain is not None:
                yield plain, always
            stack += [(each, False, False) for each in _inside(node)]
        elif isinstance(node, Call):
            later = always and node.name not in ("if", "coalesce")
            takes_many = node.name in _OF_MANY
            stack += [(each, takes_many, later) for each in node.arguments[1:]]
            stack += [(each, takes_many, always) for each in node.arguments[:1]]
        elif isinstance(node, Binary):
            both = many and node.operator == "|"
            later = always and node.operator not in ("and", "or")
            stack += [(node.left, both, always), (node.right, both, later)]
        elif isinstance(node, Negate):
            stack.append((node.operand, False, always))


def predicates(expression: Expr) -> Iterator[Expr]:
    """Every condition in square brackets, those inside others too."""
    stack: list[Expr] = [expression]
    while stack:
        node = stack.pop()
        if isinstance(node, Path):
            inside = _inside(node)
            start = [] if isinstance(node.start, str) else [node.start]
            yield from inside[len(start) :]
            stack += inside
        elif isinstance(node, Call):
            stack += node.arguments
        elif isinstance(node, Binary):
            stack += [node.left, node.right]
        elif isinstance(node, Negate):
            stack.append(node.operand)


def _inside(path: Path) -> list[Expr]:
    """The start of a path, if it is an expression, and all its predicates."""
    start = [] if isinstance(path.start, str) else [path.start]
    steps = [predicate for step in path.steps for predicate in step.predicates]
    return [*start, *path.predicates, *steps]


def _plain(path: Path) -> str | None:
    """The path as text where it is one of names and `..` only."""
    if not isinstance(path.start, str) and not _is_current(path.start):
        return None
    if path.predicates or any(step.predicates for step in path.steps):
        return None
    words = {"child": None, "parent": "..", "self": "."}
    if any((step.axis, step.name) == ("child", "*") for step in path.steps):
        return None
    if any(step.axis not in words for step in path.steps):
        return None
    steps = "/".join(words[step.axis] or step.name for step in path.steps)
    return f"/{steps}" if path.start == "root" else steps


def _is_current(node: Expr) -> bool:
    return isinstance(node, Call) and node.name == "current"


def _is_numeric(expression: Expr) -> bool:
    """Whether a predicate is surely a number, which chooses nothing."""
    if isinstance(expression, Binary):
        return expression.operator in _ARITHMETIC
    if isinstance(expression, Call):
        return expression.name in _NUMERIC
    return isinstance(expression, Number | Negate)
