"""What each button of the card does: one function a verb, in two tables."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from typing import Any

from bot.access import require
from bot.chat.notices import interview_card
from bot.chat.screen import Tap
from bot.i18n import LANGUAGES, say
from bot.interviews.opened import Opened, form_of, open_interview, save
from bot.interviews.passage import Passage
from bot.interviews.rules import CONSENT_VERSION, form_language, is_for, local, prefill_values
from bot.interviews.service import (
    has_consented,
    person_here,
    problem_arguments,
    submitted_names,
    ticked,
)
from flows import engine
from flows.engine import Turn
from flows.prompts import PickMany, PickOne
from storage.records import Person, Questionnaire, StoredInterview
from storage.unit_of_work import UnitOfWork

INTERVIEWS = 2  # this feature's number in taps


class Verb(IntEnum):
    AGREE = 1  # questionnaire
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
    SECTION = 18  # section
    REVIEW = 19
    SUBMIT = 20


@dataclass(frozen=True, slots=True)
class Done:
    """What a tap did: its toast, for the person's eyes only, in the person's language."""

    toast: str


def tap(uow: UnitOfWork, chat_id: int, message_id: int | None, tapped: Tap, now: datetime) -> Done:
    """A button was tapped (or its words typed: `message_id` None).

    A stale, foreign or impossible tap stores nothing and shows the present card.
    """
    person = person_here(uow, chat_id)
    require(person, "interview.answer", person)
    act = _Tapping(uow, person, chat_id, _must_be_fresh(uow, person, message_id), now)
    if message_id is not None:
        uow.outbox.proved(chat_id, message_id, now)
    if tapped.verb in _PLAIN:
        return _PLAIN[Verb(tapped.verb)](act, *tapped.numbers)
    if not has_consented(uow, person):
        return act.stale()
    opened = _opened_for(act, tapped)
    if opened is None or tapped.verb not in _STEPS:
        return act.stale()
    return _STEPS[Verb(tapped.verb)](act, opened, *tapped.numbers[2:])


def _must_be_fresh(uow: UnitOfWork, person: Person, message_id: int | None) -> bool:
    """Whether the card has to come anew: the person typed, or tapped a card further up."""
    live = uow.cards.get(interview_card(person, 0).card or "")
    return message_id is None or live is None or live[1] != message_id


def _opened_for(act: "_Tapping", tapped: Tap) -> Opened | None:
    interview_id, card = tapped.numbers[:2]
    stored = act.uow.interviews.open_of(act.person.id)
    if stored is None or stored.id != interview_id:
        return None
    opened = open_interview(act.uow, stored, act.now)
    return opened if opened.passage.card == card else None


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

    def show(self, toast: str, **arguments: Any) -> Done:
        notice = interview_card(self.person, self.chat_id, fresh=self.fresh, **arguments)
        self.uow.outbox.add(notice, self.now)
        return Done(toast)

    def stale(self) -> Done:
        return self.show(self.say("toast.stale"))

    def stored(self, opened: Opened, turn: Turn, toast: str) -> Done:
        """Keep what the engine accepted, or say its problem."""
        if turn.problem is not None:
            return self.show(self.say("toast.not_stored"), **problem_arguments(turn.problem))
        save(self.uow, opened, opened.passage.moved(turn.interview), self.now)
        return self.show(toast, dropped=len(turn.dropped))


def _agree(act: _Tapping, questionnaire_id: int) -> Done:
    require(act.person, "consent.give", act.person)
    if not has_consented(act.uow, act.person):
        act.uow.consents.give(act.person.id, CONSENT_VERSION, act.person.language, act.now)
        act.uow.audit.add(act.now, act.person.id, "consent.give", CONSENT_VERSION, {})
    return _choose(act, questionnaire_id)


def _later(act: _Tapping) -> Done:
    return act.show(act.say("toast.later"), view="later")


def _language(act: _Tapping, index: int) -> Done:
    language = LANGUAGES[index]
    act.uow.people.set_language(act.person.id, language)
    return replace(act, person=replace(act.person, language=language)).show(
        say(language, "toast.language")
    )


def _choose(act: _Tapping, questionnaire_id: int) -> Done:
    """Open a questionnaire: go on where it is open, else begin it."""
    if not has_consented(act.uow, act.person):
        return act.stale()
    questionnaire = act.uow.questionnaires.by_id(questionnaire_id)
    if not is_for(questionnaire, act.person):
        return act.stale()
    stored = act.uow.interviews.open_for(act.person.id, questionnaire.name)
    if stored is not None:
        return _go_on(act, stored)
    if questionnaire.name in submitted_names(act.uow, act.person):
        return act.show(act.say("toast.already_submitted"), view="list")
    latest = act.uow.questionnaires.by_name(questionnaire.name) or questionnaire
    _begin(act, latest)
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


def _resume(act: _Tapping, interview_id: int) -> Done:
    stored = act.uow.interviews.by_id(interview_id)
    if stored.person != act.person.id or stored.status != "open":
        return act.stale()
    return _go_on(act, stored)


def _go_on(act: _Tapping, stored: StoredInterview) -> Done:
    opened = open_interview(act.uow, stored, act.now)
    # Stored anew so that it is the interview touched last: typed text belongs to it now.
    save(act.uow, opened, opened.passage.moved(opened.passage.interview), act.now)
    return act.show(act.say("toast.resumed"), resumed=True)


def _list(act: _Tapping) -> Done:
    """Below the thanks, which stay as the person's receipt."""
    return replace(act, fresh=True).show("", view="list")


def _pick(act: _Tapping, opened: Opened, option: int) -> Done:
    turn = opened.turn(act.now)
    prompt = turn.prompt
    if prompt is None or not isinstance(prompt.input, PickOne):
        return act.stale()
    if option >= len(prompt.input.choices):
        return act.stale()
    choice = prompt.input.choices[option]
    after = engine.record(
        opened.form, opened.passage.interview, prompt.path, choice.name, opened.local(act.now)
    )
    return act.stored(opened, after, act.say("toast.stored", answer=short_choice(option)))


def short_choice(option: int) -> str:
    return str(option + 1)


def _tick(act: _Tapping, opened: Opened, option: int, on: int) -> Done:
    """Tick or untick: kept beside the interview until confirmed; the same tap twice is one."""
    prompt = opened.turn(act.now).prompt
    if prompt is None or not isinstance(prompt.input, PickMany):
        return act.stale()
    names = [choice.name for choice in prompt.input.choices]
    if option >= len(names):
        return act.stale()
    chosen = set(ticked(opened.passage, prompt.value))
    (chosen.add if on else chosen.discard)(names[option])
    kept = tuple(name for name in names if name in chosen)
    save(act.uow, opened, replace(opened.passage, chosen=kept), act.now)
    key = "toast.ticked" if on else "toast.unticked"
    return act.show(act.say(key, answer=short_choice(option)))


def _done(act: _Tapping, opened: Opened) -> Done:
    prompt = opened.turn(act.now).prompt
    if prompt is None or not isinstance(prompt.input, PickMany):
        return act.stale()
    value = " ".join(ticked(opened.passage, prompt.value))
    after = engine.record(
        opened.form, opened.passage.interview, prompt.path, value, opened.local(act.now)
    )
    return act.stored(opened, after, act.say("toast.stored", answer=len(value.split())))


def _record(act: _Tapping, opened: Opened, value: str, toast: str) -> Done:
    prompt = opened.turn(act.now).prompt
    if prompt is None:
        return act.stale()
    after = engine.record(
        opened.form, opened.passage.interview, prompt.path, value, opened.local(act.now)
    )
    return act.stored(opened, after, toast)


def _next(act: _Tapping, opened: Opened) -> Done:
    return _record(act, opened, "OK", act.say("toast.next"))


def _skip(act: _Tapping, opened: Opened) -> Done:
    return _record(act, opened, "", act.say("toast.skipped"))


def _day(act: _Tapping, opened: Opened, days_ago: int) -> Done:
    today = opened.local(act.now).date()
    day = today.fromordinal(today.toordinal() - days_ago)
    return _record(act, opened, day.isoformat(), act.say("toast.stored", answer=day.isoformat()))


def _back(act: _Tapping, opened: Opened) -> Done:
    turn = engine.back(opened.form, opened.passage.interview, opened.local(act.now))
    if turn.interview == opened.passage.interview:
        return act.show(act.say("toast.first"))
    save(act.uow, opened, opened.passage.moved(turn.interview), act.now)
    return act.show(act.say("toast.back"))


def _edit(act: _Tapping, opened: Opened, question: int) -> Done:
    paths = tuple(opened.form.questions)
    if question >= len(paths):
        return act.stale()
    path = paths[question]
    turn = engine.edit(opened.form, opened.passage.interview, path, opened.local(act.now))
    if turn.problem is not None:
        return act.stale()
    save(act.uow, opened, opened.passage.moved(turn.interview), act.now)
    return act.show("")


def _section(act: _Tapping, _opened: Opened, section: int) -> Done:
    return act.show("", section=section)


def _review(act: _Tapping, _opened: Opened) -> Done:
    return act.show("")


def _submit(act: _Tapping, opened: Opened) -> Done:
    """Freeze office and role with the answers; refused while something is missing."""
    now = opened.local(act.now)
    found = engine.review(opened.form, opened.passage.interview, now)
    if found.missing or opened.turn(act.now).prompt is not None:
        return act.show(act.say("toast.missing", count=len(found.missing)))
    act.uow.interviews.submit(
        opened.stored.id,
        opened.stored.revision,
        opened.passage.to_json(),
        opened.person.office,
        opened.person.role,
        act.now,
    )
    act.uow.audit.add(
        act.now, act.person.id, "interview.submit", f"interview:{opened.stored.id}", {}
    )
    return act.show(act.say("toast.submitted"), view="thanks", interview=opened.stored.id)


_PLAIN: dict[Verb, Callable[..., Done]] = {
    Verb.AGREE: _agree,
    Verb.LATER: _later,
    Verb.LANGUAGE: _language,
    Verb.CHOOSE: _choose,
    Verb.RESUME: _resume,
    Verb.LIST: _list,
}
_STEPS: dict[Verb, Callable[..., Done]] = {
    Verb.PICK: _pick,
    Verb.TICK: _tick,
    Verb.DONE: _done,
    Verb.NEXT: _next,
    Verb.SKIP: _skip,
    Verb.BACK: _back,
    Verb.DAY: _day,
    Verb.EDIT: _edit,
    Verb.SECTION: _section,
    Verb.REVIEW: _review,
    Verb.SUBMIT: _submit,
}
