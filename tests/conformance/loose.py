"""Nodes whose values two runs cannot share: drawn by chance, or read off the clock."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring

from flows.xpath import Node, Scope, XPathError, calls, parse, reads

CHANCE = frozenset({"random", "uuid", "randomize"})
CLOCK = frozenset({"now"})
_PRELOAD = "{http://openrosa.org/javarosa}preload"


@dataclass(frozen=True)
class Loose:
    """Paths without positions. `shuffled` are questions whose choices have no fixed order."""

    chance: frozenset[str]
    clock: frozenset[str]
    shuffled: frozenset[str]

    def class_of(self, path: str) -> str:
        """The named class of a node's value, "" where both engines must agree."""
        return "chance" if path in self.chance else "clock" if path in self.clock else ""


def loose_of(xform: str) -> Loose:
    """What a form draws and clocks, and everything computed from it."""
    document = fromstring(xform)
    formulas = list(_formulas(document))
    preloads = {each.get("nodeset", ""): each.get(_PRELOAD) for each in document.iter(_xf("bind"))}
    chance = {path for path, kind in preloads.items() if kind == "uid"}
    clock = {path for path, kind in preloads.items() if kind == "timestamp"}
    chance |= {path for path, functions, _ in formulas if functions & CHANCE}
    clock |= {path for path, functions, _ in formulas if functions & CLOCK}
    return Loose(
        frozenset(_following(chance, formulas)),
        frozenset(_following(clock, formulas)),
        frozenset(_shuffled(document)),
    )


def _xf(name: str) -> str:
    return "{http://www.w3.org/2002/xforms}" + name


def _formulas(document: Element) -> list[tuple[str, frozenset[str], frozenset[str]]]:
    """(node, functions called, nodes read) of every calculation and action."""
    found = []
    for element in [*document.iter(_xf("bind")), *document.iter(_xf("setvalue"))]:
        path = element.get("nodeset") or element.get("ref") or ""
        text = element.get("calculate") or element.get("value") or ""
        try:
            expression = parse(text)
        except XPathError:
            continue
        scope = Scope(path, Node(""), {})
        found.append((path, calls(expression), frozenset(reads(expression, scope))))
    return found


def _following(
    start: set[str], formulas: list[tuple[str, frozenset[str], frozenset[str]]]
) -> set[str]:
    reached = set(start)
    while True:
        more = {path for path, _, read in formulas if read & reached} - reached
        if not more:
            return reached
        reached |= more


def _shuffled(document: Element) -> set[str]:
    found = set()
    for select in document.iter():
        for itemset in select.findall(_xf("itemset")):
            nodeset = itemset.get("nodeset", "").replace(" ", "")
            if nodeset.startswith("randomize("):
                found.add(select.get("ref", ""))
    return found
