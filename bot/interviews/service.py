"""Use cases of the interview: what is offered, coming back, resting, typed answers."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.access import Stranger, require
from bot.chat.notices import interview_card
from bot.interviews.opened import open_interview, save
from bot.interviews.passage import Passage
from bot.interviews.rules import CONSENT_VERSION, offered
from flows import engine
from flows.answers import Problem
from storage.records import Person, Questionnaire, StoredInterview
from storage.unit_of_work import UnitOfWork

# People and what they may answer -------------------------------------------------------------


def person_here(uow: UnitOfWork, chat_id: int) -> Person:
    """Who speaks at this chat. Raises Stranger when nobody has enrolled here."""
    person = uow.chats.person_at(chat_id)
    if person is None:
        raise Stranger
    return person


def has_consented(uow: UnitOfWork, person: Person) -> bool:
    consent = uow.consents.current(person.id)
    return consent is not None and consent.version == CONSENT_VERSION


def questionnaires_for(uow: UnitOfWork, person: Person) -> tuple[Questionnaire, ...]:
    return offered(uow.questionnaires.latest_all(), person, submitted_names(uow, person))


def submitted_names(uow: UnitOfWork, person: Person) -> frozenset[str]:
    return frozenset(
        uow.questionnaires.by_id(stored.questionnaire).name
        for stored in uow.interviews.all_of(person.id)
        if stored.status == "submitted"
    )


def first_questionnaire(uow: UnitOfWork, person: Person) -> Questionnaire | None:
    """What opens by itself after consent: the first that the person has not submitted."""
    done = submitted_names(uow, person)
    return next((q for q in questionnaires_for(uow, person) if q.name not in done), None)


def live_interview(uow: UnitOfWork, person: Person) -> StoredInterview | None:
    """The interview that the person is in: open and not put aside."""
    stored = uow.interviews.open_of(person.id)
    if stored is None or stored.snapshot["aside"]:
        return None
    return stored


# Commands ------------------------------------------------------------------------------------


def show_list(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    """`/mulai`: the list of questionnaires; straight back in when only one is open."""
    person = person_here(uow, chat_id)
    require(person, "interview.answer", person)
    mine = questionnaires_for(uow, person) if has_consented(uow, person) else ()
    stored = uow.interviews.open_of(person.id)
    if stored is not None and len(mine) == 1:
        _wake(uow, stored, now)
        uow.outbox.add(interview_card(person, chat_id, fresh=True, resumed=True), now)
        return
    uow.outbox.add(interview_card(person, chat_id, fresh=True, view="list"), now)


def show_card(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    """`/start` of somebody we know: the live card at the end of the chat."""
    person = person_here(uow, chat_id)
    stored = uow.interviews.open_of(person.id)
    if stored is not None:
        _wake(uow, stored, now)
    uow.outbox.add(interview_card(person, chat_id, fresh=True, resumed=True), now)


def put_aside(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    """`/batal`: the card rests, every answer is kept."""
    person = person_here(uow, chat_id)
    require(person, "interview.answer", person)
    stored = live_interview(uow, person)
    if stored is not None:
        opened = open_interview(uow, stored, now)
        save(uow, opened, replace(opened.passage.moved(opened.passage.interview), aside=True), now)
    uow.outbox.add(interview_card(person, chat_id, fresh=True, view="aside"), now)


def _wake(uow: UnitOfWork, stored: StoredInterview, now: datetime) -> None:
    if stored.snapshot["aside"]:
        opened = open_interview(uow, stored, now)
        save(uow, opened, opened.passage.moved(opened.passage.interview), now)


def unexpected(uow: UnitOfWork, chat_id: int, kind: str, now: datetime) -> None:
    """A sticker, a voice message, an edited message: said kindly, nothing stored, card again."""
    person = person_here(uow, chat_id)
    uow.outbox.add(interview_card(person, chat_id, fresh=True, problem=kind), now)


def ticked(passage: Passage, value: str) -> tuple[str, ...]:
    """What is ticked on the card now: the half-made choice, else the stored answer."""
    return tuple(value.split()) if passage.chosen is None else passage.chosen


def problem_arguments(problem: Problem) -> dict[str, Any]:
    return {"problem": problem.code, "details": dict(problem.details)}


# Text ----------------------------------------------------------------------------------------


def type_answer(uow: UnitOfWork, chat_id: int, text: str, now: datetime) -> None:
    """Typed text answers the question on the live card; a new card comes below it."""
    person = person_here(uow, chat_id)
    require(person, "interview.answer", person)
    stored = live_interview(uow, person) if has_consented(uow, person) else None
    if stored is None:
        uow.outbox.add(interview_card(person, chat_id, fresh=True, problem="use-buttons"), now)
        return
    opened = open_interview(uow, stored, now)
    prompt = opened.turn(now).prompt
    if prompt is None:
        uow.outbox.add(interview_card(person, chat_id, fresh=True, problem="use-buttons"), now)
        return
    turn = engine.answer(
        opened.form, opened.passage.interview, prompt.path, text, opened.local(now)
    )
    if turn.problem is not None:
        arguments = problem_arguments(turn.problem)
        uow.outbox.add(interview_card(person, chat_id, fresh=True, **arguments), now)
        return
    save(uow, opened, opened.passage.moved(turn.interview), now)
    notice = interview_card(
        person, chat_id, fresh=True, echo=prompt.path, dropped=len(turn.dropped)
    )
    uow.outbox.add(notice, now)
