"""What each button of the card does: one function a verb, in a table."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.chat.notices import card_key, profile_notice
from bot.chat.screen import Tap
from bot.chat.speaker import speaker
from bot.i18n import long_date
from bot.interviews.entrance import ENTRANCE
from bot.interviews.opened import Opened, open_interview, save
from bot.interviews.service import live_interview, rest
from bot.interviews.tapping import Tapping, Verb
from flows import engine
from flows.prompts import Acknowledge, PickDate, PickMany, PickOne
from flows.questions import ACKNOWLEDGED
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


def _pick(act: Tapping, opened: Opened, option: int) -> str:
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, PickOne):
        return act.stale()
    if option >= len(prompt.input.choices):
        return act.stale()
    toast = act.say("toast.stored", answer=option + 1)
    return act.record(opened, prompt, prompt.input.choices[option].name, toast)


def _tick(act: Tapping, opened: Opened, option: int, on: int) -> str:
    """Tick or untick: kept beside the interview until confirmed; the same tap twice is one."""
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, PickMany):
        return act.stale()
    names = [choice.name for choice in prompt.input.choices]
    if option >= len(names):
        return act.stale()
    chosen = set(opened.ticked(prompt))
    (chosen.add if on else chosen.discard)(names[option])
    ticks = {
        **opened.passage.ticks,
        prompt.path: tuple(name for name in names if name in chosen),
    }
    save(act.uow, opened, replace(opened.passage, ticks=ticks), act.now)
    return act.show(act.say("toast.ticked" if on else "toast.unticked", answer=option + 1))


def _done(act: Tapping, opened: Opened) -> str:
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, PickMany):
        return act.stale()
    chosen = opened.ticked(prompt)
    return act.record(opened, prompt, " ".join(chosen), act.say("toast.stored", answer=len(chosen)))


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


def _day(act: Tapping, opened: Opened, days_ago: int) -> str:
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, PickDate) or days_ago > 1:
        return act.stale()
    day = opened.local(act.now).date() - timedelta(days=days_ago)
    toast = act.say("toast.stored", answer=long_date(act.person.language, day))
    return act.record(opened, prompt, day.isoformat(), toast)


def _back(act: Tapping, opened: Opened) -> str:
    turn = engine.back(opened.form, opened.passage.interview, opened.local(act.now))
    if turn.interview == opened.passage.interview:
        return act.show(act.say("toast.first"))
    save(act.uow, opened, opened.passage.moved(turn.interview), act.now)
    return act.show(act.say("toast.back"))


# Review --------------------------------------------------------------------------------------


def _edit(act: Tapping, opened: Opened, question: int) -> str:
    paths = tuple(opened.form.questions)
    if question >= len(paths):
        return act.stale()
    turn = engine.edit(
        opened.form, opened.passage.interview, paths[question], opened.local(act.now)
    )
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
    if opened.prompt is not None:
        return act.stale()
    if found.missing:
        return act.show(act.say("toast.missing", count=len(found.missing)))
    interview, person = opened.stored, opened.person
    act.uow.interviews.submit(
        interview.id,
        interview.revision,
        opened.passage.to_json(),
        person.language,
        person.office,
        person.role,
        act.now,
    )
    act.uow.audit.add(act.now, person.id, "interview.submit", f"interview:{interview.id}", {})
    rest(act.uow, person, act.now)  # another interview may be open: the thanks show none
    toast = act.show(act.say("toast.submitted"), view="thanks", interview=interview.id)
    if opened.questionnaire.sides.get("indicators"):
        act.uow.outbox.add(profile_notice(person, act.chat_id, interview.id), act.now)
    return toast


# What a verb does, and how many numbers it carries: interview and card first.
_STEPS: dict[int, tuple[Callable[..., str], int]] = {
    Verb.PICK: (_pick, 3),
    Verb.TICK: (_tick, 4),
    Verb.DONE: (_done, 2),
    Verb.NEXT: (_next, 2),
    Verb.SKIP: (_skip, 2),
    Verb.BACK: (_back, 2),
    Verb.DAY: (_day, 3),
    Verb.EDIT: (_edit, 3),
    Verb.PAGE: (_page, 3),
    Verb.REVIEW: (_review, 2),
    Verb.SUBMIT: (_submit, 2),
}
