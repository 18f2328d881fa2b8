"""How far an interview has come, never further back than was shown before."""

from dataclasses import dataclass
from datetime import datetime

from flows.engine.interview import Interview
from flows.xform import Form, Question


@dataclass(frozen=True, slots=True)
class Progress:
    """`section` of `sections` (1-based, 0 without questions), `answered` of about `total`."""

    section: int
    sections: int
    answered: int
    total: int


def section_of(question: Question) -> str:
    """The outermost group with a label, by path; "" outside of any."""
    return next((group.path for group in question.groups if group.label), "")


def share(form: Form, interview: Interview) -> float:
    """Answered over all that is, or may yet be, asked."""
    answered, total = _counts(form, interview)
    return answered / total if total else 1.0


def progress(form: Form, interview: Interview, _now: datetime) -> Progress:
    """Where the person is. A share lower than one shown before is raised by a smaller total."""
    answered, total = _counts(form, interview)
    if interview.peak > 0 and answered < interview.peak * total:
        total = max(answered, int(answered / interview.peak))
    hidden = interview.irrelevant | interview.prefilled
    visible = [each for path, each in form.questions.items() if path not in hidden]
    sections = list(dict.fromkeys(section_of(question) for question in visible))
    here = form.questions.get(interview.cursor)
    place = len(sections)
    if here is not None and section_of(here) in sections:
        place = sections.index(section_of(here)) + 1
    return Progress(place, len(sections), answered, total)


def _counts(form: Form, interview: Interview) -> tuple[int, int]:
    """Questions passed, and these with all that are relevant or still undecided.

    A question is undecided while one that its relevance depends on is asked and not yet passed.
    """
    hidden, passed = interview.irrelevant | interview.prefilled, interview.passed
    visible = [path for path in form.questions if path not in hidden]
    waiting = {path for path in visible if path not in passed}
    undecided = sum(
        path in form.questions and not waiting.isdisjoint(form.graph.reads.get(path, frozenset()))
        for path in interview.irrelevant - interview.prefilled
    )
    return len(visible) - len(waiting), len(visible) + undecided
