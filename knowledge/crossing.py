"""English questions asked of Indonesian texts: repaired, and word by word in Indonesian."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.english import english_words, indonesian, phrases, speller
from knowledge.text import FUNCTION_WORDS, STOP_WORDS, language, tokens
from knowledge.typos import repairs
from knowledge.wording import DOUBT, Other, Query, Term, Vocabulary

TRANSLATED, PARTLY = 0.9, 0.6  # what a translation counts, and each word of one of several words
ALIKE = 84.0  # percent: words of both languages with one origin
NARROW = ALIKE / (200 - ALIKE)  # the least that one of two such words measures beside the other
SHORTEST = 5  # letters of such a word
KEPT = 3  # ways to read a mistyped word
# How Indonesian spells what both languages took from Latin and Greek.
SPELLINGS = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        ("[st]ion", "si"),
        ("ology", "ologi"),
        ("ph", "f"),
        ("ty$", "tas"),
        ("cy$", "si"),
        ("ical$", "is"),
        ("ism$", "isme"),
        ("ist$", "is"),
        ("que$", "k"),
        ("ck|cqu|qu", "k"),
        ("cc", "ks"),
        ("ch", "k"),
        ("c(?=[eiy])", "s"),
        ("c", "k"),
        ("x", "ks"),
        ("th", "t"),
        ("rh", "r"),
        ("y", "i"),
        ("ous$", "us"),
        ("ive$", "if"),
        (r"([b-df-hj-np-tv-z])\1", r"\1"),
        ("e$", ""),
    )
)


@dataclass(frozen=True, slots=True)
class Crossing:
    """What is needed to ask an index of Indonesian texts in English."""

    vocabulary: Vocabulary
    initials: Mapping[str, tuple[str, ...]]  # its words by their first letter, short ones first

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Crossing":
        initials: dict[str, list[str]] = {}
        for word in vocabulary.words:
            if len(word) >= SHORTEST - 1 and word.isalpha():
                initials.setdefault(word[0], []).append(word)
        return cls(
            vocabulary,
            {letter: tuple(sorted(words, key=len)) for letter, words in initials.items()},
        )

    def understood(self, text: str) -> Query | None:
        """The question in Indonesian words, with its own words repaired; None if not English."""
        typed = tokens(text)
        if not self._is_english(typed):
            return None
        readings = [self._readings(word) for word in typed]
        words = tuple(each[0][0] for each in readings)
        spans = list(phrases(words))
        whole = {at for start, end in spans for at in range(start, end)}
        terms = [self._phrase(words[start:end]) for start, end in spans]
        for at, reading in enumerate(readings):
            if words[at] not in STOP_WORDS["en"]:
                terms.append(
                    self._term(typed[at], reading, TRANSLATED if at not in whole else PARTLY)
                )
        return Query("id", words, tuple(term for term in terms if term.others))

    def _is_english(self, typed: Sequence[str]) -> bool:
        """By its function words; without any, by words that the passages do not have."""
        if language(typed) == "en":
            return True
        if any(word in FUNCTION_WORDS["id"] for word in typed):
            return False
        foreign = [
            word in english_words() and not self.vocabulary.knows(word, "id") for word in typed
        ]
        return 2 * sum(foreign) > len(foreign)

    def _readings(self, word: str) -> Sequence[Other]:
        """What it may have been, with shares of the belief."""
        known = word in english_words() or word in self.vocabulary.words
        if known or word in FUNCTION_WORDS["en"] or not word.isalpha():
            return ((word, 1.0),)
        found = repairs(word, (speller(), self.vocabulary.speller))[:KEPT]
        total = sum(share for _, share in found)
        return [(meant, share / total) for meant, share in found] or ((word, 1.0),)

    def _term(self, typed: str, readings: Sequence[Other], weight: float) -> Term:
        others: dict[str, float] = {}
        for meant, share in readings:
            for word, counts in self._others(meant, weight):
                others[word] = max(others.get(word, 0.0), counts * share**DOUBT)
        return Term(typed, tuple(sorted(others.items(), key=lambda other: -other[1])))

    def _phrase(self, words: tuple[str, ...]) -> Term:
        return Term(" ".join(words), tuple(self._translations(words, TRANSLATED)))

    def _others(self, word: str, weight: float) -> Iterator[Other]:
        if word in self.vocabulary.words:
            yield word, 1.0
        translations = list(self._translations((word,), weight))
        yield from translations
        if not translations and word not in self.vocabulary.words and len(word) >= SHORTEST:
            yield from self._alike(_spelled(word))

    def _alike(self, spelled: str) -> Iterator[Other]:
        """Words of the passages that are spelled much like it."""
        known = self.initials.get(spelled[0], ())
        begin = bisect_left(known, len(spelled) * NARROW, key=len)
        candidates = known[begin : bisect_right(known, len(spelled) / NARROW, key=len)]
        for word, percent, _ in process.extract(
            spelled, candidates, scorer=fuzz.ratio, limit=KEPT, score_cutoff=ALIKE
        ):
            yield word, (percent / 100) ** 2

    def _translations(self, words: tuple[str, ...], weight: float) -> Iterator[Other]:
        for phrase in indonesian(words):
            content = [word for word in phrase if word not in STOP_WORDS["id"]]
            for word in content:
                if self.vocabulary.knows(word, "id"):
                    yield word, weight if len(content) == 1 else PARTLY


def _spelled(word: str) -> str:
    for pattern, instead in SPELLINGS:
        word = pattern.sub(instead, word)
    return word
