"""What each button of the card does: one function a verb, in a table."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.chat.notices import card_key, tell_profile
from bot.chat.screen import Tap
from bot.chat.speaker import speaker
from bot.interviews.changing import CHANGING
from bot.interviews.choosing import CHOOSING
from bot.interviews.entrance import ENTRANCE
from bot.interviews.media import MEDIA
from bot.interviews.moments import MOMENTS
from bot.interviews.opened import Opened, open_interview, save
from bot.interviews.service import live_interview, rest
from bot.interviews.sharing import SHARING
from bot.interviews.tapping import Tapping, Verb, mark
from bot.interviews.trial import end_trial
from flows import engine
from flows.prompts import (
    Acknowledge,
    AddAnother,
)
from flows.questions import ACKNOWLEDGED, NO, YES
from storage.records import Person
from storage.unit_of_work import UnitOfWork


def tap(uow: UnitOfWork, chat_id: int, message_id: int | None, tapped: Tap, now: datetime) -> str:
    """A button was tapped, or its words typed (`message_id` None); gives the toast.

    A stale, foreign or impossible tap stores nothing and shows the present card.
    """
    person = speaker(uow, chat_id, "interview.answer")
    act = Tapping(uow, person, chat_id, _must_be_fresh(uow, person, message_id), now)
    found = ENTRANCE.get(tapped.verb) or _STEPS.get(tapped.verb)
    if found is None or len(tapped.numbers) != found[1]:
        return act.stale()
    step = found[0]
    if tapped.verb in ENTRANCE:
        whose, *named = tapped.numbers
        return step(act, *named) if whose == person.id else act.stale()
    interview_id, card, *named = tapped.numbers
    opened = _opened_for(act, interview_id, card)
    return step(act, opened, *named) if opened else _no_longer(act, interview_id)


def _must_be_fresh(uow: UnitOfWork, person: Person, message_id: int | None) -> bool:
    """Whether the card has to come anew: the person typed, or tapped a card further up."""
    live = uow.cards.get(card_key(person))
    return message_id is None or live is None or live[1] != message_id


def _opened_for(act: Tapping, interview_id: int, card: int) -> Opened | None:
    """The live interview, if this is the one, and this its card."""
    stored = live_interview(act.uow, act.person)
    if stored is None or stored.id != interview_id:
        return None
    opened = open_interview(act.uow, act.person, stored, act.now)
    if opened.passage.card == card:
        return opened
    if opened.overtaken:  # kept, so that the card is drawn as it is today
        save(act.uow, opened, opened.passage, act.now)
    return None


def _no_longer(act: Tapping, interview_id: int) -> str:
    """The present card; the thanks again after a second tap on Submit."""
    if live_interview(act.uow, act.person) is None:
        for stored in act.uow.interviews.all_of(act.person.id):
            if stored.id == interview_id and stored.status == "submitted":
                toast = act.say("toast.already_submitted")
                return act.show(toast, view="thanks", interview=interview_id)
    return act.stale()


# Question ------------------------------------------------------------------------------------


def _next(act: Tapping, opened: Opened) -> str:
    """Past something to read, or past a question whose answer stays."""
    prompt = opened.prompt
    if prompt is None:
        return act.stale()
    value = ACKNOWLEDGED if isinstance(prompt.input, Acknowledge) else prompt.value
    return act.record(opened, prompt, value, act.say("toast.next")) if value else act.stale()


def _skip(act: Tapping, opened: Opened) -> str:
    prompt = opened.prompt
    if prompt is None:
        return act.stale()
    key = "toast.cleared" if prompt.value else "toast.skipped"
    return act.record(opened, prompt, "", act.say(key))


def _more(act: Tapping, opened: Opened, more: int) -> str:
    """One more of a repeat, or no more."""
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, AddAnother) or more > 1:
        return act.stale()
    return act.record(opened, prompt, YES if more else NO, act.say("toast.next"))


def _back(act: Tapping, opened: Opened) -> str:
    turn = engine.back(opened.form, opened.passage.interview, opened.local(act.now))
    if turn.interview == opened.passage.interview:
        return act.show(act.say("toast.first"))
    save(act.uow, opened, opened.passage.moved(turn.interview), act.now)
    return act.show(act.say("toast.back"))


# Review --------------------------------------------------------------------------------------


def _edit(act: Tapping, opened: Opened, marked: int) -> str:
    form, interview, now = opened.form, opened.passage.interview, opened.local(act.now)
    items = engine.review(form, interview, now).items
    path = next((item.path for item in items if mark(item.path) == marked), "")
    turn = engine.edit(form, interview, path, now)
    if turn.problem is not None:
        return act.stale()
    save(act.uow, opened, opened.passage.moved(turn.interview), act.now)
    return act.show(act.say("toast.opened"))


def _page(act: Tapping, opened: Opened, page: int | None) -> str:
    """Open a page of the review; its screen falls back to the overview where there is none."""
    save(act.uow, opened, replace(opened.passage, page=page), act.now)
    return act.show(act.say("toast.opened"))


def _review(act: Tapping, opened: Opened) -> str:
    return _page(act, opened, None)


def _submit(act: Tapping, opened: Opened) -> str:
    """Freeze office and role with the answers; refused while something is missing."""
    found = engine.review(opened.form, opened.passage.interview, opened.local(act.now))
    if not opened.at_review or opened.original is not None:
        return act.stale()
    if opened.passage.over and found.unasked:  # another day asks more than the card knew
        save(act.uow, opened, opened.passage.turned(), act.now)
        return act.stale()
    if found.missing:
        return act.show(act.say("toast.missing", count=len(found.missing)))
    if opened.is_trial:
        return end_trial(act, opened.questionnaire.id)
    interview, person = opened.stored, opened.person
    ended = engine.finish(opened.form, opened.passage.interview, opened.local(act.now))
    act.uow.interviews.submit(
        interview.id,
        interview.revision,
        replace(opened.passage, interview=ended).to_json(),
        person.language,
        person.office,
        person.role,
        act.now,
    )
    act.uow.audit.add(act.now, person.id, "interview.submit", f"interview:{interview.id}", {})
    rest(act.uow, person, act.now)  # another interview may be open: the thanks show none
    toast = act.show(act.say("toast.submitted"), view="thanks", interview=interview.id)
    if opened.questionnaire.sides.get("indicators"):
        tell_profile(act.uow, person, act.chat_id, interview.id, act.now)
    return toast


# What a verb does, and how many numbers it carries: interview and card first.
_STEPS: dict[int, tuple[Callable[..., str], int]] = {
    **CHOOSING,
    Verb.NEXT: (_next, 2),
    Verb.SKIP: (_skip, 2),
    Verb.BACK: (_back, 2),
    Verb.EDIT: (_edit, 3),
    Verb.PAGE: (_page, 3),
    Verb.REVIEW: (_review, 2),
    Verb.SUBMIT: (_submit, 2),
    Verb.MORE: (_more, 3),
    **CHANGING,
    **MEDIA,
    **MOMENTS,
    **SHARING,
}
