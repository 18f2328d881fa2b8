"""Names of offices, cities and provinces, and where they are.

`cities.csv` holds the middles of cities to a hundredth of a degree; an office is found in the
middle of its city, never at its own door. How far off that may be is said in metres.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path

from storage.records import Office

FILE = Path(__file__).with_name("cities.csv")
ACCURACY = 5000  # metres
MOST = 8  # places that are suggested
LONGEST = 60  # characters of a name
ALIKE = 0.8  # of the letters of a word that is taken for a typing error of another
_NOISE = frozenset(
    {
        *("kantor", "kota", "kabupaten", "kab", "provinsi", "prov", "pos", "di"),
        *("office", "city", "province", "of"),
    }
)
_PROVINCES = {
    "aceh": "nad",
    "sumatera utara": "sumut",
    "sumatera barat": "sumbar",
    "sumatera selatan": "sumsel",
    "kepulauan riau": "kepri",
    "kepulauan bangka belitung": "babel",
    "dki jakarta": "jakarta",
    "jawa barat": "jabar",
    "jawa tengah": "jateng",
    "jawa timur": "jatim",
    "di yogyakarta": "diy",
    "nusa tenggara barat": "ntb",
    "nusa tenggara timur": "ntt",
    "kalimantan barat": "kalbar",
    "kalimantan tengah": "kalteng",
    "kalimantan selatan": "kalsel",
    "kalimantan timur": "kaltim",
    "kalimantan utara": "kaltara",
    "sulawesi utara": "sulut",
    "sulawesi tengah": "sulteng",
    "sulawesi selatan": "sulsel",
    "sulawesi tenggara": "sultra",
    "sulawesi barat": "sulbar",
    "maluku utara": "malut",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that has a name; latitude and longitude in degrees, as they are written."""

    name: str
    province: str
    latitude: str
    longitude: str
    also: str = ""  # other words that it goes by

    @property
    def key(self) -> str:
        """The name as it is told from others: with its province."""
        return self.name if self.province in self.name else f"{self.name}, {self.province}"

    @property
    def point(self) -> str:
        """As a place is stored: latitude, longitude, altitude, accuracy."""
        return f"{self.latitude} {self.longitude} 0 {ACCURACY}"


@cache
def cities() -> tuple[Spot, ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Spot(row["city"], row["province"], row["latitude"], row["longitude"], row["also"])
            for row in csv.DictReader(file)
        )


def spots(offices: Iterable[Office]) -> tuple[Spot, ...]:
    """Every place with a name: the offices whose city is known, then the cities."""
    return (*(spot for office in offices if (spot := _at_office(office))), *cities())


@lru_cache(maxsize=1000)
def _at_office(office: Office) -> Spot | None:
    """Its city: what stands in brackets is nearer (`Sleman (Kalasan)`)."""
    town, _, nearer = office.city.partition("(")
    for name in (nearer.rstrip(") "), *town.split("/")):
        for city in cities():
            if _folded(city.name) == _folded(name):
                also = f"{office.code} {city.name} {city.also}"
                return Spot(office.name, office.province, city.latitude, city.longitude, also)
    return None


def found(typed: str, among: tuple[Spot, ...]) -> tuple[tuple[Spot, ...], bool]:
    """What a typed name may mean, the likeliest first; and whether one alone is surely meant.

    Every word has to be one of the place's words, the beginning of one, or nearly one.
    """
    words = [word for word in _folded(typed[:LONGEST]).split() if word not in _NOISE]
    ranked = []
    for place, spot in enumerate(among if words else ()):
        fits = [_fit(word, _words(spot)) for word in words]
        if all(fits):
            named = sorted(words) == sorted(_bare(spot.name))
            ranked.append((not named, -sum(fits), place, spot))
    ranked.sort(key=lambda each: each[:3])
    called = [spot for unnamed, _, _, spot in ranked if not unnamed]
    if len(called) == 1:
        return tuple(called), True
    whole = [each for each in ranked if -each[1] == len(words)]
    best = whole or ranked
    return tuple(each[3] for each in best[:MOST]), len(whole) == 1


def _fit(word: str, known: frozenset[str]) -> float:
    """1 for one of the words, less for its beginning or a typing error, 0 for none."""
    if word in known:
        return 1.0
    if len(word) < 3:
        return 0.0
    if any(each.startswith(word) for each in known):
        return 0.9
    return 0.5 if any(_alike(word, each) for each in known) else 0.0


def _alike(word: str, other: str) -> bool:
    """One is the other with a typing error; their first letters are right."""
    near = word[0] == other[0] and abs(len(word) - len(other)) < 3 and len(word) > 3
    return near and SequenceMatcher(None, word, other, autojunk=False).ratio() >= ALIKE


@cache
def _words(spot: Spot) -> frozenset[str]:
    province = _folded(spot.province)
    said = (spot.name, spot.also, province, _PROVINCES.get(province, ""))
    return frozenset(_folded(" ".join(said)).split())


def _bare(name: str) -> list[str]:
    return [word for word in _folded(name).split() if word not in _NOISE]


def _folded(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
