"""Classes of words and phrases (words/classes.txt), found in the tokens of a message."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.text import tokens

_STRETCHED = re.compile(r"([a-z])\1{2,}")
_SHORTEST_STEM = 3  # before the star of a word that stands for any ending

Span = tuple[int, int]
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classes:
    """Which phrase belongs to which classes."""

    phrases: Mapping[Phrase, frozenset[str]]
    words: frozenset[str]  # every word of every class, for the repair of typing errors
    reach: Mapping[str, int]  # tokens of the longest phrase that begins with this word
    stems: frozenset[str]  # how words begin that stand for any ending

    def at(self, words: Sequence[str], start: int) -> Iterator[tuple[int, frozenset[str]]]:
        """The phrases that begin here: where each ends, and its classes."""
        reach = max(self.reach.get(words[start], 0), 1)
        for end in range(start + 1, min(start + reach, len(words)) + 1):
            *before, last = words[start:end]
            found = self.phrases.get((*before, last))
            if found:
                yield end, found
            if last[:_SHORTEST_STEM] in self.stems:
                for stem in _stems(last):
                    found = self.phrases.get((*before, stem))
                    if found:
                        yield end, found


def _stems(word: str) -> Iterator[str]:
    for length in range(_SHORTEST_STEM, len(word) + 1):
        yield word[:length] + "*"


@cache
def classes() -> Classes:
    """The classes of words/classes.txt."""
    text = files("knowledge").joinpath("words", "classes.txt").read_text(encoding="utf-8")
    phrases: dict[Phrase, set[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("["):
            name = line.strip("[] ")
            continue
        for phrase in line.split(","):
            words = _phrase(phrase)
            if words:
                phrases.setdefault(words, set()).add(name)
    reach: dict[str, int] = {}
    for words in phrases:
        reach[words[0]] = max(reach.get(words[0], 0), len(words))
    return Classes(
        {words: frozenset(names) for words, names in phrases.items()},
        frozenset(word.rstrip("*") for phrase in phrases for word in phrase),
        reach,
        frozenset(words[-1][:_SHORTEST_STEM] for words in phrases if words[-1].endswith("*")),
    )


def _phrase(text: str) -> Phrase:
    words = tokens(text)
    if text.strip().endswith("*") and words:
        words[-1] += "*"
    return tuple(words)


@dataclass(frozen=True, slots=True)
class Marked:
    """A message as tokens, and where words of each class stand in it."""

    words: tuple[str, ...]
    spans: Mapping[str, tuple[Span, ...]]

    def has(self, *names: str) -> bool:
        """A word of each of these classes."""
        return all(self.spans.get(name) for name in names)

    def near(self, first: str, second: str, reach: int) -> bool:
        """Words of two classes, apart, with fewer than so many tokens between them."""
        return any(
            _apart(one, other) < reach
            for one in self.spans.get(first, ())
            for other in self.spans.get(second, ())
            if not _overlap(one, other)
        )

    def before(self, first: str, second: str, reach: int) -> bool:
        """As `near`, the first class first."""
        return any(
            0 <= other[0] - one[1] < reach
            for one in self.spans.get(first, ())
            for other in self.spans.get(second, ())
        )

    def outside(self, name: str, *others: str) -> bool:
        """A word of this class that is no part of a phrase of the others."""
        taken = [span for other in others for span in self.spans.get(other, ())]
        return any(
            not any(_overlap(span, one) for one in taken) for span in self.spans.get(name, ())
        )

    def positions(self, *names: str) -> frozenset[int]:
        """The tokens that words of these classes cover."""
        return frozenset(
            at
            for name in names
            for start, end in self.spans.get(name, ())
            for at in range(start, end)
        )


def _apart(one: Span, other: Span) -> int:
    return max(other[0] - one[1], one[0] - other[1])


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def marked(words: Sequence[str]) -> Marked:
    """Where the classes stand in these tokens."""
    words = tuple(_STRETCHED.sub(r"\1", word) for word in words)
    spans: dict[str, list[Span]] = {}
    table = classes()
    for start in range(len(words)):
        for end, names in table.at(words, start):
            for name in names:
                spans.setdefault(name, []).append((start, end))
    return Marked(words, {name: tuple(found) for name, found in spans.items()})
