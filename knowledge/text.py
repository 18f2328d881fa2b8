"""Words of a text: folded, cut into tokens, without function words, reduced to their stems."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Literal

Language = Literal["id", "en"]

TOKEN = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
APOSTROPHES = re.compile(r"(?<=\w)['’‘`´ʼ](?=\w)")
CHANNEL = re.compile(r"\b([gpb])[ -]?(?:to|2)[ -]?([gpb])\b")  # G to G, P2P: who places whom
TWICE = re.compile(r"^([a-z]{3,})2(?:nya|an|kah)?$")  # ibu2, syarat2nya
CODE_LENGTH = 8  # of a hyphenated code without its hyphens: e-pmi, ak/1, re-entry


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table in words/."""
    with files("knowledge").joinpath("words", name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    row["language"]: frozenset(row["words"].split()) for row in table("stopwords.csv")
}
# Those of the other language too, unless short: "as" is a country, "no" a number, "di" a name.
STOP_WORDS: Mapping[str, frozenset[str]] = {
    one: FUNCTION_WORDS[one] | {word for word in FUNCTION_WORDS[other] if len(word) > 3}
    for one, other in (("id", "en"), ("en", "id"))
}
FRAME_WORDS = FUNCTION_WORDS["frame"]  # they say what kind of answer is wanted
ENGLISH = re.compile(r"(?:tion|ment|ing|ed|ty|ous|ance|ence|ship|ful|[^aiu]ly|ck)$")


def fold(text: str) -> str:
    """One spelling of letters: compatibility forms, accents and case are gone."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def tokens(text: str) -> list[str]:
    """Its words in order, function words too."""
    folded = CHANNEL.sub(r"\1to\2", APOSTROPHES.sub("", fold(text)))
    found: list[str] = []
    for word in TOKEN.findall(folded):
        if word.isalpha():
            found.append(word)
        else:
            found.extend(_parts(word))
    return found


def _parts(word: str) -> Iterator[str]:
    """A word with digits, hyphens or slashes in it."""
    if "-" not in word and "/" not in word:
        twice = TWICE.match(word)
        yield twice[1] if twice else word
        return
    parts = re.split("[-/]", word)
    if len(parts) == 2 and parts[0].endswith(parts[1]):
        yield parts[0]  # syarat-syarat, berlari-lari
    elif len(parts) == 2 and len(parts[0]) > 2 and parts[1].startswith(parts[0]):
        yield parts[1]  # syarat-syaratnya
    elif _is_code(parts):
        yield "".join(parts)
        yield from (part for part in parts if len(part) > 2)
    else:
        yield from parts


def _is_code(parts: list[str]) -> bool:
    """E-PMI, AK/1, re-entry; not 2005-2010, not pria/wanita."""
    short = any(len(part) < 3 for part in parts) and sum(map(len, parts)) <= CODE_LENGTH
    return short and any(part.isalpha() for part in parts)


def language(words: Iterable[str]) -> Language:
    """English or, in doubt, Indonesian: by function words, and then by endings."""
    return "en" if sum(map(_english, words)) > 0 else "id"


@lru_cache(maxsize=100_000)
def _english(word: str) -> float:
    """What the word says for English, or against it."""
    said = (word in FUNCTION_WORDS["en"]) - (word in FUNCTION_WORDS["id"])
    return said + 0.4 * bool(len(word) > 4 and ENGLISH.search(word))
