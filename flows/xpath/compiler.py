"""Syntax to closures: an expression becomes a function of a `Context`."""

import math
import operator
from collections.abc import Callable

from flows.xpath.context import Context
from flows.xpath.errors import EvaluationError, XPathError
from flows.xpath.functions import FUNCTIONS
from flows.xpath.paths import Nodes, Scope, compile_nodes, is_path, static_path
from flows.xpath.syntax import Binary, Call, Expr, Literal, Negate, Number, Path
from flows.xpath.values import NAN, Value, is_blank, to_boolean, to_number, to_string

Closure = Callable[[Context], Value]
Many = Callable[[Context], list[Value]]


def compile_expr(expression: Expr, scope: Scope) -> Closure:
    """A function that evaluates the expression for the node the scope is based on.

    It raises EvaluationError where JavaRosa would stop, and nothing else.
    """
    if isinstance(expression, Number | Literal):
        constant = expression.value if isinstance(expression, Number) else expression.text
        return lambda _context: constant
    if isinstance(expression, Negate):
        operand = compile_expr(expression.operand, scope)
        return lambda context: -to_number(operand(context))
    if isinstance(expression, Binary) and expression.operator != "|":
        return _binary(expression, scope)
    if isinstance(expression, Call) and expression.name not in ("current", "instance"):
        return _call(expression, scope)
    return _path(expression, scope)


def nodes_of(expression: Expr, scope: Scope) -> Nodes:
    """A function that gives the nodes of a path; XPathError if the expression is no path."""
    return compile_nodes(expression, scope, compile_expr)


def _path(expression: Expr, scope: Scope) -> Closure:
    if isinstance(expression, Path):
        path = static_path(expression, scope)
        if path is not None:
            return lambda context: context.values.get(path, "")
    nodes = compile_nodes(expression, scope, compile_expr)

    def value(context: Context) -> Value:
        found = nodes(context)
        if len(found) > 1:
            raise EvaluationError("several nodes where one value is needed")
        return context.value(found[0]) if found else ""

    return value


def _binary(expression: Binary, scope: Scope) -> Closure:
    """A chain of left operands is unrolled: long sums must not exhaust the stack."""
    chain: list[Binary] = []
    node: Expr = expression
    while isinstance(node, Binary) and node.operator != "|":
        chain.append(node)
        node = node.left
    closure = compile_expr(node, scope)
    for link in reversed(chain):
        closure = _OPERATIONS[link.operator](closure, compile_expr(link.right, scope))
    return closure


def _arithmetic(operate: Callable[[float, float], float]) -> Callable[[Closure, Closure], Closure]:
    def build(left: Closure, right: Closure) -> Closure:
        return lambda context: operate(to_number(left(context)), to_number(right(context)))

    return build


def _order(compare: Callable[[float, float], bool]) -> Callable[[Closure, Closure], Closure]:
    def build(left: Closure, right: Closure) -> Closure:
        return lambda context: compare(to_number(left(context)), to_number(right(context)))

    return build


def _equality(*, equal: bool) -> Callable[[Closure, Closure], Closure]:
    def build(left: Closure, right: Closure) -> Closure:
        return lambda context: equals(left(context), right(context)) is equal

    return build


def equals(left: Value, right: Value) -> bool:
    """By truth if one is a boolean, by number if one is a number, by text otherwise."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return abs(to_number(left) - to_number(right)) < 1e-12  # no infinity equals itself
    return to_string(left) == to_string(right)


def _either(left: Closure, right: Closure) -> Closure:
    return lambda context: to_boolean(left(context)) or to_boolean(right(context))


def _both(left: Closure, right: Closure) -> Closure:
    return lambda context: to_boolean(left(context)) and to_boolean(right(context))


def _divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _modulo(left: float, right: float) -> float:
    return math.fmod(left, right) if right != 0 and math.isfinite(left) else NAN


_OPERATIONS: dict[str, Callable[[Closure, Closure], Closure]] = {
    "or": _either,
    "and": _both,
    "=": _equality(equal=True),
    "!=": _equality(equal=False),
    "<": _order(operator.lt),
    "<=": _order(operator.le),
    ">": _order(operator.gt),
    ">=": _order(operator.ge),
    "+": _arithmetic(operator.add),
    "-": _arithmetic(operator.sub),
    "*": _arithmetic(operator.mul),
    "div": _arithmetic(_divide),
    "mod": _arithmetic(_modulo),
}


def _call(call: Call, scope: Scope) -> Closure:
    function = FUNCTIONS[call.name]
    if call.name in _FORM_FUNCTIONS:
        return _FORM_FUNCTIONS[call.name](call, scope)
    run = function.call
    assert run is not None
    if function.style == "lists":
        groups = [_many(argument, scope) for argument in call.arguments]
        return lambda context: run(*[group(context) for group in groups])
    closures = [compile_expr(argument, scope) for argument in call.arguments]
    if function.style == "moment":
        return lambda context: run(context, *[closure(context) for closure in closures])
    return lambda context: run(*[closure(context) for closure in closures])


def _many(argument: Expr, scope: Scope) -> Many:
    if is_path(argument):
        nodes = compile_nodes(argument, scope, compile_expr)
        return lambda context: [context.value(node) for node in nodes(context)]
    closure = compile_expr(argument, scope)
    return lambda context: [closure(context)]


def _if(call: Call, scope: Scope) -> Closure:
    test, then, other = (compile_expr(argument, scope) for argument in call.arguments)
    return lambda context: then(context) if to_boolean(test(context)) else other(context)


def _coalesce(call: Call, scope: Scope) -> Closure:
    """The second argument is looked at only if the first is blank: it may be at fault."""
    first, second = (compile_expr(argument, scope) for argument in call.arguments)

    def value(context: Context) -> Value:
        found = first(context)
        return second(context) if is_blank(found) else found

    return value


def _once(call: Call, scope: Scope) -> Closure:
    """The node's own value as soon as it has one (JavaRosa's XPathOnce)."""
    base, first = scope.base, compile_expr(call.arguments[0], scope)

    def value(context: Context) -> Value:
        own = context.values.get(base, "")
        return first(context) if own == "" else own

    return value


def _position(call: Call, scope: Scope) -> Closure:
    """In a predicate the place among the nodes; of a node that does not repeat, 1."""
    if call.arguments:
        nodes = nodes_of(call.arguments[0], scope)
        return lambda context: 1.0 if nodes(context) else 0.0
    if not scope.in_predicate:
        return lambda _context: 1.0
    return lambda context: float(context.position)


def _last(_call: Call, _scope: Scope) -> Closure:
    return lambda context: float(context.size)


def _choice_name(call: Call, scope: Scope) -> Closure:
    """The label of a choice of a question, which is named by its path in a literal."""
    value, path = call.arguments
    if not isinstance(path, Literal):
        raise XPathError("arguments", call.name, call.position)
    question = scope.path_in(path.text, call.position)
    choice = compile_expr(value, scope)
    return lambda context: context.choice_name(context, to_string(choice(context)), question)


def _itext(call: Call, scope: Scope) -> Closure:
    key = compile_expr(call.arguments[0], scope)
    return lambda context: context.itext(context, to_string(key(context)))


_FORM_FUNCTIONS: dict[str, Callable[[Call, Scope], Closure]] = {
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "position": _position,
    "last": _last,
    "jr:choice-name": _choice_name,
    "jr:itext": _itext,
}
