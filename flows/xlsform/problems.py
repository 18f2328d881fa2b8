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
    "sheet-misspelt",  # name, near: what it may be meant to be
    "column-missing",  # name
    "header-duplicate",  # name
    "header-misspelt",  # name, near
    "header-invalid",  # name
    "cell-broken",  # text: Excel's error value
    "character-forbidden",  # character: U+0001
    # the survey and its lists
    "type-missing",
    "type-unsupported",  # type
    "column-unsupported",  # name
    "column-ignored",  # name
    "setting-unsupported",  # name
    "appearance-unsupported",  # name
    "appearance-unknown",  # name
    "appearance-ignored",  # name
    "value-blank",  # type
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
    "function-foreign",  # function, product
    "function-arguments",  # function
    "axis-unsupported",  # text
    "regex-broken",  # text
    "name-unknown",  # name
    "path-unknown",  # path
    "name-ambiguous",  # name
    "reference-unsupported",  # name
    "reference-repeated",  # name, repeat
    "predicate-number",
    "count-own",  # name: of the repeat
    "cycle",  # names, cells
    # attachments
    "attachments-too-large",  # files, limit
    "attachment-name-invalid",  # file
    "attachment-missing",  # file
    "attachment-unused",
    "attachment-unreadable",  # file, text
    "attachment-column-missing",  # name, cell
    "attachment-row",  # text
    "medium-skipped",  # file
    # side columns and sheets
    "prefill-unknown",  # value, allowed
    "prefill-type",  # type
    "side-repeated",
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
    "form-ignored",  # reason, path, detail
)
