"""Questions as they stand in these tests, and what a text or a stored value makes of them."""

from datetime import datetime, timedelta, timezone

from flows.answers import Problem
from flows.prompts import Choice
from flows.questions import TYPES, Asked
from flows.xform import Span

NOW = datetime(2025, 6, 15, 10, 5, 30, tzinfo=timezone(timedelta(hours=7)))  # WIB
CHOICES = (
    Choice("yes", "Ya"),
    Choice("no", "Tidak, belum"),
    Choice("3", "Tidak tahu"),
    Choice("other", "Lainnya"),
)
ID = Asked(CHOICES, "Bahasa Indonesia (id)", NOW)
EN = Asked(CHOICES, "English (en)", NOW)
SPANNED = Asked(CHOICES, "id", NOW, Span("-7.5", "1.5", "0.75"), "month-year")


def asked(
    choices: tuple[Choice, ...] = CHOICES,
    language: str = "id",
    span: Span | None = None,
    appearance: str = "",
) -> Asked:
    return Asked(choices, language, NOW, span, appearance)


def read(kind: str, raw: str, question: Asked = ID) -> str:
    """The canonical answer, or the code of the problem with a ! before it."""
    return _said(TYPES[kind].read(question, raw))


def checked(kind: str, value: str, question: Asked = ID) -> str:
    return _said(TYPES[kind].check(question, value))


def _said(found: str | Problem) -> str:
    return f"!{found.code}" if isinstance(found, Problem) else found
