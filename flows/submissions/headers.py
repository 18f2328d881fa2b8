"""What a column of a table of submissions is about, by the names that Kobo and ODK give."""

import re
from collections import Counter
from dataclasses import dataclass

from flows.submissions.sent import relative
from flows.xform import Form
from flows.xpath import At, Node

POINT = ("latitude", "longitude", "altitude", "accuracy")  # in the order in which ODK stores them
_INSTANCE = re.compile(r"\[(\d{1,9})\]")
_MARK = re.compile(r"[/-]")
_LINK = "_URL"  # where Kobo keeps a picture


@dataclass(frozen=True, slots=True)
class Column:
    """`at` names instances in the header itself; `option` is one of several choices of its node,
    `part` a number of a point.
    """

    node: Node
    at: At = ()
    option: str = ""
    part: int | None = None


class Headers:
    """The columns of a form: outside of repeats, or those inside one of them."""

    def __init__(self, form: Form, repeat: Node | None) -> None:
        self._form = form
        inside = repeat.path if repeat else ""
        leaves = [form.nodes[path] for path in form.leaves]
        here = [leaf for leaf in leaves if _innermost(form, leaf) == inside]
        self._names = _names(form, here, f"{inside}/" if inside else "")
        self._all = {relative(form, leaf.path): leaf for leaf in leaves}

    def column(self, header: str) -> Column | None:
        """What stands below a header; None when it is nothing of the form's."""
        if "[" in header:
            node = self._all.get(_INSTANCE.sub("", header))
            at = tuple(int(each) for each in _INSTANCE.findall(header))
            return Column(node, at) if node and node.depth == len(at) else None
        if header in self._names:
            return Column(self._names[header])
        return self._part(header)

    def is_link(self, header: str) -> bool:
        """Whether the column holds the address of a file whose name stands in another."""
        return header.endswith(_LINK) and header.removesuffix(_LINK) in self._names

    def _part(self, header: str) -> Column | None:
        """A choice of its own, or a number of a point: `g/tools/hammer`, `place-Latitude`."""
        for mark in reversed(list(_MARK.finditer(header))):
            node, tail = self._names.get(header[: mark.start()]), header[mark.end() :]
            if node is None:
                continue
            kind = self._form.kind(node.path)
            if kind == "multiple":
                return Column(node, option=tail)
            if kind == "geopoint" and tail.lower() in POINT:
                return Column(node, part=POINT.index(tail.lower()))
        return None


def _names(form: Form, leaves: list[Node], inside: str) -> dict[str, Node]:
    """Leaves by each name that a header may give them; a clearer name goes before another."""
    last = Counter(leaf.name for leaf in leaves)
    found: dict[str, Node] = {}
    for leaf in leaves:
        found[relative(form, leaf.path)] = leaf
    for leaf in leaves:
        found.setdefault(relative(form, leaf.path).replace("/", "-"), leaf)
        if inside:
            found.setdefault(leaf.path.removeprefix(inside), leaf)
            found.setdefault(leaf.path.removeprefix(inside).replace("/", "-"), leaf)
        if last[leaf.name] == 1:
            found.setdefault(leaf.name, leaf)
    return found


def _innermost(form: Form, node: Node) -> str:
    return next(reversed(form.around[node.path]), "")
