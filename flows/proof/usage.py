"""How an expression uses each node that it reads: compared with constants, or in another way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal as OneOf

from flows.xpath import Expr, Scope, Value, parse_date, reads, target_of
from flows.xpath.dependencies import children
from flows.xpath.syntax import Binary, Call, Literal, Negate, Number, Path

_COMPARING = frozenset({"=", "!=", "<", "<=", ">", ">="})
_SELECTED = frozenset({"selected", "is-selected"})


@dataclass(frozen=True, slots=True)
class Use:
    """One place where an expression reads the node at `path`.

    `compare`: `constant` stands on the other side · `selected`: whether the name `constant` is
    among the chosen · `truth`: only whether it is blank, zero or false · `other`: anything else.
    """

    path: str
    kind: OneOf["compare", "selected", "truth", "other"]
    constant: Value = ""


def uses(expression: Expr, scope: Scope) -> tuple[Use, ...]:
    """All uses of an expression of the node that the scope is based on.

    A path that means several nodes, or one not settled before evaluation, is an `other` use.
    """
    return tuple(dict.fromkeys(_uses(expression, scope, truth=True)))


def _uses(node: Expr, scope: Scope, *, truth: bool) -> Iterator[Use]:
    own = _plain(node, scope)
    if own is not None:
        yield Use(own, "truth" if truth else "other")
    elif isinstance(node, Binary) and node.operator in _COMPARING:
        yield from _compared(node, scope)
    elif isinstance(node, Binary) and node.operator in ("and", "or"):
        yield from _uses(node.left, scope, truth=True)
        yield from _uses(node.right, scope, truth=True)
    elif isinstance(node, Call):
        yield from _called(node, scope, truth=truth)
    elif isinstance(node, Path):
        yield from (Use(path.rstrip("/"), "other") for path in reads(node, scope))
    else:
        for part in children(node):
            yield from _uses(part, scope, truth=False)


def _called(call: Call, scope: Scope, *, truth: bool) -> Iterator[Use]:
    name, arguments = call.name, call.arguments
    if name in ("not", "boolean"):
        yield from _uses(arguments[0], scope, truth=True)
    elif name == "if":
        yield from _uses(arguments[0], scope, truth=True)
        for branch in arguments[1:]:
            yield from _uses(branch, scope, truth=truth)
    elif name in _SELECTED and isinstance(arguments[1], Literal):
        path = _plain(arguments[0], scope)
        if path is None:
            yield from _uses(arguments[0], scope, truth=False)
        else:
            yield Use(path, "selected", arguments[1].text.strip())
    elif name == "current":
        yield Use(scope.base, "other")
    else:
        for argument in arguments:
            yield from _uses(argument, scope, truth=False)


def _compared(node: Binary, scope: Scope) -> Iterator[Use]:
    for side, other in ((node.left, node.right), (node.right, node.left)):
        path, constant = _plain(_inside_number(side), scope), constant_of(other)
        if path is not None and constant is not None:
            yield Use(path, "compare", constant)
            return
    yield from _uses(node.left, scope, truth=False)
    yield from _uses(node.right, scope, truth=False)


def _inside_number(node: Expr) -> Expr:
    """`number(x)` compares as x does with a number; with a text nothing is equal to it."""
    return node.arguments[0] if isinstance(node, Call) and node.name == "number" else node


def _plain(node: Expr, scope: Scope) -> str | None:
    """The path of the one node that a path names, in the very instances of the scope's base."""
    target = target_of(node, scope)
    if target is None or target.tied < target.node.depth:
        return None
    return target.node.path


def constant_of(node: Expr) -> Value | None:
    """The value of an expression that is the same always; None for any other."""
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Literal):
        return node.text
    if isinstance(node, Negate):
        inner = constant_of(node.operand)
        return -inner if isinstance(inner, float) else None
    if isinstance(node, Call) and not node.arguments and node.name in ("true", "false"):
        return node.name == "true"
    if isinstance(node, Call) and node.name == "date" and isinstance(node.arguments[0], Literal):
        day = parse_date(node.arguments[0].text, None)
        return day if type(day) is date else None
    return None
