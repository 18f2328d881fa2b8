"""What integer and decimal questions share: text to a canonical number."""

from decimal import Decimal

from flows.answers import Problem
from flows.questions.numerals import MAX_DIGITS, read_number


def read_canonical(raw: str, language: str) -> Decimal | Problem | None:
    """None for nothing; Problem("number-unreadable") for what is no number."""
    if not raw.strip():
        return None
    number = read_number(raw, language)
    return Problem("number-unreadable") if number is None else number


def check_canonical(value: str) -> Decimal | Problem | None:
    """A number as stored: digits, one point, no grouping."""
    if not value:
        return None
    sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
    plain = digits.replace(".", "", 1)
    if not (plain.isascii() and plain.isdigit()) or len(plain) > MAX_DIGITS + 3:
        return Problem("number-unreadable")
    return Decimal(sign + digits)


def written(number: Decimal) -> str:
    """Without exponent, trailing zeros and minus zero."""
    if number == 0:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else str(int(number))
