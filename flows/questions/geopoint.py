"""geopoint: one place, typed as coordinates or as the link of a map."""

from flows.answers import Problem
from flows.prompts import SendPlace
from flows.questions.asked import Asked
from flows.questions.coordinates import Point, check_point, read_point, stored_point


class Geopoint:
    def input(self, _asked: Asked) -> SendPlace:
        return SendPlace("point")

    def read(self, _asked: Asked, raw: str) -> str | Problem:
        return _stored(read_point(raw)) if raw.strip() else ""

    def check(self, _asked: Asked, value: str) -> str | Problem:
        return _stored(check_point(value)) if value else ""

    def show(self, _asked: Asked, value: str) -> str:
        point = stored_point(value)
        return point.shown if point else value


def _stored(point: Point | Problem) -> str | Problem:
    return point.stored if isinstance(point, Point) else point
