"""A coordinator and officers of three offices, who ask what the small library does not know."""

from datetime import timedelta

from storage.database import Database
from storage.records import SopOutcome
from storage.unit_of_work import UnitOfWork
from tests.bot.sops.library import SMALL, stock
from tests.support.chat import Phone
from tests.support.people import DEWI, MARIA, NOW, RATNA, SARI, enrol, found_ministry, person

JAKARTA, KUPANG, MAUMERE, TANJUNGBALAI = 600, 601, 602, 603
UNIFORM = "siapa yang mencuci seragam loket"
AGAIN = "seragam loket dicuci siapa"
KEY = "kunci lemari arsip hilang"
UNKNOWN = SopOutcome("not_found", "unknown", "unknown", waits=True)


def settle(database: Database) -> dict[str, Phone]:
    """A coordinator and three officers of three offices, with a small library."""
    found_ministry(database)
    stock(database, *SMALL)
    phones: dict[str, Phone] = {}
    chats = {RATNA: JAKARTA, SARI: KUPANG, MARIA: MAUMERE, DEWI: TANJUNGBALAI}
    together: dict[int, Phone] = {}
    for staff_id, chat in chats.items():
        enrol(database, staff_id, chat)
        phones[staff_id] = Phone(database, chat, town=together)
        phones[staff_id].deliver()
    return phones


def ask_unknown(phone: Phone, staff_id: str, text: str, minutes: int = 0) -> int:
    """A question that was asked and found nothing; its id."""
    someone, now = person(phone.database, staff_id), NOW + timedelta(minutes=minutes)

    def work(uow: UnitOfWork) -> int:
        return uow.sop_questions.record(someone, text, someone.language, UNKNOWN, now).id

    return phone.database.write(work)


def filled(town: dict[str, Phone]) -> Phone:
    """The coordinator's phone with two kinds of question in the queue."""
    phone = town[RATNA]
    ask_unknown(phone, SARI, UNIFORM)
    ask_unknown(phone, MARIA, KEY, 1)
    ask_unknown(phone, DEWI, AGAIN, 2)
    phone.type("/antrean")
    return phone
