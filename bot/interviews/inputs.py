"""How each kind of answer is asked on a phone: one renderer per `flows.prompts` input."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.chat.screen import Button, Tap
from bot.chat.text import brief, clean
from bot.interviews.opened import Opened
from bot.interviews.tapping import INTERVIEWS, Verb
from flows import engine
from flows.prompts import (
    Acknowledge,
    Choice,
    PickDate,
    PickMany,
    PickOne,
    Prompt,
    TypeNumber,
    TypeText,
)

Row = tuple[Button, ...]
ROW = 5  # buttons of digits beside each other that a thumb still hits
SHORT = 10  # labels as short as these share a row
LABELLED = 8  # choices whose texts stand on their buttons too; of more, only the numbers


@dataclass(frozen=True, slots=True)
class Drawn:
    lines: tuple[str, ...]
    rows: tuple[Row, ...]


def draw(opened: Opened, prompt: Prompt) -> Drawn:
    """The middle of a question's card: its choices or how to type, and the buttons."""
    return _DRAWERS[type(prompt.input)](opened, prompt, prompt.input)


def button(opened: Opened, label: str, verb: Verb, *numbers: int) -> Button:
    """A button of the live card, void as soon as that has moved on."""
    return Button(label, Tap(INTERVIEWS, verb, (opened.stored.id, opened.passage.card, *numbers)))


def grid(buttons: list[Button], width: int = ROW) -> tuple[Row, ...]:
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))


def _pick_one(opened: Opened, prompt: Prompt, given: PickOne) -> Drawn:
    levels = is_levels(given.choices)
    buttons = [
        button(opened, f"✓ {label}" if choice.name == prompt.value else label, Verb.PICK, place)
        for place, (choice, label) in enumerate(
            zip(given.choices, _labels(given.choices, digits=levels), strict=True)
        )
    ]
    text = _numbered(given.choices, "\n\n" if levels else "\n")
    hint = opened.say("input.levels" if levels else "input.pick_one")
    return Drawn((text, hint), grid(buttons, _width(given.choices, digits=levels)))


def is_levels(choices: tuple[Choice, ...]) -> bool:
    """Five behaviour levels: choices named 1 to 5, whose texts are too long for buttons."""
    return [choice.name for choice in choices] == ["1", "2", "3", "4", "5"]


def _numbered(choices: tuple[Choice, ...], between: str = "\n") -> str:
    return between.join(f"{n}. {clean(choice.label)}" for n, choice in enumerate(choices, 1))


def _labels(choices: tuple[Choice, ...], *, digits: bool = False) -> list[str]:
    if digits or len(choices) > LABELLED:
        return [str(n) for n in range(1, len(choices) + 1)]
    return [f"{n}. {brief(choice.label)}" for n, choice in enumerate(choices, 1)]


def _width(choices: tuple[Choice, ...], *, digits: bool = False) -> int:
    if digits or len(choices) > LABELLED:
        return ROW
    return 2 if all(len(choice.label) <= SHORT for choice in choices) else 1


def _pick_many(opened: Opened, prompt: Prompt, given: PickMany) -> Drawn:
    ticked = frozenset(opened.ticked(prompt))
    buttons = [
        button(opened, f"☑ {label}", Verb.TICK, place, 0)
        if choice.name in ticked
        else button(opened, f"☐ {label}", Verb.TICK, place, 1)
        for place, (choice, label) in enumerate(
            zip(given.choices, _labels(given.choices), strict=True)
        )
    ]
    done = button(opened, opened.say("button.done", count=len(ticked)), Verb.DONE)
    rows = (*grid(buttons, _width(given.choices)), (done,))
    return Drawn((_numbered(given.choices), opened.say("input.pick_many")), rows)


def _type_number(opened: Opened, _prompt: Prompt, given: TypeNumber) -> Drawn:
    return Drawn((opened.say("input.decimal" if given.decimals else "input.integer"),), ())


def _type_text(opened: Opened, _prompt: Prompt, _given: TypeText) -> Drawn:
    return Drawn((opened.say("input.text"),), ())


def _pick_date(opened: Opened, _prompt: Prompt, _given: PickDate) -> Drawn:
    row = (
        button(opened, opened.say("button.today"), Verb.DAY, 0),
        button(opened, opened.say("button.yesterday"), Verb.DAY, 1),
    )
    return Drawn((opened.say("input.date"),), (row,))


def _acknowledge(opened: Opened, _prompt: Prompt, _given: Acknowledge) -> Drawn:
    return Drawn((), ((button(opened, opened.say("button.next"), Verb.NEXT),),))


def navigation(opened: Opened, prompt: Prompt) -> Row:
    """Back; past a question that may stay empty; past an answer that stays as it is."""
    now = opened.local(opened.stored.touched_at)
    before = engine.back(opened.form, opened.passage.interview, now).interview.cursor
    row = []
    if before != prompt.path:
        row.append(button(opened, opened.say("button.back"), Verb.BACK))
    if isinstance(prompt.input, Acknowledge):
        return tuple(row)
    if not prompt.required:
        key = "button.clear" if prompt.value else "button.skip"
        row.append(button(opened, opened.say(key), Verb.SKIP))
    if prompt.value and not isinstance(prompt.input, PickMany):
        row.append(button(opened, opened.say("button.keep"), Verb.NEXT))
    return tuple(row)


_DRAWERS: dict[type, Callable[[Opened, Prompt, Any], Drawn]] = {
    PickOne: _pick_one,
    PickMany: _pick_many,
    TypeNumber: _type_number,
    TypeText: _type_text,
    PickDate: _pick_date,
    Acknowledge: _acknowledge,
}
