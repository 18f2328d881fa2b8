"""Numbers as people type them, in Indonesian and English.

One separator once, before exactly three digits, is the only ambiguous case (`1.250`, `1,250`):
in Indonesian the point groups thousands and the comma is decimal, in English the reverse. A form
with only one reading is taken: `1,5`, `1.5`, `0.125`, `1.250.000`, `1.250,5`, `1 250`.
"""

import re
from decimal import Decimal

from flows.questions.language import fold, is_indonesian

MAX_DIGITS = 15  # what a double holds exactly
_SHAPE = re.compile(r"([+-]?)\s*([\d.,][\d., ]*)", re.ASCII)

_ID_UNITS = [
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
]
_EN_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {
    **{word: value for value, word in enumerate(_ID_UNITS)},
    **{word: value for value, word in enumerate(_EN_UNITS)},
    **{word: 20 + 10 * place for place, word in enumerate(_EN_TENS)},
}
_HUNDREDS, _THOUSANDS = ("ratus", "hundred"), ("ribu", "thousand")
_JOINED = {"seratus": "satu ratus", "seribu": "satu ribu", "and": "", "a": "satu"}


def read_number(raw: str, language: str) -> Decimal | None:
    """The number that is meant, None if the text has none or more than one reading is left."""
    text = fold(raw.replace("−", "-"))
    if len(text) > 100:
        return None
    match = _SHAPE.fullmatch(text)
    if match is None:
        return _in_words(text)
    digits = _ungrouped(match[2].strip(), language)
    if digits is None or len(digits.replace(".", "")) > MAX_DIGITS:
        return None
    return -Decimal(digits) if match[1] == "-" else Decimal(digits)


def show_number(value: str, language: str) -> str:
    """A canonical number with the language's decimal sign, thousands grouped from 10,000 on."""
    sign, number = ("-", value[1:]) if value.startswith("-") else ("", value)
    whole, point, rest = number.partition(".")
    if not (whole.isascii() and whole.isdigit()):
        return value
    grouped = f"{int(whole):,}" if len(whole) > 4 else whole
    shown = f"{sign}{grouped}{point}{rest}"
    return shown.translate(_SWAPPED) if is_indonesian(language) else shown


_SWAPPED = str.maketrans(".,", ",.")


def _ungrouped(text: str, language: str) -> str | None:
    """Digits with a point before decimals, or None."""
    last = max(text.rfind("."), text.rfind(","))
    marks = {mark for mark in ".," if mark in text}
    if " " in text:
        whole, mark, rest = (text, "", "") if last < 0 else (text[:last], ".", text[last + 1 :])
        return _plain(whole.split(" "), mark, rest)
    if not marks:
        return text
    whole, mark, rest = text[:last], text[last], text[last + 1 :]
    if len(marks) == 2:
        other = "," if mark == "." else "."
        return _plain(whole.split(other), ".", rest)
    if whole.count(mark) or _is_thousands(whole, mark, rest, language):
        return _plain([*whole.split(mark), rest], "", "")
    return _plain([whole], ".", rest)


def _is_thousands(whole: str, mark: str, rest: str, language: str) -> bool:
    could_be = len(rest) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    return could_be and (mark == ".") == is_indonesian(language)


def _plain(groups: list[str], point: str, decimals: str) -> str | None:
    """Groups of three joined; None if they are not such groups."""
    head, *others = groups
    if others and (not 1 <= len(head) <= 3 or any(len(group) != 3 for group in others)):
        return None
    whole = "".join(groups)
    if not all(part.isdigit() or not part for part in (whole, decimals)) or not whole + decimals:
        return None
    return f"{whole or '0'}{point}{decimals}" if decimals else whole or None


def _in_words(text: str) -> Decimal | None:
    """`dua puluh lima`, `seribu dua ratus`, `twenty five`: up to thousands."""
    words = " ".join(_JOINED.get(word, word) for word in text.replace("-", " ").split()).split()
    place = next((place for place, word in enumerate(words) if word in _THOUSANDS), None)
    if place is None:
        number = _below_thousand(words) if words else None
        return None if number is None else Decimal(number)
    thousands, rest = _below_thousand(words[:place]), _below_thousand(words[place + 1 :])
    return None if not thousands or rest is None else Decimal(thousands * 1000 + rest)


def _below_thousand(words: list[str]) -> int | None:
    if len(words) > 1 and words[1] in _HUNDREDS:
        hundreds, rest = _unit(words[0]), _below_hundred(words[2:])
        return None if not hundreds or rest is None else hundreds * 100 + rest
    return _below_hundred(words)


def _below_hundred(words: list[str]) -> int | None:
    """No words are nothing: the rest of "seribu"."""
    if len(words) < 2:
        return _VALUES.get(words[0]) if words else 0
    tens, mark, *rest = words
    if mark == "belas" and not rest and _unit(tens) > 1:
        return 10 + _unit(tens)
    if mark == "puluh" and len(rest) < 2 and _unit(tens) > 1:
        units = _unit(rest[0]) if rest else 0
        return 10 * _unit(tens) + units if units or not rest else None
    if tens in _EN_TENS and not rest and _unit(mark):
        return _VALUES[tens] + _unit(mark)
    return None


def _unit(word: str) -> int:
    """1 to 9, 0 for any other word."""
    value = _VALUES.get(word, 0)
    return value if value < 10 else 0
