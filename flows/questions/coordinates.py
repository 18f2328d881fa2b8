"""Latitude and longitude as people type them, as map links hold them, and as ODK stores them."""

import re
from dataclasses import dataclass
from decimal import Decimal

from flows.answers import Problem
from flows.questions.language import fold
from flows.questions.numeric import written

MAX_TYPED = 2000  # characters; the link of a map is long
_NUMBER = r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?"
_NORTH, _SOUTH = ("n", "lu", "north", "utara"), ("s", "ls", "south", "selatan")
_EAST, _WEST = ("e", "bt", "east", "timur"), ("w", "bb", "west", "barat")
_SIDE = "|".join(sorted((*_NORTH, *_SOUTH, *_EAST, *_WEST), key=len, reverse=True))
# `-6.2, 106.8`, `-6.2 106.8`; without a space only where a decimal point tells them apart.
_PAIR = re.compile(rf"({_NUMBER})(?:\s*,\s+|\s+)({_NUMBER})")
_TIGHT = re.compile(r"([+-]?\d{1,3}\.\d{1,20}),([+-]?\d{1,3}\.\d{1,20})", re.ASCII)
_COMMAS = re.compile(r"([+-]?\d{1,3},\d{1,20})(?:\s*,\s+|\s+)([+-]?\d{1,3},\d{1,20})", re.ASCII)
_STORED = re.compile(
    r"(-?\d{1,3}(?:\.\d+)?) (-?\d{1,3}(?:\.\d+)?)(?: (-?\d+(?:\.\d+)?))?"
    r"(?: (-?\d+(?:\.\d+)?))?",
    re.ASCII,
)
_ANGLE = (
    r"(\d{1,3}(?:[.,]\d{1,15})?)\s*°?\s*"
    r"(?:(\d{1,2}(?:[.,]\d{1,10})?)\s*'\s*)?(?:(\d{1,2}(?:[.,]\d{1,10})?)\s*\"\s*)?"
)
_SIDES_BEHIND = re.compile(rf"{_ANGLE}({_SIDE})[\s,]*{_ANGLE}({_SIDE})", re.ASCII)
_SIDES_BEFORE = re.compile(rf"({_SIDE})\s*{_ANGLE}[\s,]*({_SIDE})\s*{_ANGLE}", re.ASCII)
# The pin of a place before the middle of the map.
_LINKS = (
    re.compile(rf"!3d({_NUMBER})!4d({_NUMBER})"),
    re.compile(
        rf"[?&](?:q|query|ll|daddr|destination|center)=(?:loc:)?({_NUMBER})(?:,|%2c)"
        rf"(?:\+|%20)?({_NUMBER})"
    ),
    re.compile(rf"@({_NUMBER}),({_NUMBER})"),
    re.compile(rf"^geo:({_NUMBER}),({_NUMBER})"),
)
_MARKS = str.maketrans(
    {
        "º": "°",
        "˚": "°",
        "’": "'",
        "‘": "'",
        "′": "'",
        "`": "'",
        "´": "'",
        "”": '"',
        "“": '"',
        "″": '"',
        "−": "-",
    }
)


@dataclass(frozen=True, slots=True)
class Point:
    latitude: Decimal
    longitude: Decimal
    altitude: Decimal = Decimal(0)
    accuracy: Decimal = Decimal(0)

    @property
    def stored(self) -> str:
        """`-6.2 106.8 0 0`."""
        numbers = (self.latitude, self.longitude, self.altitude, self.accuracy)
        return " ".join(written(number) for number in numbers)

    @property
    def shown(self) -> str:
        """`-6.2, 106.8 (± 12 m)`: the same in all languages, its beginning as maps take it."""
        place = f"{written(self.latitude)}, {written(self.longitude)}"
        if self.accuracy < 1:
            return place
        size = (
            f"{self.accuracy:.0f} m" if self.accuracy < 1000 else f"{self.accuracy / 1000:.0f} km"
        )
        return f"{place} (± {size})"


def read_point(raw: str) -> Point | Problem:
    """The place in what a person typed."""
    if len(raw) > MAX_TYPED:
        return Problem("place-unreadable")
    text = fold(raw.translate(_MARKS)).replace("''", '"')
    found = stored_point(text) or _decimal(text) or _linked(text) or _angles(text)
    return _on_earth(found) if found else Problem("place-unreadable")


def check_point(value: str) -> Point | Problem:
    """A place as it is stored."""
    found = stored_point(value)
    return _on_earth(found) if found else Problem("place-unreadable")


def stored_point(value: str) -> Point | None:
    match = _STORED.fullmatch(value) if len(value) <= MAX_TYPED else None
    return Point(*(Decimal(digits) for digits in match.groups("0"))) if match else None


def _on_earth(point: Point) -> Point | Problem:
    inside = abs(point.latitude) <= 90 and abs(point.longitude) <= 180
    return point if inside else Problem("place-outside")


def _decimal(text: str) -> Point | None:
    match = _PAIR.fullmatch(text) or _TIGHT.fullmatch(text) or _COMMAS.fullmatch(text)
    return _point(*match.groups()) if match else None


def _linked(text: str) -> Point | None:
    for link in _LINKS:
        if match := link.search(text):
            return _point(match[1], match[2])
    return None


def _point(latitude: str, longitude: str) -> Point:
    return Point(Decimal(latitude.replace(",", ".")), Decimal(longitude.replace(",", ".")))


def _angles(text: str) -> Point | None:
    """Two angles with their sides, `6°12'S 106°49'E`, in either order."""
    if match := _SIDES_BEHIND.fullmatch(text):
        angles = [match.group(4, 1, 2, 3), match.group(8, 5, 6, 7)]
    elif match := _SIDES_BEFORE.fullmatch(text):
        angles = [match.group(1, 2, 3, 4), match.group(5, 6, 7, 8)]
    else:
        return None
    found = dict(_angle(*angle) for angle in angles)
    if set(found) != {"latitude", "longitude"} or None in found.values():
        return None
    return Point(**{name: degrees for name, degrees in found.items() if degrees is not None})


def _angle(side: str, *parts: str | None) -> tuple[str, Decimal | None]:
    """Which of the two it is, and its degrees; None for what is no angle."""
    degrees, minutes, seconds = (Decimal((part or "0").replace(",", ".")) for part in parts)
    size = round(degrees + minutes / 60 + seconds / 3600, 8)
    name = "latitude" if side in (*_NORTH, *_SOUTH) else "longitude"
    if max(minutes, seconds) >= 60:
        return name, None
    return name, -size if side in (*_SOUTH, *_WEST) else size
