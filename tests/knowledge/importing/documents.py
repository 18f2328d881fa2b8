"""Documents and workbooks as offices make them, written with python-docx and openpyxl."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook

IDENTITY = (
    ("Nomor SOP", "OT.02/77/BP3MI/2026"),
    ("Tanggal Pembuatan", "5 Januari 2026"),
    ("Tanggal Revisi", "06/07/2026"),
    ("Tanggal Efektif", "2 Feb 2026"),
    ("Disahkan oleh", "Kepala BP3MI"),
    ("Nama SOP", "Penanganan Paspor Hilang"),
)
LISTS = (
    (
        ("Dasar Hukum", "1. UU 18/2017 Pasal 24\n2. PP 59/2021"),
        ("Kualifikasi Pelaksana", "1. Memahami SOP\n2. Teliti"),
    ),
    (("Keterkaitan", "1. SOP-13 Pengaduan"), ("Peralatan/Perlengkapan", "- Komputer\n- Pencetak")),
    (("Peringatan", "Bila terlambat, PMI tertahan."), ("Pencatatan dan Pendataan", "Sisko P2MI")),
)
Rows = Sequence[Sequence[str]]


def saved(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


# Word ------------------------------------------------------------------------------------------


def word_table(document: Any, rows: Rows, merge: Iterable[tuple[int, int, int, int]] = ()) -> Any:
    """A table of these texts; `merge` names areas by their first and last row and column."""
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text:
                table.cell(row, column).text = text
    for top, left, bottom, right in merge:
        table.cell(top, left).merge(table.cell(bottom, right))
    return table


def word_identity(document: Any) -> None:
    """The block of the form: lines beside the ministry's name, then lists in two columns."""
    rows = [["KEMENTERIAN P2MI" if not row else "", *pair] for row, pair in enumerate(IDENTITY)]
    for left, right in LISTS:
        rows += [[f"{left[0]}:", f"{right[0]}:", ""], [left[1], right[1], ""]]
    merges = [(0, 0, len(IDENTITY) - 1, 0)]
    merges += [(row, 1, row, 2) for row in range(len(IDENTITY), len(rows))]
    word_table(document, rows, merges)


def word(*tables: Rows, identity: bool = True) -> bytes:
    """A document of plain tables."""
    document = docx.Document()
    if identity:
        word_identity(document)
    for rows in tables:
        document.add_paragraph("")
        word_table(document, rows)
    return saved(document)


def numbered(cell: Any) -> None:
    """Let Word number the cell's paragraph."""
    properties = cell.paragraphs[0]._p.get_or_add_pPr()
    numbering = OxmlElement("w:numPr")
    numbering.append(OxmlElement("w:ilvl"))
    properties.append(numbering)


def shaped(cell: Any) -> None:
    """A shape of a flow chart in the cell."""
    run = cell.paragraphs[0].add_run()._r
    run.append(OxmlElement("w:drawing"))


def changed(cell: Any, deleted: str, inserted: str) -> None:
    """A tracked change behind the cell's text."""
    paragraph = cell.paragraphs[0]._p
    for tag, text_tag, text in (("w:del", "w:delText", deleted), ("w:ins", "w:t", inserted)):
        change, run, words = (OxmlElement(each) for each in (tag, "w:r", text_tag))
        words.text = text
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        change.append(run)
        paragraph.append(change)


# Excel -----------------------------------------------------------------------------------------


def sheet_of(book: Workbook, title: str, rows: Iterable[Sequence[Any]]) -> Any:
    """A sheet with these rows; the first becomes the one that every new workbook has."""
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append([None if value == "" else value for value in row])
    return sheet


def workbook() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def excel_identity() -> list[list[str]]:
    """The block as rows of seven columns: lines on the right, then lists, an item a row."""
    rows = [["", "", "", label, "", ":", value] for label, value in IDENTITY]
    for left, right in LISTS:
        rows.append([left[0], "", "", right[0], "", "", ""])
        pairs = max(len(left[1].split("\n")), len(right[1].split("\n")))
        for index in range(pairs):
            row = [""] * 7
            for column, (_, text) in ((0, left), (3, right)):
                lines = text.split("\n")
                row[column] = lines[index] if index < len(lines) else ""
            rows.append(row)
    return rows


def excel(*sheets: tuple[str, Iterable[Sequence[Any]]]) -> bytes:
    book = workbook()
    for title, rows in sheets:
        sheet_of(book, title, rows)
    return saved(book)


def with_parts(source: bytes, names: Mapping[str, bytes]) -> bytes:
    """The same package with other content of these parts."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(source)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in names:
                new.writestr(part, old.read(part))
        for part, content in names.items():
            new.writestr(part, content)
    return target.getvalue()
