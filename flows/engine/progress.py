"""How far an interview has come, never further back than was shown before."""

from dataclasses import dataclass
from datetime import datetime

from flows.engine.asking import Place, places
from flows.engine.interview import Interview
from flows.engine.run import Run
from flows.xform import Form

_CLOSE = 1e-9  # what a share loses as a float


@dataclass(frozen=True, slots=True)
class Progress:
    """`section` of `sections` (1-based, 0 without questions), `answered` of about `total`.

    `position`: which of its section the present question is, 1-based; 0 at the review.
    """

    section: int
    sections: int
    answered: int
    total: int
    position: int = 0


def section_of(place: Place) -> str:
    """The outermost group with a label, by path; "" outside of any."""
    return next((group.path for group in place.groups if group.label), "")


def share(run: Run) -> float:
    """Answered over all that is, or may yet be, asked, as it is shown."""
    answered, total = _shown(_counts(run, places(run)), run.origin.peak)
    return answered / total if total else 1.0


def progress(form: Form, interview: Interview, now: datetime) -> Progress:
    """Where the person is. A share lower than one shown before is raised by a smaller total."""
    run = Run(form, interview, now)
    visible = places(run)
    answered, total = _shown(_counts(run, visible), interview.peak)
    sections = list(dict.fromkeys(section_of(place) for place in visible if place.question))
    here = next((each for each in visible if each.path == interview.cursor), None)
    place, position = len(sections), 0
    if here is not None and section_of(here) in sections:
        place = sections.index(section_of(here)) + 1
        before = visible[: visible.index(here) + 1]
        position = sum(each.question is not None and _beside(each, here) for each in before)
    return Progress(place, len(sections), answered, total, position)


def _beside(one: Place, other: Place) -> bool:
    return section_of(one) == section_of(other)


def _shown(counts: tuple[int, int], peak: float) -> tuple[int, int]:
    """The counts with a total that keeps the share at its peak, where anything is answered."""
    answered, total = counts
    if answered and answered < peak * total - _CLOSE:
        total = max(answered, int(answered / peak + _CLOSE))
    return answered, total


def _counts(run: Run, visible: list[Place]) -> tuple[int, int]:
    """Questions passed, and these with all that are relevant or still undecided.

    A question is undecided while one that its relevance depends on is asked and not yet passed.
    """
    form, passed = run.form, run.passed
    asked = [place.path for place in visible if place.question]
    waiting = {path for path in asked if path not in passed}
    open_ = {form.generic(path) for path in waiting} if form.repeats else waiting
    undecided = 0
    if open_:
        reads = form.graph.reads
        undecided = sum(
            not open_.isdisjoint(reads[generic])
            for path in run.irrelevant
            if (generic := form.generic(path)) in reads and path not in run.prefilled
        )
    return len(asked) - len(waiting), len(asked) + undecided
