"""Numbers as people type them, in Indonesian and English.

One separator once, before exactly three digits, is the only ambiguous case (`1.250`, `1,250`):
in Indonesian the point groups thousands and the comma is decimal, in English the reverse. A form
with only one reading is taken: `1,5`, `1.5`, `0.125`, `1.250.000`, `1.250,5`, `1 250`. So are
words, alone (`dua puluh`, `two and a half`) or behind digits (`1,5 juta`, `250 rb`), and `Rp`.
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
_HUNDREDS, _POINTS = ("ratus", "hundred"), ("koma", "point")
_SCALES = {
    **dict.fromkeys(("juta", "jt", "million"), 1_000_000),
    **dict.fromkeys(("ribu", "rb", "thousand"), 1_000),
}
_JOINED = {
    "seratus": "satu ratus",
    "seribu": "satu ribu",
    "sejuta": "satu juta",
    "and": "",
    "a": "satu",
    "half": "setengah",
}
_SCALED = re.compile(rf"([\d.,]*\d)\s*({'|'.join(_SCALES)})", re.ASCII)
_DRESS = re.compile(r"^(?:rp|idr)(?![a-z])\.?\s*|,-+$")  # of amounts of money
_MINUS = re.compile(r"^(?:minus|min|negatif|negative)\s+")


def read_number(raw: str, language: str) -> Decimal | None:
    """The number that is meant, None if the text has none or more than one reading is left."""
    text = _MINUS.sub("-", _DRESS.sub("", fold(raw.replace("−", "-"))))
    if len(text) > 100:
        return None
    if match := _SCALED.fullmatch(text):
        scaled = (read_number(match[1], language) or Decimal(0)) * _SCALES[match[2]]
        return scaled if 0 < scaled < 10**MAX_DIGITS else None
    match = _SHAPE.fullmatch(text)
    if match is None:
        number = _in_words(text.removeprefix("-"))
        return -number if number is not None and text.startswith("-") else number
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
    """`dua puluh lima`, `satu setengah`, `two point five`: below a thousand million."""
    plain = text.replace("-", " ").replace("a half", "half")
    words = " ".join(_JOINED.get(word, word) for word in plain.split()).split()
    if words[-1:] == ["setengah"]:
        whole = _whole(words[:-1])
        return None if whole is None else whole + Decimal("0.5")
    point = next((place for place, word in enumerate(words) if word in _POINTS), len(words))
    whole, digits = _whole(words[:point]), [_digit(word) for word in words[point + 1 :]]
    if whole is None or point == 0 or not all(digits) or len(words) == point + 1:
        return None
    return Decimal(f"{whole}.{''.join(digits)}") if digits else Decimal(whole)


def _whole(words: list[str]) -> int | None:
    """No words are nothing."""
    total, rest = 0, words
    for size in (1_000_000, 1_000):
        place = next((n for n, word in enumerate(rest) if _SCALES.get(word) == size), None)
        if place is not None:
            many = _below_thousand(rest[:place])
            if not many:
                return None
            total, rest = total + many * size, rest[place + 1 :]
    last = _below_thousand(rest)
    return None if last is None else total + last


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


def _digit(word: str) -> str:
    """`0` to `9`, "" for any other word."""
    value = _VALUES.get(word, 10)
    return str(value) if value < 10 else ""
