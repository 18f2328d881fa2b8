"""How each kind of answer is asked on a phone: one renderer per `flows.prompts` input."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.chat.screen import Button, Tap
from bot.chat.text import brief, clean
from bot.i18n import long_date
from bot.interviews.opened import Opened
from bot.interviews.rules import days_offered
from bot.interviews.sent import LIMIT_MB
from bot.interviews.tapping import INTERVIEWS, Verb
from flows import engine
from flows.prompts import (
    Acknowledge,
    AddAnother,
    Choice,
    PickDate,
    PickMany,
    PickMoment,
    PickNumber,
    PickOne,
    PickTime,
    Prompt,
    Rank,
    SendFile,
    SendPlace,
    TypeNumber,
    TypeText,
)

Row = tuple[Button, ...]
ROW = 5  # buttons of digits beside each other that a thumb still hits
WIDEST = 8  # Bot API: buttons in a row
SHORT = 10  # labels as short as these share a row
DIGITS = 4  # characters of a number on a button in a full row
SEEN = 10_000_000  # bytes: what the bot sends back within the time of a call
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
    digits = levels or given.scale
    buttons = _picks(opened, prompt, given.choices, _labels(given.choices, digits=digits))
    text = _numbered(given.choices, "\n\n" if levels else "\n")
    hint = opened.say("input.levels" if levels else "input.pick_one")
    if given.scale and given.choices and not levels:
        return Drawn((text, _scale_hint(opened, given)), grid(buttons, _even(len(buttons))))
    return Drawn((text, hint), grid(buttons, _width(given.choices, digits=levels)))


def _picks(
    opened: Opened, prompt: Prompt, choices: tuple[Choice, ...], labels: list[str]
) -> list[Button]:
    """A button for each choice; the present answer has a mark."""
    return [
        button(opened, f"✓ {label}" if choice.name == prompt.value else label, Verb.PICK, place)
        for place, (choice, label) in enumerate(zip(choices, labels, strict=True))
    ]


def _scale_hint(opened: Opened, given: PickOne) -> str:
    """What the ends of the row stand for."""
    first, last = (brief(given.choices[place].label) for place in (0, -1))
    return opened.say("input.scale", first=first, last=last, count=len(given.choices))


def _even(count: int, widest: int = WIDEST) -> int:
    """How many of these buttons in a row, so that all rows are about as long."""
    rows = -(-count // widest)
    return -(-count // rows)


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


def _rank(opened: Opened, prompt: Prompt, given: Rank) -> Drawn:
    order = opened.ranked(prompt, given.choices)
    buttons = [
        button(opened, label, Verb.RANK, option)
        for option, (choice, label) in enumerate(
            zip(given.choices, _labels(given.choices), strict=True)
        )
        if choice.name not in order
    ]
    hint = opened.say("input.rank" if buttons else "input.ranked")
    rows = grid(buttons, _width(given.choices)) + _rank_ends(opened, given, order)
    return Drawn((_numbered(given.choices), _order(opened, given, order), hint), rows)


def _order(opened: Opened, given: Rank, order: tuple[str, ...]) -> str:
    """The order so far in words; of a long list, which fills the card itself, in its numbers."""
    numbers = {choice.name: number for number, choice in enumerate(given.choices, 1)}
    if len(given.choices) > LABELLED:
        line = ", ".join(str(numbers[name]) for name in order)
        return f"{opened.say('rank.order')} {line}" if order else ""
    lines = [
        opened.say("rank.place", place=place, answer=brief(given.choices[numbers[name] - 1].label))
        for place, name in enumerate(order, 1)
    ]
    return "\n".join([opened.say("rank.order"), *lines]) if lines else ""


def _rank_ends(opened: Opened, given: Rank, order: tuple[str, ...]) -> tuple[Row, ...]:
    """Confirm a whole order; take back the last place, or all."""
    placed, whole = len(order), given.is_whole(order)
    done = (button(opened, opened.say("button.done", count=placed), Verb.DONE),) if whole else ()
    kept = placed - 2 if whole else placed - 1  # the last of a whole order took its place itself
    undo = (button(opened, opened.say("button.undo"), Verb.UNRANK, kept),) if kept >= 0 else ()
    anew = (button(opened, opened.say("button.anew"), Verb.UNRANK, 0),) if kept > 0 else ()
    return tuple(row for row in (done, undo + anew) if row)


def _pick_number(opened: Opened, prompt: Prompt, given: PickNumber) -> Drawn:
    labels = [choice.label for choice in given.choices]
    buttons = _picks(opened, prompt, given.choices, labels)
    widest = ROW + 1 if max(map(len, labels)) <= DIGITS else ROW - 2
    lines = (" · ".join(labels), opened.say("input.pick_number"))
    return Drawn(lines, grid(buttons, _even(len(buttons), widest)))


def _type_number(opened: Opened, _prompt: Prompt, given: TypeNumber) -> Drawn:
    hint = opened.say("input.decimal" if given.decimals else "input.integer")
    if given.low:
        hint = opened.say("input.range", low=given.low, high=given.high)
    step = opened.say("input.step", step=given.step) if given.step else ""
    return Drawn((f"{hint} {step}".rstrip(),), ())


def _type_text(opened: Opened, _prompt: Prompt, given: TypeText) -> Drawn:
    return Drawn((opened.say(_WRITINGS[given.writing]),), ())


def _pick_date(opened: Opened, _prompt: Prompt, given: PickDate) -> Drawn:
    if given.detail == "day":
        labels = [opened.say("button.today"), opened.say("button.yesterday")]
    else:
        days = days_offered(given.detail, opened.shown_on)
        labels = [long_date(opened.person.language, day, given.detail) for day in days]
    row = tuple(button(opened, label, Verb.DAY, ago) for ago, label in enumerate(labels))
    return Drawn((opened.say(_DATES[given.detail]),), (row,))


def _pick_time(opened: Opened, _prompt: Prompt, _given: PickTime) -> Drawn:
    return Drawn((opened.say("input.time"),), _now_row(opened))


def _pick_moment(opened: Opened, _prompt: Prompt, _given: PickMoment) -> Drawn:
    return Drawn((opened.say("input.moment"),), _now_row(opened))


def _now_row(opened: Opened) -> tuple[Row, ...]:
    return ((button(opened, opened.say("button.now"), Verb.NOW),),)


def _send_place(opened: Opened, _prompt: Prompt, given: SendPlace) -> Drawn:
    return Drawn((opened.say(_PLACES[given.kind]),), ())


def _send_file(opened: Opened, prompt: Prompt, given: SendFile) -> Drawn:
    """What to send, and its limit; what is kept can be seen again, and replaced."""
    hint = opened.say(_FILES[given.kind], limit=LIMIT_MB)
    if not prompt.value:
        return Drawn((hint,), ())
    another, file = opened.say("input.replace"), opened.files.get(prompt.value)
    see = button(opened, opened.say("button.see"), Verb.SEE)
    return Drawn((f"{hint} {another}",), ((see,),) if file and file.size <= SEEN else ())


def _add_another(opened: Opened, _prompt: Prompt, given: AddAnother) -> Drawn:
    filled = opened.say("card.filled", count=given.count)
    row = (
        button(opened, opened.say("button.add"), Verb.MORE, 1),
        button(opened, opened.say("button.enough"), Verb.MORE, 0),
    )
    return Drawn((filled, opened.say("input.another")), (row,))


def _acknowledge(opened: Opened, _prompt: Prompt, _given: Acknowledge) -> Drawn:
    return Drawn((), ((button(opened, opened.say("button.next"), Verb.NEXT),),))


def navigation(opened: Opened, prompt: Prompt) -> Row:
    """Back; past a question that may stay empty; past an answer that stays as it is."""
    now = opened.local(opened.stored.touched_at)
    before = engine.back(opened.form, opened.passage.interview, now).interview.cursor
    row = []
    if before != prompt.path:
        row.append(button(opened, opened.say("button.back"), Verb.BACK))
    if isinstance(prompt.input, Acknowledge | AddAnother):
        return tuple(row)
    if not prompt.required:
        key = "button.clear" if prompt.value else "button.skip"
        row.append(button(opened, opened.say(key), Verb.SKIP))
    if prompt.value and not isinstance(prompt.input, PickMany | Rank):
        row.append(button(opened, opened.say("button.keep"), Verb.NEXT))
    return tuple(row)


_WRITINGS = {
    "text": "input.text",
    "lines": "input.lines",
    "digits": "input.digits",
    "code": "input.code",
}
_DATES = {"day": "input.date", "month": "input.month", "year": "input.year"}
_PLACES = {"point": "input.point", "trace": "input.trace", "shape": "input.shape"}
_FILES = {
    "image": "input.image",
    "audio": "input.audio",
    "video": "input.video",
    "file": "input.file",
}
_DRAWERS: dict[type, Callable[[Opened, Prompt, Any], Drawn]] = {
    PickOne: _pick_one,
    PickMany: _pick_many,
    Rank: _rank,
    PickNumber: _pick_number,
    TypeNumber: _type_number,
    TypeText: _type_text,
    PickDate: _pick_date,
    PickTime: _pick_time,
    PickMoment: _pick_moment,
    SendPlace: _send_place,
    SendFile: _send_file,
    AddAnother: _add_another,
    Acknowledge: _acknowledge,
}
