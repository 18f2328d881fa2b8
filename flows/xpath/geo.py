"""Points, lines and areas on Earth: read, written and measured.

A point is "latitude longitude [altitude [accuracy]]" in degrees and metres; the points of a line or
shape are parted by semicolons. The formulas are those of JavaRosa's `GeoUtils`: great circles for
lengths, an equirectangular projection for areas.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from flows.xpath.doubles import double_text, read_double

Point = tuple[float, float, float, float]

RADIUS = 6_378_100.0  # metres, at the equator
_DEGREE = 2 * math.pi * RADIUS / 360  # metres


def read_point(text: str) -> Point | None:
    """What is missing is 0, all of a blank text too; None for what is no point."""
    parts = [read_double(part) for part in text.split(" ") if part]
    numbers = [part for part in parts if part is not None]
    if len(numbers) < len(parts) or len(parts) > 4:
        return None
    first, second, third, fourth = (*numbers, 0.0, 0.0, 0.0, 0.0)[:4]
    return first, second, third, fourth


def read_points(text: str) -> list[Point] | None:
    """The points of a line or shape; semicolons at the end add none."""
    parts = text.split(";")
    while len(parts) > 1 and parts[-1] == "":
        parts.pop()
    if parts == [""] and text:
        return []
    points = [read_point(part.strip()) for part in parts]
    found = [point for point in points if point is not None]
    return found if len(found) == len(points) else None


def geopoint(text: str) -> str | None:
    """A point as it is stored: four numbers, or blank if all are 0; None for what is no point."""
    point = read_point(text)
    return None if point is None else _written(point)


def geotrace(text: str) -> str | None:
    """A line or shape as it is stored."""
    points = read_points(text)
    return None if points is None else "; ".join(map(_written, points))


def distance(points: Sequence[Point]) -> float:
    """The length of the way from point to point, in metres."""
    return sum(map(_between, points, points[1:]), 0.0)


def area(points: Sequence[Point]) -> float:
    """Square metres inside a shape whose last point leads back to the first."""
    if len(points) < 3:
        return 0.0
    latitude, longitude = points[0][:2]
    north = [(point[0] - latitude) * _DEGREE for point in points[1:]]
    east = [
        (point[1] - longitude) * _DEGREE * math.cos(math.radians(point[0]))
        if math.isfinite(point[0])
        else math.nan
        for point in points[1:]
    ]
    pieces = zip(east, east[1:], north, north[1:], strict=False)
    return abs(sum(((y1 * x2 - x1 * y2) / 2 for x1, x2, y1, y2 in pieces), 0.0))


def holds(points: Sequence[Point], point: Point) -> bool:
    """Whether a point lies in a shape: a ray from it crosses the outline an odd number of times."""
    inside = False
    for (y1, x1, *_), (y2, x2, *_) in pairwise(points):
        if (y2 > point[0]) != (y1 > point[0]):
            inside ^= point[1] < (x1 - x2) * (point[0] - y2) / (y1 - y2) + x2
    return inside


def _written(point: Point) -> str:
    return " ".join(map(double_text, point)) if any(point) else ""


def _between(first: Point, second: Point) -> float:
    turn = math.radians(first[1] - second[1])
    north, south = math.radians(first[0]), math.radians(second[0])
    try:
        cosine = math.sin(north) * math.sin(south)
        cosine += math.cos(north) * math.cos(south) * math.cos(turn)
        return math.acos(cosine) * RADIUS
    except ValueError:
        return math.nan
