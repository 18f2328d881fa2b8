"""The itext block: every text of the form by id and language."""

from xml.etree.ElementTree import Element

from flows.xform.errors import UnsupportedForm
from flows.xform.source import Source, local, text_parts
from flows.xform.texts import Part, Text


def languages_of(block: Element | None) -> tuple[tuple[str, ...], str]:
    """The languages in the form's order, and the default one ("" without translations)."""
    if block is None:
        return (), ""
    translations = [found for found in block if local(found) == "translation"]
    names = tuple(found.get("lang", "") for found in translations)
    marked = [found.get("lang", "") for found in translations if found.get("default")]
    return names, marked[0] if marked else names[0] if names else ""


def itext_of(block: Element | None, source: Source) -> dict[str, Text]:
    """Texts by id; of each, the default language comes first (`Text` falls back to it)."""
    if block is None:
        return {}
    default = source.default_language
    found: dict[str, dict[str, tuple[Part, ...]]] = {}
    for translation in sorted(block, key=lambda each: each.get("lang") != default):
        for text in translation:
            key = text.get("id", "")
            found.setdefault(key, {})[translation.get("lang", "")] = _parts(text, key, source)
    return {key: Text(languages) for key, languages in found.items()}


def _parts(text: Element, key: str, source: Source) -> tuple[Part, ...]:
    """Outputs are evaluated for the document as a whole: pyxform writes absolute paths."""
    path = key.partition(":")[0] if key.startswith("/") else ""
    for value in text:
        if value.get("form"):
            raise UnsupportedForm("media", path, value.get("form", ""))
    return text_parts(text[0], source, path or "/") if len(text) else ()
