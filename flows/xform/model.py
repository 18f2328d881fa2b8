"""The model: the instance with its defaults, the choice lists and the binds."""

import math
import re
from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element

from flows.xform.errors import UnsupportedForm
from flows.xform.form import Bind
from flows.xform.source import ENTITIES, JAVAROSA, MAX_DEPTH, ODK, Source, local
from flows.xpath import Closure, Node, Value, parse_date
from flows.xpath.values import to_number

TYPES = {
    "string": "string",
    "select1": "string",
    "select": "string",
    "int": "int",
    "integer": "int",
    "decimal": "decimal",
    "date": "date",
    "dateTime": "dateTime",
    "boolean": "boolean",
}
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_JAVAROSA_KNOWN = {"constraintMsg", "requiredMsg", "noAppErrorString", "preload", "preloadParams"}


def main_instance(element: Element) -> tuple[Node, dict[str, str]]:
    """The document node above the form's top element, and the text of each leaf by path."""
    if len(element) != 1:
        raise UnsupportedForm("model", "", "instance")
    document, texts = Node(""), dict[str, str]()
    _grow(document, element[0], texts, 0)
    return document, texts


def _grow(parent: Node, element: Element, texts: dict[str, str], depth: int) -> None:
    node = parent.add(Node(local(element), f"{parent.path}/{local(element)}"))
    if depth > MAX_DEPTH:
        raise UnsupportedForm("too-deep", node.path, "")
    if f"{JAVAROSA}template" in element.attrib or any(
        sibling.name == node.name for sibling in parent.children[:-1]
    ):
        raise UnsupportedForm("repeat", node.path, node.name)
    if len(element) == 0:
        texts[node.path] = element.text or ""
    for below in element:
        _grow(node, below, texts, depth + 1)


def secondary_instance(element: Element) -> Node:
    """A choice list; its nodes carry their text."""
    if element.get("src"):
        raise UnsupportedForm("external-instance", "", element.get("id", ""))
    document = Node("")
    for root in element:
        top = document.add(Node(local(root)))
        for item in root:
            row = top.add(Node(local(item)))
            for cell in item:
                row.add(Node(local(cell), "", cell.text or ""))
    return document


def walk(node: Node) -> Iterator[Node]:
    """Every node below, in document order."""
    for below in node.children:
        yield below
        yield from walk(below)


def bind_of(element: Element, source: Source) -> tuple[str, Bind]:
    """A bind's node and what it says, without relevance and calculation: those are triggers."""
    path = (element.get("nodeset") or "").strip()
    _check_attributes(element, path)

    def compiled(name: str) -> Closure | None:
        expression = element.get(name)
        return source.compile(expression, path) if expression else None

    preload = element.get(f"{JAVAROSA}preload")
    if preload not in (None, "uid"):
        raise UnsupportedForm("preload", path, preload or "")
    return path, Bind(
        kind=_kind(element, path),
        required=compiled("required"),
        readonly=compiled("readonly"),
        constraint=compiled("constraint"),
        constraint_message=source.message(element.get(f"{JAVAROSA}constraintMsg"), path),
        required_message=source.message(element.get(f"{JAVAROSA}requiredMsg"), path),
        preload_uid=preload == "uid",
        always_readonly=(element.get("readonly") or "").strip() == "true()",
    )


def _check_attributes(element: Element, path: str) -> None:
    """Refuse what JavaRosa, ODK or entities would act on; other attributes mean nothing."""
    for name in element.attrib:
        space, _, bare = name.rpartition("}")
        known = space + "}" == JAVAROSA and bare in _JAVAROSA_KNOWN
        if space + "}" in (JAVAROSA, ODK, ENTITIES) and not known:
            raise UnsupportedForm("attribute", path, bare)


def _kind(element: Element, path: str) -> str:
    declared = (element.get("type") or "string").rpartition(":")[2]
    if declared not in TYPES:
        raise UnsupportedForm("type", path, declared)
    return TYPES[declared]


def typed(text: str, kind: str) -> Value:
    """A canonical text as a value of a bind type; blank where it does not fit, as in JavaRosa.

    An instant without an offset comes back without a zone: the reader of the form knows it.
    """
    if text == "":
        return ""
    if kind == "int":
        return float(text) if _WHOLE.fullmatch(text) else ""
    if kind == "decimal":
        number = to_number(text)
        return "" if math.isnan(number) else number
    if kind in ("date", "dateTime"):
        found = parse_date(text, None)
        if kind == "date" and isinstance(found, datetime):
            return found.date()
        return "" if found is None else found
    return text in ("1", "true") if kind == "boolean" else text
