"""SOPs as coordinators send them: a table of Excel or Word in the ministry's form."""

from io import BytesIO

from docx import Document
from openpyxl import Workbook

from knowledge.articles import Sop

HEADINGS = ("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan")


def rows(sop: Sop) -> list[tuple[str, ...]]:
    """The procedure as a table, the header first."""
    parts = ("activity", "actor", "requirements", "time", "output", "note")
    steps = [
        (str(step.number), *(getattr(step, part)["id"] for part in parts)) for step in sop.steps
    ]
    return [HEADINGS, *steps]


def identity(sop: Sop, number: str | None) -> list[tuple[str, str]]:
    """What stands above the procedure."""
    return [
        ("Nomor SOP", number or sop.code),
        ("Nama SOP", sop.title["id"]),
        ("Tanggal Pembuatan", sop.created.strftime("%d-%m-%Y")),
        ("Tanggal Revisi", sop.revised.strftime("%d-%m-%Y")),
        ("Tanggal Efektif", sop.effective.strftime("%d-%m-%Y")),
    ]


def as_xlsx(sop: Sop, number: str | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (*identity(sop, number), (), *rows(sop)):
        sheet.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def as_docx(sop: Sop, number: str | None = None) -> bytes:
    document = Document()
    for table_rows in (identity(sop, number), rows(sop)):
        table = document.add_table(rows=0, cols=len(table_rows[0]))
        for row in table_rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        document.add_paragraph("")
    written = BytesIO()
    document.save(written)
    return written.getvalue()
