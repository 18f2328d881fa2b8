"""The button that tries a form without a trace: one feature draws it, another takes it."""

from bot.chat.screen import Tap
from storage.records import Person

INTERVIEWS = 2  # the number in taps of the feature that takes it
TRY = 55  # and its verb


def try_tap(person: Person, version: int) -> Tap:
    """Begins a trial with this version or draft (id) of a questionnaire."""
    return Tap(INTERVIEWS, TRY, (person.id, version))
