"""The colours of pictures, and how well words stand out from what is behind them."""

PAPER = "#F8FAFC"
INK = "#0B1B2B"
QUIET = "#46566A"  # words of less weight
WHITE = "#FFFFFF"
RULE = "#CBD5E0"
EMPTY = "#E9EDF2"  # where there is no score
ACCENT = "#0F6690"
SCORE = "#147CA2"
MARK = "#B4450F"  # an orange that stays apart from the blues for every kind of sight

# 0–9, 10–19, … 90–100: made in OKLCH, light to dark in equal steps of contrast, so that it also
# reads without colours. Dark words stand on the first five, white words on the others.
STEPS = (
    "#E3F8F7",
    "#AFDDE0",
    "#7EC4CF",
    "#4FABC1",
    "#2194B5",
    "#147CA2",
    "#0F6690",
    "#04517F",
    "#033C6B",
    "#07264F",
)


def step(score: float) -> str:
    """The background of a score of 0–100, as it is shown: 59.6 has the colour of 60."""
    return STEPS[min(max(int(score + 0.5), 0) // len(STEPS), len(STEPS) - 1)]


def words_on(background: str) -> str:
    """The colour of words that stands out more."""
    return max(INK, WHITE, key=lambda words: contrast(words, background))


def contrast(one: str, other: str) -> float:
    """From 1 to 21, as WCAG 2 defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
