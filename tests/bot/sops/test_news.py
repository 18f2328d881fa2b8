"""Who used an SOP lately is told what changed in it, at a humane hour, unless they mind."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.access import NotAllowed, Operator
from bot.sops.publishing import NotPublished, publish
from knowledge.articles import Sop
from storage.database import Database
from tests.bot.sops.library import PASSPORT, RENEWED, SMALL, step, stock
from tests.support.chat import Phone
from tests.support.people import MARIA, NOW, RINA, SARI, enrol, found_ministry, person

KUPANG, MAUMERE, MEDAN = 601, 602, 603
MONTH = timedelta(days=30)


@pytest.fixture
def town(database: Database) -> dict[str, Phone]:
    """Three officers; Sari used the SOP on lost passports yesterday, Maria long ago."""
    found_ministry(database)
    stock(database, *SMALL, now=NOW - 5 * MONTH)
    together: dict[int, Phone] = {}
    phones = {}
    for staff_id, chat in {SARI: KUPANG, MARIA: MAUMERE, RINA: MEDAN}.items():
        enrol(database, staff_id, chat)
        phones[staff_id] = Phone(database, chat, town=together)
        phones[staff_id].deliver()
    for staff_id, when in ((SARI, NOW - timedelta(days=1)), (MARIA, NOW - 4 * MONTH)):
        used(phones[staff_id], staff_id, PASSPORT, when)
    return phones


def used(phone: Phone, staff_id: str, sop: Sop, when: datetime) -> None:
    someone = person(phone.database, staff_id)
    phone.database.write(
        lambda uow: uow.sop_uses.opened(someone.id, someone.office, sop.code, sop.version, when)
    )


def renew(phone: Phone, sop: Sop = RENEWED, now: datetime = NOW) -> int:
    """Publish a version; how many are told."""
    done = phone.database.write(lambda uow: publish(uow, Operator(), sop, "uji.md", now))
    return done.told


def new_messages(phone: Phone, now: datetime) -> list[str]:
    before = len(phone.messages)
    for each in phone.town.values():
        each.now = now
    phone.deliver()
    return [message.screen.text for message in phone.messages[before:]]


def test_who_used_it_lately_is_told_what_changed(town: dict[str, Phone]) -> None:
    sari = town[SARI]
    assert renew(sari) == 1
    [text] = new_messages(sari, NOW)
    assert "SOP-91 · Layanan Paspor Hilang" in text
    assert "Langkah 2 baru: Mengirim berkas secara daring" in text
    assert "Langkah 2 yang lama dihapus: Mengantar pelapor" in text
    assert "Langkah 3 yang lama dihapus: Menyerahkan paspor pengganti" in text
    assert [len(town[each].messages) for each in (MARIA, RINA)] == [1, 1]
    sari.tap("Buka SOP-91")
    assert "Mengirim berkas secara daring" in sari.text


def test_publishing_it_again_tells_nobody(town: dict[str, Phone]) -> None:
    assert renew(town[SARI]) == 1
    assert renew(town[SARI]) == 0
    assert len(new_messages(town[SARI], NOW)) == 1
    with pytest.raises(NotPublished):
        renew(town[SARI], replace(RENEWED, number="2"))


def test_the_news_waits_for_the_morning(town: dict[str, Phone]) -> None:
    friday_night = datetime(2026, 3, 6, 14, 0, tzinfo=UTC)
    renew(town[SARI], now=friday_night)
    assert new_messages(town[SARI], friday_night) == []
    assert new_messages(town[SARI], friday_night + timedelta(days=2)) == []
    assert len(new_messages(town[SARI], datetime(2026, 3, 9, 0, 0, tzinfo=UTC))) == 1


def test_no_news_for_whoever_has_seen_it_meanwhile(town: dict[str, Phone]) -> None:
    night = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    renew(town[SARI], now=night)
    used(town[SARI], SARI, RENEWED, night)
    assert new_messages(town[SARI], night + timedelta(days=1)) == []


def test_two_changes_in_one_night_are_one_message_about_both(town: dict[str, Phone]) -> None:
    night = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    renew(town[SARI], now=night)
    third = replace(RENEWED, version="2026-02-21", steps=(*RENEWED.steps, step(3, "Baru", "New")))
    renew(town[SARI], third, night)
    [text] = new_messages(town[SARI], night + timedelta(days=1))
    assert "Langkah 3 baru: Baru" in text
    assert "Langkah 2 baru: Mengirim berkas" in text


def test_news_can_be_turned_off_and_on_again(town: dict[str, Phone]) -> None:
    sari = town[SARI]
    renew(sari)
    new_messages(sari, NOW)
    sari.tap("Jangan kabari lagi")
    assert "Anda tidak dikabari lagi" in sari.text
    third = replace(RENEWED, version="2026-02-21", steps=RENEWED.steps[:1])
    assert renew(sari, third) == 0
    sari.tap("Kabari lagi")
    assert "Anda tidak dikabari lagi" not in sari.text
    assert renew(sari, replace(third, version="2026-02-22", warning={"id": "Awas"})) == 1
    [text] = new_messages(sari, NOW)
    assert "Juga berubah: peringatan" in text


def test_whoever_turned_it_off_meanwhile_is_not_told(town: dict[str, Phone]) -> None:
    night = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    renew(town[SARI], now=night)
    sari = person(town[SARI].database, SARI).id
    town[SARI].database.write(lambda uow: uow.sop_mutes.mute(sari))
    assert new_messages(town[SARI], night + timedelta(days=1)) == []


def test_only_coordinators_publish(town: dict[str, Phone]) -> None:
    sari = person(town[SARI].database, SARI)
    with pytest.raises(NotAllowed):
        town[SARI].database.write(lambda uow: publish(uow, sari, RENEWED, "", NOW))
