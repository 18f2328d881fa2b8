"""The syntax of a form's expressions, which a loaded form holds compiled only."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from flows.xform.source import child, local
from flows.xpath import Expr, XPathError, parse

_OF_BINDS = ("relevant", "calculate", "constraint", "required", "readonly")


@dataclass(frozen=True, slots=True)
class Formulas:
    """Expressions by path; one that calls an unknown function is left out.

    `filters`: how a question's list is chosen from. `set_by_action`: nodes whose value an action
    of the form may change.
    """

    relevant: Mapping[str, Expr]
    calculate: Mapping[str, Expr]
    constraint: Mapping[str, Expr]
    required: Mapping[str, Expr]
    readonly: Mapping[str, Expr]
    filters: Mapping[str, Expr]
    set_by_action: frozenset[str]


def formulas_of(xml: str) -> Formulas:
    """The expressions of an XForm that `load_form` takes."""
    document = fromstring(xml)
    head = child(document, "head")
    model = child(head, "model") if head is not None else None
    found: dict[str, dict[str, Expr]] = {name: {} for name in (*_OF_BINDS, "filters")}

    def add(column: str, path: str, text: str | None) -> None:
        if text is None or not text.strip():
            return
        with suppress(XPathError):  # fails when it is evaluated: `load_form` says so in `ignored`
            found[column][path] = parse(text)

    for bind in model if model is not None else ():
        if local(bind) == "bind":
            for name in _OF_BINDS:
                add(name, (bind.get("nodeset") or "").strip(), bind.get(name))
    for path, nodeset in _itemsets(document):
        add("filters", path, nodeset)
    actions = (each.get("ref") for each in document.iter() if local(each) == "setvalue")
    return Formulas(**found, set_by_action=frozenset(path.strip() for path in actions if path))


def _itemsets(document: Element) -> Iterator[tuple[str, str]]:
    for control in document.iter():
        itemset = child(control, "itemset")
        if itemset is not None:
            yield (control.get("ref") or "").strip(), itemset.get("nodeset") or ""
