"""What an interview holds: the review before it is sent, and its answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flows.engine.asking import asked_paths, fault, label, only_shown, shown
from flows.engine.interview import Interview
from flows.engine.progress import section_of
from flows.engine.run import Run
from flows.xform import Form
from flows.xpath import Value, canonical

_META = "meta"


@dataclass(frozen=True, slots=True)
class Section:
    label: str  # "" for questions outside of labelled groups
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Item:
    path: str
    section: int  # its place in `sections`
    label: str
    shown: str  # the answer as people read it, "" when there is none
    missing: bool


@dataclass(frozen=True, slots=True)
class Review:
    """`items` in the form's order; `missing` paths keep an interview from being sent."""

    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    missing: tuple[str, ...]


def review(form: Form, interview: Interview, now: datetime) -> Review:
    """All that was asked and can be changed: no notes, nothing filled in beforehand."""
    run = Run(form, interview, now)
    items: list[Item] = []
    counts: dict[str, list[int]] = {}
    labels: dict[str, str] = {}
    for path in asked_paths(run):
        question = form.questions[path]
        if only_shown(run, question):
            continue
        key = section_of(question)
        group = next((each for each in question.groups if each.label), None)
        labels[key] = group.label.say(run.context) if group and group.label else ""
        count = counts.setdefault(key, [0, 0])
        missing = fault(run, path) is not None
        place = list(counts).index(key)
        items.append(Item(path, place, label(run, question), shown(run, question), missing))
        count[0] += run.value(path) != ""
        count[1] += 1
    return Review(
        sections=tuple(Section(labels[key], *count) for key, count in counts.items()),
        items=tuple(items),
        missing=tuple(item.path for item in items if item.missing),
    )


def answers(form: Form, interview: Interview, _now: datetime) -> dict[str, str]:
    """Relevant values by path, canonical, without blanks and the form's own meta block."""
    return _written(form, interview.values)


def parked(form: Form, interview: Interview, _now: datetime) -> dict[str, str]:
    """Values kept of questions that are not relevant now."""
    return _written(form, interview.parked)


def _written(form: Form, values: Mapping[str, Value]) -> dict[str, str]:
    meta = f"{form.nodes[0]}/{_META}/"
    return {
        path: canonical(values[path])
        for path in form.leaves
        if path in values and not path.startswith(meta)
    }
