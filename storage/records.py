"""The frozen values that stores take and give. Times are aware UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Office:
    code: str
    kind: str  # HQ, BP3MI, P4MI
    name: str
    parent: str | None
    province: str
    city: str
    zone: str  # IANA name


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    staff_id: str
    name: str
    office: str
    role: str  # FD PO PV PC HB or ""
    access: str  # respondent head coordinator administrator
    language: str  # id, en


@dataclass(frozen=True, slots=True)
class Invite:
    id: int
    person: int | None  # None: an open invite for an office and role; using it makes a person
    office: str
    role: str
    access: str
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong invite codes of one chat, for the growing delay."""

    failures: int
    not_before: datetime


@dataclass(frozen=True, slots=True)
class Consent:
    person: int
    version: str
    language: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One published, immutable version; or a coordinator's draft, which is neither."""

    id: int  # of the version
    name: str  # form_id
    version: str
    title: str
    audience: tuple[str, ...]  # roles; empty: everyone
    purpose: Mapping[str, str]  # by language, why we ask
    minutes: int
    xform: str
    sides: Mapping[str, Any]  # side columns and sheets: prefill, scores, indicators
    source_name: str
    source: bytes
    published_at: datetime | None  # None: a draft
    published_by: int | None  # of a draft, whose it is


LIVE = frozenset({"open", "correction", "trial"})  # statuses of what a person can be in


@dataclass(frozen=True, slots=True)
class StoredInterview:
    id: int
    person: int
    questionnaire: int  # version id
    wave: int | None
    status: str  # open, submitted; correction, trial: drafts that never count
    revision: int  # grows with every save; a tap carries the one it was drawn for
    snapshot: Mapping[str, Any]  # flows.Interview as JSON
    language: str
    office: str | None  # frozen at submission
    role: str | None
    started_at: datetime
    touched_at: datetime
    submitted_at: datetime | None
    corrects: int | None = None  # the submitted interview of which this is the draft
    corrected_at: datetime | None = None  # the last time


@dataclass(frozen=True, slots=True)
class Correction:
    """What a submitted interview was before it was corrected, and why it was."""

    interview: int
    person: int
    version: int
    at: datetime
    reason: str
    snapshot: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Move:
    """What an interview was before it moved from this version of its questionnaire to another."""

    interview: int
    version: int
    snapshot: Mapping[str, Any]
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that came as an answer; what it holds is found by its checksum."""

    person: int
    interview: int  # to which it came
    name: str  # as the answer has it; unique in the interview
    title: str  # as its sender called it, "" for what has no name, such as a photo
    sha256: str
    size: int  # bytes
    mime_type: str
    album: str | None  # what Telegram calls the album it came in
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update of Telegram as it waits in the inbox."""

    bot_id: int
    update_id: int
    chat_id: int | None
    body: str  # JSON, "" once done
    attempts: int
    reference: str | None = None  # what the person was shown when the update was parked


@dataclass(frozen=True, slots=True)
class Notice:
    """What a use case asks to be sent: a renderer's name and its arguments, drawn when delivered.

    `card` names the one live message that this notice redraws ("interviews.card:17"); a newer row
    of the same card suppresses an older one, and it may be repeated. Without a card the message
    goes out at most once.
    """

    chat_id: int
    name: str  # "interviews.card"
    arguments: Mapping[str, Any] = field(default_factory=dict)
    card: str | None = None
    fresh: bool = False  # send the card anew at the end of the chat; the old one loses its buttons
    lane: int = 0  # 0 reply to a person's own input, 1 escalation, 2 reminder, 3 broadcast
    dedupe_key: str | None = None
    due: datetime | None = None  # None: now


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One row of the outbox."""

    id: int
    notice: Notice
    state: str  # queued claimed sending sent failed unknown expired suppressed
    attempts: int
    due: datetime
    message_id: int | None
    last_error: str


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was taken back of senders that were lost: how many rows of the outbox each way."""

    queued: int
    unknown: int


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Who did what to what."""

    at: datetime
    actor: int | None  # a person's id; None: the system
    action: str
    subject: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SopVersion:
    """One published, immutable version of an SOP; or a coordinator's draft, which is neither."""

    id: int
    code: str
    version: str
    title: Mapping[str, str]  # by language
    body: Mapping[str, Any]  # knowledge.Sop as JSON
    published_at: datetime | None  # None: a draft
    published_by: int | None  # of a draft, whose it is
    source_name: str


@dataclass(frozen=True, slots=True)
class SopAlias:
    """Other words for an SOP, given by a coordinator."""

    id: int
    sop: str
    text: str
    added_by: int | None
    added_at: datetime


@dataclass(frozen=True, slots=True)
class SopAnswer:
    """A coordinator's answer to a question that no SOP answers."""

    id: int
    question: str
    text: str
    language: str
    sop: str | None
    step: int | None
    written_by: int | None
    written_at: datetime


@dataclass(frozen=True, slots=True)
class SopOutcome:
    """What became of a question when it was asked."""

    outcome: str  # answer, choices, not_found
    reason: str | None = None
    kind: str | None = None
    sop: str | None = None
    step: int | None = None
    written: int | None = None  # id of a written answer
    waits: bool = False  # for a coordinator


@dataclass(frozen=True, slots=True)
class SopQuestion:
    """A question as it was asked, with personal numbers masked, and what became of it."""

    id: int
    person: int
    office: str
    role: str
    text: str
    language: str
    outcome: str
    reason: str | None
    kind: str | None
    sop: str | None
    step: int | None
    written: int | None
    asked_at: datetime
    state: str  # open: waits for a coordinator; closed
    closed_by: int | None = None
    closed_at: datetime | None = None
    closed_as: str | None = None  # alias, answer, dismissed
    helpful: bool | None = None
    complaint: str | None = None  # a code, why it was not helpful


@dataclass(frozen=True, slots=True)
class SopCount:
    """How many questions of an office had this outcome and this SOP."""

    sop: str | None
    office: str
    outcome: str
    reason: str | None
    number: int


@dataclass(frozen=True, slots=True)
class SopComplaint:
    """How many said for this reason that an answer was of no use."""

    sop: str | None
    office: str
    complaint: str | None
    number: int


@dataclass(frozen=True, slots=True)
class SopUse:
    """How often an office opened an SOP."""

    sop: str
    office: str
    number: int


@dataclass(frozen=True, slots=True)
class Checklist:
    """The steps of an SOP that a person has ticked."""

    person: int
    sop: str
    version: str
    ticks: tuple[int, ...]
    touched_at: datetime
