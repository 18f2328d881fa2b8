"""Find choices of a long list by what a person types: short forms, slips, any order of words."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from rapidfuzz.distance import OSA

from flows.prompts import OFFERED

_LEAST = 0.5  # below this a choice has little to do with what was typed
_NEAR = 0.3  # further behind the best, a choice only makes the list longer
_WORDS, _LETTERS = 8, 40  # of what was typed: enough for a name, bounded for the machine
_SPAN = 20  # words of a label

# What a place is, not how it is called: may be left out, and may be missing from the list.
_KINDS = frozenset(
    ["administrasi", "desa", "kabupaten", "kecamatan", "kelurahan", "kota", "provinsi"]
)
# Short forms that neither letters left out nor beginnings of words explain, and other names.
_SHORT = {
    "adm": "administrasi",
    "babel": "bangka belitung",
    "central": "tengah",
    "city": "kota",
    "diy": "yogyakarta",
    "dki": "jakarta",
    "east": "timur",
    "islands": "kepulauan",
    "jabar": "jawa barat",
    "jakbar": "jakarta barat",
    "jakpus": "jakarta pusat",
    "jaksel": "jakarta selatan",
    "jaktim": "jakarta timur",
    "jakut": "jakarta utara",
    "jateng": "jawa tengah",
    "jatim": "jawa timur",
    "java": "jawa",
    "jkt": "jakarta",
    "jogja": "yogyakarta",
    "jogjakarta": "yogyakarta",
    "kab": "kabupaten",
    "kalbar": "kalimantan barat",
    "kalsel": "kalimantan selatan",
    "kaltara": "kalimantan utara",
    "kalteng": "kalimantan tengah",
    "kaltim": "kalimantan timur",
    "kec": "kecamatan",
    "kel": "kelurahan",
    "kep": "kepulauan",
    "kepri": "kepulauan riau",
    "kodya": "kota",
    "kot": "kota",
    "kotamadya": "kota",
    "malut": "maluku utara",
    "north": "utara",
    "ntb": "nusa tenggara barat",
    "ntt": "nusa tenggara timur",
    "peg": "pegunungan",
    "prop": "provinsi",
    "propinsi": "provinsi",
    "prov": "provinsi",
    "province": "provinsi",
    "regency": "kabupaten",
    "solo": "surakarta",
    "south": "selatan",
    "southeast": "tenggara",
    "sulbar": "sulawesi barat",
    "sulsel": "sulawesi selatan",
    "sulteng": "sulawesi tengah",
    "sultra": "sulawesi tenggara",
    "sulut": "sulawesi utara",
    "sumbar": "sumatera barat",
    "sumatra": "sumatera",
    "sumsel": "sumatera selatan",
    "sumut": "sumatera utara",
    "tgr": "tenggara",
    "west": "barat",
    "yogya": "yogyakarta",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Places in the list, the best first. `sure`: the first is what was written, no other is."""

    places: tuple[int, ...]
    sure: bool = False


@lru_cache(maxsize=64)
def find(typed: str, labels: tuple[str, ...]) -> Found:
    """At most OFFERED choices that may be meant; none when nothing is like what was typed."""
    place = named(typed, labels)
    if place is not None:
        return Found((place,), sure=True)
    shelf = _shelved(labels)
    readings = [_Sought(words, shelf) for words in _readings(typed, shelf)]
    if not readings:
        return Found(())
    scores = [max(each.score(place) for each in readings) for place in range(len(labels))]
    least = max(_LEAST, max(scores, default=0.0) - _NEAR)
    order = sorted(range(len(labels)), key=lambda place: -scores[place])
    return Found(tuple(place for place in order[:OFFERED] if scores[place] >= least))


def named(typed: str, labels: tuple[str, ...]) -> int | None:
    """The one choice that was written, no other; much cheaper to tell than what is like it."""
    shelf = _shelved(labels)
    key = _folded(typed)
    same = shelf.places.get(key, ())
    if key and len(same) == 1:
        return same[0]
    readings = _readings(typed, shelf)
    return shelf.called(readings[0]) if len(readings) == 1 else None


# The list ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A list ready to be searched: the words of each label, and in how many labels each is."""

    labels: tuple[tuple[str, ...], ...]
    joined: tuple[str, ...]  # labels without kinds, spaces left out
    ordered: tuple[list[str], ...]  # their words without kinds, sorted
    counts: Counter[str]
    places: dict[str, tuple[int, ...]]  # by the whole folded label

    def weight(self, word: str) -> float:
        """A word that stands in few labels says much, one that stands in most says little."""
        return log(1 + len(self.labels) / max(1, self.counts[word]))

    def called(self, sought: Sequence[str]) -> int | None:
        """The one choice called so, if no other name holds these words or is a slip away."""
        kinds, names = [word for word in sought if word in _KINDS], _names(sought)
        joined, ordered = "".join(names), sorted(names)
        called = [
            place
            for place in self._holding(kinds)
            if names and (self.joined[place] == joined or self.ordered[place] == ordered)
        ]
        if len(called) != 1:
            return None
        name = self.joined[called[0]]
        others = set(self._holding(sought))
        others |= {each for each, other in enumerate(self.joined) if OSA.distance(name, other) < 2}
        return called[0] if others <= set(called) else None

    def _holding(self, words: Sequence[str]) -> Iterator[int]:
        """Choices with a word that begins so, for each of the words."""
        for place, label in enumerate(self.labels):
            if all(any(each.startswith(word) for each in label) for word in words):
                yield place


@lru_cache(maxsize=32)
def _shelved(labels: tuple[str, ...]) -> _Shelf:
    places: dict[str, tuple[int, ...]] = {}
    for place, label in enumerate(labels):
        key = _folded(label)
        places[key] = (*places.get(key, ()), place)
    words = tuple(tuple(_folded(label).split()[:_SPAN]) for label in labels)
    return _Shelf(
        labels=words,
        joined=tuple("".join(_names(each)) for each in words),
        ordered=tuple(sorted(_names(each)) for each in words),
        counts=Counter(word for each in words for word in set(each)),
        places=places,
    )


def _folded(text: str) -> str:
    """Text as it is compared: no case, accents or punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("&", " dan "))
    kept = (c for c in plain if not unicodedata.combining(c) and c not in "'’`´ʼ")
    return " ".join("".join(c if c.isalnum() else " " for c in kept).split())


def _names(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _KINDS]


def _readings(typed: str, shelf: _Shelf) -> list[list[str]]:
    """What was typed in words of the list; twice where a short form is also a beginning of one."""
    words = [word[:_LETTERS] for word in _folded(typed[: _WORDS * _LETTERS]).split()[:_WORDS]]
    meant, begun = [], False
    for word in words:
        short = "" if word in shelf.counts else _SHORT.get(word, "")
        meant += short.split() or [word]
        begun |= bool(short) and any(
            each.startswith(word) and each not in short.split() for each in shelf.counts
        )
    told = [word for word in meant if word in shelf.counts or word not in _KINDS] or meant
    return [reading for reading in ([told, words] if begun else [told]) if reading]


# Likeness ------------------------------------------------------------------------------------


class _Sought:
    """What a person looks for in one list."""

    def __init__(self, words: list[str], shelf: _Shelf) -> None:
        self._words = words
        self._shelf = shelf
        self._joined = "".join(_names(words))
        self._weights = [shelf.weight(word) for word in words]
        self._alike = [{each: _alike(word, each) for each in shelf.counts} for word in words]
        # What begins a word of the list is that word; only of other letters several may be made.
        self._blends = [
            "" if any(each.startswith(word) for each in shelf.counts) else word for word in words
        ]

    def score(self, place: int) -> float:
        """From 0 to a little over 1; of two that hold all words the one with fewer others wins."""
        label, joined = self._shelf.labels[place], self._shelf.joined[place]
        best = [
            max(max((alike[each] for each in label), default=0.0), _blended(blend, label))
            for blend, alike in zip(self._blends, self._alike, strict=True)
        ]
        weighed = sum(w * b for w, b in zip(self._weights, best, strict=True))
        by_words = weighed / sum(self._weights)
        as_one = OSA.normalized_similarity(self._joined, joined) if self._joined else 0.0
        return max(by_words, 0.95 * as_one) + 0.1 * by_words * as_one


def _alike(typed: str, word: str) -> float:
    """How much a typed word stands for one of the list: 1 the same, 0 not at all."""
    if typed == word:
        return 1.0
    size = len(typed) / len(word)
    if word.startswith(typed):
        return 0.8 + 0.15 * size
    within = 0.5 + 0.4 * size if len(typed) >= 3 and typed in word else 0.0
    return max(_contracted(typed, word), _mistyped(typed, word), within)


def _contracted(typed: str, word: str) -> float:
    """`bdg` for bandung: the first letter, and others of it in order, mostly consonants."""
    if len(typed) < 2 or len(typed) >= len(word) or typed[0] != word[0]:
        return 0.0
    letters = iter(word)
    if not all(letter in letters for letter in typed):
        return 0.0
    vowels = sum(letter in "aeiou" for letter in typed[1:])
    consonants = sum(letter not in "aeiou" for letter in word)
    return 0.55 + 0.3 * min(1.0, len(typed) / max(1, consonants)) - 0.05 * vowels


def _mistyped(typed: str, word: str) -> float:
    """A slip in a whole word, or in the beginning of one that is not finished."""
    if len(typed) < 3:
        return 0.0
    whole = OSA.normalized_similarity(typed, word)
    begun = OSA.normalized_similarity(typed, word[: len(typed)])
    alike = max(whole, 0.9 * begun)
    return 0.95 * alike if alike >= 0.55 else 0.0


def _blended(typed: str, label: Sequence[str]) -> float:
    """`lotim`, `lt` or `lomboktimur` for lombok timur: beginnings of words that follow."""
    best, size = 0.0, len(typed)
    for first in range(len(label) - 1 if typed else 0):
        reached, letters = {0}, 0  # how much of what was typed the words so far may stand for
        for count, word in enumerate(label[first:], 1):
            letters += len(word)
            reached = {
                at + taken
                for at in reached
                for taken in range(1, min(len(word), size - at) + 1)
                if word.startswith(typed[at : at + taken])
            }
            if not reached:
                break
            if count > 1 and size in reached:
                best = max(best, 0.65 + 0.35 * size / letters)
    return best
