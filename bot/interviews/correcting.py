"""Corrections of what was submitted: a draft beside it, sent with a reason, or given up."""

from dataclasses import replace
from datetime import datetime

from bot.access import require
from bot.chat.questionnaire import interview_of
from bot.chat.text import clean
from bot.interviews.opened import Opened
from bot.interviews.passage import Passage, first_card
from bot.interviews.rules import may_be_corrected
from flows import engine
from flows.answers import Problem
from storage.records import Person, StoredInterview
from storage.unit_of_work import UnitOfWork

REASON = 500  # characters


def is_correctable(uow: UnitOfWork, person: Person, stored: StoredInterview) -> bool:
    name = uow.questionnaires.by_id(stored.questionnaire).name
    return may_be_corrected(stored, name, person, uow.questionnaires.latest_all())


def begin_correction(
    uow: UnitOfWork, person: Person, stored: StoredInterview, now: datetime
) -> StoredInterview | None:
    """The draft that lies beside the interview, begun when there is none; None: too late."""
    require(person, "interview.answer", person)
    if not is_correctable(uow, person, stored):
        return None
    draft = uow.corrections.draft_of(stored.id)
    if draft is not None:
        return draft
    interview = replace(interview_of(stored), cursor="", editing=False)
    snapshot = Passage(interview, card=first_card(now)).to_json()
    return uow.corrections.begin(stored.id, snapshot, person.language, now)


def changed(opened: Opened) -> int:
    """How many answers of a correction are others than those that were submitted."""
    if opened.original is None:
        return 0
    form, moment = opened.form, opened.local(opened.stored.touched_at)
    before, after = (
        engine.answers(form, each, moment) for each in (opened.original, opened.passage.interview)
    )
    return sum(
        before.get(path) != after.get(path)
        for path in before.keys() | after.keys()
        if form.generic(path) in form.questions
    )


def send_correction(
    uow: UnitOfWork, opened: Opened, reason: str, now: datetime
) -> StoredInterview | Problem:
    """Put the corrected answers in place of the submitted ones, whose moment and id stay."""
    person, words = opened.person, clean(reason)
    require(person, "interview.answer", person)
    if not words:
        return Problem("answer-required")
    if len(words) > REASON:
        return Problem("text-too-long", {"limit": str(REASON)})
    if opened.stored.corrects is None or not is_correctable(
        uow, person, uow.interviews.by_id(opened.stored.corrects)
    ):
        return Problem("correction-late")
    interview = replace(opened.passage.interview, cursor="", editing=False)
    snapshot = Passage(interview).to_json()
    sent = uow.corrections.send(opened.stored, snapshot, person.language, words, now)
    uow.audit.add(now, person.id, "interview.correct", f"interview:{sent.id}", {})
    return sent


def abandon_correction(uow: UnitOfWork, opened: Opened) -> None:
    """Forget the draft; what was submitted stays as it is."""
    require(opened.person, "interview.answer", opened.person)
    uow.corrections.abandon(opened.stored)
