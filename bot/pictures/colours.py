"""The colours of pictures, and how well words stand out from what is behind them."""

from typing import NamedTuple

from bot.pictures.figures import nearest

PAPER = "#F8FAFC"
INK = "#0B1B2B"
QUIET = "#46566A"  # words of less weight
EMPTY = "#E9EDF2"  # where there is no score
ACCENT = "#0F6690"
SCORE = "#1279A0"
MARK = "#B4450F"  # an orange that stays apart from the blues for every kind of sight

# 0–9, 10–19, … 90–100: made in OKLCH, light to dark in even steps of contrast, so that it also
# reads without colours. Dark words stand on the first five, light words on the others.
STEPS = (
    "#E3F8F7",
    "#AFDDE0",
    "#7EC4CF",
    "#4FABC1",
    "#2194B5",
    "#1279A0",
    "#0F6690",
    "#04517F",
    "#033C6B",
    "#07264F",
)


class Ink(NamedTuple):
    """The colour of words, and what is behind them."""

    colour: str
    behind: str = PAPER


PLAIN = Ink(INK)
MILD = Ink(QUIET)
ABSENT = Ink(QUIET, EMPTY)


def scored(score: float) -> Ink:
    """How a score of 0–100 looks; as it is shown: 59.6 has the colour of 60."""
    step = STEPS[min(max(nearest(score), 0) // 10, len(STEPS) - 1)]
    return Ink(max(INK, PAPER, key=lambda words: contrast(words, step)), step)


def between(one: str, other: str, parts: int) -> list[str]:
    """The colours on the way from `one` to `other`, in `parts` equal parts, with both ends."""
    ends = list(zip(_channels(one), _channels(other), strict=True))
    return [
        "#" + "".join(f"{round(a + (b - a) * part / parts):02X}" for a, b in ends)
        for part in range(parts + 1)
    ]


def contrast(one: str, other: str) -> float:
    """From 1 to 21, as WCAG 2 defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> bytes:
    """Red, green and blue."""
    return bytes.fromhex(colour[1:])
