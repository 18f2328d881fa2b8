"""What may be said about submitted files: a file problem names a place that can be put right."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.answers import INTAKE_CODES


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: `row` as Excel counts it; None where there is no such place."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class FileProblem:
    """`code` is one of CODES or ANSWERS.

    Details never hold what a person answered.
    """

    code: str
    place: Place
    details: Mapping[str, str] = field(default_factory=dict)


class Unusable(Exception):  # noqa: N818 -- a refusal, not a fault
    """A file cannot be read at all; carries the one problem that says why."""

    def __init__(self, code: str, place: Place, **details: str) -> None:
        super().__init__(code)
        self.problem = FileProblem(code, place, details)


ANSWERS = (
    "choice-unknown",
    "number-unreadable",
    "integer-expected",
    "date-unreadable",
    "month-unreadable",
    "year-unreadable",
    "time-unreadable",
    "moment-unreadable",
    "rank-incomplete",  # count
    "range-outside",  # low, high
    "range-step",  # low, step
    "place-unreadable",
    "place-outside",
    "place-too-few",  # least
    "answer-required",
    "constraint",  # message
    *INTAKE_CODES,
)
CODES = (
    # the file
    "file-unreadable",
    "file-too-large",  # limit
    "file-kind-unknown",
    "files-too-many",  # limit
    "nothing-found",
    "xml-unsafe",
    "not-a-submission",
    "submission-encrypted",
    "element-twice",
    "not-utf8",
    "csv-unreadable",
    "workbook-macro",
    "workbook-encrypted",
    "column-twice",
    "cell-unreadable",
    "repeat-absent",  # name
    "sheet-unknown",
    "parent-unknown",
    # one submission
    "questionnaire-needed",
    "questionnaire-unknown",  # name
    "version-unknown",  # name, version
    "column-unknown",
    "instance-id-missing",
    "respondent-missing",  # fields
    "respondent-unknown",
    "role-not-asked",
    "submitted-before",
    "problems-too-many",  # limit
)
