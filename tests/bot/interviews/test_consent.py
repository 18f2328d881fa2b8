"""Consent comes first, is kept with version, time and language; strangers learn one thing."""

import pytest

from bot.chat.screen import Tap
from bot.interviews.rules import CONSENT_VERSION
from bot.interviews.tapping import INTERVIEWS, Verb
from bot.people.steps import PEOPLE
from storage.database import Database
from tests.bot.interviews.walking import (
    AGREE,
    CHAT,
    DESK,
    NEXT,
    OTHER_CHAT,
    STAFF,
    STALE,
    answers,
    arrived,
    at,
    begun,
    held,
    taps,
)
from tests.support.chat import Phone
from tests.support.people import MARIA, NOW, SARI, found_ministry, issue, person

CONSENT = "Siapa yang melihat jawaban saya?"


def test_consent_is_kept_as_given(database: Database) -> None:
    phone = arrived(database)
    phone.tap("English")
    assert phone.toast == "English chosen"
    assert "Who sees my answers?" in phone.text
    assert "about 3 minutes" in phone.text
    assert "We want to help offices." in phone.text
    phone.tap("I agree, begin")
    with database.read() as uow:
        consent = uow.consents.current(person(database, SARI).id)
    assert consent is not None
    assert (consent.version, consent.language, consent.given_at) == (CONSENT_VERSION, "en", NOW)


def test_whatever_comes_first_consent_is_asked(database: Database) -> None:
    phone = arrived(database)
    for text in ("/start", "/mulai", "/batal", "1", "ya", "halo"):
        phone.type(text)
        assert CONSENT in phone.text
    phone.tap("Nanti saja")
    assert phone.text == "Baik. Kapan pun Anda siap, ketik /mulai."
    phone.type("/mulai")
    assert CONSENT in phone.text


def test_an_earlier_wording_does_not_count(database: Database) -> None:
    phone = begun(database)
    me = held(database).person
    database.write(lambda uow: uow.consents.withdraw(me, NOW))
    database.write(lambda uow: uow.consents.give(me, "2025.9", "id", NOW))
    message, button = taps(phone, "1. Ya")
    phone.press(button, message)
    assert phone.toast == STALE
    assert CONSENT in phone.text
    older = Tap(INTERVIEWS, Verb.AGREE, (me, held(database).questionnaire, 2025, 9))
    phone.send(older, phone.messages[-1].id)
    assert phone.toast == STALE
    phone.tap(AGREE)
    assert DESK in phone.text


def test_agreeing_twice_goes_on(database: Database) -> None:
    phone = arrived(database)
    message, agree = taps(phone, AGREE)
    phone.press(agree, message)
    phone.tap(NEXT)
    phone.press(agree, message)
    assert phone.toast == "Melanjutkan"
    assert DESK in phone.text


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_stranger_learns_how_to_get_an_invitation_and_nothing_more(
    database: Database, language: str
) -> None:
    found_ministry(database)
    phone = Phone(database, CHAT, language=language)
    typed = ("/start", "/mulai", "/batal", "/bantuan", "/bahasa", "/ganti", "halo", "1", "/x")
    for text in typed:
        phone.type(text)
    for verb in range(30):
        for feature in (PEOPLE, INTERVIEWS):
            phone.send(Tap(feature, verb, (1,)), 1)
    told = {"id": "Untuk memakai Pandu Anda perlu undangan.", "en": "you need an invitation"}
    gone = {"id": "Kode undangan ini tidak dikenal.", "en": "This invitation code is not known."}
    for message in phone.messages:
        assert told[language] in message.screen.text or gone[language] in message.screen.text
        assert not message.screen.rows
    assert len(phone.messages) == len(typed) + 60
    assert sum(gone[language] in m.screen.text for m in phone.messages) == 1, "the forged yes"


def test_two_staff_on_one_phone_in_the_middle(database: Database) -> None:
    phone = at(begun(database), STAFF)
    sari, maria = person(database, SARI), person(database, MARIA)
    hers = taps(phone, "‹ Kembali")
    phone.type(f"/start {issue(database, MARIA).code}")
    assert "Ponsel ini sedang dipakai oleh Sari Lango." in phone.text
    phone.tap("Ya, lanjutkan sebagai Maria Bria")
    assert phone.toast == "✓ Sekarang: Maria Bria"
    assert "Halo Maria Bria." in phone.text
    phone.press(hers[1], hers[0])
    assert phone.toast == STALE
    assert "Halo Maria Bria." in phone.text
    phone.tap(AGREE)
    assert held(database, MARIA).person == maria.id
    agreed = [line for line in phone.log if line.startswith("> [Setuju")]
    assert len(agreed) == 2
    phone.tap(NEXT)
    phone.press(hers[1], hers[0])
    assert DESK in phone.text, "Maria is where she was"
    phone.type("2")
    assert answers(database, MARIA)["/data/kantor/meja"] == "tidak"
    assert answers(database, SARI)["/data/kantor/meja"] == "ya"
    marias = taps(phone, "Lewati ›")
    phone.type("/ganti")
    phone.tap("Sari Lango")
    assert phone.toast == "✓ Sekarang: Sari Lango"
    assert STAFF in phone.text
    phone.press(marias[1], marias[0])
    assert phone.toast == STALE
    phone.type("9")
    assert answers(database, SARI)["/data/kantor/staf"] == "9"
    assert sari.id == held(database, SARI).person


def test_nobody_consents_for_a_colleague(database: Database) -> None:
    phone = arrived(database)
    hers = [taps(phone, label) for label in (AGREE, "English", "Nanti saja")]
    phone.type(f"/start {issue(database, MARIA).code}")
    phone.tap("Ya, lanjutkan sebagai Maria Bria")
    for message, button in hers:
        phone.press(button, message)
        assert phone.toast == STALE
    with database.read() as uow:
        assert uow.consents.current(person(database, MARIA).id) is None
    assert person(database, MARIA).language == "id"


def test_keeping_the_phone_changes_nothing(database: Database) -> None:
    phone = begun(database)
    phone.type(f"/start {issue(database, MARIA).code}")
    phone.tap("Tidak")
    assert phone.toast == "Baik, tidak ada yang berubah."
    phone.type("1")
    assert STAFF in phone.text


def test_saying_yes_twice_is_once(database: Database) -> None:
    phone = begun(database)
    phone.type(f"/start {issue(database, MARIA).code}")
    message, yes = taps(phone, "Ya, lanjutkan sebagai Maria Bria")
    for _ in range(2):
        phone.press(yes, message)
        assert phone.toast == "✓ Sekarang: Maria Bria"
        assert "Halo Maria Bria." in phone.text


def test_who_is_left_on_a_phone_goes_on(database: Database) -> None:
    phone = begun(database, MARIA)
    phone.type(f"/start {issue(database, SARI).code}")
    phone.tap("Ya, lanjutkan sebagai Sari Lango")
    own = Phone(database, OTHER_CHAT, town=phone.town)
    own.type(f"/start {issue(database, SARI).code}")
    assert "Halo Sari Lango." in own.text
    assert "tidak lagi terhubung" in phone.text
    assert phone.labels == ["Maria Bria"]
    phone.type("halo")
    assert phone.text == "Siapa yang memakai ponsel ini sekarang?"
    phone.tap("Maria Bria")
    assert DESK in phone.text
    gone = Tap(PEOPLE, 4, (person(database, SARI).id,))
    phone.send(gone, phone.messages[-1].id)
    assert phone.toast == STALE


def test_a_long_name_fits_its_buttons(database: Database) -> None:
    phone = begun(database)
    long = "Maria " + "Goreti " * 16
    maria = person(database, MARIA)
    database.write(lambda uow: uow.people.change(maria.id, name=long))
    phone.type(f"/start {issue(database, MARIA).code}")
    assert long.strip() in phone.text
    phone.tap("Ya, lanjutkan sebagai Maria Goreti Gore…")
    phone.type("/ganti")
    phone.tap("Sari Lango")
    phone.type("/ganti")
    names = phone.messages[-2].screen.rows  # the card is below
    assert [button.label for row in names for button in row] == ["Maria Goreti Goreti Goreti…"]
