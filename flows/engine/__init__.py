"""How an interview moves: an immutable snapshot, and functions from it to the next."""

from flows.engine import steps
from flows.engine.foresight import Affected, Foresight, foresee, foresee_removal, without
from flows.engine.intake import Fault, taken_in
from flows.engine.interview import Interview
from flows.engine.migration import Migration, left_behind, migrate
from flows.engine.progress import Progress, progress
from flows.engine.review import (
    Instance,
    Item,
    Review,
    Section,
    answers,
    choices,
    parked,
    review,
)
from flows.engine.state import state
from flows.engine.submission import instance_id, instance_id_path, submission
from flows.engine.turns import (
    Turn,
    answer,
    back,
    edit,
    finish,
    record,
    refill,
    remove,
    resume,
    speak,
    start,
)
from flows.engine.used import used

__all__ = [
    "Affected",
    "Fault",
    "Foresight",
    "Instance",
    "Interview",
    "Item",
    "Migration",
    "Progress",
    "Review",
    "Section",
    "Turn",
    "answer",
    "answers",
    "back",
    "choices",
    "edit",
    "finish",
    "foresee",
    "foresee_removal",
    "instance_id",
    "instance_id_path",
    "left_behind",
    "migrate",
    "parked",
    "progress",
    "record",
    "refill",
    "remove",
    "resume",
    "review",
    "speak",
    "start",
    "state",
    "steps",
    "submission",
    "taken_in",
    "used",
    "without",
]
