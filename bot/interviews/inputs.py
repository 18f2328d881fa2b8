"""How each kind of answer is asked on a phone: one renderer per `flows.prompts` input."""

from collections.abc import Callable
from typing import Any

from bot.i18n import long_date
from bot.interviews.choices import pick_many, pick_one, picks, rank
from bot.interviews.drawn import ROW, Drawn, Row, button, even, grid
from bot.interviews.opened import Opened
from bot.interviews.rules import days_offered
from bot.interviews.sent import LIMIT_MB
from bot.interviews.tapping import Verb
from flows import engine
from flows.prompts import (
    Acknowledge,
    AddAnother,
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


def draw(opened: Opened, prompt: Prompt) -> Drawn:
    """The middle of a question's card: its choices or how to type, and the buttons."""
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
    PickOne: pick_one,
    PickMany: pick_many,
    Rank: rank,
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
