"""A stale, doubled, forged or foreign tap stores nothing, and shows where the person is."""

from bot.chat.screen import Tap
from bot.interviews.tapping import INTERVIEWS, Verb
from bot.people.steps import PEOPLE
from storage.database import Database
from tests.bot.interviews.walking import (
    BACK,
    CHAT,
    DESK,
    HOURS,
    LEVEL,
    NEXT,
    PROPOSAL,
    REVIEW,
    SKIP,
    STAFF,
    STALE,
    TOOLS,
    TRAINED,
    answers,
    arrived,
    at,
    begun,
    forged,
    held,
    taps,
)
from tests.support.chat import Phone


def unmoved(phone: Phone, tapped: Tap) -> None:
    """The tap is stale: the interview is what it was, the question is asked again."""
    before, text = held(phone.database), phone.text
    phone.send(tapped, phone.messages[-1].id)
    assert phone.toast == STALE
    assert held(phone.database).snapshot["interview"] == before.snapshot["interview"]
    assert text.endswith(phone.text)


def test_a_doubled_tap_answers_one_question(database: Database) -> None:
    phone = begun(database)
    message, button = taps(phone, "1. Ya")
    phone.press(button, message)
    assert phone.toast == "✓ Tersimpan · 1"
    phone.press(button, message)
    assert phone.toast == STALE
    assert STAFF in phone.text
    assert answers(database)["/data/kantor/meja"] == "ya"
    assert "/data/kantor/staf" not in answers(database)


def test_the_buttons_of_an_earlier_card_are_void(database: Database) -> None:
    phone = begun(database)
    message, button = taps(phone, "2. Tidak")
    at(phone, LEVEL)
    phone.press(button, message)
    assert phone.toast == STALE
    assert LEVEL in phone.text
    assert answers(database)["/data/kantor/meja"] == "ya"


def test_a_tap_further_up_brings_the_card_down(database: Database) -> None:
    phone = begun(database)
    first, button = taps(phone, "1. Ya")
    phone.type("1")
    below = phone.messages[-1].id
    assert below > first
    phone.press(button, first)
    assert phone.messages[-1].id > below
    assert STAFF in phone.text


FORGED = {
    # an option that is not there; another kind of question; nothing to keep yet; not the review
    DESK: (
        (Verb.PICK, 2),
        (Verb.TICK, 0, 1),
        (Verb.DONE,),
        (Verb.NEXT,),
        (Verb.DAY, 0),
        (Verb.SUBMIT,),
        (Verb.EDIT, 9999),
    ),
    TOOLS: ((Verb.TICK, 3, 1), (Verb.PICK, 0)),
    TRAINED: ((Verb.DAY, 2), (Verb.DAY, 2**62), (Verb.DONE,)),
    PROPOSAL: ((Verb.NEXT,), (Verb.PICK, 0)),
    REVIEW: ((Verb.PICK, 0), (Verb.DONE,), (Verb.SKIP,), (Verb.DAY, 0), (Verb.NEXT,)),
}


def test_what_no_button_offers(database: Database) -> None:
    phone = begun(database)
    for question, forgeries in FORGED.items():
        at(phone, question)
        for verb, *numbers in forgeries:
            unmoved(phone, forged(phone, Verb(verb), *numbers))


def test_a_button_of_another_release_is_stale(database: Database) -> None:
    phone = begun(database)
    for verb in [*Verb, 0, 99]:
        for numbers in ((), (1,), (1, 1, 1, 1, 1)):
            if len(numbers) != 1 or verb not in (Verb.LATER, Verb.LIST):
                unmoved(phone, Tap(INTERVIEWS, verb, numbers))
    for verb, numbers in ((3, ()), (3, (2,)), (4, (999,)), (1, ()), (2, (1,)), (77, (1,))):
        unmoved(phone, Tap(PEOPLE, verb, numbers))


def test_what_is_not_there_is_stale(database: Database) -> None:
    phone = begun(database)
    for verb, *named in (
        (Verb.AGREE, 999, 2026, 1),
        (Verb.LANGUAGE, 2),
        (Verb.CHOOSE, 999),
        (Verb.RESUME, 999),
    ):
        unmoved(phone, Tap(INTERVIEWS, verb, (held(database).person, *named)))


def test_a_required_question_cannot_be_skipped_by_a_forged_tap(database: Database) -> None:
    phone = begun(database)
    assert SKIP not in phone.labels
    phone.send(forged(phone, Verb.SKIP), phone.messages[-1].id)
    assert "Belum tersimpan" in phone.toast
    assert "Pertanyaan ini perlu dijawab." in phone.text
    assert DESK in phone.text


def test_nothing_is_answered_before_consent(database: Database) -> None:
    phone = arrived(database)
    with database.read() as uow:
        me = uow.chats.person_at(CHAT)
        asked = uow.questionnaires.latest_all()[0]
    assert me is not None
    for tapped in (
        Tap(INTERVIEWS, Verb.CHOOSE, (me.id, asked.id)),
        Tap(INTERVIEWS, Verb.PICK, (1, 1, 0)),
        Tap(INTERVIEWS, Verb.SUBMIT, (1, 1)),
    ):
        phone.send(tapped, phone.messages[-1].id)
        assert phone.toast == STALE
        assert "Siapa yang melihat jawaban saya?" in phone.text
    with database.read() as uow:
        assert not uow.interviews.all_of(me.id)


def test_ticks_are_toggles_and_a_doubled_one_is_one(database: Database) -> None:
    phone = at(begun(database), TOOLS)
    message, button = taps(phone, "☐ 1. Komputer")
    for _ in range(2):
        phone.press(button, message)
        assert phone.toast == "✓ Dipilih: Komputer"
    phone.tap("☐ 3. Jaringan internet")
    phone.tap("☑ 1. Komputer")
    assert phone.labels[:4] == [
        "☐ 1. Komputer",
        "☐ 2. Pencetak",
        "☑ 3. Jaringan internet",
        "Selesai (1)",
    ]
    assert "/data/kantor/alat" not in answers(database), "not confirmed yet"
    phone.tap("Selesai (1)")
    assert answers(database)["/data/kantor/alat"] == "net"


def test_ticks_stay_while_the_person_looks_elsewhere(database: Database) -> None:
    phone = at(begun(database), TOOLS)
    phone.tap("☐ 2. Pencetak")
    for look in ("/bantuan", "/start", "/mulai", "halo"):
        phone.type(look)
        assert "☑ 2. Pencetak" in phone.labels
    phone.type("/bahasa")
    phone.tap("Bahasa Indonesia")
    assert "☑ 2. Pencetak" in phone.labels


def test_ticks_stay_on_the_way_back_and_through_a_rest(database: Database) -> None:
    phone = at(begun(database), TOOLS)
    phone.tap("☐ 2. Pencetak")
    phone.tap(BACK)
    assert STAFF in phone.text
    phone.tap("Lanjut ›")
    assert "☑ 2. Pencetak" in phone.labels
    phone.type("/batal")
    phone.tap(NEXT)
    assert "☑ 2. Pencetak" in phone.labels
    phone.tap("Selesai (1)")
    assert answers(database)["/data/kantor/alat"] == "cetak"


def test_back_wipes_nothing_and_the_answer_may_stay(database: Database) -> None:
    phone = at(begun(database), PROPOSAL)
    given = answers(database)
    for _ in range(6):
        phone.tap(BACK)
    assert DESK in phone.text
    assert "✓ 1. Ya" in phone.labels
    assert answers(database) == given
    for _ in range(6):
        phone.tap("Lanjut ›" if "Lanjut ›" in phone.labels else "Selesai (0)")
    assert PROPOSAL in phone.text
    assert answers(database) == given


def test_the_first_card_has_no_way_back(database: Database) -> None:
    phone = arrived(database)
    phone.tap("Setuju dan mulai")
    assert phone.labels == [NEXT]
    phone.send(forged(phone, Verb.BACK), phone.messages[-1].id)
    assert phone.toast == "Ini pertanyaan pertama"


def test_an_optional_answer_is_emptied_only_by_saying_so(database: Database) -> None:
    phone = at(begun(database), HOURS)
    phone.tap(BACK)
    assert phone.labels[-3:] == [BACK, "Kosongkan", "Lanjut ›"]
    phone.tap("Kosongkan")
    assert phone.toast == "Jawaban dikosongkan"
    assert HOURS in phone.text
    assert "/data/diri/latih" not in answers(database)


def test_a_day_is_tapped(database: Database) -> None:
    phone = at(begun(database), TRAINED)
    phone.tap("Kemarin")
    assert phone.toast == "✓ Tersimpan · Minggu, 1 Maret 2026"
    assert answers(database)["/data/diri/latih"] == "2026-03-01"
