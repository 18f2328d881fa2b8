"""Other words for the same thing: old names, abbreviations, field slang and English."""

from collections.abc import Iterator, Mapping, Sequence

from knowledge.text import table, tokens

WEIGHT = 0.6  # of a synonym beside the word itself
Phrase = tuple[str, ...]


def _rows() -> Iterator[tuple[Phrase, Phrase]]:
    for row in table("glossary.csv"):
        yield tuple(tokens(row["term"])), tuple(tokens(row["canonical"]))


def _table() -> Mapping[Phrase, tuple[Phrase, ...]]:
    found: dict[Phrase, list[Phrase]] = {}
    for term, canonical in _rows():
        if term and canonical and term != canonical:
            found.setdefault(term, []).append(canonical)
    return {term: tuple(others) for term, others in found.items()}


SYNONYMS = _table()
SINGLE = frozenset(term[0] for term in SYNONYMS if len(term) == 1)
LONGEST = max(map(len, SYNONYMS))


def synonyms(words: Sequence[str]) -> Iterator[tuple[int, int, Phrase]]:
    """Where a known phrase begins and ends, and one other way of saying it."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            for other in SYNONYMS.get(tuple(words[start:end]), ()):
                yield start, end, other
