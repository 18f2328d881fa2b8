"""What a questionnaire is and how an interview moves: values and functions, nothing else."""

from flows.answers import Problem
from flows.engine import (
    Interview,
    Turn,
    answer,
    answers,
    back,
    edit,
    parked,
    progress,
    record,
    resume,
    review,
    speak,
    start,
    state,
)
from flows.xform import Form, UnsupportedForm, load_form

__all__ = [
    "Form",
    "Interview",
    "Problem",
    "Turn",
    "UnsupportedForm",
    "answer",
    "answers",
    "back",
    "edit",
    "load_form",
    "parked",
    "progress",
    "record",
    "resume",
    "review",
    "speak",
    "start",
    "state",
]
