"""The week of the library in figures, for coordinators."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.access import Actor, require
from bot.sops.rules import COMPLAINTS
from bot.sops.usage import OfficeUse, usage
from storage.unit_of_work import UnitOfWork

WEEK = timedelta(days=7)
NO_REASON, OWN_WORDS = "none", "own"
REASONS = (*COMPLAINTS, NO_REASON, OWN_WORDS)


@dataclass(frozen=True, slots=True)
class Week:
    """Questions by what became of them; greetings and thanks are none."""

    answered: int
    choices: int
    not_found: int
    declined: int
    waiting: int  # at this moment, whenever they were asked
    complaints: tuple[tuple[str, int], ...]  # of REASONS, with how many
    words: tuple[str, ...]  # what askers wrote themselves
    sops: tuple[tuple[str, int], ...]  # code, how often it was opened; the most used first
    offices: tuple[OfficeUse, ...]

    @property
    def asked(self) -> int:
        return self.answered + self.choices + self.not_found + self.declined

    @property
    def share(self) -> int:
        """Per cent of the questions about SOPs that got an answer or choices at once."""
        fitting = self.asked - self.declined
        return round(100 * (self.answered + self.choices) / fitting) if fitting else 0


def week(uow: UnitOfWork, actor: Actor, since: datetime) -> Week:
    """What has happened since then."""
    require(actor, "sop.queue")
    outcomes = Counter[str]()
    for count in uow.sop_questions.counts(since):
        if count.reason != "smalltalk":
            outcomes[_outcome(count.outcome, count.reason)] += count.number
    complaints, words = Counter[str](), list[str]()
    for each in uow.sop_questions.complaints(since):
        complaints[_complaint(each.complaint)] += each.number
        if _complaint(each.complaint) == OWN_WORDS:
            words.append(each.complaint or "")
    used = usage(uow, actor, since)
    return Week(
        answered=outcomes["answer"],
        choices=outcomes["choices"],
        not_found=outcomes["not_found"],
        declined=outcomes["declined"],
        waiting=uow.sop_questions.how_many_wait(),
        complaints=tuple(complaints.most_common()),
        words=tuple(words),
        sops=used.sops,
        offices=used.offices,
    )


def _outcome(outcome: str, reason: str | None) -> str:
    return "declined" if outcome == "not_found" and reason != "unknown" else outcome


def _complaint(complaint: str | None) -> str:
    if complaint is None:
        return NO_REASON
    return complaint if complaint in COMPLAINTS else OWN_WORDS
