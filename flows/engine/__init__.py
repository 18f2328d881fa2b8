"""How an interview moves: an immutable snapshot, and functions from it to the next."""

from flows.engine.interview import Interview
from flows.engine.progress import Progress, progress
from flows.engine.review import Item, Review, Section, answers, parked, review
from flows.engine.state import state
from flows.engine.turns import Turn, answer, back, edit, put, record, refill, resume, speak, start

__all__ = [
    "Interview",
    "Item",
    "Progress",
    "Review",
    "Section",
    "Turn",
    "answer",
    "answers",
    "back",
    "edit",
    "parked",
    "progress",
    "put",
    "record",
    "refill",
    "resume",
    "review",
    "speak",
    "start",
    "state",
]
