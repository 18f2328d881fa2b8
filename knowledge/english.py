"""English words: which there are, what mistyped ones were, and what they are in Indonesian."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import islice

from knowledge.stems import stem_en
from knowledge.text import FUNCTION_WORDS, fold, table
from knowledge.typos import Speller

COMMON = 30_000  # words that are taken for rightly typed
LONGEST = 3  # words of a phrase that is translated as one
Phrase = tuple[str, ...]


@cache
def english_words() -> Mapping[str, int]:
    """Common words by their rank, the commonest first."""
    with (
        files("symspellpy")
        .joinpath("frequency_dictionary_en_82_765.txt")
        .open(encoding="utf-8-sig") as file
    ):
        common = (line.split()[0] for line in islice(file, COMMON))
        return {word: rank for rank, word in enumerate(common) if len(word) > 1 or word in "ai"}


@cache
def speller() -> Speller:
    """Repairs mistyped English words; made at the first one."""
    ranks = english_words()
    common = {word: len(ranks) / (rank + 1) for word, rank in ranks.items()}
    common |= dict.fromkeys(FUNCTION_WORDS["en"], float(len(ranks)))
    return Speller.of(common)


@cache
def _dictionary() -> Mapping[Phrase, tuple[Phrase, ...]]:
    found: dict[Phrase, dict[Phrase, None]] = {}
    for row in table("english.csv"):
        meanings = (tuple(fold(each).split()) for each in row["indonesian"].split("|"))
        found.setdefault(tuple(row["english"].split()), {}).update(dict.fromkeys(meanings))
    return {phrase: tuple(meanings) for phrase, meanings in found.items()}


@cache
def _by_stem() -> Mapping[str, tuple[Phrase, ...]]:
    found: dict[str, dict[Phrase, None]] = {}
    for phrase, meanings in _dictionary().items():
        if len(phrase) == 1:
            found.setdefault(stem_en(phrase[0]), {}).update(dict.fromkeys(meanings))
    return {stem: tuple(meanings) for stem, meanings in found.items()}


def indonesian(phrase: Phrase) -> tuple[Phrase, ...]:
    """What it may be in Indonesian; a single word in whatever form it stands."""
    found = _dictionary().get(phrase, ())
    if found or len(phrase) > 1:
        return found
    return _by_stem().get(stem_en(phrase[0]), ())


def phrases(words: Phrase) -> Iterator[tuple[int, int]]:
    """Where the longest phrases of several words begin and end that have a meaning of their own."""
    start = 0
    while start < len(words):
        ends = range(min(start + LONGEST, len(words)), start + 1, -1)
        end = next((each for each in ends if words[start:each] in _dictionary()), 0)
        if end:
            yield start, end
        start = end or start + 1
