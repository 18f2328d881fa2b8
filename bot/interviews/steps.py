"""What each button of the card does: one function a verb, in two tables."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from bot.access import require
from bot.chat.notices import card_key, interview_card
from bot.chat.screen import Tap
from bot.chat.speaker import choose_language, speaker
from bot.i18n import long_date, say
from bot.interviews.opened import Opened, form_of, open_interview, save
from bot.interviews.passage import Passage
from bot.interviews.rules import (
    CONSENT,
    CONSENT_VERSION,
    form_language,
    is_for,
    local,
    prefill_values,
)
from bot.interviews.service import (
    has_consented,
    live_interview,
    problem_arguments,
    rest,
    submitted_names,
    take_up,
)
from flows import engine
from flows.engine import Turn
from flows.prompts import Acknowledge, PickDate, PickMany, PickOne, Prompt
from flows.questions import ACKNOWLEDGED
from storage.errors import NotFound
from storage.records import Person, Questionnaire
from storage.unit_of_work import UnitOfWork

INTERVIEWS = 2  # this feature's number in taps


class Verb(IntEnum):
    # Person, then what is named: a colleague on the same phone cannot tap for somebody else.
    AGREE = 1  # questionnaire, version of consent (two numbers)
    LATER = 2
    LANGUAGE = 3  # index of the language
    CHOOSE = 4  # questionnaire
    RESUME = 5  # interview
    LIST = 6
    # From here on: interview, card, then what is named.
    PICK = 10  # option
    TICK = 11  # option, 1 on or 0 off
    DONE = 12
    NEXT = 13
    SKIP = 14
    BACK = 15
    DAY = 16  # days ago
    EDIT = 17  # question
    PAGE = 18  # page of the review
    REVIEW = 19
    SUBMIT = 20


def tap(uow: UnitOfWork, chat_id: int, message_id: int | None, tapped: Tap, now: datetime) -> str:
    """A button was tapped, or its words typed (`message_id` None); gives the toast.

    A stale, foreign or impossible tap stores nothing and shows the present card.
    """
    person = speaker(uow, chat_id, "interview.answer")
    act = _Tapping(uow, person, chat_id, _must_be_fresh(uow, person, message_id), now)
    step, count = (_PLAIN | _STEPS).get(tapped.verb, (None, 0))
    if step is None or len(tapped.numbers) != count:
        return act.stale()
    if tapped.verb in _PLAIN:
        whose, *named = tapped.numbers
        return step(act, *named) if whose == person.id else act.stale()
    interview_id, card, *named = tapped.numbers
    opened = _opened_for(act, interview_id, card)
    return step(act, opened, *named) if opened else _no_longer(act, interview_id)


def _must_be_fresh(uow: UnitOfWork, person: Person, message_id: int | None) -> bool:
    """Whether the card has to come anew: the person typed, or tapped a card further up."""
    live = uow.cards.get(card_key(person))
    return message_id is None or live is None or live[1] != message_id


def _opened_for(act: "_Tapping", interview_id: int, card: int) -> Opened | None:
    """The live interview, if this is the one, and this its card."""
    stored = live_interview(act.uow, act.person)
    if stored is None or stored.id != interview_id:
        return None
    opened = open_interview(act.uow, stored, act.now)
    if opened.passage.card == card:
        return opened
    if opened.overtaken:  # kept, so that the card is drawn as it is today
        save(act.uow, opened, opened.passage, act.now)
    return None


def _no_longer(act: "_Tapping", interview_id: int) -> str:
    """The present card; the thanks again after a second tap on Submit."""
    if live_interview(act.uow, act.person) is None:
        for stored in act.uow.interviews.all_of(act.person.id):
            if stored.id == interview_id and stored.status == "submitted":
                toast = act.say("toast.already_submitted")
                return act.show(toast, view="thanks", interview=interview_id)
    return act.stale()


@dataclass(frozen=True, slots=True)
class _Tapping:
    """Where a tap happens, and how what it did is told."""

    uow: UnitOfWork
    person: Person
    chat_id: int
    fresh: bool
    now: datetime

    def say(self, key: str, **values: object) -> str:
        return say(self.person.language, key, **values)

    def show(self, toast: str, **arguments: Any) -> str:
        notice = interview_card(self.person, self.chat_id, fresh=self.fresh, **arguments)
        self.uow.outbox.add(notice, self.now)
        return toast

    def stale(self) -> str:
        return self.show(self.say("toast.stale"))

    def record(self, opened: Opened, prompt: Prompt, value: str, toast: str) -> str:
        """Keep a canonical value if the engine accepts it, or say its problem."""
        before, now = opened.passage, opened.local(self.now)
        turn: Turn = engine.record(opened.form, before.interview, prompt.path, value, now)
        if turn.problem is not None:
            return self.show(self.say("toast.not_stored"), **problem_arguments(turn.problem))
        save(self.uow, opened, before.moved(turn.interview, prompt.path), self.now)
        return self.show(toast, dropped=len(turn.dropped))


# Consent and list ----------------------------------------------------------------------------


def _agree(act: _Tapping, questionnaire_id: int, *version: int) -> str:
    questionnaire = _asked_of(act, questionnaire_id)
    if questionnaire is None or version != CONSENT:
        return act.stale()
    require(act.person, "consent.give", act.person)
    if not has_consented(act.uow, act.person):
        act.uow.consents.give(act.person.id, CONSENT_VERSION, act.person.language, act.now)
        act.uow.audit.add(act.now, act.person.id, "consent.give", CONSENT_VERSION, {})
    return _enter(act, questionnaire)


def _later(act: _Tapping) -> str:
    return act.show(act.say("toast.later"), view="later")


def _language(act: _Tapping, index: int) -> str:
    person = choose_language(act.uow, act.person, index)
    if person is None:
        return act.stale()
    changed = replace(act, person=person)
    return changed.show(changed.say("toast.language"))


def _choose(act: _Tapping, questionnaire_id: int) -> str:
    questionnaire = _asked_of(act, questionnaire_id)
    if questionnaire is None or not has_consented(act.uow, act.person):
        return act.stale()
    return _enter(act, questionnaire)


def _asked_of(act: _Tapping, questionnaire_id: int) -> Questionnaire | None:
    """The newest version of the questionnaire of this version, if the person is asked it."""
    try:
        named = act.uow.questionnaires.by_id(questionnaire_id)
    except NotFound:
        return None
    latest = act.uow.questionnaires.by_name(named.name)
    return latest if latest and is_for(latest, act.person) else None


def _enter(act: _Tapping, questionnaire: Questionnaire) -> str:
    """Go on where the questionnaire is open, else begin it."""
    stored = act.uow.interviews.open_for(act.person.id, questionnaire.name)
    if stored is not None:
        return _resume(act, stored.id)
    if questionnaire.name in submitted_names(act.uow, act.person):
        return act.show(act.say("toast.already_submitted"))
    _begin(act, questionnaire)
    return act.show(act.say("toast.begun"))


def _begin(act: _Tapping, questionnaire: Questionnaire) -> None:
    office = act.uow.offices.by_code(act.person.office)
    form = form_of(questionnaire.xform)
    turn = engine.start(
        form,
        local(act.now, office),
        seed=act.person.id * 1_000_003 + questionnaire.id,
        prefill=prefill_values(questionnaire.sides.get("prefill", {}), act.person, office),
        language=form_language(form.languages, act.person.language),
    )
    act.uow.interviews.start(
        act.person.id,
        questionnaire.id,
        None,
        Passage(turn.interview).to_json(),
        act.person.language,
        act.now,
    )


def _resume(act: _Tapping, interview_id: int) -> str:
    """Stored anew so that it is the interview touched last: typed text belongs to it now."""
    for stored in act.uow.interviews.all_of(act.person.id):
        if stored.id == interview_id and stored.status == "open":
            take_up(act.uow, stored, act.now)
            return act.show(act.say("toast.resumed"), resumed=True)
    return act.stale()


def _list(act: _Tapping) -> str:
    """Below the thanks, which stay as the person's receipt."""
    rest(act.uow, act.person, act.now)
    return replace(act, fresh=True).show(act.say("toast.opened"))


# Question ------------------------------------------------------------------------------------


def _pick(act: _Tapping, opened: Opened, option: int) -> str:
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, PickOne):
        return act.stale()
    if option >= len(prompt.input.choices):
        return act.stale()
    toast = act.say("toast.stored", answer=option + 1)
    return act.record(opened, prompt, prompt.input.choices[option].name, toast)


def _tick(act: _Tapping, opened: Opened, option: int, on: int) -> str:
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


def _done(act: _Tapping, opened: Opened) -> str:
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, PickMany):
        return act.stale()
    chosen = opened.ticked(prompt)
    return act.record(opened, prompt, " ".join(chosen), act.say("toast.stored", answer=len(chosen)))


def _next(act: _Tapping, opened: Opened) -> str:
    """Past something to read, or past a question whose answer stays."""
    prompt = opened.prompt
    if prompt is None:
        return act.stale()
    value = ACKNOWLEDGED if isinstance(prompt.input, Acknowledge) else prompt.value
    return act.record(opened, prompt, value, act.say("toast.next")) if value else act.stale()


def _skip(act: _Tapping, opened: Opened) -> str:
    prompt = opened.prompt
    if prompt is None:
        return act.stale()
    key = "toast.cleared" if prompt.value else "toast.skipped"
    return act.record(opened, prompt, "", act.say(key))


def _day(act: _Tapping, opened: Opened, days_ago: int) -> str:
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, PickDate) or days_ago > 1:
        return act.stale()
    day = opened.local(act.now).date() - timedelta(days=days_ago)
    toast = act.say("toast.stored", answer=long_date(act.person.language, day))
    return act.record(opened, prompt, day.isoformat(), toast)


def _back(act: _Tapping, opened: Opened) -> str:
    turn = engine.back(opened.form, opened.passage.interview, opened.local(act.now))
    if turn.interview == opened.passage.interview:
        return act.show(act.say("toast.first"))
    save(act.uow, opened, opened.passage.moved(turn.interview), act.now)
    return act.show(act.say("toast.back"))


# Review --------------------------------------------------------------------------------------


def _edit(act: _Tapping, opened: Opened, question: int) -> str:
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


def _page(act: _Tapping, opened: Opened, page: int | None) -> str:
    """Open a page of the review; its screen falls back to the overview where there is none."""
    save(act.uow, opened, replace(opened.passage, page=page), act.now)
    return act.show(act.say("toast.opened"))


def _review(act: _Tapping, opened: Opened) -> str:
    return _page(act, opened, None)


def _submit(act: _Tapping, opened: Opened) -> str:
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
        person.office,
        person.role,
        act.now,
    )
    act.uow.audit.add(act.now, person.id, "interview.submit", f"interview:{interview.id}", {})
    rest(act.uow, person, act.now)  # another interview may be open: the thanks show none
    return act.show(act.say("toast.submitted"), view="thanks", interview=interview.id)


# What a verb does, and how many numbers it carries.
_PLAIN: dict[int, tuple[Callable[..., str], int]] = {
    Verb.AGREE: (_agree, 4),
    Verb.LATER: (_later, 1),
    Verb.LANGUAGE: (_language, 2),
    Verb.CHOOSE: (_choose, 2),
    Verb.RESUME: (_resume, 2),
    Verb.LIST: (_list, 1),
}
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
