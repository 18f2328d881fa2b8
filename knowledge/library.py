"""The library: SOPs, other words for them, answers that coordinators wrote; ready to be asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from knowledge.articles import Sop
from knowledge.entries import FIELDS, Entry, elsewhere, entries_of
from knowledge.layout import Floats, Ints, Layout, layout
from knowledge.lexical import Document, Index
from knowledge.markdown import read_markdown
from knowledge.meaning import Vectors
from knowledge.naming import Names, names_of
from knowledge.space import Space

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class Alias:
    """Other words for an SOP, added by a coordinator."""

    text: str
    sop: str  # its code


@dataclass(frozen=True, slots=True)
class Written:
    """A coordinator's answer to a question."""

    id: int
    question: str
    text: str
    language: str
    sop: str | None
    step: int | None


@cache
def seed() -> tuple[Sop, ...]:
    """The SOPs that come with the product, by code."""
    files = sorted(CONTENT.glob("*.md"))
    return tuple(read_markdown(file.read_text(encoding="utf-8"), file.name) for file in files)


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """An immutable value; made anew when something is published, from the one before."""

    sops: Mapping[str, Sop]
    written: Mapping[int, Written]
    aliases: tuple[Alias, ...]
    layout: Layout
    index: Index
    masses: Floats  # of each entry: what its words tell together
    added: Ints  # entries that coordinators wrote: answers and other words
    space: Space | None  # None: by words alone
    names: Names

    @classmethod
    def of(
        cls,
        sops: Iterable[Sop],
        aliases: Iterable[Alias] = (),
        written: Iterable[Written] = (),
        *,
        reuse: "Library | None" = None,
        vectors: Vectors | None = None,
    ) -> "Library":
        """The library of these; what `reuse` holds unchanged is not read again.

        It is compared by meaning once `vectors` has all that `texts` names.
        """
        by_code = {sop.code: sop for sop in sorted(sops, key=lambda sop: sop.code)}
        answers = {answer.id: answer for answer in written}
        names = tuple(aliases)
        shelf = layout(list(_groups(by_code, names, answers)), elsewhere())
        index = Index.of(
            (Document(entry.id, entry.fields) for entry in shelf.entries),
            FIELDS,
            reuse.index if reuse else None,
        )
        space = Space.of(shelf.entries, vectors) if vectors is not None else None
        return cls(
            by_code,
            answers,
            names,
            shelf,
            index,
            _masses(index),
            _added(shelf, names),
            space,
            names_of(by_code.values()),
        )

    def compared(self, vectors: Vectors) -> "Library":
        """The same library, compared by meaning where `vectors` has all that `texts` names."""
        return replace(self, space=Space.of(self.layout.entries, vectors))

    def texts(self) -> tuple[str, ...]:
        """What is compared by meaning, and needs a vector for it."""
        return tuple(text for entry in self.layout.entries for text in entry.texts)


def _groups(
    sops: Mapping[str, Sop], aliases: Iterable[Alias], written: Mapping[int, Written]
) -> Iterator[list[Entry]]:
    names: dict[str, list[str]] = {}
    for alias in aliases:
        names.setdefault(alias.sop, []).append(alias.text)
    for code, sop in sops.items():
        group = list(entries_of(sop, names.get(code, ())))
        steps = {step.number for step in sop.steps}
        answers = (answer for answer in written.values() if answer.sop == code)
        group.extend(
            _entry(answer, code, answer.step if answer.step in steps else None)
            for answer in answers
        )
        yield group
    for answer in written.values():
        if answer.sop not in sops:
            yield [_entry(answer, None, None)]


def _entry(answer: Written, sop: str | None, step: int | None) -> Entry:
    """A written answer is found by its question."""
    return Entry(
        f"#{answer.id}",
        "written",
        sop,
        step,
        {"question": answer.question},
        (answer.question,),
        answer.id,
    )


def _masses(index: Index) -> Floats:
    found = index.stemmed
    each = np.repeat(found.idf, np.diff(found.starts))
    return np.bincount(found.documents, each, minlength=len(index.ids)).astype(np.float32)


def _added(shelf: Layout, aliases: Iterable[Alias]) -> Ints:
    names = {alias.text for alias in aliases}
    return np.array(
        [
            at
            for at, entry in enumerate(shelf.entries)
            if entry.form == "written" or (entry.form == "alias" and entry.texts[0] in names)
        ],
        np.int64,
    )
