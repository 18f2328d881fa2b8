"""Whether typed text has to do with the question on the card, or may be asked of somebody else."""

from collections.abc import Callable
from datetime import datetime

from bot.interviews.gazetteer import found, spots
from bot.interviews.lists import long_list, meant, parts
from bot.interviews.moments import is_looked_up
from bot.interviews.opened import Opened
from bot.interviews.rules import command_in
from bot.interviews.search import find
from flows import engine
from flows.prompts import PickDate, PickMany, PickMoment, Prompt, SendPlace, TypeText
from storage.unit_of_work import UnitOfWork

NAME = 4  # words of what is sought in a list or on a map; a question to somebody has more


def is_addressed(uow: UnitOfWork, opened: Opened, text: str, now: datetime) -> bool:
    """Whether the open question takes the text, now or as a way to its answer.

    Words without a letter are for it, be they right or wrong; so is a command without its slash.
    """
    if opened.passage.asking == "reason":
        return True
    prompt = opened.prompt
    if prompt is None:
        return False
    if isinstance(prompt.input, TypeText) or command_in(text):
        return True
    if not any(character.isalpha() for character in text):
        return True
    sought = _SOUGHT.get(type(prompt.input))
    if sought is not None and sought(uow, opened, prompt, text, now):
        return True
    return _is_listed(opened, prompt, text) or _is_answer(opened, prompt, text, now)


def _is_answer(opened: Opened, prompt: Prompt, text: str, now: datetime) -> bool:
    interview, moment = opened.passage.interview, opened.local(now)
    seen = engine.foresee(opened.form, interview, prompt.path, text, moment, typed_in=True)
    return seen.turn.problem is None


def _is_listed(opened: Opened, prompt: Prompt, text: str) -> bool:
    """Whether a long list has what was typed, or something like it."""
    listed = long_list(prompt.input)
    if listed is None:
        return False
    if meant(opened, prompt, listed, text) is not None:
        return True
    labels = tuple(choice.label for choice in listed.choices)
    named = parts(text) if isinstance(listed, PickMany) else [text]
    return any(_is_name(each) and find(each, labels).places for each in named)


def _is_name(text: str) -> bool:
    return len(text.split()) <= NAME


def _is_place(uow: UnitOfWork, _opened: Opened, _prompt: Prompt, text: str, _now: datetime) -> bool:
    names, _ = found(text, spots(uow.offices.all()))
    return _is_name(text) and bool(names)


def _is_moment(_uow: UnitOfWork, opened: Opened, prompt: Prompt, text: str, now: datetime) -> bool:
    return is_looked_up(opened, prompt, text, now)


_SOUGHT: dict[type, Callable[[UnitOfWork, Opened, Prompt, str, datetime], bool]] = {
    PickDate: _is_moment,
    PickMoment: _is_moment,
    SendPlace: _is_place,
}
