"""One person's passage through a form, as a value that is kept as JSON between two messages."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from sys import intern
from typing import Any

from flows.xpath import Clock, Value


@dataclass(frozen=True, slots=True)
class Interview:
    """A snapshot. Answers lie in `values` while their question is relevant, else in `parked`.

    Nodes are named by the path of their instance (`/data/rep[2]/q`); `repeats` counts the
    instances of each repeat. `closed` are the nodes that are not relevant, without those below
    them. A question is passed when it was answered, skipped or (a note) read: those that hold an
    answer are, but for the `unseen`, whose answer came by itself, and so are the `skipped`, which
    hold none. `cursor` is the question that is put now, "" when all are passed. `draws` counts
    the random numbers taken from `seed`; `peak` is the highest share of progress that was shown.
    Paths are interned: many open interviews share them. `passed` names every passed question in
    snapshots of the time before `unseen`.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    parked: Mapping[str, Value] = field(default_factory=dict)
    repeats: Mapping[str, int] = field(default_factory=dict)
    closed: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    prefilled: tuple[str, ...] = ()
    cursor: str = ""
    editing: bool = False
    language: str = ""
    seed: int = 0
    draws: int = 0
    peak: float = 0.0
    passed: tuple[str, ...] | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON; `from_json` gives an equal snapshot back."""
        return {
            "values": {path: _written(value) for path, value in self.values.items()},
            "parked": {path: _written(value) for path, value in self.parked.items()},
            "repeats": dict(self.repeats),
            "closed": list(self.closed),
            "skipped": list(self.skipped),
            "unseen": list(self.unseen),
            "prefilled": list(self.prefilled),
            "cursor": self.cursor,
            "editing": self.editing,
            "language": self.language,
            "seed": self.seed,
            "draws": self.draws,
            "peak": self.peak,
            **({} if self.passed is None else {"passed": list(self.passed)}),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Interview":
        """A snapshot; one of the time before there were repeats names closed nodes one by one."""
        closed = data["closed"] if "closed" in data else data["irrelevant"]
        return cls(
            values={intern(path): _read(value) for path, value in data["values"].items()},
            parked={intern(path): _read(value) for path, value in data["parked"].items()},
            repeats={intern(path): count for path, count in data.get("repeats", {}).items()},
            closed=paths(closed),
            skipped=paths(data.get("skipped", ())),
            unseen=paths(data.get("unseen", ())),
            prefilled=paths(data["prefilled"]),
            cursor=data["cursor"],
            editing=data["editing"],
            language=data["language"],
            seed=data["seed"],
            draws=data["draws"],
            peak=float(data["peak"]),
            passed=paths(data["passed"]) if "passed" in data else None,
        )


def paths(found: Iterable[str]) -> tuple[str, ...]:
    """Paths in one order, each in memory once for all interviews."""
    return tuple(intern(path) for path in sorted(found))


def _written(value: Value) -> Any:
    """Texts, numbers and booleans as they are; what JSON lacks as an object of one entry."""
    if isinstance(value, Clock):
        return {"time": value.isoformat()}
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, float) and not math.isfinite(value):
        return {"number": str(value)}
    if isinstance(value, float) and value == int(value) and abs(value) < 2**53:
        return int(value)
    return value


def _read(data: Any) -> Value:
    if isinstance(data, dict):
        if "time" in data:
            return Clock.fromisoformat(data["time"])
        if "instant" in data:
            return datetime.fromisoformat(data["instant"])
        return date.fromisoformat(data["date"]) if "date" in data else float(data["number"])
    if isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    value: Value = data
    return value
