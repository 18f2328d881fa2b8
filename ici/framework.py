"""The tree of an index: indicators, dimensions and the index itself, in COINr's iMeta names."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

CODES = (
    "empty",
    "code-missing",  # position: 1 for the first element
    "duplicate",
    "level",  # value
    "weight",  # value
    "direction",  # value
    "bounds",  # lower, upper
    "parent-unknown",  # parent
    "parent-level",  # parent, level, expected
    "cycle",  # path
    "root-missing",
    "root-many",  # index
    "childless",
    "weights-zero",
    # for scores on fixed goalposts only
    "bounds-missing",
    "levels",  # levels
)
INDEX_LEVELS = 3  # indicators, dimensions, index


@dataclass(frozen=True, slots=True)
class Element:
    """One row of iMeta: `level` 1 is an indicator, `weight` is relative to its siblings."""

    code: str
    parent: str  # "" for the index itself
    level: int
    weight: float
    direction: int = 1  # -1: more is worse
    lower: float | None = None  # the goalposts
    upper: float | None = None
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one element; `code` is one of CODES, `details` fill its words."""

    code: str
    element: str
    details: Mapping[str, str] = field(default_factory=dict)


class BrokenFramework(Exception):  # noqa: N818 -- a refusal, not a bug
    """The elements are no tree that can be computed; carries every fault."""

    def __init__(self, found: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.element}: {fault.code}" for fault in found))
        self.faults = tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class Framework:
    """A faultless tree, in the order of its elements. Made by `framework`."""

    elements: tuple[Element, ...]
    levels: int  # how many; the index stands on the last
    indicators: tuple[str, ...]  # codes on level 1
    dimensions: tuple[str, ...]  # codes on level 2
    root: str
    _by_code: Mapping[str, Element]
    _children: Mapping[str, tuple[str, ...]]

    def element(self, code: str) -> Element:
        return self._by_code[code]

    def children(self, code: str) -> tuple[str, ...]:
        """The codes right below `code`, in order; none below an indicator."""
        return self._children[code]

    def on_level(self, level: int) -> tuple[str, ...]:
        return tuple(each.code for each in self.elements if each.level == level)


def framework(elements: Sequence[Element]) -> Framework:
    """The tree of `elements`. Raises BrokenFramework with every fault."""
    found = faults(elements)
    if found:
        raise BrokenFramework(found)
    below: dict[str, list[str]] = {each.code: [] for each in elements}
    for each in elements:
        if each.parent:
            below[each.parent].append(each.code)
    root = next(each for each in elements if not each.parent)
    return Framework(
        elements=tuple(elements),
        levels=root.level,
        indicators=tuple(each.code for each in elements if each.level == 1),
        dimensions=tuple(each.code for each in elements if each.level == 2),
        root=root.code,
        _by_code={each.code: each for each in elements},
        _children={code: tuple(codes) for code, codes in below.items()},
    )


def faults(elements: Sequence[Element]) -> tuple[Fault, ...]:
    """Everything that keeps `elements` from being one tree with usable numbers."""
    if not elements:
        return (Fault("empty", ""),)
    known = {each.code: each for each in reversed(elements)}
    return (
        *_of_codes(elements),
        *(fault for each in elements for fault in _of_numbers(each)),
        *(fault for each in elements for fault in _of_parent(each, known)),
        *_of_cycles(elements, known),
        *_of_root(elements),
        *_of_children(elements),
    )


def index_faults(tree: Framework) -> tuple[Fault, ...]:
    """What more the first index needs: three levels, and goalposts on every indicator."""
    found = []
    if tree.levels != INDEX_LEVELS:
        found.append(Fault("levels", tree.root, {"levels": str(tree.levels)}))
    for code in tree.indicators:
        each = tree.element(code)
        if each.lower is None or each.upper is None:
            found.append(Fault("bounds-missing", code))
    return tuple(found)


def _of_codes(elements: Sequence[Element]) -> Iterator[Fault]:
    for position, each in enumerate(elements, 1):
        if not each.code:
            yield Fault("code-missing", "", {"position": str(position)})
    for code, count in Counter(each.code for each in elements).items():
        if code and count > 1:
            yield Fault("duplicate", code)


def _of_numbers(each: Element) -> Iterator[Fault]:
    if each.level < 1:
        yield Fault("level", each.code, {"value": str(each.level)})
    if not (math.isfinite(each.weight) and each.weight >= 0):
        yield Fault("weight", each.code, {"value": f"{each.weight:g}"})
    if each.direction not in (-1, 1):
        yield Fault("direction", each.code, {"value": str(each.direction)})
    if each.lower is not None and each.upper is not None and not _apart(each.lower, each.upper):
        details = {"lower": f"{each.lower:g}", "upper": f"{each.upper:g}"}
        yield Fault("bounds", each.code, details)


def _apart(lower: float, upper: float) -> bool:
    return math.isfinite(lower) and math.isfinite(upper) and lower < upper


def _of_parent(each: Element, known: Mapping[str, Element]) -> Iterator[Fault]:
    if not each.parent:
        return
    parent = known.get(each.parent)
    if parent is None:
        yield Fault("parent-unknown", each.code, {"parent": each.parent})
    elif parent.level != each.level + 1:
        levels = {"level": str(parent.level), "expected": str(each.level + 1)}
        yield Fault("parent-level", each.code, {"parent": each.parent, **levels})


def _of_cycles(elements: Sequence[Element], known: Mapping[str, Element]) -> Iterator[Fault]:
    """One fault a cycle, at its first element."""
    seen: set[str] = set()
    for each in elements:
        path: list[str] = []
        code = each.code
        while code in known and code not in seen and code not in path:
            path.append(code)
            code = known[code].parent
        if code and code in path:
            ring = path[path.index(code) :]
            first = next(other.code for other in elements if other.code in ring)
            yield Fault("cycle", first, {"path": " → ".join([*ring, code])})
        seen.update(path)


def _of_root(elements: Sequence[Element]) -> Iterator[Fault]:
    roots = [each for each in elements if not each.parent]
    if not roots:
        yield Fault("root-missing", "")
        return
    index = max(roots, key=lambda each: each.level)
    yield from (
        Fault("root-many", each.code, {"index": index.code}) for each in roots if each is not index
    )


def _of_children(elements: Sequence[Element]) -> Iterator[Fault]:
    weights: dict[str, list[float]] = {}
    for each in elements:
        weights.setdefault(each.parent, []).append(each.weight)
    for each in elements:
        below = weights.get(each.code, [])
        if each.level > 1 and not below:
            yield Fault("childless", each.code)
        elif each.level > 1 and below and not any(weight > 0 for weight in below):
            yield Fault("weights-zero", each.code)
