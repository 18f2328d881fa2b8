"""Words that are ours, in the person's language: gettext catalogues by symbolic message id."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("id", "en")
DEFAULT = "id"
# As dates are written: with the day of the week, without, or only as exactly as they are asked.
PATTERNS = {"day": "EEEE, d MMMM y", "date": "d MMMM y", "month": "MMMM y", "year": "y"}
LOCALES = Path(__file__).resolve().parent.parent / "locales"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All messages of one language, by id."""
    path = LOCALES / language / "LC_MESSAGES" / "pandu.po"
    with path.open("rb") as file:
        messages = read_po(file, locale=language)
    return {str(message.id): str(message.string) for message in messages if message.id}


def known(language: str | None) -> str:
    """`language` (a Telegram or roster code such as "en-GB") as one we speak."""
    short = (language or "").split("-")[0].lower()
    return short if short in LANGUAGES else DEFAULT


def say(language: str, key: str, /, **values: object) -> str:
    """The message `key` with its {places} filled. An unknown key is a bug: KeyError."""
    return catalogue(known(language))[key].format(**values)


def short_month(language: str, day: date) -> str:
    """The day's month as short as on a button: "Mei"."""
    return format_date(day, format="MMM", locale=known(language))


def long_date(language: str, day: date, detail: str = "day") -> str:
    """The day in words: "Minggu, 1 Maret 2026"; or only its month or year."""
    return format_date(day, format=PATTERNS[detail], locale=known(language))


def file_size(language: str, size: int) -> str:
    """Bytes as people read them: "240 KB", "1,2 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{format_decimal(round(size / 1_000_000, 1), locale=known(language))} MB"
