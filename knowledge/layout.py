"""Entries in the order in which their scores are summed up: by SOP, and by step within it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.classes import Marked, marked
from knowledge.entries import Entry, Form
from knowledge.text import tokens

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# What a question may ask for; each is a class of words, asks_time and so on.
ASPECTS = ("time", "who", "papers", "where", "cost", "may", "law", "first", "last", "whole", "act")

_KINDS: Mapping[str, frozenset[Form]] = {
    "whole": frozenset(("sop",)),
    "step": frozenset(("step",)),
    "question": frozenset(("question", "written", "alias")),
    "name": frozenset(("alias",)),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A step of an SOP, or (step None) what is said of it as a whole."""

    sop: str | None
    step: int | None
    written: int | None = None  # an answer that belongs to no SOP


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the entries of each segment, and the segments of each candidate, lie."""

    entries: tuple[Entry, ...]
    size: int  # entries before this one are the library's, those after it elsewhere's
    segments: tuple[Segment, ...]
    starts: Ints  # of segments, in entries
    candidate_starts: Ints  # of candidates (SOPs, answers without one), in segments
    candidate_ends: Ints
    candidate: Ints  # of each segment
    kinds: Mapping[str, Floats]  # 1 where an entry is of this kind
    aspects: Floats  # entries x ASPECTS: what a question asks for
    general: Floats  # of each segment: 1 when it is no step
    first: Floats
    last: Floats
    timed: Floats
    papered: Floats

    def segments_of(self, candidate: int) -> slice:
        """The segments of this candidate."""
        return slice(int(self.candidate_starts[candidate]), int(self.candidate_ends[candidate]))


def aspects(message: Marked) -> Floats:
    """What is asked for, as far as words tell."""
    return np.array([message.has(f"asks_{name}") for name in ASPECTS], np.float32)


def layout(groups: Sequence[Sequence[Entry]], elsewhere: Sequence[Entry]) -> Layout:
    """Each group holds the entries of one SOP, or one answer that belongs to none."""
    entries: list[Entry] = []
    segments: list[Segment] = []
    starts: list[int] = []
    candidate_starts: list[int] = []
    for group in groups:
        candidate_starts.append(len(segments))
        for step, inside in _by_step(group):
            lone = inside[0].written if inside[0].sop is None else None
            segments.append(Segment(inside[0].sop, step, lone))
            starts.append(len(entries))
            entries.extend(inside)
    size = len(entries)
    heads = [entries[start] for start in starts]
    lengths = np.diff([*candidate_starts, len(segments)])
    ends = np.cumsum(lengths)
    final = set((ends - 1).tolist())
    return Layout(
        entries=(*entries, *elsewhere),
        size=size,
        segments=tuple(segments),
        starts=np.array(starts, np.int64),
        candidate_starts=np.array(candidate_starts, np.int64),
        candidate_ends=ends,
        candidate=np.repeat(np.arange(len(groups)), lengths),
        kinds={
            kind: _flags(entry.form in forms for entry in entries) for kind, forms in _KINDS.items()
        },
        aspects=np.array([_asked(entry) for entry in entries], np.float32),
        general=_flags(segment.step is None for segment in segments),
        first=_flags(segment.step == 1 for segment in segments),
        last=_flags(at in final and each.step is not None for at, each in enumerate(segments)),
        timed=_flags(head.timed for head in heads),
        papered=_flags(head.papered for head in heads),
    )


def _by_step(group: Sequence[Entry]) -> list[tuple[int | None, list[Entry]]]:
    """What is said of the SOP as a whole, then step by step; each step's own text first."""
    found: dict[int | None, list[Entry]] = {}
    for entry in group:
        found.setdefault(entry.step, []).append(entry)
    return sorted(found.items(), key=lambda item: item[0] or 0)


def _flags(values: Iterable[bool]) -> Floats:
    return np.fromiter(values, np.float32)


_NOTHING = np.zeros(len(ASPECTS), np.float32)


def _asked(entry: Entry) -> Floats:
    if entry.form not in ("question", "written"):
        return _NOTHING
    return _asked_by(entry.texts[0])


@lru_cache(maxsize=10_000)
def _asked_by(text: str) -> Floats:
    """Kept, because most questions stay when an SOP changes."""
    return aspects(marked(tokens(text)))
