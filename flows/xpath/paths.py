"""Location paths: those that name one node are settled when compiled, others walk the tree.

Which instance of a repeat a path means follows JavaRosa (`TreeReference.contextualize`): an
absolute path keeps to the instances that its own node is in as far as both go the same way; a
relative path keeps to those it does not leave; every other repeat on the way means all instances.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flows.xpath.chance import seed_of, shuffled
from flows.xpath.context import At, Context, Node, Spot, cell_of
from flows.xpath.errors import XPathError
from flows.xpath.syntax import Binary, Call, Expr, Literal, Path, Step
from flows.xpath.values import Value

Nodes = Callable[[Context], list[Spot]]
Compile = Callable[[Expr, "Scope"], Callable[[Context], Value]]

_NODE_CALLS = ("current", "instance", "randomize")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands: `base` is the absolute path of the node it belongs to.

    `root` is the document node above the form's top element; `instances` are the document nodes
    of secondary instances by id.
    """

    base: str
    root: Node
    instances: Mapping[str, Node]
    in_predicate: bool = False
    version: str = ""  # of the form

    def node(self, path: str) -> Node | None:
        """The node of the form at a path."""
        node = self.root
        for name in path.split("/")[1:]:
            below = node.named(name)
            if not below:
                return None
            node = below[0]
        return node


@dataclass(frozen=True, slots=True)
class Target:
    """A path that names one node: the first `tied` repeats around it are those of the base."""

    node: Node
    tied: int


def is_path(expression: Expr) -> bool:
    """Whether an expression gives nodes."""
    if isinstance(expression, Call):
        return expression.name in _NODE_CALLS
    return isinstance(expression, Path) or (
        isinstance(expression, Binary) and expression.operator == "|"
    )


def _names_of(path: Path, scope: Scope) -> tuple[list[str], int] | None:
    """The names that a path without predicates and wildcards leads along, and how many are tied.

    None for any other path, and for one whose beginning is only known in a predicate.
    """
    if path.predicates or (scope.in_predicate and path.start == "context"):
        return None
    if not _starts_in_form(path):
        return None
    base = scope.base.split("/")[1:]
    names = [] if path.start == "root" else list(base)
    tied = len(names)
    for step in path.steps:
        if step.predicates or not _follow(names, step):
            return None
        tied = min(tied, len(names))
    if path.start == "root":
        pairs = zip(names, base, strict=False)
        tied = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(names), len(base)))
    return names, tied


def target_of(path: Expr, scope: Scope) -> Target | None:
    """The one node that a plain path names; None for anything else and for unknown nodes."""
    if not isinstance(path, Path):
        return None
    found = _names_of(path, scope)
    node = scope.node("/" + "/".join(found[0])) if found and found[0] else None
    if found is None or node is None:
        return None
    if scope.in_predicate and path.start == "root" and node.depth:
        return None  # tied to what the predicate is asked about, not to the base
    return Target(node, depth_at(node, found[1]))


def depth_at(node: Node, names: int) -> int:
    """How many of the repeats around a node lie in the first names of its path."""
    while node.path.count("/") > names and node.parent is not None:
        node = node.parent
    return node.depth


def _starts_in_form(path: Path) -> bool:
    start = path.start
    return isinstance(start, str) or (isinstance(start, Call) and start.name == "current")


def _follow(names: list[str], step: Step) -> bool:
    if step.axis == "child" and step.name != "*":
        names.append(step.name)
        return True
    if step.name != "*" or step.axis not in ("self", "parent"):
        return False
    if step.axis == "parent":
        if not names:
            return False
        names.pop()
    return True


def compile_nodes(expression: Expr, scope: Scope, compile_value: Compile) -> Nodes:
    """A function that gives the nodes of a path, in order, without irrelevant ones."""
    if isinstance(expression, Binary) and expression.operator == "|":
        left = compile_nodes(expression.left, scope, compile_value)
        right = compile_nodes(expression.right, scope, compile_value)
        return lambda context: list(dict.fromkeys(left(context) + right(context)))
    if not is_path(expression):
        raise XPathError("syntax", "a path is needed here", 0)
    if isinstance(expression, Call) and expression.name == "randomize":
        return _randomized(expression, scope, compile_value)
    path = expression if isinstance(expression, Path) else Path(expression, (), ())
    target = target_of(path, scope)
    nodes = _walk(path, scope, compile_value) if target is None else _instances(target)

    def relevant(context: Context) -> list[Spot]:
        irrelevant = context.irrelevant
        return [spot for spot in nodes(context) if spot[0].at(spot[1]) not in irrelevant]

    return relevant


def _instances(target: Target) -> Nodes:
    node, tied = target.node, target.tied

    def instances(context: Context) -> list[Spot]:
        return [(node, at) for at in context.instances(node, context.at[:tied])]

    return instances


def _walk(path: Path, scope: Scope, compile_value: Compile) -> Nodes:
    if _is_list(path):
        return _walk_list(path, scope, compile_value)
    nodes = _start(path, scope, compile_value)
    for predicate in path.predicates:
        nodes = _filtered(nodes, predicate, scope, compile_value)
    trail: list[str] | None = [] if path.start == "root" else None
    for step in path.steps:
        if trail is not None and step.axis == "child":
            trail.append(step.name)
        nodes = _stepped(nodes, step, tuple(trail) if trail else (), scope)
        for predicate in step.predicates:
            nodes = _filtered(nodes, predicate, scope, compile_value)
    return nodes


def _is_list(path: Path) -> bool:
    """Whether a path leads into a choice list, by plain names."""
    start = path.start
    named = isinstance(start, Call) and start.name == "instance" and not path.predicates
    return named and all(step.axis == "child" and step.name != "*" for step in path.steps)


def _walk_list(path: Path, scope: Scope, compile_value: Compile) -> Nodes:
    """Lists never change: what stands before the first predicate is looked up once."""
    assert isinstance(path.start, Call)
    rows = [_instance(path.start, scope)]
    steps = list(path.steps)
    predicates: tuple[Expr, ...] = ()
    while steps and not predicates:
        step = steps.pop(0)
        rows = [child for node in rows for child in node.named(step.name)]
        predicates = step.predicates
    fixed: list[Spot] = [(node, ()) for node in rows]
    nodes: Nodes = lambda _context: fixed  # noqa: E731
    if predicates:
        nodes = _looked_up(fixed, predicates[0], scope, compile_value)
    for predicate in predicates[1:]:
        nodes = _filtered(nodes, predicate, scope, compile_value)
    for step in steps:
        nodes = _stepped(nodes, step, (), scope)
        for predicate in step.predicates:
            nodes = _filtered(nodes, predicate, scope, compile_value)
    return nodes


def _looked_up(rows: list[Spot], predicate: Expr, scope: Scope, compile_value: Compile) -> Nodes:
    """Rows for which the predicate is true; `column = text` is looked up in an index."""
    every: Nodes = lambda _context: rows  # noqa: E731
    sides = _column_and_value(predicate, scope)
    if sides is None:
        return _filtered(every, predicate, scope, compile_value)
    column, wanted = sides[0], compile_value(sides[1], replace(scope, in_predicate=True))
    slowly: list[Nodes] = []
    made: list[dict[str, list[Spot]]] = []  # whole before it is here: threads share a form

    def looked_up(context: Context) -> list[Spot]:
        value = wanted(context)
        if not isinstance(value, str):
            if not slowly:
                slowly.append(_filtered(every, predicate, scope, compile_value))
            return slowly[0](context)
        if not made:
            made.append(_index(rows, column))
        return made[0].get(value, [])

    return looked_up


def _index(rows: list[Spot], column: str) -> dict[str, list[Spot]]:
    found: dict[str, list[Spot]] = {}
    for spot in rows:
        found.setdefault(cell_of(spot[0], column), []).append(spot)
    return found


def _column_and_value(predicate: Expr, scope: Scope) -> tuple[str, Expr] | None:
    """The sides of `column = value` where the value is the same for every row."""
    if not (isinstance(predicate, Binary) and predicate.operator == "="):
        return None
    inside = replace(scope, in_predicate=True)
    for side, other in ((predicate.left, predicate.right), (predicate.right, predicate.left)):
        column = _column(side)
        if column and (isinstance(other, Literal) or target_of(other, inside) is not None):
            return column, other
    return None


def _column(side: Expr) -> str:
    """The name in a path of one plain step down, "" for anything else."""
    if not isinstance(side, Path) or side.start != "context" or len(side.steps) != 1:
        return ""
    (step,) = side.steps
    return step.name if step.axis == "child" and step.name != "*" and not step.predicates else ""


def _randomized(call: Call, scope: Scope, compile_value: Compile) -> Nodes:
    nodes = compile_nodes(call.arguments[0], scope, compile_value)
    seed = compile_value(call.arguments[1], scope) if len(call.arguments) > 1 else None

    def randomized(context: Context) -> list[Spot]:
        number = None if seed is None else seed_of(seed(context))
        return shuffled(nodes(context), number, context.draw)

    return randomized


def _start(path: Path, scope: Scope, compile_value: Compile) -> Nodes:
    start = path.start
    if start == "root":
        root: list[Spot] = [(scope.root, ())]
        return lambda _context: root
    if start == "context" and scope.in_predicate:
        return lambda context: [context.spot] if context.spot else []
    if start == "context" or (isinstance(start, Call) and start.name == "current"):
        base = scope.node(scope.base)
        return lambda context: [(base, context.at)] if base else []
    if isinstance(start, Call) and start.name == "instance":
        fixed: list[Spot] = [(_instance(start, scope), ())]
        return lambda _context: fixed
    assert not isinstance(start, str)
    return compile_nodes(start, scope, compile_value)


def _instance(call: Call, scope: Scope) -> Node:
    name = call.arguments[0]
    if not isinstance(name, Literal) or name.text not in scope.instances:
        detail = name.text if isinstance(name, Literal) else call.name
        raise XPathError("unknown-instance", detail, call.position)
    return scope.instances[name.text]


def _stepped(nodes: Nodes, step: Step, trail: tuple[str, ...], scope: Scope) -> Nodes:
    """One step on; `trail` are the names so far of an absolute path."""
    if step.axis != "child" or step.name == "*":
        move = _AXES[step.axis]
        wanted = step.name

        def along(context: Context) -> list[Spot]:
            found = [near for spot in nodes(context) for near in move(context, spot)]
            if wanted != "*":
                return [spot for spot in found if spot[0].name == wanted]
            return list(dict.fromkeys(found))

        return along
    name, free = step.name, bool(step.predicates)
    base = scope.base

    def children(context: Context) -> list[Spot]:
        found: list[Spot] = []
        for node, at in nodes(context):
            for child in node.named(name):
                if not child.repeats:
                    found.append((child, at))
                    continue
                tied = () if free or not trail else _tied(context, child, trail, base, scope)
                found += [(child, each) for each in context.instances(child, at + tied)]
        return found

    return children


def _tied(context: Context, child: Node, trail: tuple[str, ...], base: str, scope: Scope) -> At:
    """The one instance that an absolute path means where it goes the way of its own node."""
    if scope.in_predicate:
        if context.spot is None or not context.spot[0].path:
            return ()
        base, at = context.spot[0].path, context.spot[1]
    else:
        at = context.at
    same = f"{base}/".startswith("/" + "/".join(trail) + "/")
    return at[child.depth - 1 : child.depth] if same else ()


def _filtered(nodes: Nodes, predicate: Expr, scope: Scope, compile_value: Compile) -> Nodes:
    """Those for which the predicate is true; a number is not (JavaRosa has no `[2]`)."""
    test = compile_value(predicate, replace(scope, in_predicate=True))

    def filtered(context: Context) -> list[Spot]:
        outer = context.spot, context.position, context.size
        candidates = nodes(context)
        kept: list[Spot] = []
        context.size = len(candidates)
        try:
            for place, spot in enumerate(candidates, 1):
                context.spot, context.position = spot, place
                if test(context) is True:
                    kept.append(spot)
        finally:
            context.spot, context.position, context.size = outer
        return kept

    return filtered


def _children(context: Context, spot: Spot) -> list[Spot]:
    node, at = spot
    return [(child, each) for child in node.children for each in context.instances(child, at)]


def _parent(_context: Context, spot: Spot) -> list[Spot]:
    parent = spot[0].parent
    return [(parent, spot[1][: parent.depth])] if parent else []


def _below(context: Context, spot: Spot) -> list[Spot]:
    found: list[Spot] = []
    for child in _children(context, spot):
        found.append(child)
        found += _below(context, child)
    return found


_AXES: dict[str, Callable[[Context, Spot], list[Spot]]] = {
    "child": _children,
    "self": lambda _context, spot: [spot],
    "parent": _parent,
    "descendant": _below,
    "descendant-or-self": lambda context, spot: [spot, *_below(context, spot)],
}
