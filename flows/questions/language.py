"""Which language somebody types in, and words compared as people mean them."""

import re
import unicodedata

_CODE = re.compile(r"\(([a-z]{2,3})[^)]*\)\s*$")
_INDONESIAN = ("id", "ind", "indonesia", "bahasa")


def is_indonesian(language: str) -> bool:
    """`Bahasa Indonesia (id)`, `id`, or no language at all: the product's first is Indonesian."""
    name = language.strip().casefold()
    match = _CODE.search(name)
    code = match[1] if match else name
    return code in ("", "default", "id", "ind") or (not match and name.startswith(_INDONESIAN))


def fold(text: str) -> str:
    """Text without case, width, invisible marks and superfluous space."""
    if not text.isascii():  # ASCII is the same in NFKC and has no marks
        shown = unicodedata.normalize("NFKC", text)
        text = "".join(c for c in shown if unicodedata.category(c) != "Cf")
    return " ".join(text.casefold().split())
