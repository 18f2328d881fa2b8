"""What may be wrong with an SOP: a problem names the place that its author can put right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class SopProblem:
    """One problem; `details` fill the words of `locales/`.

    `key` is the front-matter key or the column of the procedure, `row` the number of the step,
    `line` that of the file; each is None where the problem has no such place.
    """

    severity: Severity
    code: str
    file: str | None = None  # or the SOP's code, when it comes from the database
    key: str | None = None
    row: int | None = None
    line: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)


class Unreadable(Exception):  # noqa: N818 -- a refusal, not a fault
    """What was given cannot be read as an SOP; carries the problems that say why."""

    def __init__(self, *problems: SopProblem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems

    @property
    def problem(self) -> SopProblem:
        """The first, where one is enough to say."""
        return self.problems[0]


CODES = (
    # a file that is not in the form
    "not-utf8",
    "front-matter-missing",
    "front-matter-broken",
    "field-missing",
    "field-unknown",
    "field-wrong",
    "row-width",
    "row-number",
    "row-repeated",
    "row-untold",
    # an SOP by itself
    "title-missing",
    "phase-unknown",  # value, known
    "role-unknown",  # value, known
    "owner-absent",  # value
    "item-repeated",  # value
    "date-early",  # day, created
    "date-ahead",  # day
    "review-overdue",  # day, revised
    "basis-missing",
    "basis-empty",
    "verification-unknown",  # value, known
    "steps-missing",
    "step-number",  # expected
    "activity-missing",
    "actor-missing",
    "question-step",  # value
    "alias-repeated",  # text
    "translation-missing",
    "procedure-untranslated",
    "step-untranslated",  # columns
    # an SOP among others
    "code-repeated",  # value, other
    "reference-self",  # value
    "reference-unknown",  # value
    "title-clash",  # text, other
    "alias-clash",  # text, other
    "question-clash",  # text, other
    # a document to import
    "document-unreadable",
    "document-kind-unknown",  # name
    "document-encrypted",
    "document-macro",
    "document-entities",
    "document-too-large",  # limit
    "document-too-slow",  # seconds
    "document-no-procedure",
    "steps-too-many",  # limit
    "rows-too-many",  # limit
    "columns-too-many",  # limit
)
# With one of these an SOP answers nobody; the others may wait until after it is published.
STOPPING = frozenset(
    ("title-missing", "role-unknown", "steps-missing", "step-number", "activity-missing")
)
