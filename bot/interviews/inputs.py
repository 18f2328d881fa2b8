"""How each kind of answer is asked on a phone: one renderer per `flows.prompts` input."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.chat.screen import Button, Tap
from bot.i18n import say
from bot.interviews.steps import INTERVIEWS, Verb
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
LABEL = 28  # characters of a label that fit beside its number on a small phone
SHORT = 10  # labels as short as these share a row


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to be drawn: its prompt, the card's number, what is ticked, the language."""

    prompt: Prompt
    interview: int
    card: int
    ticked: tuple[str, ...]
    language: str

    def button(self, label: str, verb: Verb, *numbers: int) -> Button:
        return Button(label, Tap(INTERVIEWS, verb, (self.interview, self.card, *numbers)))

    def say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)


@dataclass(frozen=True, slots=True)
class Drawn:
    lines: tuple[str, ...]
    rows: tuple[Row, ...]


def is_levels(choices: tuple[Choice, ...]) -> bool:
    """Five behaviour levels: choices named 1 to 5, whose texts are too long for buttons."""
    return [choice.name for choice in choices] == ["1", "2", "3", "4", "5"]


def draw(asked: Asked) -> Drawn:
    return _DRAWERS[type(asked.prompt.input)](asked, asked.prompt.input)


def _numbered(choices: tuple[Choice, ...]) -> str:
    return "\n".join(f"{n}. {choice.label}" for n, choice in enumerate(choices, 1))


def _mark(label: str, *, on: bool) -> str:
    return f"✓ {label}" if on else label


def _grid(buttons: list[Button], width: int) -> tuple[Row, ...]:
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))


def _pick_one(asked: Asked, given: PickOne) -> Drawn:
    value = asked.prompt.value
    if is_levels(given.choices):
        text = "\n\n".join(f"{n}. {choice.label}" for n, choice in enumerate(given.choices, 1))
        buttons = [
            asked.button(_mark(str(n + 1), on=choice.name == value), Verb.PICK, n)
            for n, choice in enumerate(given.choices)
        ]
        return Drawn((text, asked.say("input.levels")), _grid(buttons, 5))
    buttons = [
        asked.button(_mark(_label(n, choice, given.choices), on=choice.name == value), Verb.PICK, n)
        for n, choice in enumerate(given.choices)
    ]
    width = _width(given.choices)
    return Drawn((_numbered(given.choices), asked.say("input.pick_one")), _grid(buttons, width))


def _label(index: int, choice: Choice, choices: tuple[Choice, ...]) -> str:
    if len(choices) > 8:
        return str(index + 1)
    label = choice.label if len(choice.label) <= LABEL else choice.label[: LABEL - 1] + "…"
    return f"{index + 1}. {label}"


def _width(choices: tuple[Choice, ...]) -> int:
    if len(choices) > 8:
        return ROW
    return 2 if all(len(choice.label) <= SHORT for choice in choices) else 1


def _pick_many(asked: Asked, given: PickMany) -> Drawn:
    ticked = frozenset(asked.ticked)
    buttons = [
        asked.button(
            f"{'☑' if choice.name in ticked else '☐'} {_label(n, choice, given.choices)}",
            Verb.TICK,
            n,
            0 if choice.name in ticked else 1,
        )
        for n, choice in enumerate(given.choices)
    ]
    done = asked.button(asked.say("button.done", count=len(ticked)), Verb.DONE)
    rows = (*_grid(buttons, _width(given.choices)), (done,))
    return Drawn((_numbered(given.choices), asked.say("input.pick_many")), rows)


def _type_number(asked: Asked, given: TypeNumber) -> Drawn:
    return Drawn((asked.say("input.decimal" if given.decimals else "input.integer"),), ())


def _type_text(asked: Asked, _given: TypeText) -> Drawn:
    return Drawn((asked.say("input.text"),), ())


def _pick_date(asked: Asked, _given: PickDate) -> Drawn:
    row = (
        asked.button(asked.say("button.today"), Verb.DAY, 0),
        asked.button(asked.say("button.yesterday"), Verb.DAY, 1),
    )
    return Drawn((asked.say("input.date"),), (row,))


def _acknowledge(asked: Asked, _given: Acknowledge) -> Drawn:
    return Drawn((), ((asked.button(asked.say("button.next"), Verb.NEXT),),))


_DRAWERS: dict[type, Callable[[Asked, Any], Drawn]] = {
    PickOne: _pick_one,
    PickMany: _pick_many,
    TypeNumber: _type_number,
    TypeText: _type_text,
    PickDate: _pick_date,
    Acknowledge: _acknowledge,
}
