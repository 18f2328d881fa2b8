"""What typed text means: the words of a button of the live card, else an answer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.chat.screen import Button, Tap
from bot.chat.speaker import speaker
from bot.chat.text import clean
from bot.interviews import moments, service, sharing, steps
from bot.interviews.addressed import is_addressed
from bot.interviews.opened import Opened, open_interview
from bot.interviews.screens import card_screen
from bot.interviews.service import has_consented, last_submitted, live_interview
from bot.interviews.tapping import Tapping, Verb
from flows.prompts import (
    PickDate,
    PickMany,
    PickMoment,
    PickOne,
    Prompt,
    Rank,
    SendPlace,
    TypeText,
)
from storage.records import Person
from storage.unit_of_work import UnitOfWork


def take_text(uow: UnitOfWork, chat_id: int, text: str, now: datetime) -> None:
    """Typed words of a button are that button; anything else answers the question."""
    person = uow.chats.person_at(chat_id)
    stored = live_interview(uow, person) if person else None
    opened = open_interview(uow, person, stored, now) if person and stored else None
    tapped = _typed_tap(uow, person, opened, chat_id, text) if person else None
    if tapped is not None:
        steps.tap(uow, chat_id, None, tapped, now)
    elif opened is None or not _looked_up(uow, opened, chat_id, text, now):
        service.type_answer(uow, chat_id, opened, text, now)


def claims(uow: UnitOfWork, chat_id: int, text: str, now: datetime) -> bool:
    """Whether the text means a button of the live card, or something to the question on it.

    Only reads: what is not claimed may be a question to somebody else, and comes back otherwise.
    """
    person = uow.chats.person_at(chat_id)
    if person is None:
        return False
    stored = live_interview(uow, person)
    opened = open_interview(uow, person, stored, now) if stored else None
    if _typed_tap(uow, person, opened, chat_id, text) is not None:
        return True
    return opened is not None and is_addressed(uow, opened, text, now)


def _looked_up(uow: UnitOfWork, opened: Opened, chat_id: int, text: str, now: datetime) -> bool:
    """Whether the text was no answer yet, but a way to one: a month, the name of a place."""
    prompt = opened.prompt
    look_up = _LOOK_UPS.get(type(prompt.input)) if prompt else None
    if prompt is None or look_up is None or opened.overtaken:
        return False
    person = speaker(uow, chat_id, "interview.answer")
    return look_up(Tapping(uow, person, chat_id, fresh=True, now=now), opened, prompt, text)


def _typed_tap(
    uow: UnitOfWork, person: Person, opened: Opened | None, chat_id: int, text: str
) -> Tap | None:
    """The button of the live card whose words were typed; on the list also its number.

    A question of free text claims every text for itself, other questions their own choices.
    """
    typed, prompt = _folded(text), opened.prompt if opened else None
    if prompt is not None and _claims(prompt, typed):
        return None
    listed = _buttons(uow, person, chat_id)
    if prompt is not None and isinstance(prompt.input, Rank):
        return _to_rank(prompt.input, listed, typed)
    beside = [] if opened else _buttons(uow, person, chat_id, view="aside")
    reading = [] if opened else _words_of_reading(uow, person, chat_id)
    for button in (*listed, *beside, *reading):
        if typed and _folded(button.label) == typed:
            return button.tap
    if opened is None and has_consented(uow, person):
        return {str(n): button.tap for n, button in enumerate(listed, 1)}.get(typed)
    return None


def _claims(prompt: Prompt, typed: str) -> bool:
    if isinstance(prompt.input, PickMany) and typed.isdigit():
        return True  # a typed number answers; the button of that number only ticks
    if isinstance(prompt.input, PickOne | PickMany):
        return any(_folded(choice.label) == typed for choice in prompt.input.choices)
    return isinstance(prompt.input, TypeText)


def _to_rank(given: Rank, listed: list[Button], typed: str) -> Tap | None:
    """The button of a choice that has no place yet, by its number or words, or another button."""
    words = [_folded(choice.label) for choice in given.choices]
    numbers = [str(number) for number in range(1, len(words) + 1)]
    meant = next((each.index(typed) for each in (words, numbers) if typed in each), None)
    for button in listed:
        is_meant = button.tap.verb == Verb.RANK and button.tap.numbers[2] == meant
        if is_meant or _folded(button.label) == typed:
            return button.tap
    return None


def _words_of_reading(uow: UnitOfWork, person: Person, chat_id: int) -> list[Button]:
    """The buttons with words below what was submitted last; nothing says which page is read."""
    submitted = sorted(last_submitted(uow, person).values(), key=lambda each: each.id)
    if not submitted:
        return []
    sent = submitted[-1]
    shown = _buttons(uow, person, chat_id, view="read", interview=sent.id, leaf=0)
    return [button for button in shown if not button.label.isdigit()]


def _buttons(uow: UnitOfWork, person: Person, chat_id: int, **asked: Any) -> list[Button]:
    screen = card_screen(uow, {"person": person.id, **asked}, chat_id)
    return [button for row in screen.rows for button in row] if screen else []


def _folded(text: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in clean(text, lines=False))
    return " ".join(words.casefold().split())


_LOOK_UPS: dict[type, Callable[[Tapping, Opened, Prompt, str], bool]] = {
    PickDate: moments.look_up,
    PickMoment: moments.look_up,
    SendPlace: sharing.take_name,
}
