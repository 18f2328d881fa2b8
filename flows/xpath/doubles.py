"""Doubles as Java reads, casts and prints them."""

import math
import re
from decimal import Decimal

INT_MAX = 2**31 - 1
LONG_MAX = 2**63 - 1
TRIMMED = "".join(map(chr, range(33)))  # what Java's trim() takes away
_DOUBLE = re.compile(r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[dDfF]?")
_WORD = re.compile(r"([+-]?)(NaN|Infinity)")


def read_double(text: str) -> float | None:
    """As `Double.parseDouble` reads a decimal number; None for what is none."""
    text = text.strip(TRIMMED)
    match = _DOUBLE.fullmatch(text)
    if match is not None:
        return float(match[1])
    word = _WORD.fullmatch(text)
    return float(word[0]) if word else None


def saturated(number: float, most: int = LONG_MAX) -> int:
    """A double as Java casts it to an integer type whose greatest value is `most`."""
    if math.isnan(number):
        return 0
    if math.isinf(number):
        return most if number > 0 else -most - 1
    return max(-most - 1, min(most, int(number)))


def double_text(value: float) -> str:
    """As Java prints a double: `1.0`, an exponent below 0.001 and from 10,000,000 on."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        return repr(value)
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    power = int(exponent) + len(digits) - 1
    rest = "".join(map(str, digits[1:])) or "0"
    return f"{'-' if sign else ''}{digits[0]}.{rest}E{power}"
