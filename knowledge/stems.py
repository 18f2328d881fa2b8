"""Stems: Indonesian affixes taken off with a list of roots and of exceptions, English lightly."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from knowledge.text import Language, table

SHORTEST = 3  # letters of a stem
EXCEPTIONS: Mapping[str, str] = {row["word"]: row["stem"] for row in table("stems.csv")}
ROOTS = frozenset(
    files("knowledge").joinpath("words", "roots.txt").read_text(encoding="utf-8").split()
)
PARTICLE = re.compile(r"(?:lah|kah|pun)$")
POSSESSIVE = re.compile(r"(?:nya|ku|mu)$")
SUFFIXES = ("kan", "an", "i", "")
# What a nasal swallowed comes back: menulis, penulis from tulis; mengambil from ambil.
PREFIXES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), restored)
    for pattern, restored in (
        (r"^[mp]eny(?=[aiueo])", ("s",)),
        (r"^[mp]enge(?=[a-z]{3}$)", ("",)),
        (r"^[mp]eng(?=[aiueo])", ("", "k")),
        (r"^[mp]eng(?=[ghk])", ("",)),
        (r"^[mp]en(?=[aiueo])", ("t", "n")),
        (r"^[mp]en(?=[cdjstz])", ("",)),
        (r"^[mp]em(?=[aiueo])", ("p", "m")),
        (r"^[mp]em(?=[bfpv])", ("",)),
        (r"^[mp]e(?=[lmnrwy])", ("",)),
        (r"^(?:memper|diper|keter|keber|pember|member|diber|memper)", ("",)),
        (r"^(?:ber|ter|per|di|ke|se)", ("",)),
    )
)


ENDINGS = (
    ("sses", "ss"),
    ("ies", "y"),
    ("ied", "y"),
    ("ments", "ment"),
    ("ing", ""),
    ("ed", ""),
    ("ss", "ss"),
    ("us", "us"),
    ("es", ""),
    ("s", ""),
    ("e", ""),
)
DOUBLING = ("ing", "ed")
# Of a root that is not in the list only a nasal prefix is believed, beside what no word ends in.
UNKNOWN_SUFFIXES, UNKNOWN_PREFIXES = ("kan", "an", ""), PREFIXES[:9]
# Of chats: ngecek, ngurusin, nyari, mulangin, dijelasin; only where a known root is left.
SPOKEN_SUFFIXES = ("in", "an", "")
SPOKEN_PREFIXES = tuple(
    (re.compile(pattern), restored)
    for pattern, restored in (
        (r"^(?:nge|di|ke)", ("",)),
        (r"^ng(?=[aiueo])", ("", "k")),
        (r"^ny(?=[aiueo])", ("s", "c")),
        (r"^n(?=[aiueo])", ("t",)),
        (r"^m(?=[aiueo])", ("p",)),
    )
)


@lru_cache(maxsize=100_000)
def stem_id(word: str) -> str:
    """Without its Indonesian affixes: pemulangannya → pulang."""
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    bare = _without_clitics(word)
    if bare in EXCEPTIONS:
        return EXCEPTIONS[bare]
    if bare in ROOTS or len(bare) <= 4 or not bare.isalpha():
        return bare
    candidates = list(_candidates(bare, SUFFIXES, PREFIXES))
    spoken = _candidates(bare, SPOKEN_SUFFIXES, SPOKEN_PREFIXES)
    known = next((each for each in (*candidates, *spoken) if each in ROOTS), None)
    return known or next(_candidates(bare, UNKNOWN_SUFFIXES, UNKNOWN_PREFIXES))


def _without_clitics(word: str) -> str:
    bare = word
    for clitic in (PARTICLE, POSSESSIVE):
        shorter = clitic.sub("", bare)
        if bare in ROOTS or len(shorter) < SHORTEST + (clitic is not POSSESSIVE):
            break
        bare = shorter
    return bare


def _candidates(
    word: str, suffixes: Iterable[str], prefixes: Iterable[tuple[re.Pattern[str], tuple[str, ...]]]
) -> Iterator[str]:
    """What it may be built from; without a known root the first one counts."""
    suffixed = [word.removesuffix(each) for each in suffixes if word.endswith(each)]
    for base in suffixed:
        for prefix, restored in prefixes:
            rest, count = prefix.subn("", base)
            if count:
                yield from (
                    first + rest
                    for first in restored
                    if len(first + rest) > SHORTEST or first + rest in ROOTS
                )
    yield from (base for base in suffixed if len(base) > SHORTEST and base in ROOTS)
    yield word


@lru_cache(maxsize=100_000)
def stem_en(word: str) -> str:
    """Without its commonest English endings: documents → document, verified → verify."""
    if len(word) <= 3 or not word.isalpha():
        return word
    for ending, instead in ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= SHORTEST:
            return _single(rest) if ending in DOUBLING else rest + instead
    return word


def _single(rest: str) -> str:
    """stopp → stop; what lost its e stays without: hir, from hiring and hired."""
    return rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "ls" else rest


STEM: Mapping[Language, Callable[[str], str]] = {"id": stem_id, "en": stem_en}
