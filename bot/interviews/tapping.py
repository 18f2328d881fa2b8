"""What a tap on the card knows: which verb, where it happens, how what it did is told."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any
from zlib import crc32

from bot.chat.notices import interview_card
from bot.i18n import say
from bot.interviews.opened import Opened, save
from bot.interviews.service import problem_arguments
from flows import engine
from flows.prompts import Prompt
from storage.records import Person
from storage.unit_of_work import UnitOfWork

INTERVIEWS = 2  # this feature's number in taps


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

    def record(self, opened: Opened, prompt: Prompt, value: str, toast: str) -> str:
        """Keep a canonical value if the engine accepts it, or say its problem."""
        before, now = opened.passage, opened.local(self.now)
        turn = engine.record(opened.form, before.interview, prompt.path, value, now)
        if turn.problem is not None:
            return self.show(self.say("toast.not_stored"), **problem_arguments(turn.problem))
        save(self.uow, opened, before.moved(turn.interview, prompt.path), self.now)
        return self.show(toast, dropped=len(turn.dropped))
