"""Usage by SOP and office, the week on Monday, and the note of new questions."""

from datetime import datetime, timedelta

import pytest

from bot.access import NotAllowed
from bot.sops.jobs import due, tell_coordinators
from bot.sops.usage import usage
from storage.database import Database
from storage.records import SopOutcome
from storage.unit_of_work import UnitOfWork
from tests.bot.sops.library import SMALL, stock
from tests.support.chat import Phone
from tests.support.people import DEWI, MARIA, NOW, RATNA, RINA, SARI, enrol, found_ministry, person

JAKARTA, HEAD = 600, 604  # chats
YOHANES = "S002"
DAY = timedelta(days=1)
UNKNOWN = SopOutcome("not_found", "unknown", "unknown", waits=True)
OUTCOMES = (
    (SARI, SopOutcome("answer", sop="SOP-91", step=1)),
    (SARI, SopOutcome("answer", sop="SOP-91", step=1)),
    (MARIA, SopOutcome("choices")),
    (DEWI, UNKNOWN),
    (DEWI, SopOutcome("not_found", "decline", "out_of_scope")),
    (RINA, SopOutcome("not_found", "smalltalk", "thanks")),
)
COMPLAINTS = ("wrong_step", "Nomornya sudah lama tidak dipakai")


@pytest.fixture
def phone(database: Database) -> Phone:
    """A coordinator's phone, in a ministry that used a small library at NOW."""
    found_ministry(database)
    stock(database, *SMALL)
    enrol(database, RATNA, JAKARTA)
    phone = Phone(database, JAKARTA)
    phone.deliver()

    def work(uow: UnitOfWork) -> None:
        for staff_id, outcome in OUTCOMES:
            someone = person(database, staff_id)
            asked = uow.sop_questions.record(someone, "?", "id", outcome, NOW)
            if outcome.sop:
                uow.sop_uses.opened(someone.id, someone.office, outcome.sop, "2026-01-05", NOW)
                said = COMPLAINTS[asked.id % 2]
                uow.sop_questions.rate(asked.id, helpful=False, complaint=said)
        maria = person(database, MARIA)
        uow.sop_uses.opened(maria.id, maria.office, "SOP-92", "2026-01-05", NOW)

    database.write(work)
    return phone


def tick(phone: Phone, now: datetime) -> list[str]:
    """What the clock sends at that moment."""
    before = len(phone.messages)
    phone.now = now
    tell_coordinators(phone.database, now)
    phone.deliver()
    return [message.screen.text for message in phone.messages[before:]]


def test_usage_by_sop_and_by_office(phone: Phone) -> None:
    phone.type("/pemakaian")
    assert "SOP dibuka 3 kali. Pertanyaan: 5." in phone.text
    assert "2× SOP-91 · Layanan Paspor Hilang\n1× SOP-92" in phone.text
    phone.tap("Menurut kantor")
    assert "P4MI Tanjung Balai: dibuka 0, bertanya 2, tidak ditemukan 1" in phone.text
    assert phone.text.index("Nusa Tenggara Timur") < phone.text.index("Maumere")
    phone.tap("Menurut SOP")
    phone.tap("‹ Antrean")
    assert "Pertanyaan yang belum terjawab: 1" in phone.text


def test_only_the_last_four_weeks_count(phone: Phone) -> None:
    phone.now = NOW + timedelta(days=28, seconds=1)
    phone.type("/pemakaian")
    assert "Belum ada pemakaian." in phone.text


def test_a_head_sees_the_own_office_and_those_below(phone: Phone) -> None:
    enrol(phone.database, YOHANES, HEAD)
    head = Phone(phone.database, HEAD, town=phone.town)
    head.deliver()
    head.type("/pemakaian")
    assert "SOP dibuka 3 kali. Pertanyaan: 3." in head.text
    assert head.labels == ["Menurut kantor"]
    head.tap("Menurut kantor")
    assert "Maumere" in head.text
    assert "Tanjung" not in head.text


def test_others_see_no_usage(phone: Phone) -> None:
    sari = person(phone.database, SARI)
    with phone.database.read() as uow, pytest.raises(NotAllowed):
        usage(uow, sari, NOW)


def test_on_monday_morning_coordinators_get_the_week_once(phone: Phone) -> None:
    monday = NOW + 7 * DAY  # 08.00 in Jakarta
    assert tick(phone, monday - timedelta(minutes=1)) == []
    [text] = tick(phone, monday)
    assert "Pertanyaan: 5. Langsung terjawab: 2. Diberi pilihan: 1. Tidak ditemukan: 1." in text
    assert "Terlayani: 75%" in text
    assert "1× Langkahnya" in text or "1× " in text
    assert COMPLAINTS[1] in text
    assert "2× SOP-91 · Layanan Paspor Hilang" in text
    assert "BP3MI Nusa Tenggara Timur: dibuka 2, bertanya 2" in text
    assert "Menunggu jawaban koordinator: 1." in text
    assert tick(phone, monday + timedelta(hours=3)) == []
    phone.tap("Buka antrean")
    assert "belum terjawab: 1" in phone.text


def test_a_week_in_which_nothing_happened_is_not_told(phone: Phone) -> None:
    assert tick(phone, NOW + 14 * DAY) == []


def test_new_questions_are_told_once_a_working_day(phone: Phone) -> None:
    dewi = person(phone.database, DEWI)
    tuesday = NOW + DAY + timedelta(hours=2)
    [text] = tick(phone, tuesday)
    assert "Pertanyaan baru yang belum terjawab: 1. Semua yang menunggu: 1." in text
    for number in range(3):
        phone.database.write(
            lambda uow: uow.sop_questions.record(dewi, "?", "id", UNKNOWN, tuesday)
        )
        assert tick(phone, tuesday + timedelta(minutes=number)) == []
    assert tick(phone, tuesday + timedelta(hours=12)) == []  # at night
    [text] = tick(phone, tuesday + DAY)
    assert "Pertanyaan baru yang belum terjawab: 3. Semua yang menunggu: 4." in text
    assert tick(phone, tuesday + 2 * DAY) == []  # nothing is new


def test_what_was_closed_meanwhile_is_not_told(phone: Phone) -> None:
    tuesday = NOW + DAY
    tell_coordinators(phone.database, tuesday)
    with phone.database.read() as uow:
        ids = [each.id for each in uow.sop_questions.waiting(9)]
    phone.database.write(lambda uow: uow.sop_questions.close(ids, None, "dismissed", tuesday))
    before, phone.now = len(phone.messages), tuesday
    phone.deliver()
    assert len(phone.messages) == before


def test_two_processes_tell_once(phone: Phone) -> None:
    monday = NOW + 7 * DAY
    with phone.database.read() as uow:
        found = [*due(uow, monday), *due(uow, monday)]
    assert len(found) == 2
    for notice in found:
        phone.database.write(lambda uow: uow.outbox.add(notice, monday))  # noqa: B023
    assert len(tick(phone, monday)) == 1
