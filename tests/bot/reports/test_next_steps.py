"""What could come next: the largest gaps and the level above each, told to the person alone."""

import pytest

from bot.access import NotAllowed
from bot.chat import drawing
from bot.chat.screen import plain
from bot.i18n import LANGUAGES
from bot.reports.figures import Behaviour, NextStep, OwnProfile, PersonFigures
from bot.reports.own import next_steps_text
from bot.reports.rules import framework_of, next_choice, own_strengths
from flows.prompts import Choice
from storage.database import Database
from storage.records import Notice
from tests.bot.interviews.walking import CHAT
from tests.bot.reports.measured import MEASURED, PO, YOHANES, founded, submit
from tests.support.chat import Phone
from tests.support.people import NOW, SARI, issue, person
from tests.support.system import publish

# The next version: other words for the levels, and another name for an indicator.
NEWER = (
    MEASURED.replace("| ukuran  | 1 ", "| ukuran  | 2 ")
    .replace("| Langkah   ", "| Tahap     ")
    .replace("usulan_ilustratif | Ketepatan waktu ", "usulan_ilustratif | Tepat waktu ")
)


def told(database: Database, staff_id: str, said: str = "", language: str = "id") -> list[str]:
    """The own profile as `/laporan` brings it, after submitting these answers."""
    if said:
        submit(database, staff_id, said)
    me = person(database, staff_id)
    database.write(lambda uow: uow.people.set_language(me.id, language))
    phone = Phone(database, CHAT, language)
    phone.type(f"/start {issue(database, staff_id).code}")
    before = len(phone.messages)
    phone.type("/laporan")
    if "Profil saya" in phone.labels:  # heads see their office first
        before = len(phone.messages)
        phone.tap("Profil saya")
    return [plain(message.screen.text) for message in phone.messages[before:]]


def test_gaps_and_the_level_above(database: Database) -> None:
    founded(database)
    profile, steps = told(database, SARI, "aturan=3 dok=2 kasus=tidak info=1 waktu=1")
    assert "Informasi migrasi aman" not in profile, "said once"
    assert steps == (
        "Langkah Anda berikutnya\n"
        "\n"
        "Di sini Anda paling jauh dari tingkat yang diperlukan. "
        "Naik satu tingkat dahulu sudah baik.\n"
        "\n"
        "1. Informasi migrasi aman\n"
        "Anda di tingkat 1, tugas Anda memerlukan 3.\n"
        "Ciri tingkat 2: Langkah\n"
        "\n"
        "2. Ketepatan waktu\n"
        "Anda di tingkat 1, tugas Anda memerlukan 2.\n"
        "Ciri tingkat 2: Langkah\n"
        "\n"
        "Mulailah dari satu hal. Bicarakan dengan atasan atau rekan yang sudah terbiasa."
    )


def test_three_at_most_the_largest_first(database: Database) -> None:
    founded(database)
    said = "aturan=1 dok=2 kasus=ya rujuk=1 info=2 waktu=1"
    _, steps = told(database, PO[0], said, "en")
    heads = [line for line in steps.splitlines() if line[:1].isdigit()]
    assert heads == ["1. Referring victims", "2. Applying the rules", "3. Checking documents"]
    assert "You are at level 1, your role needs 4.\nLevel 2 looks like this: Steps" in steps
    assert "You are at level 2, your role needs 3.\nLevel 3 looks like this: Records" in steps


def test_in_the_words_of_the_version_that_was_answered(database: Database) -> None:
    """The names are those of the newest, by which is scored."""
    founded(database)
    submit(database, SARI, "aturan=3 dok=2 kasus=tidak info=3 waktu=1")
    publish(database, NEWER, "ukuran.md")
    _, steps = told(database, SARI)
    assert "1. Tepat waktu\n" in steps
    assert "Ciri tingkat 2: Langkah\n" in steps


def test_without_a_gap_there_is_something_to_give(database: Database) -> None:
    founded(database)
    _, steps = told(database, YOHANES, "aturan=5 dok=3 kasus=tidak info=1 waktu=1")
    assert steps == (
        "Anda sudah mencapai yang diperlukan\n"
        "\n"
        "Di semua hal yang Anda jawab, tingkat yang diperlukan untuk tugas Anda sudah tercapai. "
        "Terima kasih atas kerja Anda.\n"
        "\n"
        "Anda dapat membantu rekan yang masih belajar, terutama dalam:\n"
        "• Penerapan aturan\n"
        "• Pemeriksaan dokumen"
    )


def test_to_need_little_and_do_a_little_is_no_strength(database: Database) -> None:
    founded(database, MEASURED.replace("| 2  | 3  | 3  | 4  |", "| 1  | 1  | 1  | 1  |"))
    with database.read() as uow:
        [questionnaire] = uow.questionnaires.latest_all()
    tree = framework_of(questionnaire)
    gaps = {"D1.1": 1.0, "D1.2": 0.0, "D1.3": 0.0, "D2.1": 2.0, "D2.2": -1.0}
    levels = {"D1.1": 2.0, "D1.2": 3.0, "D1.3": 5.0, "D2.1": 4.0, "D2.2": 4.0}
    assert own_strengths(tree, gaps, levels) == ("D2.1", "D1.3", "D1.2")
    assert own_strengths(tree, {"D1.1": 1.0}, {"D1.1": 2.0}) == ()
    figures = PersonFigures(SARI, "", "", {}, {"D1.1": 1.0})
    said = next_steps_text(OwnProfile(questionnaire, tree, figures, (), ()), "id")
    assert plain(said).endswith("Terima kasih atas kerja Anda.")


@pytest.mark.parametrize(
    ("level", "above"),
    [
        (1.0, Behaviour(2.5, "B")),
        (2.0, Behaviour(2.5, "B")),
        (2.5, Behaviour(4.0, "A")),
        (4.0, None),
        (5.0, None),
    ],
)
def test_the_level_above_is_the_lowest_that_is_offered(
    level: float, above: Behaviour | None
) -> None:
    """Whatever the choices score, in whatever order; one without a score is no level."""
    choices = (Choice("a", "A"), Choice("b", "B"), Choice("c", "C"), Choice("x", "X"))
    scores = {"a": 4.0, "b": 2.5, "c": 1.0, "hidden": 3.0}
    assert next_choice(choices, scores, level) == above


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_words_fit_a_message(database: Database, language: str) -> None:
    founded(database, MEASURED.replace("Ketepatan waktu", "waktu 😀 " * 40))
    with database.read() as uow:
        [questionnaire] = uow.questionnaires.latest_all()
    step = NextStep("D2.2", 1.5, 5.0, Behaviour(2.5, "tingkah laku 😀 " * 200))
    figures = PersonFigures(SARI, "", "", {}, {"D2.2": -3.5})
    own = OwnProfile(questionnaire, framework_of(questionnaire), figures, (step,) * 3, ())
    said = plain(next_steps_text(own, language))
    assert drawing.utf16(said) <= drawing.TEXT_LIMIT
    assert said.count("…") == (6 if language == "id" else 3)
    assert {"id": "1,5", "en": "1.5"}[language] in said


def add(database: Database, notice: Notice) -> None:
    database.write(lambda uow: uow.outbox.add(notice, NOW))


def test_nobody_else_is_told(database: Database) -> None:
    """What was queued for somebody is not shown to the colleague who took the phone over."""
    founded(database)
    told(database, SARI, "aturan=3 dok=2 kasus=tidak info=1 waktu=1")
    phone = Phone(database, CHAT)
    phone.type(f"/start {issue(database, PO[0]).code}")
    phone.tap(f"Ya, lanjutkan sebagai Rekan {PO[0]}")
    before = len(phone.messages)
    for whose in (SARI, PO[0]):
        about = {"person": person(database, whose).id, "interview": 1}
        add(database, Notice(CHAT, "reports.next_steps", about))
    with pytest.raises(NotAllowed):
        phone.deliver()
    assert len(phone.messages) == before
