"""Other words for the same thing: old names, abbreviations, field slang and English."""

from collections.abc import Iterator, Mapping, Sequence

from knowledge.stems import ROOTS
from knowledge.text import Language, table, tokens

WEIGHT = 0.6  # of a synonym beside the word itself
CODE_LENGTH = 4
TRANSLATED = 0.9  # of an Indonesian word for an English one
Phrase = tuple[str, ...]


def _rows() -> Iterator[tuple[str, str, bool]]:
    for row in table("glossary.csv"):
        yield row["term"], row["canonical"], row["kind"] == "english"
    for row in table("english.csv"):
        for meant in row["indonesian"].split("|"):
            yield row["english"], meant, True


def _tables() -> Iterator[Mapping[Phrase, tuple[Phrase, ...]]]:
    """Of what is said in Indonesian, and of English."""
    rows = [(tuple(tokens(said)), tuple(tokens(meant)), en) for said, meant, en in _rows()]
    for wanted in (False, True):
        found: dict[Phrase, dict[Phrase, None]] = {}
        for said, meant, english in rows:
            if english == wanted and said and meant and said != meant:
                found.setdefault(said, {})[meant] = None
        yield {said: tuple(others) for said, others in found.items()}


INDONESIAN, ENGLISH = _tables()
SINGLE = frozenset(said[0] for said in INDONESIAN if len(said) == 1)
# Short codes, an error apart from each other, so that nothing is repaired into one.
CODES = frozenset(
    row["term"].lower()
    for row in table("glossary.csv")
    if row["kind"] == "abbr" and len(row["term"]) <= CODE_LENGTH and row["term"].isalpha()
)
ENGLISH_WORDS = frozenset(said[0] for said in ENGLISH if len(said) == 1)
LONGEST = max(map(len, [*INDONESIAN, *ENGLISH]))


def synonyms(words: Sequence[str], spoken: Language) -> Iterator[tuple[int, int, Phrase, float]]:
    """Where a known phrase begins and ends, another way of saying it, and what that weighs."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            phrase = tuple(words[start:end])
            for other in INDONESIAN.get(phrase, ()):
                yield start, end, other, WEIGHT
            if phrase in ENGLISH and (spoken == "en" or is_foreign(phrase)):
                for other in ENGLISH[phrase]:
                    yield start, end, other, TRANSLATED


def is_foreign(phrase: Phrase) -> bool:
    """Whether its words cannot be taken for Indonesian ones: not jam, main, air."""
    return all(len(word) > 3 and word not in ROOTS for word in phrase)
