"""What may be said about an answer: a problem is a value that a person can put right."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer was refused; `code` is one of CODES, `details` fill the words of `locales/`.

    Details never hold what the person typed: they may end in a log or an outbox row.
    """

    code: str
    details: Mapping[str, str] = field(default_factory=dict)


CODES = (
    "choice-unknown",  # typed text names no option
    "choice-ambiguous",  # typed text names several options
    "choice-alone",  # several, of which one goes with no other; details: alone (labels)
    "choices-over",  # details: most
    "choices-under",  # details: least
    "number-unreadable",
    "integer-expected",
    "date-unreadable",
    "month-unreadable",
    "year-unreadable",
    "time-unreadable",
    "time-ambiguous",  # morning or evening: both fit
    "moment-unreadable",  # day and time of day together
    "rank-incomplete",  # details: count (of the choices)
    "range-outside",  # details: low, high
    "range-step",  # details: low, step
    "place-unreadable",
    "place-outside",  # no such latitude or longitude
    "place-too-few",  # details: least (points)
    "image-expected",
    "audio-expected",
    "video-expected",
    "file-expected",
    "yes-or-no",
    "only-read",  # there is nothing to answer
    "text-too-long",  # details: limit
    "answer-required",  # details: message (the form's own, may be absent)
    "constraint",  # details: message (the form's own, may be absent)
    "not-asked",  # the question is not relevant now
)

# What only an answer that was collected elsewhere can have.
INTAKE_CODES = (
    "file-name-unfit",  # a path, or no name at all
    "path-unknown",  # the form has no such question
    "value-unfit",  # not of the type of its field
    "instances-too-many",  # details: limit
)
