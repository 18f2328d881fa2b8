"""Numbers as pictures show them; the text beside a picture uses the same function."""

import math

DASH = "–"  # where there is no score


def whole(value: float) -> str:
    """A score as a whole number, halves upwards. ValueError when it is not a number."""
    return str(nearest(value))


def shown(score: float | None) -> str:
    return DASH if score is None else whole(score)


def nearest(value: float) -> int:
    # sums of weights leave 62.499999999999993 where 62.5 is meant
    return math.floor(round(value, 9) + 0.5)
