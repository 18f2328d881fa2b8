"""geotrace: a way as several places, one after another."""

import re
from collections.abc import Callable

from flows.answers import Problem
from flows.prompts import SendPlace
from flows.questions.asked import Asked
from flows.questions.coordinates import Point, check_point, read_point, stored_point

_BETWEEN = re.compile(r"[;\n]")


class Geotrace:
    def input(self, _asked: Asked) -> SendPlace:
        return SendPlace("trace")

    def read(self, _asked: Asked, raw: str) -> str | Problem:
        """Places with a semicolon or on a new line each."""
        return self._stored(raw, read_point)

    def check(self, _asked: Asked, value: str) -> str | Problem:
        return self._stored(value, check_point)

    def show(self, _asked: Asked, value: str) -> str:
        points = [stored_point(part.strip()) for part in value.split(";")]
        return "; ".join(point.shown for point in points if point) if all(points) else value

    def _stored(self, text: str, read: Callable[[str], Point | Problem]) -> str | Problem:
        points = []
        for part in _BETWEEN.split(text):
            point = read(part.strip()) if part.strip() else None
            if isinstance(point, Problem):
                return point
            points += [point] if point else []
        return (
            self._joined(points) if points else Problem("place-unreadable") if text.strip() else ""
        )

    def _joined(self, points: list[Point]) -> str | Problem:
        if len(points) < 2:
            return Problem("place-too-few", {"least": "2"})
        return "; ".join(point.stored for point in points)
