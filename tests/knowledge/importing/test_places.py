"""Where something stands, as Excel shows it and as people are told."""

import pytest

from bot.chat.articles import doubt_line, problem_line
from bot.i18n import LANGUAGES
from knowledge.importing import DOUBTS, Doubt, Place
from knowledge.problems import CODES, SopProblem

DETAILS = dict.fromkeys(("given", "taken", "text", "limit"), "x")
MORE = ("name", "seconds", "value", "known", "day", "created", "revised", "expected")


@pytest.mark.parametrize(
    ("column", "cell"),
    [(1, "A7"), (26, "Z7"), (27, "AA7"), (52, "AZ7"), (300, "KN7"), (703, "AAA7")],
)
def test_the_address_of_a_cell(column: int, cell: str) -> None:
    assert Place(sheet="SOP", row=7, column=column).cell == cell
    assert Place(table=1, row=7, column=column).cell is None


@pytest.mark.parametrize(
    ("doubt", "said"),
    [
        (
            Doubt("cell-shared", Place(sheet="Alur", row=4, column=7), 2, None, {"taken": "time"}),
            "langkah 2, lembar “Alur”, sel G4: Satu sel gabungan untuk beberapa langkah: waktu. "
            "Kami anggap sama untuk semuanya.",
        ),
        (
            Doubt("row-joined", Place(table=2, row=3, column=2), 1),
            "langkah 1, tabel 2, baris 3, kolom 2: Baris ini tidak bernomor. "
            "Kami anggap lanjutan langkah di atasnya.",
        ),
        (
            Doubt(
                "date-unclear", Place(table=0, row=9), None, "tanggal_revisi", {"given": "kelak"}
            ),
            "tanggal revisi, teks di luar tabel, baris 9: Tanggal “kelak” tidak dapat dibaca.",
        ),
        (
            Doubt("unverified"),
            "Semua langkah bertanda ilustratif sampai ada yang memeriksanya.",
        ),
    ],
)
def test_a_doubt_in_words(doubt: Doubt, said: str) -> None:
    assert doubt_line("id", doubt) == said


def test_a_table_too_long_in_words() -> None:
    details = {"limit": "200", "table": "2"}
    problem = SopProblem("error", "steps-too-many", key="2", line=202, details=details)
    assert problem_line("id", problem).startswith("Masalah: tabel 2, baris 202: Ada lebih dari 200")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_doubt_and_problem_can_be_said(language: str) -> None:
    for code in DOUBTS:
        assert doubt_line(language, Doubt(code, details=DETAILS)).strip()
    details = DETAILS | dict.fromkeys((*MORE, "other", "columns"), "x")
    for code in CODES:
        problem = SopProblem("error", code, "a.md", "No", 1, 2, details)
        assert "a.md" in problem_line(language, problem)
