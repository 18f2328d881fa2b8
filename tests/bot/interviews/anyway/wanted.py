"""What a person means to answer in the end, and how that is typed."""

from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any

from flows import Form, Interview, engine
from flows.prompts import (
    Acknowledge,
    AddAnother,
    Input,
    PickDate,
    PickMany,
    PickMoment,
    PickNumber,
    PickOne,
    PickTime,
    Prompt,
    Rank,
    SendPlace,
    TypeNumber,
    TypeText,
)
from flows.questions import ACKNOWLEDGED, NO, YES

BLANK = 0.2  # how often a question is meant to stay empty
MOST = 200  # turns of a straight run


class Unanswerable(Exception):  # noqa: N818 - of the form, not of the product
    """A question takes nothing that is on offer."""


def wanted(prompt: Prompt, seed: int) -> list[str]:
    """Canonical values for the question, the one that is wanted most first; the same each time."""
    random = Random(f"{seed} {prompt.path}")
    if isinstance(prompt.input, AddAnother):
        return [YES if prompt.input.count < random.randint(1, 2) else NO]
    values = _VALUES.get(type(prompt.input), _nothing)(prompt.input, random)
    if isinstance(prompt.input, Acknowledge):
        return values
    return ["", *values] if random.random() < BLANK else [*values, ""]


def room(prompt: Prompt, seed: int) -> bool:
    """Whether there may be one more: what is added in a chat stays."""
    return wanted(prompt, seed) == [YES]


def straight(form: Form, seed: int, now: datetime, prefill: dict[str, str]) -> Interview:
    """The interview of somebody who goes straight through; raises Unanswerable."""
    turn = engine.start(form, now, seed=seed, prefill=prefill)
    for _ in range(MOST):
        if turn.prompt is None:
            if engine.review(form, turn.interview, now).missing:
                break
            return engine.finish(form, turn.interview, now)
        tried = [
            engine.record(form, turn.interview, turn.prompt.path, value, now)
            for value in wanted(turn.prompt, seed)
        ]
        taken = next((each for each in tried if each.problem is None), None)
        if taken is None:
            break
        # As in a chat, where every message finds the interview computed anew.
        turn = engine.resume(form, taken.interview, now)
    raise Unanswerable


def typed(prompt: Prompt, value: str) -> str:
    """How a person types this canonical value, in Indonesian; a blank is no text."""
    if not value:
        return ""
    if isinstance(prompt.input, PickOne | PickMany) and prompt.input.is_long:
        labels = {choice.name: choice.label for choice in prompt.input.choices}
        return ", ".join(labels[name] for name in value.split())
    if isinstance(prompt.input, PickOne | PickMany | Rank):
        names = [choice.name for choice in prompt.input.choices]
        return " ".join(str(names.index(name) + 1) for name in value.split())
    if isinstance(prompt.input, PickNumber | TypeNumber):
        return value.replace(".", ",")
    if isinstance(prompt.input, PickDate):
        year, month, day = value.split("-")
        return {"day": f"{day}/{month}/{year}", "month": f"{month}/{year}", "year": year}[
            prompt.input.detail
        ]
    if isinstance(prompt.input, PickTime):
        return value[:5].replace(":", ".")
    if isinstance(prompt.input, PickMoment):
        day, clock = value.split("T")
        return f"{'/'.join(reversed(day.split('-')))} {clock[:5].replace(':', '.')}"
    if isinstance(prompt.input, SendPlace):
        return ", ".join(value.split()[:2])
    if isinstance(prompt.input, AddAnother):
        return "ya" if value == YES else "tidak"
    return value


# One row for each way of answering ------------------------------------------------------------


def _one(given: PickOne | PickNumber, random: Random) -> list[str]:
    names = [choice.name for choice in given.choices]
    return random.sample(names, len(names))[:4]


def _many(given: PickMany, random: Random) -> list[str]:
    chance = 2.5 / max(5, len(given.choices))
    return [
        " ".join(choice.name for choice in given.choices if random.random() < chance)
        for _ in range(4)
    ]


def _order(given: Rank, random: Random) -> list[str]:
    names = [choice.name for choice in given.choices]
    return [" ".join(random.sample(names, len(names))) for _ in range(3)]


def _number(given: TypeNumber, random: Random) -> list[str]:
    pool = ["3", "15", "-5", "40", "0", "1250", "2.5", "0.75"]
    return random.sample(pool, len(pool))


def _text(given: TypeText, random: Random) -> list[str]:
    pool = {
        "digits": ["0812", "42", "7"],
        "code": ["8991234567890", "A-1"],
    }.get(given.writing, ["abc", "12", "a b", "O'Brien <b>&", "x", "\u202eYa\u202c"])
    return random.sample(pool, len(pool))


def _day(given: PickDate, random: Random) -> list[str]:
    days = {
        "day": ["2024-02-29", "2026-01-31", "1999-12-01"],
        "month": ["2024-02-01", "2025-12-01"],
        "year": ["2024-01-01", "1999-01-01"],
    }[given.detail]
    return random.sample(days, len(days))


def _clock(given: PickTime, random: Random) -> list[str]:
    return random.sample(["14:30:00.000+08:00", "00:05:00.000+08:00", "21:15:00.000+08:00"], 3)


def _moment(given: PickMoment, random: Random) -> list[str]:
    return random.sample(["2024-02-29T14:30:00.000+08:00", "2026-01-01T00:05:00.000+08:00"], 2)


def _place(given: SendPlace, random: Random) -> list[str]:
    places = ["-6.2 106.8 0 0", "1.5 2.25 0 0"]
    return random.sample(places, 2) if given.kind == "point" else []


def _read(given: Acknowledge, random: Random) -> list[str]:
    return [ACKNOWLEDGED]


def _nothing(given: Input, random: Random) -> list[str]:
    return []


_VALUES: dict[type, Callable[[Any, Random], list[str]]] = {
    PickOne: _one,
    PickNumber: _one,
    PickMany: _many,
    Rank: _order,
    TypeNumber: _number,
    TypeText: _text,
    PickDate: _day,
    PickTime: _clock,
    PickMoment: _moment,
    SendPlace: _place,
    Acknowledge: _read,
}
