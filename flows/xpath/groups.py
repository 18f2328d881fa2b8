"""Arguments that may be several nodes: a path gives all its values, anything else a list of one."""

from collections.abc import Sequence

from flows.xpath.errors import EvaluationError
from flows.xpath.values import Value

Group = list[Value]


def one(group: Group) -> Value:
    """The value of an argument that must be single; no node is a blank."""
    if len(group) > 1:
        raise EvaluationError("several nodes where one value is needed")
    return group[0] if group else ""


def each(groups: Sequence[Group]) -> Group:
    return [one(group) for group in groups]


def spread(groups: Sequence[Group]) -> Group:
    """Nodes are spread if they are the only argument; several arguments must be single."""
    return groups[0] if len(groups) == 1 else each(groups)
