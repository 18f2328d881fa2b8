"""Which node of a form stands for which node of another version of it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from flows.xform.form import Form


def counterparts(old: Form, new: Form) -> Mapping[str, str]:
    """Paths of the old form's nodes, each with the path in the new one that means the same.

    That is the same path below the top element. A question that went into another group is known
    by its name where only one question has it; one with another name is another question. Both
    must stand in the same repeats.
    """
    found: dict[str, str] = {}
    old_top, new_top = next(iter(old.nodes)), next(iter(new.nodes))
    for path in old.nodes:
        same = new_top + path[len(old_top) :]
        if same in new.nodes and _same_repeats(old, new, path, same, found):
            found[path] = same
    fresh = _by_name(set(new.questions).difference(found.values()))
    gone = _by_name(set(old.questions).difference(found))
    for name, path in gone.items():
        if name in fresh and _same_repeats(old, new, path, fresh[name], found):
            found[path] = fresh[name]
    return found


def _same_repeats(old: Form, new: Form, path: str, other: str, found: Mapping[str, str]) -> bool:
    """Whether an instance of the one is an instance of the other."""
    known = {**found, path: other}
    return [known.get(repeat) for repeat in old.around[path]] == list(new.around[other])


def _by_name(paths: Iterable[str]) -> dict[str, str]:
    """The paths whose last name no other of them has, by that name."""
    named = [(path.rpartition("/")[2], path) for path in sorted(paths)]
    many = Counter(name for name, _ in named)
    return {name: path for name, path in named if many[name] == 1}
