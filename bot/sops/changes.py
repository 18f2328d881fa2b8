"""What is new in a version of an SOP, in words."""

from collections.abc import Iterator, Sequence

from bot.chat.text import brief
from bot.i18n import say
from knowledge.articles import Step, said
from knowledge.changes import Changed, Changes

ACTIVITY = 160  # characters of a step


def change_lines(language: str, changes: Changes) -> tuple[str, ...]:
    """A line for each step that was added, changed or removed, and one for all the rest."""
    return (
        *_steps(language, "sops.change.added", changes.added),
        *(_changed(language, each) for each in changes.changed),
        *_steps(language, "sops.change.removed", changes.removed),
        *_rest(language, changes.fields),
    )


def _steps(language: str, key: str, steps: Sequence[Step]) -> Iterator[str]:
    for step in steps:
        yield say(language, key, number=step.number, activity=_activity(language, step))


def _changed(language: str, change: Changed) -> str:
    """With what of the step is another; of its words, the new ones."""
    parts = ", ".join(say(language, f"sops.part.{part}") for part in change.parts)
    step = change.new
    activity = _activity(language, step)
    return say(language, "sops.change.changed", number=step.number, activity=activity, parts=parts)


def _activity(language: str, step: Step) -> str:
    return brief(said(step.activity, language), ACTIVITY)


def _rest(language: str, fields: Sequence[str]) -> Iterator[str]:
    if fields:
        names = ", ".join(say(language, f"sops.field.{name}") for name in fields)
        yield say(language, "sops.change.fields", fields=names)
