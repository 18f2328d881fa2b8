"""The tree of an index: what it holds, and each fault named by element."""

from dataclasses import replace

import pytest

from ici.framework import (
    CODES,
    BrokenFramework,
    Element,
    Fault,
    faults,
    framework,
    index_faults,
)

ICI = Element("ICI", "", 3, 1)
D1 = Element("D1", "ICI", 2, 0.6)
D2 = Element("D2", "ICI", 2, 0.4)
D11 = Element("D1.1", "D1", 1, 0.5, 1, 1, 5)
D12 = Element("D1.2", "D1", 1, 0.5, -1, 1, 5)
D21 = Element("D2.1", "D2", 1, 1, 1, 1, 5)
TREE = (ICI, D1, D11, D12, D2, D21)


def changed(old: Element, **fields: object) -> tuple[Element, ...]:
    """TREE with one element changed."""
    return tuple(replace(each, **fields) if each is old else each for each in TREE)  # type: ignore[arg-type]


def test_a_tree_knows_its_levels_and_branches() -> None:
    tree = framework(TREE)
    assert (tree.levels, tree.root) == (3, "ICI")
    assert tree.indicators == ("D1.1", "D1.2", "D2.1")
    assert tree.dimensions == tree.on_level(2) == tree.children("ICI") == ("D1", "D2")
    assert tree.children("D1") == ("D1.1", "D1.2")
    assert tree.children("D2.1") == ()
    assert tree.element("D1.2") is D12
    assert faults(TREE) == index_faults(tree) == ()


BROKEN: list[tuple[tuple[Element, ...], Fault]] = [
    ((), Fault("empty", "")),
    ((*TREE, replace(D11, code="")), Fault("code-missing", "", {"position": "7"})),
    ((*TREE, D11), Fault("duplicate", "D1.1")),
    (changed(D11, level=0), Fault("level", "D1.1", {"value": "0"})),
    (changed(D11, weight=-1), Fault("weight", "D1.1", {"value": "-1"})),
    (changed(D11, weight=float("nan")), Fault("weight", "D1.1", {"value": "nan"})),
    (changed(D12, direction=0), Fault("direction", "D1.2", {"value": "0"})),
    (changed(D11, upper=1), Fault("bounds", "D1.1", {"lower": "1", "upper": "1"})),
    (changed(D11, lower=9), Fault("bounds", "D1.1", {"lower": "9", "upper": "5"})),
    (changed(D11, parent="D7"), Fault("parent-unknown", "D1.1", {"parent": "D7"})),
    (
        changed(D11, parent="ICI"),
        Fault("parent-level", "D1.1", {"parent": "ICI", "level": "3", "expected": "2"}),
    ),
    (changed(ICI, parent="D1"), Fault("cycle", "ICI", {"path": "ICI → D1 → ICI"})),
    (changed(ICI, parent="D1"), Fault("root-missing", "")),
    (changed(D2, parent=""), Fault("root-many", "D2", {"index": "ICI"})),
    ((*TREE, Element("D3", "ICI", 2, 1)), Fault("childless", "D3")),
    (changed(D21, weight=0), Fault("weights-zero", "D2")),
]


@pytest.mark.parametrize(("elements", "fault"), BROKEN)
def test_each_fault_is_named(elements: tuple[Element, ...], fault: Fault) -> None:
    assert fault in faults(elements)
    with pytest.raises(BrokenFramework) as refused:
        framework(elements)
    assert refused.value.faults == faults(elements)
    assert fault.code in str(refused.value)


@pytest.mark.parametrize(
    ("elements", "fault"),
    [
        (changed(D21, upper=None), Fault("bounds-missing", "D2.1")),
        ((replace(D1, parent=""), D11, D12), Fault("levels", "D1", {"levels": "2"})),
    ],
)
def test_a_tree_may_lack_what_the_first_index_needs(
    elements: tuple[Element, ...], fault: Fault
) -> None:
    assert index_faults(framework(elements)) == (fault,)


def test_a_cycle_is_told_once_and_those_below_it_are_not() -> None:
    ring = (*TREE, Element("A", "B", 2, 1), Element("B", "A", 3, 1), Element("a", "A", 1, 1))
    assert [fault.element for fault in faults(ring) if fault.code == "cycle"] == ["A"]


def test_every_code_is_tried() -> None:
    tried = {fault.code for _, fault in BROKEN} | {"bounds-missing", "levels"}
    assert tried == set(CODES)
