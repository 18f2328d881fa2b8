"""Functions of places; each takes its arguments as lists, a path gives all its nodes."""

from collections.abc import Sequence

from flows.xpath import geo
from flows.xpath.errors import EvaluationError
from flows.xpath.groups import Group, each, one
from flows.xpath.values import Value, to_string


def distance(*groups: Group) -> Value:
    """Metres along the points: those of one line or shape, or one of each argument."""
    return geo.distance(_outline(groups[0]) if len(groups) == 1 else _points(each(groups)))


def area(shape: Group) -> Value:
    return geo.area(_outline(shape))


def geofence(point: Group, shape: Group) -> Value:
    (found,) = _points([one(point)])
    return geo.holds(_outline(shape), found)


def _outline(nodes: Group) -> list[geo.Point]:
    """A single node holds a line or shape, several hold a point each."""
    if len(nodes) != 1:
        return _points(nodes)
    points = geo.read_points(to_string(nodes[0]))
    if points is None:
        raise EvaluationError("no line or shape")
    return points


def _points(values: Sequence[Value]) -> list[geo.Point]:
    points = [geo.read_point(to_string(value)) for value in values]
    found = [point for point in points if point is not None]
    if len(found) < len(points):
        raise EvaluationError("no point")
    return found
