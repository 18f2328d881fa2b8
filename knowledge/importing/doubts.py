"""What an import was not sure of: each doubt has its place and says what was assumed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.importing.grid import Place

NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Doubt:
    """`code` is one of DOUBTS; `details` fill the words of `locales/`.

    `step` is the number of the step in the draft, `key` the part of the identity block by its
    front-matter key; each is None where the doubt is not about such.
    """

    code: str
    place: Place = NOWHERE
    step: int | None = None
    key: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)


DOUBTS = (
    # the file
    "changes-tracked",
    "sheet-hidden",
    "cell-broken",  # text: Excel's error value
    "cell-uncalculated",  # text: the formula
    "table-ignored",
    "table-joined",
    "sop-several",
    "text-cut",  # limit
    # columns
    "heading-guessed",  # given, taken
    "activity-guessed",  # given
    "actors-guessed",  # given
    "actors-unnamed",
    "column-ignored",  # given
    "column-missing",  # taken: which
    # rows
    "numbers-absent",
    "number-changed",  # given
    "step-unnumbered",
    "row-joined",
    "substep-joined",
    "row-heading",  # given
    "row-ignored",  # given
    "cell-shared",  # taken: which
    "actor-missing",
    "actor-several",  # given
    "actor-drawn",
    "actor-text",  # given, taken
    "time-unclear",  # given
    # identity
    "identity-absent",
    "identity-missing",
    "code-missing",
    "title-assumed",  # given
    "date-unclear",  # given
    "date-assumed",  # given
    "related-unclear",  # given
    "role-assumed",  # given
    "phase-assumed",  # given
    "unverified",
)
