"""The own profile: what a person is told after submitting, in both languages, within a caption."""

import pytest

from bot.chat import drawing
from bot.chat.screen import plain
from bot.i18n import LANGUAGES
from bot.pictures.profile import Profile
from bot.questionnaires.content import COMPETENCY
from bot.reports.figures import OwnProfile, PersonDimension, PersonFigures
from bot.reports.own import profile_picture, profile_text
from bot.reports.rules import framework_of
from storage.database import Database
from tests.bot.interviews.walking import CHAT, OTHER_CHAT, REVIEW, at, begun
from tests.bot.reports.measured import (
    MEASURED,
    NO_LEVELS,
    PO,
    YOHANES,
    founded,
    roster,
    submit,
)
from tests.support.chat import Phone
from tests.support.people import NOW, ROSTER, SARI, issue, person
from tests.support.system import publish

SUBMIT, AGREE = "Kirim", "Setuju dan mulai"


def answered(database: Database, staff_id: str, said: str, chat: int = CHAT) -> Phone:
    """Somebody has answered these numbers in the chat, and is at the review."""
    phone = Phone(database, chat)
    phone.type(f"/start {issue(database, staff_id).code}")
    phone.tap(AGREE)
    for each in said.split():
        phone.type(each)
    assert REVIEW in phone.text
    return phone


def test_below_the_thanks_comes_the_profile(database: Database) -> None:
    founded(database)
    phone = answered(database, SARI, "3 2 2 2 1")
    before = len(phone.messages)
    phone.tap(SUBMIT)
    *_, thanks, profile, steps = phone.messages
    assert len(phone.messages) == before + 2
    assert plain(thanks.screen.text).startswith("Terima kasih, Sari Lango.")
    assert plain(profile.screen.text) == (
        "Profil Anda: Ukuran kantor\n"
        "\n"
        "Angka 0–100: 0 sama dengan tingkat 1, 100 sama dengan tingkat 5.\n"
        "\n"
        "Kasus dan pelindungan: 42 (diperlukan 25)\n"
        "Pelayanan publik: 15 (diperlukan 40)\n"
        "\n"
        "Model ini masih usulan ilustratif, belum ketetapan resmi. Hanya Anda dan tim penilaian "
        "di Jakarta yang dapat melihat profil ini. Lihat lagi dengan /laporan."
    )
    assert plain(steps.screen.text).startswith("Langkah Anda berikutnya\n")
    picture = profile.screen.picture
    assert isinstance(picture, Profile)
    assert [(bar.label, bar.required, bar.remark) for bar in picture.bars] == [
        ("Kasus dan pelindungan", 25, ""),
        ("Pelayanan publik", 40, ""),
    ]
    assert [bar.score for bar in picture.bars] == pytest.approx([1250 / 30, 15])
    assert picture.png().startswith(b"\x89PNG")


def test_the_second_tap_on_submit_brings_no_second_profile(database: Database) -> None:
    founded(database)
    phone = answered(database, SARI, "3 2 2 2 1")
    message, button = phone.find(SUBMIT)
    phone.press(button, message.id)
    count = sum(each.screen.picture is not None for each in phone.messages)
    phone.press(button, message.id)
    assert count == sum(each.screen.picture is not None for each in phone.messages) == 1


def test_an_empty_dimension_says_why(database: Database) -> None:
    founded(database)
    head = answered(database, YOHANES, "5 4 1 3 1 1")
    head.tap(SUBMIT)
    assert "Pelayanan publik: tidak ditanyakan untuk tugas Anda\n" in profile_of(head)
    phone = Phone(database, OTHER_CHAT)
    mine = submit(database, PO[0], "aturan=3 info=5")
    phone.type(f"/start {issue(database, PO[0]).code}")
    phone.type("/laporan")
    assert mine
    assert "Kasus dan pelindungan: jawaban belum cukup\n" in profile_of(phone)
    assert "Pelayanan publik: jawaban belum cukup\n" in profile_of(phone)


def test_without_required_levels_nothing_is_needed(database: Database) -> None:
    founded(database, NO_LEVELS)
    phone = answered(database, SARI, "3 2 2 2 1")
    phone.tap(SUBMIT)
    assert "Kasus dan pelindungan: 42\n" in phone.text
    assert "diperlukan" not in phone.text


def test_a_questionnaire_without_indicators_ends_with_the_thanks(database: Database) -> None:
    phone = at(begun(database), REVIEW)
    phone.tap(SUBMIT)
    assert phone.text.startswith("Terima kasih, Sari Lango.")


def test_a_profile_speaks_the_language_of_the_moment(database: Database) -> None:
    founded(database)
    phone = answered(database, SARI, "3 2 2 2 1")
    phone.tap(SUBMIT)
    phone.type("/bahasa")
    phone.tap("English")
    phone.type("/laporan")
    said = profile_of(phone)
    assert said.startswith("Your profile: Ukuran kantor\n\nFigures 0–100: 0 is level 1")
    assert "Public service: 15 (needed 40)" in said


def test_a_person_who_moved_keeps_the_profile_of_that_day(database: Database) -> None:
    founded(database)
    submit(database, SARI, "aturan=3 dok=2 kasus=tidak info=4 waktu=2")
    roster(database, ROSTER.replace("Sari Lango,BP3MI-NTT,FD", "Sari Lango,BP3MI-SUT,HB"))
    phone = Phone(database, CHAT)
    phone.type(f"/start {issue(database, SARI).code}")
    phone.type("/laporan")
    assert "Kasus dan pelindungan: 42 (diperlukan 25)" in profile_of(phone)


def test_a_profile_is_not_shown_to_a_colleague_on_the_same_phone(database: Database) -> None:
    founded(database)
    phone = answered(database, SARI, "3 2 2 2 1")
    phone.type(f"/start {issue(database, PO[0]).code}")
    phone.tap(f"Ya, lanjutkan sebagai Rekan {PO[0]}")
    phone.type("/laporan")
    assert phone.text.startswith("Profil Anda tersedia setelah")
    mine = submit(database, PO[0], "aturan=1 dok=1 kasus=ya rujuk=1 info=1 waktu=1", NOW)
    assert mine
    phone.type("/laporan")
    assert "Kasus dan pelindungan: 0 (diperlukan 56)" in profile_of(phone)


def profile_of(phone: Phone) -> str:
    """What stands below the newest picture."""
    shown = [message.screen for message in phone.messages if message.screen.picture]
    return plain(shown[-1].text)


def longest(database: Database, workbook: str, file: str) -> OwnProfile:
    """A profile with nothing left out: every dimension required."""
    publish(database, workbook, file)
    with database.read() as uow:
        [questionnaire] = uow.questionnaires.latest_all()
    tree = framework_of(questionnaire)
    full = PersonDimension(100.0, 4, 4, 100.0)
    dimensions = dict.fromkeys(tree.dimensions, full)
    figures = PersonFigures("S001", "", "", dimensions, dict.fromkeys(tree.indicators, -4.0))
    return OwnProfile(questionnaire, tree, figures, (), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_names_fit_a_caption(database: Database, language: str) -> None:
    source = COMPETENCY.read_text(encoding="utf-8")
    found = longest(database, source, COMPETENCY.name)
    text = profile_text(found, language)
    assert drawing.utf16(plain(text)) <= drawing.CAPTION_LIMIT
    assert "…" not in text
    for each in found.questionnaire.sides["framework"]:
        if each["level"] == 2:
            assert any(name in text for name in each["names"].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_shortened_before_figures_are_cut(database: Database, language: str) -> None:
    endless = "sangat panjang 😀 " * 30
    long = MEASURED
    for name in ("Kasus dan pelindungan", "Cases and protection"):
        long = long.replace(name, f"{name} {endless}")
    found = longest(database, long, "ukuran.md")
    text = profile_text(found, language)
    assert drawing.utf16(plain(text)) <= drawing.CAPTION_LIMIT
    assert "…" in text
    assert plain(text).count("100 (") == 2
    assert profile_picture(found, language).png().startswith(b"\x89PNG")


def test_nobody_else_is_told(database: Database) -> None:
    """A person's own figures are in no message to a coordinator."""
    founded(database)
    submit(database, SARI, "aturan=3 dok=2 kasus=tidak info=2 waktu=1")
    phone = Phone(database, OTHER_CHAT)
    phone.type(f"/start {issue(database, 'K001').code}")
    phone.type("/laporan")
    assert "indeks" not in phone.text
    assert "1 dari 5 orang" in phone.text
    assert person(database, SARI).name not in phone.text
