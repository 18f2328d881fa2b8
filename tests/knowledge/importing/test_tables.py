"""How rows, headers and cells of a procedure belong together."""

from typing import Any

import docx
import pytest

from knowledge.importing.reading import read_here
from tests.knowledge.importing.documents import (
    excel,
    saved,
    sheet_of,
    word,
    word_table,
    workbook,
)
from tests.knowledge.importing.test_layouts import PLAIN, doubts, steps


def test_identity_and_procedure_in_one_table() -> None:
    document = docx.Document()
    rows = [
        ["Nomor SOP", ":", "77", "", "", "", ""],
        ["Nama SOP", ":", "Paspor Hilang", "", "", "", ""],
        ["Dasar Hukum", ":", "UU 1\nUU 2", "", "", "", ""],
        PLAIN,
        ["1", "Melapor", "Pemohon", "KTP", "5 menit", "Surat", ""],
    ]
    word_table(document, rows, [(row, 2, row, 6) for row in range(3)])
    draft = read_here("x.docx", saved(document))
    assert steps(draft) == ["Melapor | Pemohon | KTP | 5 menit | Surat | "]
    assert (draft.sop.number, draft.sop.title["id"]) == ("77", "Paspor Hilang")
    assert [source.reference for source in draft.sop.legal_basis] == ["UU 1", "UU 2"]


def test_who_approved_it_is_named_without_a_personal_number() -> None:
    rows = [
        ["Nomor SOP", "-"],
        ["Disahkan oleh", "Kepala BP3MI,\n\nDr. Sari Lango\nNIP. 19700101 199503 1 001"],
        ["Nama SOP", "Paspor Hilang"],
    ]
    table = [PLAIN, ["1", "Melapor", "Pemohon", "", "", "", ""]]
    draft = read_here("x.docx", word(rows, table, identity=False))
    assert draft.sop.approved_by == "Kepala BP3MI, Dr. Sari Lango"
    assert draft.sop.number == ""


def test_a_header_of_four_rows_over_steps_that_speak_like_it() -> None:
    """Cells that read `Dokumen`, `Hasil` and `Catatan` are no header."""
    document = docx.Document()
    rows = [
        ["NO.", "URAIAN\nPROSEDUR", "PELAKSANA", "", "MUTU BAKU", "", "", "KET."],
        ["", "", "Loket", "", "", "", "", ""],
        ["", "", "Petugas\nA", "Petugas B", "KELENGKAPAN", "WAKTU", "OUTPUT", ""],
        ["1", "2", "3", "4", "5", "6", "7", "8"],
        ["1.", "Melapor", "●", "", "KTP", "5'", "Surat", "-"],
        ["2.", "Memeriksa", "", "●", "Dokumen", "10 mnt", "Hasil", "Catatan"],
    ]
    merges = [(0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 0, 3), (1, 2, 1, 3), (0, 4, 1, 6), (0, 7, 2, 7)]
    word_table(document, rows, merges)
    draft = read_here("x.docx", saved(document))
    assert steps(draft) == [
        "Melapor | Petugas A | KTP | 5' | Surat | ",
        "Memeriksa | Petugas B | Dokumen | 10 mnt | Hasil | Catatan",
    ]
    assert [each for each in doubts(draft) if each[1] in (1, 2)] == [("time-unclear", 1, 5, 2)]


def test_letters_of_substeps_in_a_column_of_their_own() -> None:
    document = docx.Document()
    rows = [
        ["No", "Kegiatan", "", "Pelaksana", "Waktu"],
        ["1", "Memeriksa", "", "Petugas", "1 jam"],
        ["", "a.", "paspor", "Petugas", ""],
        ["", "b.", "visa", "Petugas", ""],
        ["2", "Selesai", "", "Staf", "1 jam"],
    ]
    word_table(document, rows, [(0, 1, 0, 2), (1, 1, 1, 2), (4, 1, 4, 2)])
    draft = read_here("x.docx", saved(document))
    assert steps(draft) == [
        "Memeriksa; a. paspor; b. visa | Petugas |  | 1 jam |  | ",
        "Selesai | Staf |  | 1 jam |  | ",
    ]


def test_a_table_within_a_table() -> None:
    document = docx.Document()
    inner = document.add_table(1, 1).cell(0, 0).add_table(2, 7)
    for row, texts in enumerate([PLAIN, ["1", "Melapor", "Pemohon", "KTP", "1 jam", "Surat", ""]]):
        for column, text in enumerate(texts):
            inner.cell(row, column).text = text
    draft = read_here("x.docx", saved(document))
    assert steps(draft) == ["Melapor | Pemohon | KTP | 1 jam | Surat | "]


def test_no_column_of_numbers() -> None:
    draft = read_here("x.docx", word([PLAIN[1:3], ["Melapor", "Pemohon"], ["Menutup", "Staf"]]))
    assert steps(draft) == ["Melapor | Pemohon |  |  |  | ", "Menutup | Staf |  |  |  | "]
    missing = [each.details["taken"] for each in draft.doubts if each.code == "column-missing"]
    assert missing == ["number", "requirements", "time", "output", "note"]


def test_parts_that_number_anew_in_rows_that_are_two_high() -> None:
    book = workbook()
    rows: list[list[Any]] = [
        PLAIN,
        ["A", "PERSIAPAN"],
        [1, "Menerima", "Staf", "", "", "", ""],
        [],
        [2, "Memeriksa", "Staf", "", "", "", ""],
        [],
        ["B", "PELAKSANAAN"],
        [1, "Mengirim", "Staf", "Surat\nKTP", "", "", ""],
        ["", "", "", "KK", "", "", ""],
    ]
    sheet = sheet_of(book, "SOP", rows)
    for letter in "ABCDEFG":
        sheet.merge_cells(f"{letter}3:{letter}4")
        sheet.merge_cells(f"{letter}5:{letter}6")
    draft = read_here("x.xlsx", saved(book))
    assert steps(draft) == [
        "Menerima | Staf |  |  |  | ",
        "Memeriksa | Staf |  |  |  | ",
        "Mengirim | Staf | Surat; KTP; KK |  |  | ",
    ]
    assert doubts(draft)[:4] == [
        ("row-joined", 3, 9, 2),
        ("number-changed", 3, 8, 2),
        ("row-heading", None, 2, None),
        ("row-heading", None, 7, None),
    ]


def test_formulas_that_nobody_calculated() -> None:
    rows = [PLAIN, ["=1", "Melapor", "Pemohon", "", "=2*5", "", ""]]
    draft = read_here("x.xlsx", excel(("SOP", rows)))
    assert steps(draft) == ["Melapor | Pemohon |  |  |  | "]
    assert doubts(draft)[:2] == [
        ("cell-uncalculated", None, 2, 1),
        ("cell-uncalculated", None, 2, 5),
    ]
    assert draft.doubts[1].details == {"text": "=2*5"}


@pytest.mark.parametrize(
    ("sign", "actor"),
    [
        *((sign, "Pemohon") for sign in ("▭", "◇", "●", "X", "v", "√", "✓", "⬜", "Ya ◇", "→ ●")),
        *((sign, "") for sign in ("", "-", "→", "↓", "Ya", "Tidak", "|")),
    ],
)
def test_signs_of_a_flow_chart(sign: str, actor: str) -> None:
    rows = [
        ["No", "Kegiatan", "Pelaksana", "", "Waktu"],
        ["", "", "Pemohon", "Petugas", ""],
        ["1", "Melapor", sign, "", "1 jam"],
    ]
    draft = read_here("x.xlsx", excel(("SOP", rows)))
    assert steps(draft) == [f"Melapor | {actor} |  | 1 jam |  | "]
    assert (("actor-missing", 1, 3, 2) in doubts(draft)) == (actor == "")
