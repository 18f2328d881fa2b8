"""Documents of the ministry's form in the many ways in which offices draw it."""

from datetime import UTC, date, datetime, time
from typing import Any

import docx
import pytest

from knowledge.articles import Source
from knowledge.importing.doubts import DOUBTS
from knowledge.importing.draft import Draft
from knowledge.importing.reading import read_here
from tests.knowledge.importing.documents import (
    IDENTITY,
    changed,
    excel,
    excel_identity,
    numbered,
    saved,
    shaped,
    sheet_of,
    with_parts,
    word,
    word_identity,
    word_table,
    workbook,
)

PLAIN = ["No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan"]
TWO_ROWS = [
    ["No", "Kegiatan", "Pelaksana", "", "", "Mutu Baku", "", "", "Ket"],
    ["", "", "Pemohon", "Petugas", "Kepala", "Kelengkapan", "Waktu", "Output", ""],
]
MERGES = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4), (0, 5, 0, 7), (0, 8, 1, 8)]
# What is always unsure: the form does not say it.
ALWAYS = {"code-missing", "role-assumed", "phase-assumed", "unverified"}


def steps(draft: Draft) -> list[str]:
    """Each step as a line: activity, actor, requirements, time, output, note."""
    assert [step.number for step in draft.sop.steps] == list(range(1, len(draft.sop.steps) + 1))
    assert {step.verification for step in draft.sop.steps} == {"illustrative"}
    return [
        " | ".join(
            text["id"]
            for text in (
                *(step.activity, step.actor, step.requirements),
                *(step.time, step.output, step.note),
            )
        )
        for step in draft.sop.steps
    ]


def doubts(draft: Draft) -> list[tuple[Any, ...]]:
    """Code, step or key, row and column of all doubts that are not always there."""
    assert {doubt.code for doubt in draft.doubts} <= set(DOUBTS)
    return [
        (doubt.code, doubt.step or doubt.key, doubt.place.row, doubt.place.column)
        for doubt in draft.doubts
        if doubt.code not in ALWAYS
    ]


def test_the_form_as_it_is_published() -> None:
    """Identity in two blocks, a header of two rows, a column with signs for each actor."""
    document = docx.Document()
    word_identity(document)
    body = [
        ["1", "Melapor", "▭", "", "", "Surat polisi", "5 menit", "Laporan", ""],
        ["2", "Memeriksa berkas", "", "◇\nYa", "", "KTP\nKK", "10 menit", "Hasil", "Ps 24"],
        ["3", "Menandatangani", "↓", "", "●", "Surat", "1 jam", "Surat pengantar", "-"],
    ]
    word_table(document, TWO_ROWS + body, MERGES)
    draft = read_here("paspor.docx", saved(document))
    assert steps(draft) == [
        "Melapor | Pemohon | Surat polisi | 5 menit | Laporan | ",
        "Memeriksa berkas | Petugas | KTP; KK | 10 menit | Hasil | Ps 24",
        "Menandatangani | Kepala | Surat | 1 jam | Surat pengantar | ",
    ]
    assert doubts(draft) == []
    assert {doubt.code for doubt in draft.doubts} == ALWAYS
    sop = draft.sop
    assert (sop.code, sop.version, sop.number) == ("", "2026-07-06", "OT.02/77/BP3MI/2026")
    assert (sop.title, sop.sample) == ({"id": "Penanganan Paspor Hilang"}, False)
    assert (sop.created, sop.revised, sop.effective) == (
        date(2026, 1, 5),
        date(2026, 7, 6),
        date(2026, 2, 2),
    )
    assert sop.approved_by == "Kepala BP3MI"
    assert sop.legal_basis == (
        Source("UU 18/2017", "Pasal 24", "unverified"),
        Source("PP 59/2021", "", "unverified"),
    )
    assert sop.qualifications == ("Memahami SOP", "Teliti")
    assert sop.equipment == ("Komputer", "Pencetak")
    assert sop.records == ("Sisko P2MI",)
    assert sop.related == ("SOP-13",)
    assert sop.warning == {"id": "Bila terlambat, PMI tertahan."}


def test_headings_with_spelling_mistakes() -> None:
    heads = ["No.", "Kegaitan", "Pelaksna", "Persyaratan/Perlengkapan", "Wkatu", "Ouput", "Ket."]
    draft = read_here("x.docx", word([heads, ["1", "Melapor", "Pemohon", "KTP", "5", "Surat", ""]]))
    assert steps(draft) == ["Melapor | Pemohon | KTP | 5 | Surat | "]
    assert doubts(draft) == [
        ("time-unclear", 1, 2, 2),
        ("heading-guessed", None, 1, 2),
        ("heading-guessed", None, 1, 3),
        ("heading-guessed", None, 1, 5),
        ("heading-guessed", None, 1, 6),
    ]
    guessed = [doubt.details for doubt in draft.doubts if doubt.code == "heading-guessed"]
    assert guessed[0] == {"given": "Kegaitan", "taken": "activity"}


def test_a_header_that_is_printed_again_on_the_next_page() -> None:
    """And a row that the page break cut in two, and a second table that goes on."""
    first = [PLAIN, ["1", "Memeriksa berkas", "Petugas", "KTP", "5 menit", "Hasil", ""]]
    second = [
        PLAIN,
        ["", "dan mencatatnya", "", "Buku", "", "", ""],
        ["2", "Mengirim", "Petugas", "Surat", "1 hari", "Resi", ""],
    ]
    draft = read_here(
        "x.docx", word([*first, *second], [PLAIN, ["3", "Arsip", "Staf", "", "", "", ""]])
    )
    assert steps(draft) == [
        "Memeriksa berkas dan mencatatnya | Petugas | KTP; Buku | 5 menit | Hasil | ",
        "Mengirim | Petugas | Surat | 1 hari | Resi | ",
        "Arsip | Staf |  |  |  | ",
    ]
    assert doubts(draft) == [("row-joined", 1, 4, 2), ("table-joined", None, None, None)]
    assert [doubt.place.table for doubt in draft.doubts if doubt.code == "row-joined"] == [2]
    assert [doubt.place.table for doubt in draft.doubts if doubt.code == "table-joined"] == [3]


def test_only_a_table_whose_rows_word_numbers() -> None:
    document = docx.Document()
    table = word_table(
        document,
        [
            PLAIN,
            ["", "Melapor", "Pemohon", "KTP", "5 menit", "Laporan", ""],
            ["", "Memeriksa", "Petugas", "", "1 jam", "Hasil", ""],
        ],
    )
    for row in (1, 2):
        numbered(table.cell(row, 0))
    document.core_properties.modified = datetime(2026, 3, 4, tzinfo=UTC)
    draft = read_here("SOP-31_paspor_hilang.docx", saved(document))
    assert steps(draft) == [
        "Melapor | Pemohon | KTP | 5 menit | Laporan | ",
        "Memeriksa | Petugas |  | 1 jam | Hasil | ",
    ]
    assert (draft.sop.code, draft.sop.title["id"]) == ("SOP-31", "SOP 31 paspor hilang")
    assert doubts(draft) == [
        ("identity-absent", None, None, None),
        ("title-assumed", "title_id", None, None),
        ("date-assumed", "tanggal_pembuatan", None, None),
        ("date-assumed", "tanggal_revisi", None, None),
        ("date-assumed", "tanggal_efektif", None, None),
    ]
    assert draft.sop.version == "2026-03-04"


def test_a_table_without_any_numbers() -> None:
    rows = [
        PLAIN,
        ["", "Melapor", "Pemohon", "", "", "", ""],
        ["", "Selesai", "Petugas", "", "", "", ""],
    ]
    draft = read_here("x.docx", word(rows))
    assert steps(draft) == ["Melapor | Pemohon |  |  |  | ", "Selesai | Petugas |  |  |  | "]
    assert doubts(draft) == [("numbers-absent", None, 1, None)]


def test_substeps_gaps_and_several_actors() -> None:
    rows = [
        PLAIN,
        ["A.", "Persiapan", "", "", "", "", ""],
        ["1", "Memeriksa:", "Petugas", "", "", "", ""],
        ["", "a. paspor", "Petugas", "Paspor", "5 menit", "", ""],
        ["", "b. visa", "Kepala\nPetugas", "Visa", "5 menit", "", ""],
        ["1.1", "Mencatat", "", "", "", "Catatan", ""],
        ["3", "Mengirim", "", "", "1 jam", "", ""],
        ["3", "Menutup", "Staf", "", "", "", ""],
        ["", "Mengarsipkan", "Staf", "", "", "", ""],
        ["", "Total", "", "", "2 jam", "", ""],
    ]
    draft = read_here("x.docx", word(rows))
    assert steps(draft) == [
        "Memeriksa: a. paspor; b. visa; 1.1 Mencatat | Petugas, Kepala | Paspor; Visa"
        " | 5 menit | Catatan | ",
        "Mengirim |  |  | 1 jam |  | ",
        "Menutup | Staf |  |  |  | ",
        "Mengarsipkan | Staf |  |  |  | ",
    ]
    assert draft.sop.total_time == {"id": "2 jam"}
    assert doubts(draft) == [
        ("substep-joined", 1, 4, 2),
        ("substep-joined", 1, 5, 2),
        ("substep-joined", 1, 6, 2),
        ("actor-several", 1, 3, 2),
        ("number-changed", 2, 7, 2),
        ("actor-missing", 2, 7, 2),
        ("step-unnumbered", 4, 9, 2),
        ("row-heading", None, 2, None),
    ]


def test_merged_cells_below_each_other() -> None:
    """A time for two steps together; an activity beside two rows of actors."""
    document = docx.Document()
    rows = [
        *TWO_ROWS,
        ["1", "Menerima", "x", "", "", "KTP", "1 hari", "Berkas", ""],
        ["2", "Memeriksa", "", "x", "", "Berkas", "", "Hasil", ""],
        ["", "", "", "", "x", "", "", "Paraf", ""],
    ]
    word_table(document, rows, [*MERGES, (2, 6, 3, 6), (3, 0, 4, 0), (3, 1, 4, 1)])
    draft = read_here("x.docx", saved(document))
    assert steps(draft) == [
        "Menerima | Pemohon | KTP | 1 hari | Berkas | ",
        "Memeriksa | Petugas, Kepala | Berkas | 1 hari | Hasil; Paraf | ",
    ]
    assert [each for each in doubts(draft) if each[1] == 2] == [
        ("cell-shared", 2, 4, 7),
        ("row-joined", 2, 5, 2),
        ("actor-several", 2, 4, 2),
    ]


def test_identity_in_lines_of_text() -> None:
    document = docx.Document()
    document.add_paragraph("SOP PENANGANAN PASPOR HILANG")
    document.add_paragraph("Nomor SOP\t: 77/2026")
    document.add_paragraph("Tgl. Revsi : 31-02-2026")
    document.add_paragraph("Tanggal Pembuatan : 5 Mei 2026")
    document.add_paragraph("Disahkan Oleh: ..............")
    document.add_paragraph("Keterkaitan: SOP Pengaduan")
    word_table(document, [PLAIN, ["1", "Melapor", "Pemohon", "", "", "", ""]])
    draft = read_here("x.docx", saved(document))
    sop = draft.sop
    assert (sop.number, sop.title["id"], sop.approved_by) == (
        "77/2026",
        "PENANGANAN PASPOR HILANG",
        "",
    )
    assert (sop.created, sop.version) == (date(2026, 5, 5), "2026-05-05")
    found = {(code, about) for code, about, _, _ in doubts(draft)}
    assert found >= {
        ("heading-guessed", None),
        ("date-unclear", "tanggal_revisi"),
        ("date-assumed", "tanggal_revisi"),
        ("date-assumed", "tanggal_efektif"),
        ("title-assumed", "title_id"),
        ("related-unclear", None),
        ("identity-missing", "disahkan_oleh"),
        ("identity-missing", "dasar_hukum"),
    }
    assert ("identity-missing", "keterkaitan") not in found


def test_shapes_and_tracked_changes() -> None:
    document = docx.Document()
    table = word_table(
        document,
        [*TWO_ROWS, ["1", "Melapor ", "", "", "", "KTP", "5 menit", "Laporan", ""]],
        MERGES,
    )
    shaped(table.cell(2, 3))
    changed(table.cell(2, 1), "lama", " segera")
    draft = read_here("x.docx", saved(document))
    assert steps(draft) == ["Melapor segera | Petugas | KTP | 5 menit | Laporan | "]
    found = doubts(draft)
    assert ("changes-tracked", None, None, None) in found
    assert ("actor-drawn", 1, 3, 4) in found


def test_one_sheet_with_merged_cells() -> None:
    """Numbered columns, minutes as numbers, a sum, and a signature below."""
    identity = excel_identity()
    at = len(identity) + 2
    book = workbook()
    rows: list[list[Any]] = [
        *identity,
        [],
        ["No", "Kegiatan", "Pelaksana", "", "Mutu Baku", "", ""],
        ["", "", "Pemohon", "Petugas", "Kelengkapan", "Waktu (menit)", "Output"],
        [1, 2, 3, 4, 5, 6, 7],
        [1, "Melapor", "V", "", "Surat", 5, "Laporan"],
        [2.0, "Memeriksa", "", "V", "Berkas", time(0, 10), "Hasil"],
        ["", "Jumlah", "", "", "", 15, ""],
        [],
        ["", "", "", "", "", "Kepala BP3MI"],
    ]
    sheet = sheet_of(book, "SOP", rows)
    for area in ("A{0}:A{1}", "B{0}:B{1}", "C{0}:D{0}", "E{0}:G{0}"):
        sheet.merge_cells(area.format(at, at + 1))
    draft = read_here("x.xlsx", saved(book))
    assert steps(draft) == [
        "Melapor | Pemohon | Surat | 5 menit | Laporan | ",
        "Memeriksa | Petugas | Berkas | 10 menit | Hasil | ",
    ]
    sop = draft.sop
    assert (sop.number, sop.title["id"], sop.total_time["id"]) == (
        IDENTITY[0][1],
        IDENTITY[-1][1],
        "15 menit",
    )
    assert [source.reference for source in sop.legal_basis] == ["UU 18/2017", "PP 59/2021"]
    assert (sop.qualifications, sop.equipment) == (
        ("Memahami SOP", "Teliti"),
        ("Komputer", "Pencetak"),
    )
    assert (sop.related, sop.records) == (("SOP-13",), ("Sisko P2MI",))
    assert doubts(draft) == [
        ("column-missing", None, at, None),
        ("row-ignored", None, at + 7, None),
    ]


def test_identity_and_procedure_on_two_sheets() -> None:
    """Another sheet is hidden; a cell shows an error; actors stand without `Pelaksana`."""
    book = workbook()
    sheet_of(
        book, "Identitas", [["Nama SOP", "SOP Paspor Hilang"], ["Tanggal Revisi", date(2026, 7, 6)]]
    )
    sheet_of(book, "Lama", [PLAIN, ["1", "Usang", "X", "", "", "", ""]]).sheet_state = "hidden"
    heads = ["No", "Aktivitas", "Pemohon", "Petugas", "Persyaratan", "Waktu", "Keluaran", "Biaya"]
    procedure = sheet_of(book, "Prosedur", [heads, [1, "Melapor", "✓", "✓", "", "", "Surat", "0"]])
    procedure["E2"] = "#REF!"
    draft = read_here("x.xlsx", saved(book))
    assert steps(draft) == ["Melapor | Pemohon, Petugas |  |  | Surat | "]
    assert (draft.sop.title["id"], draft.sop.version) == ("Paspor Hilang", "2026-07-06")
    found = doubts(draft)
    for doubt in (
        ("sheet-hidden", None, None, None),
        ("cell-broken", None, 2, 5),
        ("actors-guessed", None, 1, 3),
        ("actors-guessed", None, 1, 4),
        ("column-ignored", None, 1, 8),
        ("actor-several", 1, 2, 2),
    ):
        assert doubt in found
    assert {doubt.place.sheet for doubt in draft.doubts if doubt.code == "actors-guessed"} == {
        "Prosedur"
    }


def test_english_headings_and_a_standard_without_headings() -> None:
    rows = [
        ["Number", "Activity", "Actor", "Quality standard", "", "", "Note"],
        ["1", "Report the loss", "Applicant", "Police letter", "5 minutes", "Report", "x"],
    ]
    book = workbook()
    sheet_of(book, "SOP", rows).merge_cells("D1:F1")
    draft = read_here("x.xlsx", saved(book))
    assert steps(draft) == ["Report the loss | Applicant | Police letter | 5 minutes | Report | x"]
    assert [each for each in doubts(draft) if each[0] == "heading-guessed"] == [
        ("heading-guessed", None, 1, column) for column in (4, 5, 6)
    ]


def test_actors_without_names() -> None:
    book = workbook()
    rows = [["No", "Kegiatan", "Pelaksana", "", "Waktu"], ["1", "Melapor", "", "x", "1 jam"]]
    sheet_of(book, "SOP", rows).merge_cells("C1:D1")
    draft = read_here("x.xlsx", saved(book))
    assert steps(draft) == ["Melapor | Pelaksana 2 |  | 1 jam |  | "]
    assert ("actors-unnamed", 1, 2, 4) in doubts(draft)


def test_words_in_an_actors_column() -> None:
    body = [["1", "Melapor", "Keluarga", "", "", "", "", "", ""]]
    document = docx.Document()
    word_table(document, TWO_ROWS + body, MERGES)
    draft = read_here("x.docx", saved(document))
    assert steps(draft) == ["Melapor | Pemohon |  |  |  | "]
    [doubt] = [doubt for doubt in draft.doubts if doubt.code == "actor-text"]
    assert doubt.details == {"given": "Keluarga", "taken": "Pemohon"}


def test_a_heading_of_the_activity_that_we_do_not_know() -> None:
    rows = [
        ["No", "Apa yang dikerjakan", "Pelaksana", "Waktu"],
        ["1", "Melapor", "Pemohon", "1 jam"],
    ]
    draft = read_here("x.xlsx", excel(("SOP", rows)))
    assert steps(draft) == ["Melapor | Pemohon |  | 1 jam |  | "]
    assert ("activity-guessed", None, 1, 2) in doubts(draft)


def test_shapes_of_a_flow_chart_on_a_sheet() -> None:
    rows = [*TWO_ROWS, ["1", "Melapor", "", "", "", "KTP", "5 menit", "Surat", ""]]
    book = workbook()
    sheet = sheet_of(book, "SOP", rows)
    for area in ("A1:A2", "B1:B2", "C1:E1", "F1:H1", "I1:I2"):
        sheet.merge_cells(area)
    draft = read_here("x.xlsx", with_parts(saved(book), drawing(row=2, column=3)))
    assert steps(draft) == ["Melapor | Petugas | KTP | 5 menit | Surat | "]
    assert ("actor-drawn", 1, 3, 4) in doubts(draft)


def drawing(row: int, column: int) -> dict[str, bytes]:
    """A shape and a line on the first sheet, counted from 0."""
    main = "http://schemas.openxmlformats.org"
    links = (
        f'<Relationships xmlns="{main}/package/2006/relationships"><Relationship Id="rId9" '
        f'Type="{main}/officeDocument/2006/relationships/drawing" '
        'Target="../drawings/drawing1.xml"/></Relationships>'
    )

    def anchor(at: int, inside: str) -> str:
        ends = "".join(
            f"<x:{end}><x:col>{at}</x:col><x:row>{row}</x:row></x:{end}>" for end in ("from", "to")
        )
        return f"<x:twoCellAnchor>{ends}{inside}</x:twoCellAnchor>"

    body = anchor(column, "<x:sp/>") + anchor(column + 1, "<x:cxnSp/>")
    picture = f'<x:wsDr xmlns:x="{main}/drawingml/2006/spreadsheetDrawing">{body}</x:wsDr>'
    return {
        "xl/worksheets/_rels/sheet1.xml.rels": links.encode(),
        "xl/drawings/drawing1.xml": picture.encode(),
    }


def test_a_second_sop_in_the_file_is_left_out() -> None:
    rows = [PLAIN, ["1", "Melapor", "Pemohon", "", "", "", ""]]
    draft = read_here(
        "x.xlsx",
        excel(
            ("Satu", [["Nama SOP", "", "Paspor Hilang"], [], *rows]),
            ("Dua", [["Nama SOP", "", "Visa Hilang"], [], *rows]),
        ),
    )
    assert (draft.sop.title["id"], len(draft.sop.steps)) == ("Paspor Hilang", 1)
    [doubt] = [doubt for doubt in draft.doubts if doubt.code == "sop-several"]
    assert (doubt.place.sheet, doubt.place.row) == ("Dua", 1)


def test_a_table_that_is_something_else() -> None:
    draft = read_here(
        "x.docx",
        word(
            [PLAIN, ["1", "Melapor", "Pemohon", "", "", "", ""]],
            [["Nama", "Jabatan"], ["Budi", "Kepala"]],
        ),
    )
    assert len(draft.sop.steps) == 1
    [doubt] = [doubt for doubt in draft.doubts if doubt.code == "table-ignored"]
    assert (doubt.place.table, doubt.details) == (3, {"given": "Nama"})


def test_a_text_without_end_is_cut() -> None:
    rows = [PLAIN, ["1", "Melapor", "Pemohon", "kata " * 1_000, "", "", ""]]
    draft = read_here("x.docx", word(rows))
    assert len(draft.sop.steps[0].requirements["id"]) <= 2_000
    assert ("text-cut", 1, 2, 2) in doubts(draft)


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx"])
def test_the_same_table_in_word_and_excel(name: str) -> None:
    rows = [PLAIN, ["1", "Melapor", "Pemohon", "KTP\nKK", "5 menit", "Surat", "PP 59/2021"]]
    source = excel(("SOP", rows)) if name == "x.xlsx" else word(rows, identity=False)
    assert steps(read_here(name, source)) == [
        "Melapor | Pemohon | KTP; KK | 5 menit | Surat | PP 59/2021"
    ]
