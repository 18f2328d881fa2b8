"""What typed text means: the words of a button of the live card, else an answer."""

from datetime import datetime

from bot.chat.screen import Button, Tap
from bot.chat.text import clean
from bot.interviews import service, steps
from bot.interviews.opened import open_interview
from bot.interviews.screens import card_screen
from bot.interviews.service import has_consented, live_interview
from bot.interviews.tapping import Verb
from flows.prompts import PickMany, PickOne, Prompt, Rank, TypeText
from storage.records import Person
from storage.unit_of_work import UnitOfWork


def take_text(uow: UnitOfWork, chat_id: int, text: str, now: datetime) -> None:
    """Typed words of a button are that button; anything else answers the question."""
    tapped = typed_tap(uow, chat_id, text, now)
    if tapped is not None:
        steps.tap(uow, chat_id, None, tapped, now)
    else:
        service.type_answer(uow, chat_id, text, now)


def typed_tap(uow: UnitOfWork, chat_id: int, text: str, now: datetime) -> Tap | None:
    """The button of the live card whose words were typed; on the list also its number.

    A question of free text claims every text for itself, other questions their own choices.
    """
    person = uow.chats.person_at(chat_id)
    if person is None:
        return None
    typed = _folded(text)
    stored = live_interview(uow, person)
    prompt = open_interview(uow, person, stored, now).prompt if stored else None
    if prompt is not None and _claims(prompt, typed):
        return None
    listed = _buttons(uow, person, chat_id, "")
    if prompt is not None and isinstance(prompt.input, Rank):
        return _to_rank(prompt.input, listed, typed)
    for button in (*listed, *_buttons(uow, person, chat_id, "aside")):
        if _folded(button.label) == typed:
            return button.tap
    if stored is None and has_consented(uow, person):
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


def _buttons(uow: UnitOfWork, person: Person, chat_id: int, view: str) -> list[Button]:
    screen = card_screen(uow, {"person": person.id, "view": view}, chat_id)
    return [button for row in screen.rows for button in row] if screen else []


def _folded(text: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in clean(text, lines=False))
    return " ".join(words.casefold().split())
