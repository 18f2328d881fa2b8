"""Use cases of the interview: what is offered, coming back, resting, typed answers."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.access import require
from bot.chat.notices import interview_card, tell_profile
from bot.chat.speaker import speaker
from bot.chat.text import brief
from bot.interviews.answering import Given, take
from bot.interviews.correcting import send_correction
from bot.interviews.lists import SOUGHT, long_list, meant, parts
from bot.interviews.opened import Opened, open_interview, save
from bot.interviews.rules import CONSENT_VERSION, command_in, offered
from flows import engine
from flows.answers import Problem
from flows.prompts import AddAnother, PickMany, Prompt, SendFile
from storage.records import Person, Questionnaire, StoredInterview
from storage.unit_of_work import UnitOfWork

# People and what they may answer -------------------------------------------------------------


def has_consented(uow: UnitOfWork, person: Person) -> bool:
    consent = uow.consents.current(person.id)
    return consent is not None and consent.version == CONSENT_VERSION


def questionnaires_for(
    uow: UnitOfWork, person: Person, submitted: frozenset[str]
) -> tuple[Questionnaire, ...]:
    """What the person may answer, what is not among the `submitted` names first."""
    return offered(uow.questionnaires.latest_all(), person, submitted)


def submitted_names(uow: UnitOfWork, person: Person) -> frozenset[str]:
    return frozenset(last_submitted(uow, person))


def last_submitted(uow: UnitOfWork, person: Person) -> dict[str, StoredInterview]:
    """By the name of the questionnaire, what the person has submitted to it last."""
    return {
        uow.questionnaires.by_id(stored.questionnaire).name: stored
        for stored in uow.interviews.all_of(person.id)
        if stored.status == "submitted"
    }


def first_questionnaire(uow: UnitOfWork, person: Person) -> Questionnaire | None:
    """What opens by itself after consent: the first that the person has not submitted."""
    done = submitted_names(uow, person)
    return next((q for q in questionnaires_for(uow, person, done) if q.name not in done), None)


def live_interview(uow: UnitOfWork, person: Person) -> StoredInterview | None:
    """The interview that the person, who has consented, is in."""
    stored = present_interview(uow, person)
    if stored is None or stored.status == "trial":  # which asks for no consent: it keeps nothing
        return stored
    return stored if has_consented(uow, person) else None


def present_interview(uow: UnitOfWork, person: Person) -> StoredInterview | None:
    """The interview that is open, was touched last, and is not put aside."""
    stored = uow.interviews.open_of(person.id)
    return None if stored is None or stored.snapshot["aside"] else stored


# Commands ------------------------------------------------------------------------------------


def show_list(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    """`/mulai`: the list of questionnaires; straight back in when only one is open."""
    person = speaker(uow, chat_id, "interview.answer")
    uow.interviews.end_trials(person.id)
    stored = uow.interviews.open_of(person.id)
    if stored is not None and len(questionnaires_for(uow, person, frozenset())) <= 1:
        take_up(uow, person, stored, now)
        uow.outbox.add(interview_card(person, chat_id, fresh=True, resumed=True), now)
        return
    rest(uow, person, now)
    uow.outbox.add(interview_card(person, chat_id, fresh=True), now)


def show_card(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    """`/start` of somebody we know: the live card at the end of the chat."""
    person = speaker(uow, chat_id, "interview.answer")
    stored = uow.interviews.open_of(person.id)
    if stored is not None:
        take_up(uow, person, stored, now)
    uow.outbox.add(interview_card(person, chat_id, fresh=True, resumed=True), now)


def show_review(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    """`/ubah`: the review of the open interview, else what was submitted and may be read."""
    person = speaker(uow, chat_id, "interview.answer")
    stored = uow.interviews.open_of(person.id)
    if stored is None or not (stored.status == "trial" or has_consented(uow, person)):
        uow.outbox.add(interview_card(person, chat_id, fresh=True, view="submitted"), now)
        return
    opened = open_interview(uow, person, stored, now)
    passage = opened.passage.laid(aside=False)
    save(uow, opened, replace(passage, over=passage.interview.cursor != "", page=None), now)
    uow.outbox.add(interview_card(person, chat_id, fresh=True), now)


def put_aside(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    """`/batal`: the card rests, every answer is kept; but for a trial, of which nothing is."""
    person = speaker(uow, chat_id, "interview.answer")
    left = uow.interviews.open_of(person.id)
    rest(uow, person, now)
    told: dict[str, Any] = {"view": "aside"}
    if left is not None and left.status == "trial":
        told = {"view": "tried", "version": left.questionnaire}
    uow.outbox.add(interview_card(person, chat_id, fresh=True, **told), now)


def take_up(uow: UnitOfWork, person: Person, stored: StoredInterview, now: datetime) -> None:
    """Typed text answers this interview from now on, with everything computed for this day."""
    require(person, "interview.answer", person)
    if stored.status != "trial":
        uow.interviews.end_trials(person.id)
    opened = open_interview(uow, person, stored, now)
    save(uow, opened, opened.passage.laid(aside=False), now)


def rest(uow: UnitOfWork, person: Person, now: datetime) -> None:
    """The card shows no question from now on, so typed text answers none; a trial is over."""
    require(person, "interview.answer", person)
    uow.interviews.end_trials(person.id)
    stored = live_interview(uow, person)
    if stored is not None:
        opened = open_interview(uow, person, stored, now)
        save(uow, opened, opened.passage.laid(aside=True), now)


def unexpected(uow: UnitOfWork, chat_id: int, kind: str, now: datetime) -> None:
    """A sticker, a place, an edited message: said kindly, nothing stored, card again."""
    person = speaker(uow, chat_id, "interview.answer")
    stored = live_interview(uow, person)
    prompt = open_interview(uow, person, stored, now).prompt if stored else None
    if kind == "file" and prompt is not None and isinstance(prompt.input, SendFile):
        kind = f"{prompt.input.kind}-expected"
    uow.outbox.add(interview_card(person, chat_id, fresh=True, problem=kind), now)


# Text ----------------------------------------------------------------------------------------


def type_answer(
    uow: UnitOfWork, chat_id: int, opened: Opened | None, text: str, now: datetime
) -> None:
    """Typed text answers the question on the live card; a new card comes below it."""
    person = speaker(uow, chat_id, "interview.answer")
    if opened is None:
        told: dict[str, Any] = {"problem": "use-buttons"}
    elif opened.passage.asking == "reason":
        _give_reason(uow, opened, chat_id, text, now)
        return
    else:
        told = {"command": command_in(text), **_answer(uow, opened, text, now)}
    uow.outbox.add(interview_card(person, chat_id, fresh=True, **told), now)


def _answer(uow: UnitOfWork, opened: Opened, text: str, now: datetime) -> dict[str, Any]:
    """Take the text; gives what the card has to say about it."""
    if opened.overtaken:
        # What the person read is not asked any more: the text must not answer something else.
        save(uow, opened, opened.passage, now)
        return {"problem": "not-asked"}
    prompt = opened.prompt
    if prompt is None:
        return {"problem": "use-buttons"}
    listed = long_list(prompt.input)
    if isinstance(listed, PickMany):
        return _tick_typed(uow, opened, prompt, listed, text, now)
    given = Given(prompt, text, typed_in=True)
    if listed is not None:
        place = meant(opened, prompt, listed, text)
        if place is None:
            return _seek(uow, opened, text, now)
        given = Given(prompt, listed.choices[place].name)
    taken = take(uow, opened, given, now)
    if taken.problem is not None:
        return problem_arguments(taken.problem)
    echoed = "" if taken.held or isinstance(prompt.input, AddAnother) else prompt.path
    return {"echo": echoed, "dropped": taken.dropped}


def _give_reason(uow: UnitOfWork, opened: Opened, chat_id: int, text: str, now: datetime) -> None:
    """The text is why answers were corrected: with it the correction is sent."""
    person, profiled = opened.person, False
    told: dict[str, Any] = {}
    if engine.review(opened.form, opened.passage.interview, opened.local(now)).missing:
        save(uow, opened, opened.passage.turned(asking=""), now)  # asked since the day changed
    else:
        sent = send_correction(uow, opened, text, now)
        if isinstance(sent, Problem):
            told = problem_arguments(sent)
        else:
            rest(uow, person, now)  # another interview may be open: the thanks show none
            told = {"view": "thanks", "interview": sent.id}
            profiled = bool(opened.questionnaire.sides.get("indicators"))
    uow.outbox.add(interview_card(person, chat_id, fresh=True, **told), now)
    if profiled:
        tell_profile(uow, person, chat_id, told["interview"], now)


def _seek(uow: UnitOfWork, opened: Opened, text: str, now: datetime) -> dict[str, Any]:
    """Show what of a long list is like the text."""
    sought = brief(text, SOUGHT)
    save(uow, opened, replace(opened.passage, sought=sought, leaf=None), now)
    return {}


def _tick_typed(
    uow: UnitOfWork, opened: Opened, prompt: Prompt, given: PickMany, text: str, now: datetime
) -> dict[str, Any]:
    """Tick every choice of a long list that was named beyond doubt; look for the others."""
    chosen, left, over = opened.ticked(prompt), list[str](), False
    named = [text] if meant(opened, prompt, given, text) is not None else parts(text)
    for part in named:
        place = meant(opened, prompt, given, part)
        if place is None:
            left.append(part)
            continue
        more = given.ticked(chosen, given.choices[place].name)
        over = over or given.is_over(more)
        chosen = chosen if over else more
    ticks = {**opened.passage.ticks, prompt.path: chosen}
    opened = replace(opened, passage=replace(opened.passage, ticks=ticks))
    told = _seek(uow, opened, ", ".join(left), now)
    return told | (
        {"problem": "choices-over", "details": {"most": str(given.most)}} if over else {}
    )


def problem_arguments(problem: Problem) -> dict[str, Any]:
    return {"problem": problem.code, "details": dict(problem.details)}
