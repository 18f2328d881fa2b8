"""What the library is searched by: SOPs, steps, questions and answers as short documents."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from knowledge.articles import Sop, Step, Texts

Form = Literal["sop", "alias", "step", "question", "written", "elsewhere"]

FIELDS: Mapping[str, float] = {  # how much a word tells by where it stands
    "title": 2.0,
    "summary": 1.0,
    "activity": 1.5,
    "detail": 0.6,
    "question": 1.0,
    "elsewhere": 1.0,
}
_BLANK = ("", "-")


@dataclass(frozen=True, slots=True)
class Entry:
    """One short document, and what it stands for."""

    id: str
    form: Form
    sop: str | None
    step: int | None
    fields: Mapping[str, str]
    texts: tuple[str, ...]  # what is compared by meaning, each alone
    written: int | None = None
    timed: bool = False  # a step that says how long it takes
    papered: bool = False  # a step that says what it needs


def entries_of(sop: Sop, aliases: Iterable[str] = ()) -> Iterator[Entry]:
    """The SOP as a whole, its names, its steps and its questions."""
    code = sop.code
    summary = (sop.summary, sop.requirements, sop.warning)
    yield Entry(
        code,
        "sop",
        code,
        None,
        {"title": _joined(sop.title), "summary": " ".join(map(_joined, summary))},
        tuple(f"{sop.title[each]}. {sop.summary.get(each, '')}" for each in sop.title),
    )
    for name in dict.fromkeys((*sop.title.values(), *sop.aliases, *aliases)):
        yield Entry(f"{code}={name}", "alias", code, None, {"question": name}, (name,))
    for step in sop.steps:
        yield _step(sop, step)
    for text, number in {each.text: each.step for each in sop.questions}.items():
        yield Entry(f"{code}?{text}", "question", code, number, {"question": text}, (text,))


def _step(sop: Sop, step: Step) -> Entry:
    details = (step.actor, step.requirements, step.time, step.output, step.note)
    return Entry(
        f"{sop.code}/{step.number}",
        "step",
        sop.code,
        step.number,
        {"activity": _joined(step.activity), "detail": " ".join(map(_joined, details))},
        tuple(f"{sop.title.get(each, '')}: {text}" for each, text in step.activity.items() if text),
        timed=step.time.get("id", "") not in _BLANK,
        papered=step.requirements.get("id", "") not in _BLANK,
    )


def _joined(texts: Texts) -> str:
    return " ".join(texts.values())


@cache
def elsewhere() -> tuple[Entry, ...]:
    """What the library does not hold, so that it can lose to it: words/elsewhere.txt."""
    text = files("knowledge").joinpath("words", "elsewhere.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        Entry(f"-{number}", "elsewhere", None, None, {"elsewhere": line}, (line,))
        for number, line in enumerate(lines)
    )
