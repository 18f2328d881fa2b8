"""What an interview holds: the review before it is sent, and its answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flows.engine.asking import (
    Place,
    asked,
    fault,
    instance,
    is_there,
    label,
    only_shown,
    place_at,
    places,
    shown,
)
from flows.engine.interview import Interview
from flows.engine.progress import section_of
from flows.engine.run import Run
from flows.prompts import Choice
from flows.xform import Form
from flows.xpath import Spot, canonical

_META = "meta"


@dataclass(frozen=True, slots=True)
class Section:
    label: str  # "" for questions outside of labelled groups
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Instance:
    """One of a repeat: its path, and "Kasus 2" with those around it, the outermost first."""

    path: str
    label: str
    removable: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A question; or, where it `adds`, whether there is one more of a repeat."""

    path: str
    section: int  # its place in `sections`
    label: str
    shown: str  # the answer as people read it, "" when there is none
    missing: bool
    instance: Instance | None = None  # the innermost in which it stands
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """`items` in the form's order; `missing` paths keep an interview from being sent.

    `unasked`: the first question that was never passed, "" when there is none.
    """

    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    missing: tuple[str, ...]
    unasked: str = ""


def review(form: Form, interview: Interview, now: datetime) -> Review:
    """All that was asked and can be changed: no notes, nothing filled in beforehand."""
    run = Run(form, interview, now)
    items: list[Item] = []
    counts: dict[str, list[int]] = {}
    labels: dict[str, str] = {}
    for place in places(run):
        if only_shown(run, place):
            continue
        key = section_of(place)
        if key not in counts:
            counts[key], labels[key] = [0, 0], _section_label(run, place)
        missing = place.question is not None and fault(run, (place.question.node, place.at))
        section = list(counts).index(key)
        items.append(
            Item(
                place.path,
                section,
                label(run, place),
                shown(run, place),
                bool(missing),
                _instance(run, place),
                adds=place.question is None,
            )
        )
        if place.question is not None:
            counts[key][0] += run.value(place.path) != ""
            counts[key][1] += 1
    return Review(
        sections=tuple(Section(labels[key], *count) for key, count in counts.items()),
        items=tuple(items),
        missing=tuple(item.path for item in items if item.missing),
        unasked=next((each.path for each in places(run) if each.path not in run.passed), ""),
    )


def _instance(run: Run, place: Place) -> Instance | None:
    around = place.groups if place.question is not None else place.groups[:-1]
    innermost = next((group for group in reversed(around) if group.repeats), None)
    if innermost is None:
        return None
    repeat = run.form.repeats[innermost.path]
    path = repeat.node.at(place.at[: repeat.node.depth])
    return Instance(path, instance(run, place), removable=not repeat.fixed)


def _section_label(run: Run, place: Place) -> str:
    group = next((each for each in place.groups if each.label), None)
    run.context.at = place.at
    return group.label.say(run.context) if group and group.label else ""


def choices(form: Form, interview: Interview, path: str, now: datetime) -> tuple[Choice, ...]:
    """What the question at a path offers now, in the interview's language; () where none is."""
    run = Run(form, interview, now)
    place = place_at(run, path)
    if place is None or place.question is None:
        return ()
    return asked(run, place.question, place.at).choices


def answers(form: Form, interview: Interview, now: datetime) -> dict[str, str]:
    """Relevant values by path, canonical, without blanks and the form's own meta block.

    Instances beyond a repeat's count are no answers: they are parked.
    """
    run = Run(form, interview, now)
    return {path: value for path, value, counts in _held(run, relevant=True) if counts}


def parked(form: Form, interview: Interview, now: datetime) -> dict[str, str]:
    """Values kept of questions that are not relevant now."""
    run = Run(form, interview, now)
    beyond = {path: value for path, value, counts in _held(run, relevant=True) if not counts}
    return beyond | {path: value for path, value, _ in _held(run, relevant=False)}


def _held(run: Run, *, relevant: bool) -> Iterator[tuple[str, str, bool]]:
    """Path, value, and whether the instance is one that its repeat's count asks for."""
    meta = f"{next(iter(run.form.nodes))}/{_META}/"
    values = run.values if relevant else run.parked
    for node, at in _in_order(run, values):
        path = node.at(at)
        if not path.startswith(meta):
            yield path, canonical(values[path]), is_there(run, (node, at))


def _in_order(run: Run, values: Mapping[str, object]) -> list[Spot]:
    """Where the values stand, in the form's order; instances of a repeat one after another."""
    place = {path: index for index, path in enumerate(run.form.nodes)}

    def key(spot: Spot) -> tuple[int, ...]:
        node, at = spot
        repeats = run.form.around[node.path]
        outer = [each for pair in zip(map(place.get, repeats), at, strict=True) for each in pair]
        return (*(number or 0 for number in outer), place[node.path])

    spots = (run.form.spot(path) for path in values)
    return sorted((spot for spot in spots if spot is not None), key=key)
