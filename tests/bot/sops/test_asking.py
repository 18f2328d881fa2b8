"""Whose a typed text is: the card's that lies open, or the library's."""

from datetime import timedelta

import pytest

from bot.app import claims
from bot.sops.asking import Asked, looked_up, searched
from bot.sops.service import answer
from bot.sops.shelf import shelf
from knowledge.replies import Answer, NotFound
from storage.database import Database
from tests.bot.interviews.walking import (
    DESK,
    LEVEL,
    PROPOSAL,
    REVIEW,
    STAFF,
    TOOLS,
    TRAINED,
    answers,
    at,
    begun,
)
from tests.bot.sops.asking import asker, found, last_question, told
from tests.bot.sops.library import QUESTION, stock_small
from tests.support.chat import Phone
from tests.support.people import NOW, SARI, found_ministry, person

NONSENSE = "zzqx wwkv"


def asked(phone: Phone, text: str) -> Asked | None:
    with phone.database.read() as uow:
        return looked_up(uow, phone.chat_id, text, phone.now, claims)


def interviewed(database: Database) -> Phone:
    phone = begun(database)
    stock_small(database)
    return phone


# In the middle of an interview -----------------------------------------------------------------


@pytest.mark.parametrize("question", [DESK, STAFF, TOOLS, LEVEL, TRAINED, REVIEW])
def test_a_question_is_answered_and_the_card_comes_back(database: Database, question: str) -> None:
    phone = at(interviewed(database), question)
    before = answers(database)
    phone.type(QUESTION)
    answer, card = phone.messages[-2:]
    assert "SOP-91 · Layanan Paspor Hilang" in answer.screen.text
    assert question in card.screen.text
    assert "tidak ada dalam daftar" not in card.screen.text
    assert answers(database) == before


def test_free_text_is_an_answer_even_if_it_asks(database: Database) -> None:
    phone = at(interviewed(database), PROPOSAL)
    phone.type(QUESTION)
    assert QUESTION in answers(database).values()
    assert "SOP-91" not in phone.text


def test_what_the_library_does_not_know_is_told_by_the_card(database: Database) -> None:
    phone = interviewed(database)
    phone.type(NONSENSE)
    assert "Pilihan itu tidak ada dalam daftar." in phone.text
    assert DESK in phone.text
    with phone.database.read() as uow:
        assert uow.sop_questions.waiting(9) == ()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (DESK, ("Ya", "1", "Tidak", "9", "?", "batal", "bantuan")),
        (STAFF, ("4", "60", "lima")),
        (TOOLS, ("1 2", "Selesai (0)")),
        (TRAINED, ("1 Mei 2025", "kemarin", "Mei 2025", "2025")),
        (REVIEW, ("Kirim",)),
    ],
)
def test_what_the_card_takes_is_no_question(
    database: Database, question: str, words: tuple[str, ...]
) -> None:
    phone = at(interviewed(database), question)
    assert [text for text in words if asked(phone, text) is not None] == []


def test_a_card_put_aside_takes_nothing(database: Database) -> None:
    phone = at(interviewed(database), PROPOSAL)
    phone.type("/batal")
    phone.type(QUESTION)
    assert "SOP-91" in phone.text, "and no card below it"
    phone.type(NONSENSE)
    assert last_question(database).outcome == "not_found"
    assert PROPOSAL not in phone.text


def test_a_button_of_the_list_is_a_button(database: Database) -> None:
    phone = interviewed(database)
    phone.type("/mulai")
    phone.type("/batal")
    assert asked(phone, phone.labels[0]) is None


def test_consent_is_not_needed_to_ask(database: Database) -> None:
    phone = asker(database)
    phone.type(QUESTION)
    assert "SOP-91" in phone.text


# Without one -----------------------------------------------------------------------------------


def test_an_empty_library_takes_nothing(database: Database) -> None:
    phone = begun(database)
    assert asked(phone, QUESTION) is None
    phone.type("/sop")
    assert "Belum ada SOP di sini." in phone.messages[-2].screen.text
    assert DESK in phone.text


def test_a_stranger_is_told_how_to_join(database: Database) -> None:
    found_ministry(database)
    stock_small(database)
    phone = Phone(database, 77)
    for text in (QUESTION, "/sop", f"/sop {QUESTION}"):
        phone.type(text)
        assert "SOP-91" not in phone.text
    assert len({message.screen for message in phone.messages}) == 1


def test_a_question_is_about_what_was_looked_at_before(database: Database) -> None:
    phone = asker(database)
    someone = person(database, SARI)

    def about(minutes: int) -> object:
        now = NOW + timedelta(minutes=minutes)
        with database.read() as uow:
            reply = searched(uow, someone, "syaratnya apa aja", now).reply
        return reply.hit.sop if isinstance(reply, Answer) else None

    assert about(0) is None
    told(phone, found("SOP-91", 1))
    assert about(29) == "SOP-91"
    assert about(31) is None


def test_personal_numbers_are_not_kept(database: Database) -> None:
    phone = asker(database)
    phone.type(f"{QUESTION} nik 3201012345678901")
    assert "3201012345678901" not in last_question(database).text
    assert phone.text.startswith("Nomor pribadi tidak perlu dikirim, dan tidak kami simpan.")


def test_sop_with_words_asks_at_once_in_the_middle_of_free_text(database: Database) -> None:
    phone = at(interviewed(database), PROPOSAL)
    phone.type(f"/sop {QUESTION}")
    assert "SOP-91" in phone.messages[-2].screen.text
    assert PROPOSAL in phone.text


def test_sop_alone_tells_how_to_ask(database: Database) -> None:
    phone = at(interviewed(database), TOOLS)
    phone.type("/sop")
    start, card = phone.messages[-2:]
    assert start.screen.text.count("\n– ") == 3
    assert TOOLS in card.screen.text


def test_what_is_offered_is_read_as_it_is_drawn(database: Database) -> None:
    phone, sari = asker(database), person(database, SARI)
    reply = NotFound("decline", "underspecified", ())
    with database.read() as uow:
        vague = Asked("sop", reply, shelf(uow))
    database.write(lambda uow: answer(uow, phone.chat_id, vague, NOW))
    opened = ("SOP-92", "2026-01-05", NOW)
    database.write(lambda uow: uow.sop_uses.opened(sari.id, sari.office, *opened))
    phone.deliver()
    assert phone.labels == ["SOP-92 · Konsultasi Keluarga", "Semua SOP"]
    phone.now += timedelta(days=90, seconds=1)
    phone.type("/sop")
    assert phone.labels == ["Semua SOP"]


def test_nothing_found_is_looked_up_but_once(database: Database) -> None:
    """What goes on its way to the card leaves no trace of a question."""
    phone = interviewed(database)
    assert asked(phone, NONSENSE) is None
    phone.type("/batal")
    reply = asked(phone, NONSENSE)
    assert reply is not None
    assert isinstance(reply.reply, NotFound)
