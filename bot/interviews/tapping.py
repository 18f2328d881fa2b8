"""What a tap on the card knows: which verb, where it happens, how what it did is told."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any
from zlib import crc32

from bot.chat.notices import interview_card
from bot.chat.trying import INTERVIEWS, TRY
from bot.i18n import say
from bot.interviews.answering import Given, take
from bot.interviews.opened import Opened
from bot.interviews.service import problem_arguments
from flows.prompts import AddAnother, Prompt
from storage.records import Person
from storage.unit_of_work import UnitOfWork

__all__ = ["INTERVIEWS", "Tapping", "Verb", "mark"]  # INTERVIEWS: this feature's number in taps


def mark(path: str) -> int:
    """What stands for a question in a tap: repeats give it no lasting number."""
    return crc32(path.encode())


class Verb(IntEnum):
    # Person, then what is named: a colleague on the same phone cannot tap for somebody else.
    AGREE = 1  # questionnaire, version of consent (two numbers)
    LATER = 2
    LANGUAGE = 3  # index of the language
    CHOOSE = 4  # questionnaire
    RESUME = 5  # interview
    LIST = 6
    TRY = TRY  # version or draft
    # From here on: interview, card, then what is named.
    PICK = 10  # option
    TICK = 11  # option, 1 on or 0 off
    DONE = 12
    NEXT = 13
    SKIP = 14
    BACK = 15
    DAY = 16  # days ago; months or years where only those are asked
    EDIT = 17  # mark of a question
    PAGE = 18  # page of the review
    REVIEW = 19
    SUBMIT = 20
    RANK = 21  # option, next in the order
    UNRANK = 22  # how many places of the order stay
    NOW = 23
    MORE = 24  # 1 one more, 0 no more
    LEAF = 30  # page of a long list
    LOOK = 35  # view of a calendar or a clock, its number (almanac.View)
    DATE = 36  # ordinal of a day
    CLOCK = 37  # ordinal of a day, 0 where none is asked; minute of the day
    PLACE = 38  # mark of a place with a name
    WAY = 39  # how many of the points stay, 1 when they are the answer
    SEE = 40  # the file that is kept
    CHANGE = 45  # yes to what waits
    LEAVE = 46  # no to it
    REMOVE = 47  # mark of an instance
    ONWARD = 48  # from the review back to the question
    SEND = 51  # a correction
    ABANDON = 52  # a correction: 1 for good, 0 ask first
    STAY = 53  # with the correction
    # Of what was submitted: person and interview first, as for the list.
    READ = 49  # page and one more, 0 the overview
    CORRECT = 50


@dataclass(frozen=True, slots=True)
class Tapping:
    """Where a tap happens; every method ends it with its toast."""

    uow: UnitOfWork
    person: Person
    chat_id: int
    fresh: bool
    now: datetime

    def say(self, key: str, **values: object) -> str:
        return say(self.person.language, key, **values)

    def show(self, toast: str, **arguments: Any) -> str:
        notice = interview_card(self.person, self.chat_id, fresh=self.fresh, **arguments)
        self.uow.outbox.add(notice, self.now)
        return toast

    def stale(self) -> str:
        return self.show(self.say("toast.stale"))

    def record(self, opened: Opened, prompt: Prompt, value: str, toast: str, **told: Any) -> str:
        """Keep a canonical value if the engine accepts it, or say its problem.

        What it would do to other answers is shown first. `told` is what the next card says of a
        value that was kept; where the words of a button were typed it says the value back.
        """
        taken = take(self.uow, opened, Given(prompt, value), self.now)
        if taken.problem is not None:
            return self.show(self.say("toast.not_stored"), **problem_arguments(taken.problem))
        if taken.held:
            return self.show(self.say("toast.foresight"))
        if opened.is_trial:
            toast = self.say("toast.trial_answer")
        if self.fresh and not isinstance(prompt.input, AddAnother):
            told = {"echo": prompt.path, **told}
        return self.show(toast, dropped=taken.dropped, **told)
