"""Use cases of asking: the question is kept and answered in one transaction."""

from datetime import datetime
from typing import Any

from bot.chat.between import bring_card_back, has_open_card
from bot.chat.speaker import speaker
from bot.chat.text import brief
from bot.sops.asking import PAGE, WRITES, Asked, awaited_reason
from bot.sops.cards import BROWSING, card, marked, told
from bot.sops.rules import LATELY, outcome_of
from knowledge.library import Library
from knowledge.privacy import mask
from knowledge.replies import Choices, NotFound, Reply
from storage.records import Notice, Person, SopQuestion
from storage.unit_of_work import UnitOfWork

REASON = 500  # characters of a reason that are kept


def show_start(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    """`/sop` alone: how to ask, what is half done, what is used most."""
    person = speaker(uow, chat_id, "sop.ask")
    since = (now - LATELY).isoformat()
    uow.outbox.add(card(person, chat_id, BROWSING, "start", fresh=True, since=since), now)
    _come_back(uow, person, chat_id, now)


def answer(uow: UnitOfWork, chat_id: int, asked: Asked, now: datetime) -> None:
    """Keep the question, and show what the library says; an open card comes back below it."""
    person = speaker(uow, chat_id, "sop.ask")
    if asked.reply is None:
        _take_reason(uow, person, chat_id, asked, now)
    else:
        outcome, words = outcome_of(asked.reply), mask(asked.text)
        question = uow.sop_questions.record(person, words, person.language, outcome, now)
        is_masked = words != asked.text
        notice = _reply_card(person, chat_id, question, asked.reply, masked=is_masked)
        uow.outbox.add(notice, now)
        if outcome.sop is not None and outcome.written is None:
            version = asked.library.sops[outcome.sop].version
            uow.sop_uses.opened(person.id, person.office, outcome.sop, version, now)
    _come_back(uow, person, chat_id, now)


def _reply_card(
    person: Person, chat_id: int, question: SopQuestion, reply: Reply, **more: bool
) -> Notice:
    if isinstance(reply, Choices):
        options = [[hit.sop, hit.step, hit.written] for hit in reply.options]
        return told(person, chat_id, question.id, "choices", options=options, **more)
    if isinstance(reply, NotFound):
        return told(person, chat_id, question.id, reply.kind, **more)
    hit = reply.hit
    if hit.written is not None:
        return card(person, chat_id, question.id, "written", written=hit.written, **more)
    view = "step" if hit.step else "whole"
    return card(person, chat_id, question.id, view, sop=hit.sop, step=hit.step, **more)


def _take_reason(
    uow: UnitOfWork, person: Person, chat_id: int, asked: Asked, now: datetime
) -> None:
    """Why an answer did not help, in the asker's own words."""
    sheet = awaited_reason(uow, person, now)
    if sheet is None:
        return  # given meanwhile, on another phone
    words = mask(asked.text)
    uow.sop_questions.rate(sheet[WRITES], helpful=False, complaint=brief(words, REASON))
    uow.sop_desks.drop(person.id)
    page = page_of(asked.library, tuple(sheet[PAGE]))
    uow.outbox.add(card(person, chat_id, sheet[WRITES], **page), now)
    is_masked = words != asked.text
    uow.outbox.add(told(person, chat_id, sheet[WRITES], "complained", masked=is_masked), now)


def page_of(library: Library, page: tuple[int, ...]) -> dict[str, Any]:
    """What a card shows, named as in a tap: SOP and step, or 0, 0 and a written answer."""
    code, _, number = page
    sop = marked(library, code)
    if sop is None:
        return {"view": "written", "written": number}
    step = number if sop.step(number) else None
    return {"view": "step" if step else "whole", "sop": sop.code, "step": step}


def _come_back(uow: UnitOfWork, person: Person, chat_id: int, now: datetime) -> None:
    if has_open_card(uow, person):
        bring_card_back(uow, chat_id, now)
