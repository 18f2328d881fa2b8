"""The itext block: every text of the form by id and language."""

from xml.etree.ElementTree import Element

from flows.xform.source import local


def languages_of(block: Element | None) -> tuple[tuple[str, ...], str]:
    """The languages in the form's order, and the default one ("" without translations)."""
    if block is None:
        return (), ""
    translations = [found for found in block if local(found) == "translation"]
    names = tuple(found.get("lang", "") for found in translations)
    marked = [found.get("lang", "") for found in translations if found.get("default")]
    return names, marked[0] if marked else names[0] if names else ""


def elements_of(block: Element | None, default: str) -> dict[str, dict[str, Element]]:
    """Texts by id and language; of each, the default language comes first (`Text` falls back)."""
    found: dict[str, dict[str, Element]] = {}
    if block is None:
        return found
    translations = [each for each in block if local(each) == "translation"]
    for translation in sorted(translations, key=lambda each: each.get("lang") != default):
        for text in translation:
            found.setdefault(text.get("id", ""), {})[translation.get("lang", "")] = text
    return found
