"""Faults on demand: which request or update is to suffer what."""

from dataclasses import dataclass, field
from random import Random  # noqa: TID251 - seeded: the same seed strikes the same requests
from typing import Any

from bot.emulator.errors import ControlError

Json = dict[str, Any]

KINDS = ("429", "5xx", "lost", "dropped", "duplicate", "delay")
BEFORE = ("dropped", "429", "5xx")
AFTER = ("delay", "lost")
NUMBERS = {
    "next": int,
    "probability": (int, float),
    "seed": int,
    "retry_after": int,
    "status": int,
    "ms": (int, float),
}
OTHERS = {"kind": str, "method": str, "effect": bool}


@dataclass(slots=True)
class Fault:
    """Strikes the next `next` requests of `method` (None: of any), or each with `probability`."""

    kind: str
    method: str | None = None
    next: int | None = None
    probability: float | None = None
    seed: int = 0
    retry_after: int = 3
    status: int = 502
    ms: float = 0
    effect: bool = False  # a 5xx after the effect has happened
    fired: int = 0
    draw: Random = field(init=False)

    def __post_init__(self) -> None:
        self.draw = Random(self.seed)  # noqa: S311 - decides on faults, not on secrets

    def strikes(self, method: str) -> bool:
        """Decide for one request, and count it."""
        if self.method not in (None, method):
            return False
        if self.probability is not None:
            struck = self.draw.random() < self.probability
        else:
            struck = self.next is None or self.fired < self.next
        self.fired += struck
        return struck

    def note(self) -> Json:
        return {name: getattr(self, name) for name in self.__slots__ if name != "draw"}


class Faults:
    """The switches that are on, in the order they were set."""

    def __init__(self) -> None:
        self.on: list[Fault] = []

    def set(self, wanted: Any) -> list[Json]:
        """Switch on one fault or a list of them; raises ControlError for what is not one."""
        faults = [_fault(each) for each in (wanted if isinstance(wanted, list) else [wanted])]
        self.on += faults
        return [fault.note() for fault in faults]

    def clear(self) -> None:
        self.on.clear()

    def striking(self, kind: str, method: str) -> Fault | None:
        """The first fault of `kind` that strikes this request."""
        return next((each for each in self.on if each.kind == kind and each.strikes(method)), None)


def _fault(wanted: Any) -> Fault:
    if not isinstance(wanted, dict) or wanted.get("kind") not in KINDS:
        raise ControlError(400, f"a fault needs a kind: {', '.join(KINDS)}")
    known: dict[str, Any] = NUMBERS | OTHERS
    for name, value in wanted.items():
        if value is None and name in ("method", "next", "probability"):
            continue
        if name not in known or not isinstance(value, known[name]):
            raise ControlError(400, f"a fault can't have {name}={value!r}")
    return Fault(**wanted)
