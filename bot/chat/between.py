"""A command in the middle of an interview: answered, and the card comes back below it."""

from collections.abc import Callable
from datetime import datetime

from bot.chat.notices import interview_card
from storage.records import Person
from storage.unit_of_work import UnitOfWork

UseCase = Callable[[UnitOfWork, int, datetime], None]


def in_between(use_case: UseCase) -> UseCase:
    """`use_case`, and after whatever it shows the card of the person whose interview is open."""

    def whole(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
        use_case(uow, chat_id, now)
        bring_card_back(uow, chat_id, now)

    return whole


def has_open_card(uow: UnitOfWork, person: Person) -> bool:
    """Whether the person is in an interview that was not put aside."""
    stored = uow.interviews.open_of(person.id)
    return stored is not None and not stored.snapshot["aside"]


def bring_card_back(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    """The card below what was shown last, when the person has an interview open."""
    person = uow.chats.person_at(chat_id)
    if person is not None and uow.interviews.open_of(person.id) is not None:
        uow.outbox.add(interview_card(person, chat_id, fresh=True), now)
