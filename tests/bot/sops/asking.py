"""Phones that ask the library; what the library says is given, or looked up."""

from bot.sops.asking import Asked
from bot.sops.service import answer
from bot.sops.shelf import shelf
from knowledge.replies import Answer, Hit, Reply
from storage.database import Database
from storage.records import SopQuestion
from tests.bot.interviews.walking import CHAT
from tests.bot.sops.library import stock_small
from tests.support.chat import Phone
from tests.support.people import SARI, enrol, found_ministry, person

QUESTIONS = 100  # more than a test asks


def asker(database: Database, staff_id: str = SARI, chat: int = CHAT) -> Phone:
    """Somebody who has enrolled where there is a small library, and nothing to be answered."""
    with database.read() as uow:
        founded = uow.people.by_staff_id(staff_id) is not None
    if not founded:
        found_ministry(database)
        stock_small(database)
    enrol(database, staff_id, chat)
    phone = Phone(database, chat)
    phone.deliver()
    return phone


def told(phone: Phone, reply: Reply, text: str = "tanya") -> None:
    """A question, and what the library says to it."""
    with phone.database.read() as uow:
        asked = Asked(text, reply, shelf(uow))
    phone.database.write(lambda uow: answer(uow, phone.chat_id, asked, phone.now))
    phone.deliver()


def found(code: str | None, number: int | None, written: int | None = None) -> Answer:
    return Answer((Hit(code, number, 0.9, written),))


def questions_of(database: Database, staff_id: str = SARI) -> list[SopQuestion]:
    """What the person asked, the oldest first."""
    someone = person(database, staff_id)
    with database.read() as uow:
        every = uow.sop_questions.numbered(range(1, QUESTIONS))
    return [each for each in every if each.person == someone.id]


def last_question(database: Database, staff_id: str = SARI) -> SopQuestion:
    return questions_of(database, staff_id)[-1]
