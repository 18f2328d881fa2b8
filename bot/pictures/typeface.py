"""DejaVu Sans, which matplotlib brings along: what it can write, and how wide."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import FT2Font, LoadFlags

from bot.pictures.lettering import Font

UNKNOWN = "□"  # for what the typeface does not have
HINTING = "default"  # the type's own: crisper and narrower than matplotlib's
UNITS = 64  # of the typeface to a pixel


@cache
def typeface(font: Font) -> FontProperties:
    # by file, so that no search among the fonts of the machine decides what is drawn
    return FontProperties(family="sans-serif", fname=_file(bold=font.bold), size=font.size)


def legible(text: str, *, bold: bool) -> str:
    """`text` in characters that the typeface has; others become a square, marks are left out."""
    known = _characters(bold=bold)
    spaced = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(_shown(character, known) for character in spaced)


def _shown(character: str, known: frozenset[int]) -> str:
    kind = unicodedata.category(character)
    if kind[0] == "C":  # controls, directions, joiners, halves of a pair
        return ""
    if ord(character) in known:
        return character
    return "" if kind[0] == "M" else UNKNOWN


def joined(word: str) -> Iterator[str]:
    """The letters of `word`, each with the marks on it."""
    letter = ""
    for character in word:
        if letter and not unicodedata.combining(character):
            yield letter
            letter = ""
        letter += character
    yield letter


def width(text: str, font: Font) -> float:
    """Pixels of legible `text`."""
    return sum(wide for _, wide in pieces(text, font))


def pieces(text: str, font: Font) -> Sequence[tuple[str, float]]:
    """What is drawn at once, and its width: letters, or all of a text whose letters join.

    The same letter then has the same pixels wherever it stands, which makes a PNG smaller.
    """
    if any(map(_joins, text)):
        return ((text, _text_width(text, font)),)
    return tuple((letter, _letter_width(letter, font)) for letter in text)


def _joins(character: str) -> bool:
    from_right = unicodedata.bidirectional(character) in {"R", "AL", "AN"}
    return from_right or unicodedata.combining(character) > 0


@cache
def _letter_width(letter: str, font: Font) -> int:
    glyph = _sized(font).load_char(ord(letter), flags=LoadFlags.DEFAULT)
    return round(glyph.horiAdvance / UNITS)


def _text_width(text: str, font: Font) -> float:
    sized = _sized(font)
    sized.set_text(text, 0.0, flags=LoadFlags.DEFAULT)
    return sized.get_width_height()[0] / UNITS


def _sized(font: Font) -> FT2Font:
    sized = get_font(_file(bold=font.bold))
    sized.clear()
    sized.set_size(font.size, 72)
    return sized


@cache
def _characters(*, bold: bool) -> frozenset[int]:
    return frozenset(get_font(_file(bold=bold)).get_charmap())


def _file(*, bold: bool) -> str:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return str(Path(matplotlib.get_data_path(), "fonts", "ttf", name))
