"""The model: the instance with its defaults, the choice lists and the binds."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from flows.xform.errors import UnsupportedForm
from flows.xform.form import Bind
from flows.xform.source import ENTITIES, JAVAROSA, MAX_DEPTH, ODK, XFORMS, Source, local
from flows.xpath import At, Closure, Node

TYPES = {
    "string": "string",
    "select1": "string",
    "select": "multiple",
    "rank": "multiple",
    "int": "int",
    "integer": "int",
    "long": "long",
    "decimal": "decimal",
    "double": "decimal",
    "float": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "dateTime",
    "boolean": "boolean",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "barcode": "barcode",
    "binary": "string",
}
_PRELOADS = ("uid", "timestamp", "date", "property", "patient", "user", "context")
_JAVAROSA_KNOWN = {"constraintMsg", "requiredMsg", "noAppErrorString", "preload", "preloadParams"}
# Remarks on size and quality that a data collector's screen acts on; a chat has no such choice.
_HARMLESS = {"max-pixels", "quality", "length", "location-priority", "track-changes"}
_HARMLESS |= {"location-min-interval", "location-max-age", "identify-user", "incremental"}
_HARMLESS |= {"allow-mock-accuracy", "capture-accuracy", "warning-accuracy"}


@dataclass(slots=True)
class Instance:
    """The main instance as it is written: nodes, and what stands in them.

    `texts` are those a new instance of a repeat begins with (its template), `first` those of the
    instances that are there from the beginning, by path. `inner` counts the instances of repeats
    with which a new instance of the repeat around them begins.
    """

    document: Node
    texts: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    inner: dict[str, int] = field(default_factory=dict)
    spaces: dict[str, str] = field(default_factory=dict)


def main_instance(element: Element, repeats: frozenset[str]) -> Instance:
    """The nodes below the form's top element; `repeats` are the paths that may be repeated."""
    if len(element) != 1:
        raise UnsupportedForm("model", "", "instance")
    found = Instance(Node(""))
    _grow(found, found.document, element[0], repeats, blank=False)
    _fill(found, found.document, [element[0]], ())
    return found


def _grow(
    found: Instance, parent: Node, element: Element, repeats: frozenset[str], *, blank: bool
) -> None:
    """Add a node with all below it; of a repeat its template, which stands first.

    A repeat without a template begins blank (as in JavaRosa), whatever its first instance holds.
    """
    name = local(element)
    path = f"{parent.path}/{name}"
    repeated, template = path in repeats, f"{JAVAROSA}template" in element.attrib
    if repeated and not template and parent.depth:
        found.inner[path] = found.inner.get(path, 0) + (not blank)
    if parent.named(name):
        if not repeated:
            raise UnsupportedForm("name", path, name)
        return
    *before, last = parent.parts
    parts = (*before, f"{last}/{name}", "") if repeated else (*before, f"{last}/{name}")
    node = parent.add(Node(name, path, repeats=repeated, parts=parts))
    space = element.tag.rpartition("}")[0].lstrip("{")
    if space not in ("", XFORMS):
        found.spaces[path] = space
    if path.count("/") > MAX_DEPTH:
        raise UnsupportedForm("too-deep", path, "")
    blank = blank or (repeated and not template)
    if len(element) == 0:
        found.texts[path] = "" if blank else element.text or ""
    for below in element:
        _grow(found, node, below, repeats, blank=blank)


def _fill(found: Instance, parent: Node, elements: list[Element], at: At) -> None:
    """What stands in the instances that are there from the beginning."""
    places: Counter[str] = Counter()
    for element in elements:
        if f"{JAVAROSA}template" in element.attrib:
            continue
        (node,) = parent.named(local(element))
        here = at
        if node.repeats:
            places[node.name] += 1
            here = (*at, places[node.name])
            found.counts[node.set_at(at)] = places[node.name]
        if len(element):
            _fill(found, node, list(element), here)
        elif element.text and element.text.strip():
            found.first[node.at(here)] = element.text


def secondary_instance(element: Element) -> Node:
    """A choice list; its nodes carry their text."""
    document = Node("")
    for root in element:
        document.add(list_node(root))
    return document


def list_node(element: Element) -> Node:
    """An element of a list with all below it."""
    node = Node(local(element), "", (element.text or "").strip())
    for below in element:
        node.add(list_node(below))
    return node


def walk(node: Node) -> Iterator[Node]:
    """Every node below, in document order."""
    for below in node.children:
        yield below
        yield from walk(below)


def bind_of(element: Element, source: Source, kinds: Mapping[str, str]) -> tuple[str, Bind]:
    """A bind's node and what it says, without relevance and calculation: those are triggers.

    `kinds` are data types that a question's control gives to nodes of plain text.
    """
    path = (element.get("nodeset") or "").strip()
    _check_attributes(element, path, source)

    def compiled(name: str) -> Closure | None:
        expression = (element.get(name) or "").strip()
        return source.compile(expression, path) if expression not in ("", "false()") else None

    preload = element.get(f"{JAVAROSA}preload") or ""
    if preload and preload not in _PRELOADS:
        raise UnsupportedForm("preload", path, preload)
    kind = _kind(element, path)
    return path, Bind(
        kind=kinds.get(path, kind) if kind in ("string", "barcode") else kind,
        required=compiled("required"),
        readonly=compiled("readonly"),
        constraint=compiled("constraint"),
        constraint_message=source.message(element.get(f"{JAVAROSA}constraintMsg"), path),
        required_message=source.message(element.get(f"{JAVAROSA}requiredMsg"), path),
        preload=preload,
        preload_params=element.get(f"{JAVAROSA}preloadParams") or "",
        always_readonly=(element.get("readonly") or "").strip() == "true()",
    )


def _check_attributes(element: Element, path: str, source: Source) -> None:
    """Note what JavaRosa, ODK or entities would act on; other attributes mean nothing."""
    for name in element.attrib:
        space, _, bare = name.rpartition("}")
        known = space + "}" == JAVAROSA and bare in _JAVAROSA_KNOWN
        if space + "}" in (JAVAROSA, ODK, ENTITIES) and not known and bare not in _HARMLESS:
            source.ignore("attribute", path, bare)


def _kind(element: Element, path: str) -> str:
    declared = (element.get("type") or "string").rpartition(":")[2]
    if declared not in TYPES:
        raise UnsupportedForm("type", path, declared)
    return TYPES[declared]
