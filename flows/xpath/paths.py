"""Location paths: those that name one node are settled when compiled, others walk the tree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flows.xpath.context import Context, Node
from flows.xpath.errors import XPathError
from flows.xpath.syntax import Binary, Call, Expr, Literal, Path, Step
from flows.xpath.values import Value, to_boolean

Nodes = Callable[[Context], list[Node]]
Compile = Callable[[Expr, "Scope"], Callable[[Context], Value]]


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

    def path_in(self, text: str, position: int) -> str:
        """The absolute path that a literal such as `' /data/q '` or `'../q'` names."""
        names = [] if text.strip().startswith("/") else self.base.split("/")[1:]
        for name in text.strip().split("/"):
            if name == ".." and names:
                names.pop()
            elif name not in ("", ".", ".."):
                names.append(name)
        if not names:
            raise XPathError("arguments", text, position)
        return "/" + "/".join(names)


def is_path(expression: Expr) -> bool:
    """Whether an expression gives nodes."""
    if isinstance(expression, Call):
        return expression.name in ("current", "instance")
    return isinstance(expression, Path) or (
        isinstance(expression, Binary) and expression.operator == "|"
    )


def static_path(path: Path, scope: Scope) -> str | None:
    """The one node of the form that a path without predicates and wildcards names, else None."""
    if path.predicates or (path.start == "context" and scope.in_predicate):
        return None
    if not _starts_in_form(path):
        return None
    names = [] if path.start == "root" else scope.base.split("/")[1:]
    for step in path.steps:
        if step.predicates or not _follow(names, step):
            return None
    return "/" + "/".join(names) if names else None


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
    path = expression if isinstance(expression, Path) else Path(expression, (), ())
    nodes = _start(path, scope, compile_value)
    for predicate in path.predicates:
        nodes = _filtered(nodes, predicate, scope, compile_value)
    for step in path.steps:
        nodes = _stepped(nodes, step, scope, compile_value)

    def relevant(context: Context) -> list[Node]:
        return [node for node in nodes(context) if node.path not in context.irrelevant]

    return relevant


def _start(path: Path, scope: Scope, compile_value: Compile) -> Nodes:
    start = path.start
    if start == "root":
        fixed = [scope.root]
    elif start == "context" and scope.in_predicate:
        return lambda context: [context.node] if context.node else []
    elif start == "context" or (isinstance(start, Call) and start.name == "current"):
        fixed = _named(scope.root, scope.base)
    elif isinstance(start, Call) and start.name == "instance":
        fixed = [_instance(start, scope)]
    else:
        assert not isinstance(start, str)
        return compile_nodes(start, scope, compile_value)
    return lambda _context: fixed


def _instance(call: Call, scope: Scope) -> Node:
    name = call.arguments[0]
    if not isinstance(name, Literal) or name.text not in scope.instances:
        detail = name.text if isinstance(name, Literal) else call.name
        raise XPathError("unknown-instance", detail, call.position)
    return scope.instances[name.text]


def _named(root: Node, path: str) -> list[Node]:
    nodes = [root]
    for name in path.split("/")[1:]:
        nodes = [child for node in nodes for child in node.children if child.name == name]
    return nodes


def _stepped(nodes: Nodes, step: Step, scope: Scope, compile_value: Compile) -> Nodes:
    axis, name = _AXES[step.axis], step.name

    def stepped(context: Context) -> list[Node]:
        found = [near for node in nodes(context) for near in axis(node)]
        if name != "*":
            return [node for node in found if node.name == name]
        return list(dict.fromkeys(found))

    result: Nodes = stepped
    for predicate in step.predicates:
        result = _filtered(result, predicate, scope, compile_value)
    return result


def _filtered(nodes: Nodes, predicate: Expr, scope: Scope, compile_value: Compile) -> Nodes:
    test = compile_value(predicate, replace(scope, in_predicate=True))

    def filtered(context: Context) -> list[Node]:
        outer = context.node, context.position, context.size
        candidates = nodes(context)
        kept: list[Node] = []
        context.size = len(candidates)
        try:
            for place, node in enumerate(candidates, 1):
                context.node, context.position = node, place
                value = test(context)
                if value == place if isinstance(value, float) else to_boolean(value):
                    kept.append(node)
        finally:
            context.node, context.position, context.size = outer
        return kept

    return filtered


def _below(node: Node) -> list[Node]:
    found: list[Node] = []
    for child in node.children:
        found.append(child)
        found += _below(child)
    return found


_AXES: dict[str, Callable[[Node], list[Node]]] = {
    "child": lambda node: node.children,
    "self": lambda node: [node],
    "parent": lambda node: [node.parent] if node.parent else [],
    "descendant": _below,
    "descendant-or-self": lambda node: [node, *_below(node)],
}
