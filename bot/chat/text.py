"""Text of others made safe to show: no control characters, no marks that turn the line around."""

import unicodedata

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LABEL = 28  # characters that fit on a button on a small phone, beside a number


def clean(text: str, *, lines: bool = True) -> str:
    """`text` without control and direction characters; `lines=False` also folds it to one line."""
    kept = "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if character not in BIDI
        and (unicodedata.category(character) not in ("Cc", "Cs") or character in "\n\t")
    )
    return kept.strip() if lines else " ".join(kept.split())


def brief(text: str, limit: int = LABEL) -> str:
    """`text` safe, on one line and at most `limit` characters long."""
    line = clean(text, lines=False)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def paragraphs(*parts: str) -> str:
    """The parts with a blank line between; those without a word are left out."""
    return "\n\n".join(part for part in parts if part)
