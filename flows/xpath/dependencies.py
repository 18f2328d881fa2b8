"""Which nodes of the form an expression reads, known without evaluating it."""

from dataclasses import dataclass

from flows.xpath.paths import Scope
from flows.xpath.syntax import Binary, Call, Expr, Negate, Path, Step


@dataclass(frozen=True, slots=True)
class _Place:
    """Where relative paths begin: `path` is None inside a choice list, outside of the form.

    The first `shared` names of the path mean the instances that the expression's own node is in.
    """

    path: str | None
    shared: int


_NOWHERE = _Place(None, 0)


def dependencies(expression: Expr, scope: Scope) -> frozenset[str]:
    """Absolute paths; one that ends in "/" stands for the node and everything below it."""
    return frozenset(reads(expression, scope))


def reads(expression: Expr, scope: Scope) -> dict[str, int]:
    """The same paths with how many of their names are tied to the node's own instances.

    `../x` of `/data/rep/q` reads `/data/rep/x` in its own `rep` (2 names: data, rep);
    `sum(/data/rep/x)` of `/data/total` reads that of every `rep` (1 name: data).
    """
    found: dict[str, int] = {}
    own = _Place(scope.base, _levels(scope.base))
    stack: list[tuple[Expr, _Place]] = [(expression, own)]
    while stack:
        node, place = stack.pop()
        if isinstance(node, Path):
            stack += _of_path(node, place, own, found)
        elif isinstance(node, Call) and node.name == "current":
            _add(found, own, wide=False)
        else:
            stack += [(child, place) for child in children(node)]
    return found


def children(node: Expr) -> tuple[Expr, ...]:
    """The parts of an expression that is no path."""
    if isinstance(node, Binary):
        return node.left, node.right
    if isinstance(node, Negate):
        return (node.operand,)
    return node.arguments if isinstance(node, Call) else ()


def _of_path(
    path: Path, place: _Place, own: _Place, found: dict[str, int]
) -> list[tuple[Expr, _Place]]:
    """Add what the path names; give back the expressions inside it with their places."""
    here = _start(path, place, own)
    inner: list[tuple[Expr, _Place]] = []
    if not isinstance(path.start, str) and not _is_call(path.start, "current", "instance"):
        inner.append((path.start, place))
    inner += [(predicate, here) for predicate in path.predicates]
    wide = False
    for step in path.steps:
        here, wide = _follow(here, step, place, wide=wide, rooted=path.start == "root")
        inner += [(predicate, here) for predicate in step.predicates]
    _add(found, here, wide=wide)
    return inner


def _add(found: dict[str, int], place: _Place, *, wide: bool) -> None:
    if place.path is not None:
        path = f"{place.path}/" if wide else place.path
        found[path] = min(found.get(path, place.shared), place.shared)


def _start(path: Path, place: _Place, own: _Place) -> _Place:
    if path.start == "root":
        return _Place("", 0)
    if path.start == "context":
        return place
    return own if _is_call(path.start, "current") else _NOWHERE


def _is_call(node: "Expr | str", *names: str) -> bool:
    return isinstance(node, Call) and node.name in names


def _follow(
    here: _Place, step: Step, context: _Place, *, wide: bool, rooted: bool
) -> tuple[_Place, bool]:
    if here.path is None or wide:
        return here, wide
    if step.axis == "child" and step.name != "*":
        path = f"{here.path}/{step.name}"
        tied = rooted and not step.predicates and _is_above(path, context)
        joined = here.shared == _levels(here.path) and tied
        return _Place(path, here.shared + joined), False
    if step.axis == "parent":
        above = here.path.rpartition("/")[0]
        return _Place(above, min(here.shared, _levels(above))), False
    return here, step.axis != "self"


def _is_above(path: str, context: _Place) -> bool:
    """Whether an absolute path follows the way to the context, in its very instances."""
    if context.path is None or _levels(path) > context.shared:
        return False
    return f"{context.path}/".startswith(f"{path}/")


def _levels(path: str) -> int:
    return path.count("/")


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
            stack += children(node)
    return frozenset(found)
