"""Random walks through a form: values that fit, values that do not, repeats added and removed."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from flows import Form, Interview
from flows.engine.steps import StepError, Walk
from flows.xform import Question

State = dict[str, Any]
Step = tuple[str, ...]

TYPED = {
    "integer": ("0", "1", "3", "-5", "18", "42", "250", ""),
    "decimal": ("0", "1.5", "2.25", "-0.001", "100", ""),
    "range": ("1", "3", "5", "0.5", ""),
    "date": ("2024-02-29", "2026-01-01", "1999-12-31", ""),
    "time": ("10:30:00.000+08:00", "00:00:00.000+08:00", ""),
    "datetime": ("2024-02-29T10:30:00.000+08:00", "2026-01-01T00:00:00.000+08:00", ""),
    "text": ("abc", "12", "a b", "x@y.id", "O'Brien <b>", "0812-3456-7890", ""),
    "barcode": ("8991234567890", ""),
    "acknowledge": ("OK", ""),
    "geopoint": ("-6.2 106.8 0 0", "1.5 2.5 10.0 4.5", "1 2", ""),
    "geotrace": ("1.5 2.5 0 0; 2 3 0 0", ""),
    "geoshape": ("1 2 0 0; 2 3 0 0; 3 1 0 0; 1 2 0 0", ""),
    "image": ("foto.jpg", ""),
    "audio": ("suara.m4a", ""),
    "video": ("film.mp4", ""),
    "file": ("surat.pdf", ""),
    "note": ("",),
}
ADD, DELETE, IRRELEVANT = 0.10, 0.05, 0.15  # how often instead of an answer that is asked


@dataclass
class Walked:
    steps: list[Step] = field(default_factory=list)
    states: list[State] = field(default_factory=list)


def walked(form: Form, random: Random, length: int, now: datetime, *, full: bool) -> Walked:
    """A walk of our engine; between every two steps the interview is written and read back."""
    walk = Walk(form, now)
    found = Walked(states=[walk.look(full=full)])
    while len(found.steps) < length:
        step = _step(form, walk.interview, found.states[-1], random)
        if step is None:
            break
        problem = ""
        try:
            walk.take(*step)
        except StepError as error:
            problem = str(error)
        walk.interview = reread(walk.interview)
        shown = walk.look(full=full)
        found.steps.append(step)
        found.states.append({**shown, "step_error": problem} if problem else shown)
    return found


def reread(interview: Interview) -> Interview:
    return Interview.from_json(json.loads(json.dumps(interview.to_json())))


def _step(form: Form, interview: Interview, shown: State, random: Random) -> Step | None:
    nodes, dice = shown["nodes"], random.random()
    if form.repeats and dice < ADD:
        repeat = random.choice(list(form.repeats.values()))
        known = [path for path in interview.repeats if form.generic(path) == repeat.path]
        return "add", random.choice(known or [repeat.path])
    instances = [path for path, node in nodes.items() if node["kind"] == "repeat"]
    if instances and dice < ADD + DELETE:
        return "del", random.choice(instances)
    questions = [path for path, node in nodes.items() if node["kind"] == "question"]
    asked = [path for path in questions if nodes[path]["relevant"]]
    if not questions:
        return None
    path = random.choice(questions if random.random() < IRRELEVANT or not asked else asked)
    return "set", path, value_for(form.questions[form.generic(path)], nodes[path], random)


def value_for(question: Question, node: State, random: Random) -> str:
    if "choices" in node:
        names: list[str] = [*node["choices"], ""]
        if question.kind == "select_one":
            return random.choice(names)
        return " ".join(name for name in node["choices"] if random.random() < 0.4)
    return random.choice(TYPED[question.kind])
