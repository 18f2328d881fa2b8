"""What must not be kept of a question: numbers that name a person, and addresses."""

import re
from collections.abc import Callable

_LETTER = r"[^\W\d_]"
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
# A letter and 6 to 8 digits; two letters only when nothing stands between.
_PASSPORT = re.compile(
    rf"(?<!\w)(?!rp\d)(?:{_LETTER}[ .-]?|{_LETTER}{{2}})\d(?:[ .-]?\d){{5,7}}(?!\w)", re.IGNORECASE
)
_SIXTEEN = re.compile(r"(?<!\d)\d(?:[ .-]{0,2}\d){15}(?!\d)")
_PHONE = re.compile(
    r"(?<![\w.])(?:\+\s?|00|0|\(0|62[ -]?8)[\d](?:[ .()-]{0,2}\d){7,13}(?!\d)"
    r"|(?<!\d)8\d{8,11}(?!\d)"
)
_LONG = re.compile(r"(?<!\d)\d{9,}(?!\d)")  # accounts, family cards, policies
_DATES = re.compile(r"(?:19|20)\d\d-\d\d-\d\d|\d\d-\d\d-(?:19|20)\d\d")


def _sixteen(found: re.Match[str]) -> str:
    """Two dates in a row have sixteen digits too."""
    return found[0] if _DATES.search(found[0]) else "[NIK]"


_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_EMAIL, "[e-mail]"),
    (_SIXTEEN, _sixteen),
    (_PASSPORT, "[paspor]"),
    (_PHONE, "[telepon]"),
    (_LONG, "[nomor]"),
)


def mask(text: str) -> str:
    """The text without what names a person: NIK, passport and phone numbers, e-mail."""
    for pattern, mark in _RULES:
        text = pattern.sub(mark, text)
    return text


def is_personal(text: str) -> bool:
    """Something in it would be masked; the asker is told so."""
    return mask(text) != text


_MARKS = re.compile(r"\[(?:NIK|paspor|telepon|nomor|e-mail)\]")


def unmarked(masked: str) -> str:
    """The words of a masked text, so that the marks are not searched for."""
    return _MARKS.sub(" ", masked)
