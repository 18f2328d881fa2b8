"""What travels beside a form: prefills, indicators, scores, framework, audience, purpose."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

PREFILLS = ("person.role", "person.office", "person.language")
ROLES = ("FD", "PO", "PV", "PC", "HB")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the indicator framework, in the meaning of COINr's iMeta columns.

    `level` is 1 for an indicator and grows towards the index, `weight` is relative to the
    others under the same parent, `direction` is 1 or -1, the goalposts bound the raw score.
    """

    code: str
    parent: str  # "" for the index itself
    level: int
    weight: float
    direction: int = 1
    lower: float | None = None
    upper: float | None = None
    names: Mapping[str, str] = field(default_factory=dict)  # by language as in the form
    status: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """Everything of a workbook that XForms has no place for."""

    prefill: Mapping[str, str] = field(default_factory=dict)  # path -> one of PREFILLS
    indicators: Mapping[str, str] = field(default_factory=dict)  # path -> indicator code
    scores: Mapping[str, Mapping[str, float]] = field(
        default_factory=dict
    )  # path -> choice -> score
    framework: tuple[Indicator, ...] = ()
    required_levels: Mapping[str, Mapping[str, float]] = field(default_factory=dict)  # code -> role
    audience: tuple[str, ...] = ()  # roles; empty: everyone
    purpose: Mapping[str, str] = field(default_factory=dict)  # language as in the form -> text
    minutes: int = 1

    def to_json(self) -> dict[str, Any]:
        """A JSON object with these fields; `from_json` reads it back."""
        return asdict(self)

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> "Sides":
        """The value that `to_json` wrote."""
        framework = tuple(Indicator(**row) for row in data["framework"])
        return Sides(**{**data, "framework": framework, "audience": tuple(data["audience"])})
