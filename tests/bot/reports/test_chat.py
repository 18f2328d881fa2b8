"""`/laporan` on a phone: what coordinators, heads and respondents are shown, and may tap."""

import csv
import io
from datetime import timedelta

import pytest

from bot.chat import drawing
from bot.chat.screen import Button, Screen, Tap, plain
from bot.i18n import LANGUAGES
from bot.pictures.heat_map import HeatMap
from bot.reports import service as reports
from bot.reports.rules import PAGE
from bot.reports.steps import REPORTS, Verb
from bot.reports.words import Words
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.bot.interviews.forms import SHORT
from tests.bot.interviews.walking import CHAT, OTHER_CHAT, STALE
from tests.bot.reports.measured import (
    DANIEL,
    FRONT_DESK,
    MEASURED,
    OFFICE,
    YOHANES,
    five,
    founded,
    many_offices,
    roster,
    submit,
)
from tests.support.chat import Phone
from tests.support.people import MARIA, NOW, RATNA, ROSTER, SARI, enrol, issue, person
from tests.support.system import publish

FIGURES, ANSWERS, OWN = "Angka (CSV)", "Jawaban (CSV)", "Profil saya"
AFTER, BEFORE = "Berikutnya ›", "‹ Sebelumnya"


def phone_of(database: Database, staff_id: str, chat: int = CHAT, language: str = "id") -> Phone:
    """The phone of somebody who has enrolled; nothing is on it."""
    someone = enrol(database, staff_id, chat)
    database.write(lambda uow: uow.people.set_language(someone.id, language))
    phone = Phone(database, chat)
    phone.deliver()
    phone.messages.clear()
    return phone


def reported(phone: Phone) -> list[Screen]:
    """What `/laporan` brings."""
    before = len(phone.messages)
    phone.type("/laporan")
    return [message.screen for message in phone.messages[before:]]


def heat_map(screen: Screen) -> HeatMap:
    assert isinstance(screen.picture, HeatMap)
    return screen.picture


def test_a_coordinator_sees_a_picture_and_the_same_as_text(database: Database) -> None:
    founded(database)
    five(database)
    submit(database, MARIA, FRONT_DESK)
    phone = phone_of(database, RATNA)
    picture, text = reported(phone)
    shown = heat_map(picture)
    assert shown.title == "Ukuran kantor"
    assert shown.subtitle == "Senin, 2 Maret 2026"
    assert [(row.label, row.remark) for row in shown.rows] == [
        ("BP3MI Nusa Tenggara Timur", ""),
        ("P4MI Maumere (Sikka)", "Kurang dari 5 jawaban"),
    ]
    assert shown.rows[1].values == (None, None)
    assert "– berarti kurang dari 5 orang mempunyai angka di dimensi itu." in shown.note
    assert plain(text.text) == (
        "Ukuran kantor\n"
        "Laporan Senin, 2 Maret 2026\n"
        "\n"
        "Menjawab: 6 dari 8 orang (75%)\n"
        "\n"
        "Angka 0–100: 0 sama dengan tingkat 1, 100 sama dengan tingkat 5.\n"
        "\n"
        "BP3MI Nusa Tenggara Timur: indeks 53\n"
        "D1 53 · D2 –\n"
        "5 dari 5 orang menjawab (100%)\n"
        "\n"
        "Kurang dari 5 jawaban\n"
        "Angka tampil mulai 5 jawaban, agar jawaban seseorang tidak mudah ditebak. "
        "Di pos kecil hal ini wajar.\n"
        "P4MI Maumere (Sikka): 1 dari 1 orang\n"
        "\n"
        "Belum ada jawaban\n"
        "BP3MI Sumatera Utara: 0 dari 1 orang\n"
        "P4MI Tanjung Balai: 0 dari 1 orang\n"
        "\n"
        "Tidak ada indikator yang rata-ratanya di bawah tingkat yang diperlukan.\n"
        "\n"
        "Dimensi\n"
        "D1 Kasus dan pelindungan\n"
        "D2 Pelayanan publik\n"
        "– berarti kurang dari 5 orang mempunyai angka di dimensi itu.\n"
        "\n"
        "Model ini masih usulan ilustratif, belum ketetapan resmi."
    )
    assert phone.labels == [FIGURES, ANSWERS]


def test_the_largest_gaps_are_named_with_their_office(database: Database) -> None:
    founded(database)
    many_offices(database, 2, 5)
    _, text = reported(phone_of(database, RATNA, language="en"))
    name = "P4MI Kabupaten Kepulauan Sangat Jauh"
    assert "Furthest below the level needed\n" + "\n".join(
        (
            f"1. {name} 00, Applying the rules: 2.0 levels",
            f"2. {name} 00, Referring victims: 2.0 levels",
            f"3. {name} 00, Safe migration advice: 2.0 levels",
            f"4. {name} 01, Referring victims: 2.0 levels",
            f"5. {name} 01, Applying the rules: 1.0 levels",
        )
    ) in plain(text.text)


@pytest.mark.parametrize(("levels", "said"), [(1.25, "1,3"), (1.2499, "1,2"), (3 - 0.05, "3,0")])
def test_levels_are_rounded_as_scores_are(database: Database, levels: float, said: str) -> None:
    founded(database)
    with database.read() as uow:
        questionnaire = uow.questionnaires.by_name("ukuran")
    assert questionnaire
    assert Words(questionnaire, "id").levels(levels) == said


def test_a_head_sees_the_own_reach_and_no_answers(database: Database) -> None:
    founded(database)
    five(database)
    phone = phone_of(database, YOHANES)
    picture, text = reported(phone)
    assert [row.label for row in heat_map(picture).rows] == ["BP3MI Nusa Tenggara Timur"]
    assert "Menjawab: 5 dari 6 orang" in plain(text.text)
    assert "Sumatera" not in plain(text.text)
    assert phone.labels == [FIGURES, OWN]
    phone.tap(OWN)
    profile, helping = phone.messages[-2:]
    assert plain(profile.screen.text).startswith("Profil Anda: Ukuran kantor")
    assert plain(helping.screen.text).startswith("Anda sudah mencapai yang diperlukan")
    assert phone.toast == "✓ Dikirim di bawah"
    forged = Tap(REPORTS, Verb.ANSWERS, (person(database, YOHANES).id, 1))
    phone.send(forged, phone.messages[-1].id)
    assert (
        phone.text == "Maaf, ini tidak tersedia untuk akun Anda. Yang dapat Anda lakukan: /bantuan"
    )


def test_somebody_who_is_asked_sees_the_own_profile_or_how_to_get_it(database: Database) -> None:
    founded(database)
    phone = phone_of(database, SARI)
    [screen] = reported(phone)
    assert screen.text.startswith("Profil Anda tersedia setelah Anda mengirim kuesioner.")
    submit(database, SARI, FRONT_DESK)
    profile, steps = reported(phone)
    assert plain(profile.text).startswith("Profil Anda: Ukuran kantor")
    assert profile.picture
    assert plain(steps.text).startswith("Anda sudah mencapai yang diperlukan")
    for verb in (Verb.PAGE, Verb.FIGURES, Verb.ANSWERS):
        extra = (0,) if verb is Verb.PAGE else ()
        phone.send(Tap(REPORTS, verb, (person(database, SARI).id, 1, *extra)), 1)
        assert (
            phone.text
            == "Maaf, ini tidak tersedia untuk akun Anda. Yang dapat Anda lakukan: /bantuan"
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_forty_eight_offices_come_in_pages_that_fit(database: Database, language: str) -> None:
    founded(database)
    many_offices(database, 48, 5)
    phone = phone_of(database, RATNA, language=language)
    after = AFTER if language == "id" else "Next ›"
    reported(phone)
    seen: list[str] = []
    for page in range(5):
        text = phone.screen
        assert drawing.utf16(plain(text.text)) <= drawing.TEXT_LIMIT
        assert "…" not in plain(text.text)
        if phone.messages[-2].screen.picture:
            caption = phone.messages[-2].screen.text
            assert drawing.utf16(plain(caption)) <= drawing.CAPTION_LIMIT
            rows = heat_map(phone.messages[-2].screen).rows
            assert len(rows) <= PAGE
            seen += [row.label for row in rows]
            assert all(f"{row.label}: " in plain(text.text) for row in rows)
        assert (after in phone.labels) == (page < 4)
        if page < 4:
            phone.tap(after)
    assert len(seen) == len(set(seen)) == 48
    phone.tap(BEFORE if language == "id" else "‹ Previous")
    # An older page has lost its buttons.
    assert [message.id for message in phone.messages if message.screen.rows] == [
        phone.messages[-1].id
    ]


@pytest.mark.parametrize(
    ("on_it", "last"),
    [
        (1, {"id": "\nKantor 13 dari 13, ", "en": "\nOffice 13 of 13, "}),
        (2, {"id": "\nKantor 13–14 dari 14, ", "en": "\nOffices 13–14 of 14, "}),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_which_offices_it_holds(
    database: Database, language: str, on_it: int, last: dict[str, str]
) -> None:
    founded(database)
    others = 4  # offices of the test ministry with somebody to ask
    many_offices(database, PAGE + on_it - others, 1)
    phone = phone_of(database, RATNA, language=language)
    reported(phone)
    phone.tap(AFTER if language == "id" else "Next ›")
    assert last[language] in plain(phone.text)


def test_a_page_that_is_gone_shows_the_last(database: Database) -> None:
    founded(database)
    five(database)
    phone = phone_of(database, RATNA)
    reported(phone)
    phone.send(Tap(REPORTS, Verb.PAGE, (person(database, RATNA).id, 1, 99)), 1)
    assert "BP3MI Nusa Tenggara Timur: indeks 53" in phone.text


def test_the_figures_as_a_file(database: Database) -> None:
    founded(database)
    five(database)
    submit(database, MARIA, FRONT_DESK)
    phone = phone_of(database, YOHANES)
    reported(phone)
    phone.tap(FIGURES)
    document = phone.screen.document
    assert document
    assert document.name == "angka-ukuran-2026-03-02.csv"
    text = document.content.decode("utf-8")
    assert text.startswith("\ufeffquestionnaire,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [(row["office"], row["dimension"], row["n"]) for row in rows] == [
        (OFFICE, "ICI", "5"),
        (OFFICE, "D1", "5"),
        (OFFICE, "D2", "4"),
        ("P4MI-MOF", "ICI", ""),
        ("P4MI-MOF", "D1", ""),
        ("P4MI-MOF", "D2", ""),
    ]
    assert [row["score"] for row in rows] == ["53", "53", "", "", "", ""]
    assert [row["suppressed"] for row in rows] == ["0"] * 3 + ["1"] * 3


def test_only_who_may_have_the_answers_gets_exact_figures(database: Database) -> None:
    """From two exact means a head could work out what the one in between has answered."""
    founded(database)
    five(database)
    scores = {}
    for staff_id, chat in ((RATNA, CHAT), (YOHANES, OTHER_CHAT)):
        phone = phone_of(database, staff_id, chat)
        reported(phone)
        phone.tap(FIGURES)
        document = phone.screen.document
        assert document
        rows = csv.DictReader(io.StringIO(document.content.decode("utf-8-sig"), newline=""))
        [scores[staff_id]] = [
            row["score"] for row in rows if (row["office"], row["dimension"]) == (OFFICE, "D1")
        ]
    assert float(scores[RATNA]) == pytest.approx(52.916666666666664, abs=1e-12)
    assert scores[YOHANES] == "53"


def test_the_answers_as_a_file_are_written_down(database: Database) -> None:
    founded(database)
    five(database)
    phone = phone_of(database, RATNA)
    reported(phone)
    phone.tap(ANSWERS)
    document = phone.screen.document
    assert document
    assert document.name == "jawaban-ukuran-2026-03-02.csv"
    assert "Jumlah wawancara: 5" in phone.text
    assert document.content.decode("utf-8-sig").count("\r\n") == 6
    with database.read() as uow:
        [line] = uow.audit.about("questionnaire:ukuran")
    assert (line.action, line.actor) == ("answers.export", person(database, RATNA).id)


def test_on_a_shared_phone_a_report_is_of_whoever_asked(database: Database) -> None:
    """What a coordinator got can be tapped by nobody else, and what waits is not shown to them."""
    founded(database)
    five(database)
    phone = phone_of(database, RATNA)
    reported(phone)
    taps = {label: phone.find(label) for label in (FIGURES, ANSWERS)}
    code = issue(database, YOHANES).code
    phone.type(f"/start {code}")
    phone.tap("Ya, lanjutkan sebagai Yohanes Taek")
    for message, button in taps.values():
        phone.press(button, message.id)
        assert phone.toast == STALE
        assert phone.screen.document is None
    phone.type("/ganti")
    phone.tap("Ratna Wulandari")
    message, button = taps[ANSWERS]
    phone.press(button, message.id)
    assert phone.screen.document
    before = list(phone.messages)
    database.write(lambda uow: waiting(uow, phone.chat_id))
    phone.deliver()
    assert phone.messages == before


def waiting(uow: UnitOfWork, chat: int) -> None:
    """A report is asked for, and the phone goes to a colleague before it is sent."""
    reports.show_report(uow, chat, NOW)
    colleague = uow.people.by_staff_id(YOHANES)
    assert colleague
    uow.chats.switch(chat, colleague.id)


def test_who_is_no_coordinator_any_more_gets_nothing(database: Database) -> None:
    founded(database)
    five(database)
    phone = phone_of(database, RATNA)
    reported(phone)
    message, button = phone.find(ANSWERS)
    roster(database, ROSTER.replace("KP2MI,,coordinator", "KP2MI,,respondent"))
    phone.press(button, message.id)
    assert (
        phone.text == "Maaf, ini tidak tersedia untuk akun Anda. Yang dapat Anda lakukan: /bantuan"
    )


def test_several_questionnaires_are_offered(database: Database) -> None:
    founded(database)
    five(database)
    publish(database, MEASURED.replace("| ukuran  | 1 ", "| lain  | 1 "), "lain.md")
    publish(database, SHORT, "pendek.md")
    phone = phone_of(database, DANIEL)
    [screen] = reported(phone)
    assert screen.text == "Laporan kuesioner mana yang ingin Anda lihat?"
    assert phone.labels == ["Ukuran kantor", "Ukuran kantor"]
    phone.press(screen.rows[1][0], phone.messages[-1].id)
    assert "indeks 53" in phone.text


def test_without_an_index_it_is_said(database: Database) -> None:
    founded(database, SHORT)
    for staff_id, chat, words in (
        (RATNA, CHAT, "Belum ada kuesioner yang menghasilkan indeks."),
        (SARI, OTHER_CHAT, "Profil Anda tersedia setelah"),
    ):
        [screen] = reported(phone_of(database, staff_id, chat))
        assert screen.text.startswith(words)


def test_taps_that_say_nothing(database: Database) -> None:
    founded(database)
    phone = phone_of(database, RATNA)
    me = person(database, RATNA).id
    for tap in (
        Tap(REPORTS, 99, (me,)),
        Tap(REPORTS, Verb.PAGE, (me, 1)),
        Tap(REPORTS, Verb.FIGURES, (me, 4711)),
        Tap(REPORTS, Verb.FIGURES, (me + 1, 1)),
        Tap(REPORTS, Verb.PROFILE),
    ):
        phone.press(Button("?", tap), 1)
        assert phone.toast == STALE


def test_an_open_card_comes_back_below(database: Database) -> None:
    founded(database)
    submit(database, SARI, FRONT_DESK)
    publish(database, SHORT, "pendek.md")
    phone = phone_of(database, SARI)
    phone.type("/mulai")
    phone.tap("Setuju dan mulai")
    phone.now += timedelta(minutes=1)
    profile, _, card = reported(phone)
    assert profile.picture
    assert "Terima kasih sudah ikut." in card.text
