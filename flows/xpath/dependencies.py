"""Which nodes of the form an expression reads, known without evaluating it."""

from flows.xpath.paths import Scope
from flows.xpath.syntax import Binary, Call, Expr, Negate, Path, Step

Base = str | None  # None: inside a choice list, where relative paths leave the form alone


def dependencies(expression: Expr, scope: Scope) -> frozenset[str]:
    """Absolute paths; one that ends in "/" stands for the node and everything below it."""
    found: set[str] = set()
    stack: list[tuple[Expr, Base]] = [(expression, scope.base)]
    while stack:
        node, base = stack.pop()
        if isinstance(node, Path):
            stack += _of_path(node, base, scope, found)
        elif isinstance(node, Call) and node.name == "current":
            found.add(scope.base)
        else:
            stack += [(child, base) for child in _children(node)]
    return frozenset(found)


def _children(node: Expr) -> tuple[Expr, ...]:
    if isinstance(node, Binary):
        return node.left, node.right
    if isinstance(node, Negate):
        return (node.operand,)
    return node.arguments if isinstance(node, Call) else ()


def _of_path(path: Path, base: Base, scope: Scope, found: set[str]) -> list[tuple[Expr, Base]]:
    """Add what the path names; give back the expressions inside it with their bases."""
    start = _start(path, base, scope)
    inner: list[tuple[Expr, Base]] = []
    if not isinstance(path.start, str) and not _is_call(path.start, "current", "instance"):
        inner.append((path.start, base))
    inner += [(predicate, start) for predicate in path.predicates]
    here: Base = start
    wide = False
    for step in path.steps:
        here, wide = _follow((here, wide), step)
        inner += [(predicate, here) for predicate in step.predicates]
    if here is not None:
        found.add(f"{here}/" if wide else here)
    return inner


def _start(path: Path, base: Base, scope: Scope) -> Base:
    if path.start == "root":
        return ""
    if path.start == "context":
        return base
    return scope.base if _is_call(path.start, "current") else None


def _is_call(node: "Expr | str", *names: str) -> bool:
    return isinstance(node, Call) and node.name in names


def _follow(reach: tuple[Base, bool], step: Step) -> tuple[Base, bool]:
    here, wide = reach
    if here is None or wide:
        return here, wide
    if step.axis == "child" and step.name != "*":
        return f"{here}/{step.name}", False
    if step.axis == "parent":
        return here.rpartition("/")[0], False
    return here, step.axis != "self"


def calls(expression: Expr) -> frozenset[str]:
    """Names of all functions that an expression calls, inside predicates too."""
    found: set[str] = set()
    stack: list[Expr] = [expression]
    while stack:
        node = stack.pop()
        if isinstance(node, Call):
            found.add(node.name)
        if isinstance(node, Path):
            stack += [] if isinstance(node.start, str) else [node.start]
            stack += [*node.predicates, *(p for step in node.steps for p in step.predicates)]
        else:
            stack += _children(node)
    return frozenset(found)
