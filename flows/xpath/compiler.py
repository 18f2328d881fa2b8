"""Syntax to closures: an expression becomes a function of a `Context`."""

import math
import operator
from collections.abc import Callable
from dataclasses import replace

from flows.xpath.context import At, Context, Node, Spot, cell_of
from flows.xpath.errors import EvaluationError, XPathError
from flows.xpath.functions import FUNCTIONS
from flows.xpath.paths import Nodes, Scope, Target, compile_nodes, is_path, target_of
from flows.xpath.syntax import Binary, Call, Expr, Literal, Negate, Number, Path, Step
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
    if isinstance(expression, Call) and not is_path(expression):
        return _call(expression, scope)
    return _path(expression, scope)


def nodes_of(expression: Expr, scope: Scope) -> Nodes:
    """A function that gives the nodes of a path; XPathError if the expression is no path."""
    return compile_nodes(expression, scope, compile_expr)


def _path(expression: Expr, scope: Scope) -> Closure:
    target = target_of(expression, scope)
    if target is not None and target.tied == target.node.depth:
        return _value_at(target)
    nodes = compile_nodes(expression, scope, compile_expr)

    return lambda context: _single(context, nodes(context))


def _single(context: Context, found: list[Spot]) -> Value:
    if len(found) > 1:
        raise EvaluationError("several nodes where one value is needed")
    return context.value(found[0]) if found else ""


def _value_at(target: Target) -> Closure:
    node, depth = target.node, target.tied
    if depth == 0:
        path = node.path
        return lambda context: context.values.get(path, "")
    if depth == 1:
        head, tail = node.parts
        return lambda context: context.values.get(f"{head}[{context.at[0]}]{tail}", "")
    return lambda context: context.values.get(node.at(context.at[:depth]), "")


def _binary(expression: Binary, scope: Scope) -> Closure:
    """A chain of left operands is unrolled: long sums must not exhaust the stack."""
    chain: list[Binary] = []
    node: Expr = expression
    while isinstance(node, Binary) and node.operator != "|":
        chain.append(node)
        node = node.left
    closure = compile_expr(node, scope)
    if len(chain) > 2 and all(link.operator == "+" for link in chain):
        return _long_sum([closure, *(compile_expr(link.right, scope) for link in reversed(chain))])
    for link in reversed(chain):
        closure = _OPERATIONS[link.operator](closure, compile_expr(link.right, scope))
    return closure


def _long_sum(terms: list[Closure]) -> Closure:
    """From left to right in one loop: totals have a hundred terms."""
    first, *others = terms

    def total(context: Context) -> Value:
        found = to_number(first(context))
        for term in others:
            value = term(context)
            found += value if isinstance(value, float) else to_number(value)
        return found

    return total


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
    own, first = _own(scope), compile_expr(call.arguments[0], scope)

    def value(context: Context) -> Value:
        kept = own(context)
        return first(context) if kept == "" else kept

    return value


def _own(scope: Scope) -> Closure:
    """What the node that an expression belongs to holds; in a predicate the node it is about."""
    if scope.in_predicate:
        return lambda context: context.value(context.spot) if context.spot else ""
    node = scope.node(scope.base)
    return _value_at(Target(node, node.depth)) if node else lambda _context: ""


def _of_own(name: str) -> Callable[[Call, Scope], Closure]:
    """A function of one value, which without an argument is the node's own."""

    def build(call: Call, scope: Scope) -> Closure:
        run = FUNCTIONS[name].call
        assert run is not None
        value = compile_expr(call.arguments[0], scope) if call.arguments else _own(scope)
        return lambda context: run(value(context))

    return build


def _position(call: Call, scope: Scope) -> Closure:
    """In a predicate the place among the nodes; else which instance of its repeat a node is."""
    if call.arguments:
        nodes = nodes_of(call.arguments[0], scope)

        def place(context: Context) -> Value:
            found = nodes(context)
            return _instance_of(found[0]) if found else 0.0

        return place
    if scope.in_predicate:
        return lambda context: float(context.position)
    node = scope.node(scope.base)
    return lambda context: _instance_of((node, context.at)) if node else 1.0


def _instance_of(spot: Spot) -> float:
    node, at = spot
    return float(at[-1]) if node.repeats else 1.0


def _last(_call: Call, _scope: Scope) -> Closure:
    return lambda context: float(context.size)


def _indexed_repeat(call: Call, scope: Scope) -> Closure:
    """The value of a node in chosen instances of the repeats around it (ODK XForms functions)."""
    path, *pairs = call.arguments
    target = target_of(path, scope)
    if target is None or len(call.arguments) % 2 == 0:
        raise XPathError("arguments", call.name, call.position)
    chosen: dict[int, Closure] = {}
    for repeat, index in zip(pairs[::2], pairs[1::2], strict=True):
        around = target_of(repeat, scope)
        if around is None or not _is_around(around.node, target.node):
            raise XPathError("arguments", call.name, call.position)
        if around.node.repeats:
            chosen[around.node.depth - 1] = compile_expr(index, scope)
    node, tied = target.node, target.tied

    def value(context: Context) -> Value:
        found: list[At] = [()]
        for level in range(node.depth):
            if level in chosen:
                found = [(*at, _index(chosen[level](context))) for at in found]
            elif level < tied:
                found = [(*at, context.at[level]) for at in found]
            else:
                found = [each[: level + 1] for at in found for each in _next(context, node, at)]
        return _single(context, [(node, at) for at in found])

    return value


def _next(context: Context, node: Node, at: At) -> list[At]:
    many = context.counts.get(node.set_at(at), 0)
    return [(*at, instance) for instance in range(1, many + 1)]


def _is_around(outer: Node, inner: Node) -> bool:
    return f"{inner.path}/".startswith(f"{outer.path}/")


def _index(value: Value) -> int:
    number = to_number(value)
    return max(1, int(number)) if math.isfinite(number) else 1


def _choice_name(call: Call, scope: Scope) -> Closure:
    """The label of a choice of a question, which is named by its path in a literal."""
    value, path = call.arguments
    if not isinstance(path, Literal):
        raise XPathError("arguments", call.name, call.position)
    names = parsed_path(path.text, call)
    target = target_of(names, replace(scope, in_predicate=False))
    choice = compile_expr(value, scope)
    if target is None:
        return lambda _context: ""
    node, tied = target.node, target.tied

    def label(context: Context) -> Value:
        at = context.at[:tied] + (1,) * (node.depth - tied)
        return context.choice_name(context, to_string(choice(context)), (node, at))

    return label


def parsed_path(text: str, call: Call) -> Path:
    """The path in a literal such as `' /data/q '` or `'../q'`."""
    names = text.strip().split("/")
    steps = [
        Step("parent", "*", ()) if name == ".." else Step("child", name, ())
        for name in names
        if name not in ("", ".")
    ]
    if not steps:
        raise XPathError("arguments", text, call.position)
    return Path("root" if text.strip().startswith("/") else "context", (), tuple(steps))


def _pulldata(call: Call, scope: Scope) -> Closure:
    """A cell of a list: pulldata('list', 'column', 'key column', key), "" where no row has it."""
    name, *_ = call.arguments
    if not isinstance(name, Literal) or name.text not in scope.instances:
        detail = name.text if isinstance(name, Literal) else call.name
        raise XPathError("unknown-instance", detail, call.position)
    rows = [row for top in scope.instances[name.text].children for row in top.children]
    column, key, wanted = (compile_expr(argument, scope) for argument in call.arguments[1:])
    tables: dict[str, dict[str, Node]] = {}

    def cell(context: Context) -> Value:
        by = to_string(key(context))
        if by not in tables:
            tables[by] = {cell_of(row, by): row for row in reversed(rows)}
        row = tables[by].get(to_string(wanted(context)))
        return cell_of(row, to_string(column(context))) if row else ""

    return cell


def _count_filled(call: Call, scope: Scope) -> Closure:
    """How many nodes hold an answer or have nodes below them."""
    nodes = nodes_of(call.arguments[0], scope)

    def count(context: Context) -> Value:
        return float(sum(bool(s[0].children) or context.value(s) != "" for s in nodes(context)))

    return count


def _version(_call: Call, scope: Scope) -> Closure:
    return lambda _context: scope.version


def _itext(call: Call, scope: Scope) -> Closure:
    key = compile_expr(call.arguments[0], scope)
    return lambda context: context.itext(context, to_string(key(context)))


_FORM_FUNCTIONS: dict[str, Callable[[Call, Scope], Closure]] = {
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "position": _position,
    "last": _last,
    "indexed-repeat": _indexed_repeat,
    "pulldata": _pulldata,
    "count-non-empty": _count_filled,
    "string-length": _of_own("string-length"),
    "normalize-space": _of_own("normalize-space"),
    "jr:choice-name": _choice_name,
    "jr:itext": _itext,
    "version": _version,
}
