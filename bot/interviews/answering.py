"""An answer on its way in: refused, taken at once, or held until the person has seen what it does.

What is held counts for nothing: whatever else the person does leaves the old answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.interviews.opened import Opened, foreseen, open_interview, save
from bot.interviews.passage import Pending
from flows import engine
from flows.answers import Problem
from flows.engine import Foresight
from flows.prompts import Acknowledge, AddAnother, Prompt
from flows.questions import YES
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to a question: canonical, or as it was typed."""

    prompt: Prompt
    value: str
    typed_in: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """`held`: it waits for a yes. `dropped`: how many choices it has taken back."""

    problem: Problem | None = None
    held: bool = False
    dropped: int = 0


def take(uow: UnitOfWork, opened: Opened, given: Given, now: datetime) -> Taken:
    """Take an answer to the question on the card."""
    passage, path, moment = opened.passage, given.prompt.path, opened.local(now)
    seen = engine.foresee(
        opened.form, passage.interview, path, given.value, moment, typed_in=given.typed_in
    )
    if seen.turn.problem is not None:
        return Taken(problem=seen.turn.problem)
    if _is_weighty(given.prompt, seen):
        value = _canonical(opened, given.prompt, seen, moment)
        save(uow, opened, passage.turned(pending=Pending(path, value)), now)
        return Taken(held=True)
    save(uow, opened, passage.moved(seen.turn.interview, path), now)
    return Taken(dropped=len(seen.turn.dropped))


def _canonical(opened: Opened, prompt: Prompt, seen: Foresight, moment: datetime) -> str:
    """What was given, as `record` takes it; no more of a repeat does nothing that would wait."""
    if isinstance(prompt.input, AddAnother):
        return YES
    return engine.answers(opened.form, seen.turn.interview, moment).get(prompt.path, "")


def _is_weighty(prompt: Prompt, seen: Foresight) -> bool:
    """Whether the person shall see first what it does: to other answers, or instead of this one."""
    if isinstance(prompt.input, Acknowledge):
        return False
    return bool(seen.lost) or (prompt.value != "" and not seen.is_quiet)


def accept(uow: UnitOfWork, opened: Opened, now: datetime) -> Taken | None:
    """The person said yes; None when nothing waits that can be done.

    When it would do something else by now than the card said, it waits once more.
    """
    passage, seen = opened.passage, foreseen(opened, now)
    if passage.pending is None or seen is None:
        return None
    stored = opened.stored
    drawn = open_interview(uow, opened.person, stored, stored.touched_at)
    told = foreseen(drawn, stored.touched_at)
    if told is None or told.paths != seen.paths:
        save(uow, opened, passage.turned(), now)
        return Taken(held=True)
    pending = passage.pending
    after = passage.moved(seen.turn.interview, pending.path)
    if pending.value is None:
        ticks = _moved_up(after.ticks, pending.path)
        after = after.turned(over=passage.over, page=passage.page, ticks=ticks)
    save(uow, opened, after, now)
    return Taken(dropped=len(seen.turn.dropped))


def _moved_up(ticks: Mapping[str, tuple[str, ...]], gone: str) -> dict[str, tuple[str, ...]]:
    """Half-made answers stay with their instance of a repeat when one before it is gone."""
    renamed = engine.without(gone)
    return {new: names for path, names in ticks.items() if (new := renamed(path)) is not None}


def leave(uow: UnitOfWork, opened: Opened, now: datetime) -> None:
    """The old answer stays, and is asked about again as it is."""
    passage, pending = opened.passage, opened.passage.pending
    ticks = {
        path: names
        for path, names in passage.ticks.items()
        if pending is None or path != pending.path
    }
    save(uow, opened, passage.turned(pending=None, ticks=ticks), now)
