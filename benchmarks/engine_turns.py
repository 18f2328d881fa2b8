"""Our own engine as the bot uses it: turns from snapshot to snapshot, loads, open interviews."""

import gc
import json
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from time import thread_time
from typing import Any

from bot.chat.questionnaire import form_of
from flows import engine
from flows.engine import Interview, Turn
from flows.prompts import PickMany, PickOne, Prompt, TypeNumber
from flows.xform import Form
from flows.xpath import canonical


@dataclass(frozen=True, slots=True)
class Walk:
    """One interview: CPU seconds of its answers in order, and of the edits after them."""

    in_order: list[float]
    edits: list[float]
    half: Interview
    full: Interview
    edited: Interview


def walk(form: Form, now: datetime, seed: int, edits: int) -> Walk:
    """Answer every question (the first choices open all groups), then edit some by chance."""
    chance = Random(seed)
    taken: list[float] = []
    edited: list[float] = []
    turn = engine.start(form, now, seed)
    half = turn.interview
    while turn.prompt is not None:
        turn, seconds = _answered(form, turn, _typed(turn.prompt, chance, first=True), now)
        taken.append(seconds)
        if len(taken) == len(form.questions) // 2:
            half = turn.interview
    full = turn.interview
    questions = list(form.questions)
    while len(edited) < edits:
        turn = engine.edit(form, turn.interview, chance.choice(questions), now)
        if turn.problem is None and turn.prompt is not None:  # asked now
            turn, seconds = _answered(form, turn, _typed(turn.prompt, chance, first=False), now)
            edited.append(seconds)
    return Walk(taken, edited, half, full, turn.interview)


def _answered(form: Form, before: Turn, raw: str, now: datetime) -> tuple[Turn, float]:
    assert before.prompt is not None
    begun = thread_time()
    turn = engine.answer(form, before.interview, before.prompt.path, raw, now)
    seconds = thread_time() - begun
    if turn.problem is not None:
        raise RuntimeError(f"{before.prompt.path}: {raw!r} is refused: {turn.problem}")
    return turn, seconds


def _typed(prompt: Prompt, chance: Random, *, first: bool) -> str:
    """What a person may type."""
    given = prompt.input
    if isinstance(given, PickOne):
        return (given.choices[0] if first else chance.choice(given.choices)).name
    if isinstance(given, PickMany):
        names = [choice.name for choice in given.choices]
        return " ".join(names[:2] if first else chance.sample(names, 2))
    if isinstance(given, TypeNumber):
        return f"{chance.randrange(1, 100)}{'.5' if given.decimals else ''}"
    return chance.choice(["calm", "busy"])


def held(form: Form, interview: Interview) -> dict[str, str]:
    """What every question holds, asked now or not, as a canonical value."""
    values = {**interview.parked, **interview.values}
    return {path: canonical(values.get(path, "")) for path in form.questions}


def cached_loads(xml: str, times: int) -> list[float]:
    """CPU seconds until the bot has a form that it has used before; each text comes new."""
    form_of(xml)
    taken = []
    for _ in range(times):
        text = xml.encode().decode()
        begun = thread_time()
        form_of(text)
        taken.append(thread_time() - begun)
    return taken


def beyond_answers(interview: Interview, count: int) -> tuple[float, float]:
    """Bytes of the answers (the mappings with their values), and of what else is in memory."""
    text = json.dumps(interview.to_json())

    def opened() -> Interview:
        return Interview.from_json(json.loads(text))

    whole = _bytes(lambda: [opened()], count)
    answers = _bytes(lambda: (lambda one: [one.values, one.parked])(opened()), count)
    return answers, whole - answers


def _bytes(make: Callable[[], list[Any]], count: int) -> float:
    """What one more of its kind takes, when there is one already (paths are shared)."""
    kept = make()
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for _ in range(count):
        kept += make()
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / count
