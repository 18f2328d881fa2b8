"""The functions an expression may call: one table, a line each.

Names and behaviour are those of the ODK XForms specification as JavaRosa has it, and XPath 1.0
for `floor`, `ceiling`, `substring` and `last`, which JavaRosa lacks.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from flows.xpath import dates, digests, measures, numbers, regexes, strings, syntax
from flows.xpath.errors import XPathError
from flows.xpath.values import Value, to_boolean, to_number, to_string

Style = Literal["values", "lists", "moment", "form"]


@dataclass(frozen=True, slots=True)
class Function:
    """How a function is called, by its style.

    `values`: with single values · `lists`: every argument is a list, a path gives all its nodes ·
    `moment`: the context comes first (clock, chance) · `form`: the compiler knows it (it looks at
    nodes, or not at every argument).
    """

    call: Callable[..., Value] | None
    least: int
    most: int | None
    style: Style = "values"


def _text(function: Callable[..., Value]) -> Callable[..., Value]:
    """A function of plain texts as a function of values."""
    return lambda *values: function(*map(to_string, values))


def _count(nodes: list[Value]) -> Value:
    return float(len(nodes))


def _filled(nodes: list[Value]) -> Value:
    return float(sum(node != "" for node in nodes))


def _from_text(value: Value) -> Value:
    return to_string(value).lower() in ("true", "1")


_TABLE: dict[str, tuple[Any, ...]] = {
    "boolean": (lambda v: to_boolean(v), 1, 1),
    "boolean-from-string": (_from_text, 1, 1),
    "not": (lambda v: not to_boolean(v), 1, 1),
    "true": (lambda: True, 0, 0),
    "false": (lambda: False, 0, 0),
    "number": (lambda v: to_number(v), 1, 1),
    "int": (numbers.whole(math.trunc), 1, 1),
    "floor": (numbers.whole(math.floor), 1, 1),
    "ceiling": (numbers.whole(math.ceil), 1, 1),
    "round": (numbers.round_number, 1, 2),
    "abs": (numbers.calculated(abs), 1, 1, "moment"),
    "pow": (numbers.calculated(numbers.power), 2, 2, "moment"),
    "sqrt": (numbers.calculated(math.sqrt), 1, 1, "moment"),
    "exp": (numbers.calculated(numbers.exponential), 1, 1, "moment"),
    "exp10": (numbers.calculated(lambda number: numbers.power(10, number)), 1, 1, "moment"),
    "log": (numbers.calculated(numbers.logarithm(math.log)), 1, 1, "moment"),
    "log10": (numbers.calculated(numbers.logarithm(math.log10)), 1, 1, "moment"),
    "sin": (numbers.calculated(math.sin), 1, 1, "moment"),
    "cos": (numbers.calculated(math.cos), 1, 1, "moment"),
    "tan": (numbers.calculated(math.tan), 1, 1, "moment"),
    "asin": (numbers.calculated(math.asin), 1, 1, "moment"),
    "acos": (numbers.calculated(math.acos), 1, 1, "moment"),
    "atan": (numbers.calculated(math.atan), 1, 1, "moment"),
    "atan2": (numbers.calculated(math.atan2), 2, 2, "moment"),
    "pi": (lambda: math.pi, 0, 0),
    "sum": (numbers.total, 1, 1, "lists"),
    "min": (numbers.smallest, 0, None, "lists"),
    "max": (numbers.largest, 0, None, "lists"),
    "count": (_count, 1, 1, "lists"),
    "count-non-empty": (_filled, 1, 1, "lists"),
    "checklist": (numbers.checklist, 2, None, "lists"),
    "weighted-checklist": (numbers.weighted_checklist, 2, None, "lists"),
    "distance": (measures.distance, 1, None, "lists"),
    "area": (measures.area, 1, 1, "lists"),
    "enclosed-area": (measures.area, 1, 1, "lists"),
    "geofence": (measures.geofence, 2, 2, "lists"),
    "string": (lambda v: to_string(v), 1, 1),
    "concat": (strings.concatenated, 0, None, "lists"),
    "join": (strings.joined, 1, None, "lists"),
    "string-length": (strings.length, 0, 1),
    "normalize-space": (strings.normalised, 0, 1),
    "substr": (strings.slice_of, 2, 3),
    "substring": (strings.substring, 2, 3),
    "substring-before": (strings.before, 2, 2),
    "substring-after": (strings.after, 2, 2),
    "starts-with": (_text(str.startswith), 2, 2),
    "ends-with": (_text(str.endswith), 2, 2),
    "contains": (_text(lambda text, part: part in text), 2, 2),
    "translate": (strings.translated, 3, 3),
    "regex": (regexes.matches, 2, 2),
    "digest": (digests.digest, 2, 3),
    "base64-decode": (digests.decoded, 1, 1),
    "selected": (strings.selected, 2, 2),
    "is-selected": (strings.selected, 2, 2),
    "selected-at": (strings.selected_at, 2, 2),
    "count-selected": (strings.count_selected, 1, 1),
    "coalesce": (None, 2, 2, "form"),
    "depend": (lambda value, *_: value, 1, None),
    "property": (lambda _: "", 1, 1),  # of a device, which a chat does not have
    "today": (dates.today, 0, 0, "moment"),
    "now": (dates.now, 0, 0, "moment"),
    "date": (dates.as_date, 1, 1, "moment"),
    "date-time": (dates.as_instant, 1, 1, "moment"),
    "decimal-date-time": (dates.decimal_date_time, 1, 1, "moment"),
    "decimal-time": (dates.decimal_time, 1, 1, "moment"),
    "format-date": (dates.format_date, 2, 2, "moment"),
    "format-date-time": (dates.format_date, 2, 2, "moment"),
    "random": (lambda context: context.draw(), 0, 0, "moment"),
    "uuid": (strings.uuid, 0, 1, "moment"),
    "if": (None, 3, 3, "form"),
    "once": (None, 1, 1, "form"),
    "position": (None, 0, 1, "form"),
    "last": (None, 0, 0, "form"),
    "version": (None, 0, 0, "form"),
    "randomize": (None, 1, 2, "form"),
    "indexed-repeat": (None, 3, 11, "form"),
    "pulldata": (None, 4, 4, "form"),
    "current": (None, 0, 0, "form"),
    "instance": (None, 1, 1, "form"),
    "jr:choice-name": (None, 2, 2, "form"),
    "jr:itext": (None, 1, 1, "form"),
}
FUNCTIONS: dict[str, Function] = {name: Function(*row) for name, row in _TABLE.items()}


_OF_NODES = {"sum": 0, "count": 0, "count-non-empty": 0, "area": 0, "enclosed-area": 0}
_OF_NODES |= {"geofence": 1, "randomize": 0}
_MATHEMATICS = frozenset({"abs", "pow", "sqrt", "exp", "exp10", "log", "log10"})
_MATHEMATICS |= {"sin", "cos", "tan", "asin", "acos", "atan", "atan2"}
_PARITY = {"indexed-repeat": 1, "weighted-checklist": 0}
# They hand on the nodes they are given, so that only evaluation tells.
_PASSING = frozenset(
    {"if", "coalesce", "once", "depend", "current", "instance", "indexed-repeat", "randomize"}
)


def check_call(call: syntax.Call) -> None:
    """XPathError for an unknown function, a wrong number of arguments, or one at fault."""
    function = FUNCTIONS.get(call.name)
    if function is None:
        raise XPathError("unknown-function", call.name, call.position)
    many = len(call.arguments)
    if many < function.least or (function.most is not None and many > function.most):
        raise XPathError("arguments", call.name, call.position)
    if many % 2 != _PARITY.get(call.name, many % 2):
        raise XPathError("arguments", call.name, call.position)
    place = _OF_NODES.get(call.name)
    if place is not None and not _may_be_nodes(call.arguments[place]):
        raise XPathError("arguments", call.name, call.position)
    if call.name == "regex" and isinstance(call.arguments[1], syntax.Literal):
        try:
            regexes.pattern(call.arguments[1].text)
        except regexes.PatternError as error:
            raise XPathError("regex", call.arguments[1].text, call.position) from error


def with_whole_days(call: syntax.Call) -> syntax.Call:
    """Of a date in a node, mathematics see the whole days, and the fraction of a computed one."""
    if call.name not in _MATHEMATICS:
        return call
    return replace(call, arguments=tuple(map(_whole_days, call.arguments)))


def _whole_days(argument: syntax.Expr) -> syntax.Expr:
    if isinstance(argument, syntax.Path) or (
        isinstance(argument, syntax.Call) and argument.name == "current"
    ):
        return syntax.Call("number", (argument,), 0)
    if isinstance(argument, syntax.Call) and argument.name == "if":
        test, *branches = argument.arguments
        return replace(argument, arguments=(test, *map(_whole_days, branches)))
    return argument


def _may_be_nodes(argument: syntax.Expr) -> bool:
    if isinstance(argument, syntax.Call):
        return argument.name in _PASSING
    return isinstance(argument, syntax.Path) or (
        isinstance(argument, syntax.Binary) and argument.operator == "|"
    )
