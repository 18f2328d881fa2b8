"""Places, ways and areas, typed as coordinates or as the link of a map."""

import pytest

from flows.answers import Problem
from flows.prompts import SendPlace
from flows.questions import TYPES
from tests.flows.questions.asking import ID, checked, read

JAKARTA = "-6.2 106.8 0 0"
MINUTES = "-6.2 106.81666667 0 0"
MAPS = "https://www.google.com/maps"


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("-6.2, 106.8", JAKARTA),
        ("-6.2 106.8", JAKARTA),
        ("-6.2,106.8", JAKARTA),
        ("−6.2, 106.8", JAKARTA),
        ("-6,2 106,8", JAKARTA),
        ("-6,2, 106,8", JAKARTA),
        ("-6.20000 106.80", JAKARTA),
        ("-6.2 106.8 12.5 4", "-6.2 106.8 12.5 4"),
        ("-6 106", "-6 106 0 0"),
        ("6°12'S 106°49'E", MINUTES),
        ("6° 12′ S, 106° 49′ E", MINUTES),
        ("6º12’00” LS 106º49’00” BT", MINUTES),
        ("106°49'E 6°12'S", MINUTES),
        ("S 6°12' E 106°49'", MINUTES),
        ("6.2 S 106.8 E", JAKARTA),
        ("6,2° selatan, 106,8° timur", JAKARTA),
        ("5°33'N 95°19'E", "5.55 95.31666667 0 0"),
        (f"{MAPS}/@-6.2,106.8,17z", JAKARTA),
        (f"{MAPS}?q=-6.2,106.8", JAKARTA),
        (f"{MAPS}/search/?api=1&query=-6.2%2C106.8", JAKARTA),
        (f"Kantor kami: {MAPS}/place/X/@-6.1,106.7,17z/data=!8m2!3d-6.2!4d106.8", JAKARTA),
        ("geo:-6.2,106.8?z=17", JAKARTA),
        ("", ""),
        ("""6°12'31.7"S 106°50'44.2"E""", "-6.20880556 106.84561111 0 0"),
        ("-٦.٢, 106.8", "!place-unreadable"),
        ("-6,106", "!place-unreadable"),  # a comma between two numbers, or in one?
        ("-6,2 106", "!place-unreadable"),
        ("-6.2", "!place-unreadable"),
        ("6°12'S", "!place-unreadable"),
        ("6°12'S 7°49'N", "!place-unreadable"),
        ("6°72'S 106°49'E", "!place-unreadable"),
        ("https://maps.app.goo.gl/abc", "!place-unreadable"),
        ("depan kantor", "!place-unreadable"),
        ("9" * 5000, "!place-unreadable"),
        ("106.8, -6.2", "!place-outside"),
        ("-6.2, 181", "!place-outside"),
        ("91°S 106°E", "!place-outside"),
    ],
)
def test_one_place(raw: str, answer: str) -> None:
    assert read("geopoint", raw) == answer


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("-6.2 106.8; -6.3 106.9", "-6.2 106.8 0 0; -6.3 106.9 0 0"),
        ("-6.2, 106.8\n-6.3, 106.9\n", "-6.2 106.8 0 0; -6.3 106.9 0 0"),
        ("-6.2 106.8", "!place-too-few"),
        ("-6.2 106.8; nanti", "!place-unreadable"),
        ("-6.2 106.8; -96.3 106.9", "!place-outside"),
        (" ; ", "!place-unreadable"),
        ("", ""),
    ],
)
def test_a_way(raw: str, answer: str) -> None:
    assert read("geotrace", raw) == answer


def test_an_area_closes_by_itself() -> None:
    closed = "-6.2 106.8 0 0; -6.3 106.9 0 0; -6.4 107 0 0; -6.2 106.8 0 0"
    assert read("geoshape", "-6.2 106.8; -6.3 106.9; -6.4 107") == closed
    assert read("geoshape", closed) == closed
    found = TYPES["geoshape"].read(ID, "-6.2 106.8; -6.3 106.9; -6.2 106.8")
    assert found == Problem("place-too-few", {"least": "3"})


def test_places_as_stored() -> None:
    assert checked("geopoint", "-6.2 106.8 0.0 0.0") == JAKARTA
    assert checked("geopoint", "-6.2, 106.8") == "!place-unreadable"
    assert checked("geopoint", "-96.2 106.8 0 0") == "!place-outside"
    assert checked("geopoint", "") == checked("geotrace", "") == ""
    assert checked("geotrace", "1 2 0 0;3 4 0 0") == "1 2 0 0; 3 4 0 0"


def test_places_are_shown_as_maps_take_them() -> None:
    assert TYPES["geopoint"].show(ID, "-6.2 106.8 12 5") == "-6.2, 106.8 (± 5 m)"
    assert TYPES["geotrace"].show(ID, "1 2 0 0; 3 4 0 0") == "1, 2; 3, 4"
    assert read("geotrace", "1, 2; 3, 4") == "1 2 0 0; 3 4 0 0"
    for kind in ("point", "trace", "shape"):
        assert TYPES[f"geo{kind}"].input(ID).__class__ is SendPlace
