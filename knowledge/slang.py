"""Chat and SMS spellings of common words: what gmn, udh and brp stand for."""

from collections.abc import Mapping

from knowledge.text import fold, table

SLANG: Mapping[str, tuple[str, ...]] = {
    short: tuple(fold(row["word"]).split())
    for row in table("slang.csv")
    for short in row["spellings"].split()
}


SHORTEST = 5  # letters of a word that ends in -nya without its last letter: awalny


def plain(token: str) -> tuple[str, ...]:
    """The words it stands for, or itself."""
    if token.endswith("ny") and len(token) >= SHORTEST:
        token += "a"
    return SLANG.get(token, (token,))
