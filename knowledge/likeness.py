"""Questions grouped by likeness, so that a coordinator answers each kind once."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from knowledge.slang import plain
from knowledge.stems import STEM
from knowledge.text import STOP_WORDS, tokens

LONG = 5  # letters from which a word may be mistyped; codes are shorter
SAME_WORD = 80.0  # of 100: from here two words are one, spelled in two ways
ALIKE = 0.6  # share of words that two questions must have in common


def groups(texts: Sequence[str]) -> list[list[int]]:
    """The places of texts that are alike, in the order of the first of each group."""
    words = _in_one_spelling([_words(text) for text in texts])
    found: list[list[int]] = []
    for place, mine in enumerate(words):
        likeness = [_likeness(words[group[0]], mine) for group in found]
        best = max(range(len(found)), key=likeness.__getitem__, default=None)
        if best is not None and likeness[best] >= ALIKE:
            found[best].append(place)
        else:
            found.append([place])
    return found


def _words(text: str) -> list[str]:
    """Its content words, without affixes."""
    written_out = (word for token in tokens(text) for word in plain(token))
    return [STEM["id"](word) for word in written_out if word not in STOP_WORDS["id"]]


def _in_one_spelling(texts: Sequence[Sequence[str]]) -> list[frozenset[str]]:
    """The words of each text; one that is nearly an earlier one is taken for it."""
    meant: dict[str, str] = {}
    known: list[str] = []
    for word in (word for text in texts for word in text if word not in meant):
        near = _nearest(word, known) if len(word) >= LONG else None
        meant[word] = near or word
        if near is None and len(word) >= LONG:
            known.append(word)
    return [frozenset(meant[word] for word in text) for text in texts]


def _nearest(word: str, known: Sequence[str]) -> str | None:
    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=SAME_WORD)
    return found[0] if found else None


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that both have, whatever their order."""
    if not one or not other:
        return float(one == other)
    return 2 * len(one & other) / (len(one) + len(other))


def likest(text: str, titles: Mapping[str, str]) -> list[str]:
    """The keys of the titles, the one most like the text first."""
    wanted = text.casefold()
    likeness = {
        key: fuzz.token_set_ratio(wanted, title.casefold()) for key, title in titles.items()
    }
    return sorted(titles, key=lambda key: (-likeness[key], key))
