"""What is forgotten, when, and that nobody misses it on a screen."""

from datetime import datetime, timedelta

import pytest

from bot.features import FEATURES
from bot.sops.cards import cards_of
from bot.sops.forgetting import AT_ONCE
from bot.sops.news import tell_users
from storage.database import Database
from storage.records import SopOutcome
from storage.unit_of_work import UnitOfWork
from tests.bot.sops.asking import asker, found, last_question, questions_of, told
from tests.bot.sops.library import SMALL
from tests.bot.sops.town import UNIFORM, filled, settle
from tests.support.chat import Phone
from tests.support.people import NOW, RATNA, SARI, person

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ANSWERED = SopOutcome("answer", sop="SOP-91", step=1)
UNHELPFUL, STALE = "Kurang tepat", "Tombol ini sudah lewat. Ini pertanyaan sekarang."
(forget,) = (job.work for each in FEATURES for job in each.jobs if job.name == "sops.forget")


@pytest.fixture
def town(database: Database) -> dict[str, Phone]:
    return settle(database)


def ask(database: Database, *moments: datetime) -> None:
    """Questions that were answered at once, each with a look into the SOP."""
    someone = person(database, SARI)

    def work(uow: UnitOfWork) -> None:
        for now in moments:
            uow.sop_questions.record(someone, "tanya", "id", ANSWERED, now)
            uow.sop_uses.opened(someone.id, someone.office, "SOP-91", SMALL[0].version, now)

    database.write(work)


def test_a_question_is_kept_for_90_days(database: Database) -> None:
    phone = asker(database)
    told(phone, found("SOP-91", 1))
    question = last_question(database)
    card, _ = cards_of(question.person, question.id)
    forget(database, NOW + 90 * DAY)
    assert last_question(database) == question
    forget(database, NOW + 90 * DAY + MINUTE)
    assert questions_of(database) == []
    with database.read() as uow:
        assert uow.cards.get(card) is None
    phone.tap(UNHELPFUL)
    assert phone.toast == STALE


def test_what_waits_is_kept_until_90_days_after_it_was_closed(town: dict[str, Phone]) -> None:
    phone = filled(town)
    database = phone.database
    forget(database, NOW + 400 * DAY)
    phone.now = NOW + 401 * DAY
    phone.tap(phone.labels[0])
    phone.tap("Abaikan")
    closed = phone.now
    forget(database, closed + 90 * DAY)
    assert [each.text for each in questions_of(database)] == [UNIFORM]
    forget(database, closed + 90 * DAY + MINUTE)
    assert questions_of(database) == []
    with database.read() as uow:
        assert uow.sop_questions.how_many_wait() == 1


def test_what_was_closed_can_be_undone_for_30_days_and_is_whole_until_then(
    town: dict[str, Phone],
) -> None:
    phone = filled(town)
    phone.tap(phone.labels[0])
    phone.tap("Abaikan")
    forget(phone.database, phone.now + 30 * DAY)
    phone.tap("Urungkan")
    assert UNIFORM in phone.text
    phone.tap("Abaikan")
    forget(phone.database, phone.now + 30 * DAY + MINUTE)
    phone.tap("Urungkan")
    assert phone.toast == STALE


def test_usage_is_the_same_after_forgetting(town: dict[str, Phone]) -> None:
    phone = town[RATNA]
    for days in (0, 6, 27, 28, 29, 89, 91):
        ask(phone.database, NOW - days * DAY)
    phone.type("/pemakaian")
    before = phone.text
    assert "SOP dibuka 4 kali. Pertanyaan: 4." in before
    forget(phone.database, NOW)
    phone.type("/pemakaian")
    assert phone.text == before


def test_who_used_an_sop_lately_still_hears_of_its_changes(town: dict[str, Phone]) -> None:
    database = town[SARI].database
    ask(database, NOW - 90 * DAY)
    forget(database, NOW)
    with database.read() as uow:
        version = uow.sops.versions("SOP-91")[0]
    assert database.write(lambda uow: tell_users(uow, version, None, NOW)) == 1


def test_uses_go_after_400_days_however_many_they_are(town: dict[str, Phone]) -> None:
    database = town[SARI].database
    ask(database, NOW - 400 * DAY, *[NOW - 401 * DAY] * (2 * AT_ONCE + 1))
    forget(database, NOW)
    with database.read() as uow:
        assert [each.number for each in uow.sop_uses.counts(NOW - 999 * DAY)] == [1]
    assert questions_of(database) == []


def test_a_reason_that_comes_when_the_question_is_gone_disturbs_nobody(database: Database) -> None:
    phone = asker(database)
    told(phone, found("SOP-91", 2))
    phone.now += 90 * DAY
    phone.tap(UNHELPFUL)
    phone.tap("Tulis alasan")
    forget(database, phone.now + MINUTE)
    phone.type("nomornya lama")
    assert phone.text.endswith("Terima kasih. Alasan Anda sampai kepada koordinator.")
    assert "Langkah 2 dari 3" in phone.messages[-2].screen.text
