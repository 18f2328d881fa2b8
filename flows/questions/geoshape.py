"""geoshape: an area as the places around it; it closes by itself."""

from flows.answers import Problem
from flows.prompts import SendPlace
from flows.questions.asked import Asked
from flows.questions.coordinates import Point
from flows.questions.geotrace import Geotrace


class Geoshape(Geotrace):
    def input(self, _asked: Asked) -> SendPlace:
        return SendPlace("shape")

    def _joined(self, points: list[Point]) -> str | Problem:
        if len({(point.latitude, point.longitude) for point in points}) < 3:
            return Problem("place-too-few", {"least": "3"})
        first, last = points[0], points[-1]
        if (first.latitude, first.longitude) != (last.latitude, last.longitude):
            points = [*points, first]
        return super()._joined(points)
