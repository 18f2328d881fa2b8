"""How each kind of answer is asked on a phone: one renderer per `flows.prompts` input."""

from collections.abc import Callable
from typing import Any

from bot.chat.text import brief
from bot.interviews.choices import pick_many, pick_one, picks, rank
from bot.interviews.days import pick_date, pick_moment, pick_time
from bot.interviews.drawn import ROW, Drawn, Row, button, even, grid
from bot.interviews.opened import Opened
from bot.interviews.places import send_place
from bot.interviews.sent import LIMIT_MB
from bot.interviews.tapping import Verb
from flows import engine
from flows.prompts import (
    Acknowledge,
    AddAnother,
    GridRow,
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

DIGITS = 4  # characters of a number on a button in a full row
SEEN = 10_000_000  # bytes: what the bot sends back within the time of a call
CELL = 60  # characters of what stands in a row of a grid or a list
ROWS = 12  # rows of a grid that a card shows
FILLED = 10  # instances of a repeat that a card lists
NONE = "–"  # in place of an answer that there is none of


def draw(opened: Opened, prompt: Prompt) -> Drawn:
    """The middle of a question's card: its choices or how to type, and the buttons."""
    if isinstance(prompt.input, PickOne | PickMany | Rank) and not prompt.input.choices:
        return Drawn((opened.say("input.nothing_fits"),), ())
    return _DRAWERS[type(prompt.input)](opened, prompt, prompt.input)


def _pick_number(opened: Opened, prompt: Prompt, given: PickNumber) -> Drawn:
    labels = [choice.label for choice in given.choices]
    buttons = picks(opened, prompt, given, labels)
    widest = ROW + 1 if max(map(len, labels)) <= DIGITS else ROW - 2
    lines = (" · ".join(labels), opened.say("input.pick_number"))
    return Drawn(lines, grid(buttons, even(len(buttons), widest)))


def _type_number(opened: Opened, _prompt: Prompt, given: TypeNumber) -> Drawn:
    hint = opened.say("input.decimal" if given.decimals else "input.integer")
    if given.low:
        hint = opened.say("input.range", low=given.low, high=given.high)
    step = opened.say("input.step", step=given.step) if given.step else ""
    return Drawn((f"{hint} {step}".rstrip(),), ())


def _type_text(opened: Opened, _prompt: Prompt, given: TypeText) -> Drawn:
    return Drawn((opened.say(_WRITINGS[given.writing]),), ())


def _send_file(opened: Opened, prompt: Prompt, given: SendFile) -> Drawn:
    """What to send, and its limit; what is kept can be seen again, and replaced."""
    hint = opened.say(_FILES[given.kind], limit=LIMIT_MB)
    if not prompt.value:
        return Drawn((hint,), ())
    another, file = opened.say("input.replace"), opened.files.get(prompt.value)
    see = button(opened, opened.say("button.see"), Verb.SEE)
    return Drawn((f"{hint} {another}",), ((see,),) if file and file.size <= SEEN else ())


def _add_another(opened: Opened, _prompt: Prompt, given: AddAnother) -> Drawn:
    filled = "\n".join([opened.say("card.filled", count=given.count), *_beginnings(opened, given)])
    row = (
        button(opened, opened.say("button.add"), Verb.MORE, 1),
        button(opened, opened.say("button.enough"), Verb.MORE, 0),
    )
    return Drawn((filled, opened.say("input.another")), (row,))


def _beginnings(opened: Opened, given: AddAnother) -> list[str]:
    """Each instance by its first answer, the last ones of many."""
    first = max(0, len(given.filled) - FILLED)
    shown = enumerate(given.filled[first:], first + 1)
    return [f"{n}. {brief(opened.worded(answer), CELL) or NONE}" for n, answer in shown]


def grid_lines(opened: Opened, rows: tuple[GridRow, ...]) -> str:
    """The rows of a grid with the answers so far; of many those around the present one."""
    if not rows:
        return ""
    place = next((number for number, row in enumerate(rows) if row.here), 0)
    first = max(0, min(place - ROWS // 2, len(rows) - ROWS))
    lines = [opened.say("grid.heading", row=place + 1, rows=len(rows))]
    for row in rows[first : first + ROWS]:
        answer = brief(row.shown, CELL) or opened.say("grid.none")
        answer = opened.say("grid.here") if row.here else answer
        lines.append(opened.say("grid.row", label=brief(row.label, CELL), answer=answer))
    return "\n".join(lines)


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
_FILES = {
    "image": "input.image",
    "audio": "input.audio",
    "video": "input.video",
    "file": "input.file",
}
_DRAWERS: dict[type, Callable[[Opened, Prompt, Any], Drawn]] = {
    PickOne: pick_one,
    PickMany: pick_many,
    Rank: rank,
    PickNumber: _pick_number,
    TypeNumber: _type_number,
    TypeText: _type_text,
    PickDate: pick_date,
    PickTime: pick_time,
    PickMoment: pick_moment,
    SendPlace: send_place,
    SendFile: _send_file,
    AddAnother: _add_another,
    Acknowledge: _acknowledge,
}
