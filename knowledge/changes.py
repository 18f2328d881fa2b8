"""What is new in a version of an SOP: steps added, changed and removed, and the rest of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from knowledge.articles import Sop, Step

LIKE = 55.0  # of 100: from here two activities are the same step in other words
# What an SOP says beside its steps, and that readers are told of.
FIELDS = (
    *("title", "summary", "requirements", "warning", "total_time"),
    *("legal_basis", "owner_role", "qualifications", "equipment", "records", "related"),
)
PARTS = ("activity", "actor", "requirements", "time", "output", "note", "verification")


@dataclass(frozen=True, slots=True)
class Changed:
    """One step in both versions, and which of its parts differ."""

    old: Step
    new: Step
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """A step that only has another number is not changed."""

    added: tuple[Step, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[Step, ...] = ()
    fields: tuple[str, ...] = ()  # of FIELDS

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.fields)


def changes(old: Sop, new: Sop) -> Changes:
    """What the new version says that the old one did not, and the other way round."""
    found = pairs(old.steps, new.steps)
    kept = {before.number for before, _ in found}
    known = {after.number for _, after in found}
    return Changes(
        added=tuple(step for step in new.steps if step.number not in known),
        changed=tuple(
            Changed(before, after, parts)
            for before, after in found
            if (parts := tuple(p for p in PARTS if getattr(before, p) != getattr(after, p)))
        ),
        removed=tuple(step for step in old.steps if step.number not in kept),
        fields=tuple(name for name in FIELDS if getattr(old, name) != getattr(new, name)),
    )


def pairs(old: Sequence[Step], new: Sequence[Step]) -> list[tuple[Step, Step]]:
    """Which step became which, in the new order: the same ones first, then the most alike."""
    ranked = sorted(
        (
            (-_likeness(before, after), abs(before.number - after.number), before.number, after)
            for before in old
            for after in new
        ),
        key=lambda each: (*each[:3], each[3].number),
    )
    by_number = {step.number: step for step in old}
    found: dict[int, tuple[Step, Step]] = {}
    taken: set[int] = set()
    for likeness, _, number, after in ranked:
        if -likeness >= LIKE and number not in taken and after.number not in found:
            taken.add(number)
            found[after.number] = (by_number[number], after)
    return [found[number] for number in sorted(found)]


def _likeness(old: Step, new: Step) -> float:
    """Over 100 for a step that is the same but for its number."""
    if replace(old, number=new.number) == new:
        return 101.0
    return fuzz.ratio(old.activity["id"].casefold(), new.activity["id"].casefold())
