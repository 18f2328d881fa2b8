"""What an SOP is: identity, legal basis and steps, in the form of PermenPAN-RB 35/2012."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Language = Literal["id", "en"]
Verification = Literal["verified", "illustrative"]
Texts = Mapping[str, str]  # by language; Indonesian is always there


def said(texts: Texts, language: str) -> str:
    """The text in this language, or in Indonesian where it was not translated."""
    return texts.get(language) or texts["id"]


@dataclass(frozen=True, slots=True)
class Source:
    """A legal basis."""

    reference: str  # UU 18/2017
    article: str  # Pasal 13 huruf a-h
    verification: str  # verified, verified_secondary, partly_verified, unverified


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the procedure."""

    number: int  # 1, 2, …
    activity: Texts
    actor: Texts
    requirements: Texts
    time: Texts
    output: Texts
    note: Texts  # where it comes from and how far that was verified, without the mark
    verification: Verification


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the SOP answers, as an author of the library would ask it."""

    text: str
    step: int | None  # None: the SOP as a whole


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of the compliance check-in."""

    id: str
    text: Texts


@dataclass(frozen=True, slots=True)
class Sop:
    """One version of one SOP."""

    code: str  # SOP-19
    version: str  # the day of its last revision, 2026-07-06; unique within the code
    title: Texts
    summary: Texts
    sample: bool  # an example of ours, not an SOP that the ministry signed
    phase: str  # sebelum, selama, setelah, semua
    owner_role: str  # FD PO PV PC HB
    roles: tuple[str, ...]
    number: str  # nomor SOP
    created: date
    revised: date
    effective: date
    approved_by: str
    unit: str
    legal_basis: tuple[Source, ...]
    steps: tuple[Step, ...]
    requirements: Texts  # one a line
    warning: Texts
    total_time: Texts
    qualifications: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    related: tuple[str, ...] = ()  # codes
    aliases: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    review_months: int = 12  # evaluated so long after the last revision
    check_items: tuple[CheckItem, ...] = field(default=())

    def step(self, number: int) -> Step | None:
        """The step of this number."""
        return next((step for step in self.steps if step.number == number), None)
