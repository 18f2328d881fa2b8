"""The review says what is missing, submits once, and leaves a receipt."""

from datetime import timedelta

from bot.interviews.rules import seed_of
from bot.interviews.tapping import Verb
from storage.database import Database
from tests.bot.interviews.walking import (
    BACK,
    DESK,
    LEVEL,
    NEXT,
    PROPOSAL,
    REVIEW,
    SKIP,
    STAFF,
    STALE,
    answers,
    asked,
    at,
    begun,
    change_roster,
    entered,
    forged,
    held,
    taps,
)
from tests.support.chat import Phone
from tests.support.people import SARI, person
from tests.support.system import publish


def test_sections_answers_and_a_change(database: Database) -> None:
    phone = at(begun(database), REVIEW)
    assert "1. Kantor Anda: 2 dari 3\n2. Tentang Anda: 4 dari 4" in phone.text
    phone.tap("1")
    assert "3. Alat apa yang ada?\n→ tidak diisi" in phone.text
    phone.tap("2")
    assert STAFF in phone.text
    phone.type("7")
    assert phone.text.startswith("Tersimpan: 7\n\nRingkasan")
    assert answers(database)["/data/kantor/staf"] == "7"


def test_nothing_is_sent_while_something_is_missing(database: Database) -> None:
    phone = at(begun(database), PROPOSAL)
    for _ in range(5):
        phone.tap(BACK)
    phone.tap(BACK)
    phone.tap("2. Tidak")  # closes the branch; its answer is kept aside
    phone.tap("Ubah")
    at(phone, REVIEW)
    assert "/data/kantor/staf" not in answers(database)
    phone.tap("1")
    phone.tap("1")
    phone.tap("1. Ya")  # and it comes back with the branch
    phone.tap("Ubah")
    assert answers(database)["/data/kantor/staf"] == "4"
    assert REVIEW in phone.text


def test_what_is_missing_is_named_and_led_to(database: Database) -> None:
    phone = begun(database)
    phone.tap("2. Tidak")
    at(phone, REVIEW)
    phone.tap("1")
    phone.tap("1")
    phone.tap("1. Ya")
    phone.tap("Ubah")
    assert STAFF in phone.text, "the opened branch is asked at once"
    phone.tap(BACK)
    phone.tap("Lanjut ›")
    phone.type("/bantuan")
    assert STAFF in phone.text
    phone.send(forged(phone, Verb.SUBMIT), phone.messages[-1].id)
    assert phone.toast == STALE
    assert held(database).status == "open"


BRANCH = """
| survey |
| | type             | name  | label         | relevant      | required | prefill     |
| | select_one peran | peran | Peran Anda?   |               |          | person.role |
| | text             | kata  | Bagaimana?    |               | yes      |             |
| | integer          | kasus | Berapa kasus? | ${peran}='PO' | yes      |             |

| choices |
| | list_name | name | label       |
| | peran     | FD   | Meja depan  |
| | peran     | PO   | Pelindungan |

| settings |
| | form_id | version | form_title |
| | cabang  | 1       | Cabang     |
"""


def test_submit_says_what_is_missing(database: Database) -> None:
    """A branch that opens by a change of the roster is not asked at the review."""
    phone = entered(database, BRANCH)
    phone.type("cukup")
    assert "Tekan nomor bagian" in phone.text
    message, submit = taps(phone, "Kirim")
    change_roster(database, "BP3MI-NTT,FD", "BP3MI-NTT,PO")
    phone.press(submit, message)
    assert phone.toast == "Masih ada 1 yang belum terjawab"
    assert "Belum terjawab: 1." in phone.text
    assert "Kirim" not in phone.labels
    phone.tap("1")
    assert "2. Berapa kasus?\n→ belum terjawab" in phone.text
    phone.tap("‹ Ringkasan")
    phone.tap("Isi yang belum terjawab")
    phone.type("3")
    phone.tap("Kirim")
    assert held(database).status == "submitted"


def test_submitted_twice_is_submitted_once_and_the_receipt_stays(database: Database) -> None:
    phone = at(begun(database), REVIEW)
    message, submit = taps(phone, "Kirim")
    phone.press(submit, message)
    assert phone.toast == "✓ Terkirim, terima kasih"
    assert phone.text.startswith("Terima kasih, Sari Lango.")
    assert "2 Maret 2026" in phone.text
    assert "WITA" in phone.text
    sent = held(database)
    phone.press(submit, message)
    assert phone.toast == "Kuesioner ini sudah Anda kirim"
    assert phone.text.startswith("Terima kasih, Sari Lango.")
    assert held(database) == sent
    phone.tap("Daftar kuesioner")
    assert phone.messages[-2].screen.text.count("Terima kasih") == 1
    assert "Sudah dikirim, terima kasih" in phone.text


def test_the_card_of_a_submitted_interview_is_void(database: Database) -> None:
    phone = begun(database)
    older = taps(phone, "2. Tidak")
    at(phone, REVIEW)
    edit = forged(phone, Verb.EDIT, 2)
    phone.tap("Kirim")
    sent = held(database)
    phone.press(older[1], older[0])
    phone.send(edit, phone.messages[-1].id)
    assert held(database) == sent


def test_a_long_section_has_pages(database: Database) -> None:
    names = [f"q{n}" for n in range(45)]
    rows = "\n".join(f"| | text | {name} | {name} {'apa ' * 60} |" for name in names)
    phone = entered(
        database,
        "| survey |\n| | type | name | label::Bahasa Indonesia (id) |\n"
        f"{rows}\n| settings |\n| | form_id | version | form_title | default_language |\n"
        "| | panjang | 1 | Panjang | Bahasa Indonesia (id) |\n",
    )
    for name in names:
        assert phone.text.split("\n\n")[-2].startswith(f"{name} ")
        phone.type("jawaban " * 200)
    phone.tap("1")
    for first, turns in ((1, ["›"]), (21, ["‹", "›"]), (41, ["‹"])):
        assert f"\n\n{first}. q{first - 1} apa" in phone.text
        assert f"\n\n{min(first + 19, 45)}. q{min(first + 18, 44)} apa" in phone.text
        assert phone.labels[-1 - len(turns) : -1] == turns
        assert len(phone.text) <= 4096
        if "›" in turns:
            phone.tap("›")
    phone.tap("45")
    assert "q44 " in phone.text


def test_two_questionnaires_and_the_thanks_between(database: Database) -> None:
    phone = begun(database)
    publish(database, BRANCH)
    phone.type("/mulai")
    assert phone.text.startswith("Kuesioner untuk Anda:")
    assert phone.labels == ["Mulai: Cabang", "Lanjutkan: Potret kantor"]
    phone.type("jawaban")
    assert answers(database).keys() == {"/data/peran"}, "the list asks nothing"
    phone.type("1")
    assert "Bagaimana?" in phone.text
    phone.type("cukup")
    phone.tap("Kirim")
    assert "Jawaban Anda untuk Cabang diterima" in phone.text
    phone.type("1")
    assert "/data/kantor/meja" not in answers(database), "the thanks ask nothing"
    assert DESK in phone.text, "it took up the open one of the list"
    phone.tap("1. Ya")
    assert STAFF in phone.text


def test_skip_only_where_it_is_allowed(database: Database) -> None:
    phone = begun(database)
    offered = {}
    while REVIEW not in phone.text:
        question = next(
            q
            for q in (DESK, STAFF, "Alat apa", LEVEL, "Kapan", "Berapa jam", PROPOSAL)
            if q in phone.text
        )
        offered[question] = SKIP in phone.labels
        phone.tap(SKIP) if offered[question] else at_next(phone, question)
    assert offered == {
        DESK: False,
        STAFF: False,
        "Alat apa": True,
        LEVEL: False,
        "Kapan": True,
        "Berapa jam": True,
        PROPOSAL: True,
    }
    assert NEXT not in phone.labels


def at_next(phone: Phone, question: str) -> None:
    phone.type({DESK: "1", STAFF: "4", LEVEL: "3"}[question])


FACTS = """
| type      | name | label  |
| start     | mulai |       |
| end       | selesai |     |
| today     | hari |        |
| username  | siapa |       |
| deviceid  | alat |        |
| phonenumber | telepon |   |
| text      | kata | Kata?  |
"""


def test_what_a_form_asks_of_the_device(database: Database) -> None:
    phone = asked(database, FACTS)
    phone.type("cukup")
    phone.now += timedelta(minutes=7)
    phone.tap("Kirim")
    assert answers(database, form="baru") == {
        "/data/mulai": "2026-03-02T09:00:00.000+08:00",
        "/data/selesai": "2026-03-02T09:07:00.000+08:00",
        "/data/hari": "2026-03-02",
        "/data/siapa": "S001",
        "/data/alat": "pandu",
        "/data/kata": "cukup",
    }


def test_no_two_interviews_have_one_id(database: Database) -> None:
    """Two databases number people and questionnaires alike."""
    phone = asked(database, FACTS)
    one, questionnaire = person(database, SARI), held(database).questionnaire
    with database.read() as uow:
        version = uow.questionnaires.by_id(questionnaire)
    seeds = {seed_of(one, version, phone.now + timedelta(microseconds=n)) for n in range(99)}
    assert len(seeds) == 99
    assert held(database).snapshot["interview"]["values"]["/data/meta/instanceID"][:5] == "uuid:"
