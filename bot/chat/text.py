"""Text of others made safe to show: no control characters, no marks that turn the line around."""

import unicodedata

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str, *, lines: bool = True) -> str:
    """`text` without control and direction characters; `lines=False` also folds it to one line."""
    kept = "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if character not in BIDI
        and (unicodedata.category(character) not in ("Cc", "Cs") or character in "\n\t")
    )
    return kept.strip() if lines else " ".join(kept.split())


def shorten(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
