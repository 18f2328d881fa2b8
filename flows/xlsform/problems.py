"""What may be said about a workbook: a form problem names a cell that its author can put right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One authoring problem; `code` is one of CODES, `details` fill the words of `locales/`.

    `row` is the row as Excel counts it (the header is row 1), `column` the header as the
    author wrote it; each is None where the problem has no such place.
    """

    severity: Severity
    code: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)


class Unreadable(Exception):  # noqa: N818 -- a refusal, not a fault
    """The workbook cannot be read at all; carries the one problem that says why."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.problem = FormProblem("error", code, details=details)


CODES = (
    # the file
    "workbook-unreadable",  # text
    "workbook-kind-unknown",  # name
    "workbook-macro",
    "workbook-encrypted",
    "workbook-too-large",  # limit
    "workbook-too-slow",  # seconds
    "sheet-missing",  # name
    "column-missing",  # name
    "header-duplicate",  # name
    "cell-broken",  # text: Excel's error value
    "character-forbidden",  # character: U+0001
    # the survey and its lists
    "type-missing",
    "type-unsupported",  # type
    "column-unsupported",  # name
    "sheet-unsupported",
    "name-missing",
    "name-invalid",  # name
    "name-duplicate",  # name, other: the first row
    "group-unopened",
    "group-unclosed",  # name
    "group-too-deep",  # limit
    "list-missing",
    "list-unknown",  # list
    "choice-name-missing",
    "choice-duplicate",  # name, list, other
    "choices-too-many",  # list, count, limit
    "text-too-long",  # length, limit
    "card-too-long",  # length, limit
    "label-missing",
    "language-code-missing",  # language
    "translation-missing",  # language
    "column-translation-missing",  # language
    "default-invalid",  # value, type
    # expressions
    "expression-syntax",  # text: what could not be read
    "expression-too-deep",
    "function-unknown",  # function
    "function-arguments",  # function
    "axis-unsupported",  # text
    "regex-broken",  # text
    "name-unknown",  # name
    "path-unknown",  # path
    "name-ambiguous",  # name
    "reference-unsupported",  # name
    "cycle",  # names, cells
    # side columns and sheets
    "prefill-unknown",  # value, allowed
    "prefill-type",  # type
    "number-expected",  # value
    "number-out-of-range",  # value, low, high
    "number-whole",  # value
    "role-unknown",  # value, allowed
    "score-missing",
    "indicator-type",
    "indicator-unknown",  # indicator
    "indicator-duplicate",  # indicator, other
    "indicator-unasked",  # indicator
    "parent-unknown",  # parent
    "parent-level",  # parent
    "direction-unknown",  # value
    "goalpost-missing",  # indicator
    "goalposts-order",  # lower, upper
    "root-many",  # index, other: its row
    "framework-levels",  # level: of the index
    "childless",  # indicator
    "weights-zero",  # parent
    # what others say
    "pyxform",  # text
    "pyxform-warning",  # text
    "conversion-failed",  # text
    "form-unsupported",  # reason, path, detail
)
