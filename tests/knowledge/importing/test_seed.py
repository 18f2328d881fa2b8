"""The SOPs that come with the product, drawn as an office would, come back whole."""

import docx
import pytest

from knowledge.articles import Sop
from knowledge.importing.draft import Draft
from knowledge.importing.reading import read_here
from knowledge.library import seed
from tests.knowledge.importing.documents import (
    saved,
    sheet_of,
    word_table,
    workbook,
)

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"


def identity(sop: Sop) -> list[list[str]]:
    """Two columns of labels with what belongs to them."""
    month = MONTHS.split()[sop.revised.month - 1]
    laws = [f"{each.reference} {each.article}" for each in sop.legal_basis]
    return [
        ["Nomor SOP", sop.number],
        ["Tanggal Pembuatan", f"{sop.created:%d-%m-%Y}"],
        ["Tanggal Revisi", f"{sop.revised.day} {month} {sop.revised.year}"],
        ["Tanggal Efektif", f"{sop.effective:%d/%m/%Y}"],
        ["Disahkan oleh", sop.approved_by],
        ["Nama SOP", sop.title["id"]],
        ["Dasar Hukum", "\n".join(f"{n}. {law}" for n, law in enumerate(laws, 1))],
        ["Kualifikasi Pelaksana", "\n".join(f"- {each}" for each in sop.qualifications)],
        ["Keterkaitan", "\n".join(sop.related)],
        ["Peralatan/Perlengkapan", "\n".join(f"• {each}" for each in sop.equipment)],
        ["Peringatan", sop.warning["id"]],
        ["Pencatatan dan Pendataan", "\n".join(sop.records)],
    ]


def procedure(sop: Sop) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
    """A column for each actor; the merged areas of its header."""
    actors = list(dict.fromkeys(step.actor["id"] for step in sop.steps))
    some = len(actors)
    rows = [
        ["No", "Kegiatan", "Pelaksana", *[""] * (some - 1), "Mutu Baku", "", "", "Keterangan"],
        ["", "", *actors, "Kelengkapan", "Waktu", "Output", ""],
    ]
    for step in sop.steps:
        marks = ["▭" if actor == step.actor["id"] else "" for actor in actors]
        texts = (step.requirements, step.time, step.output, step.note)
        number = f"{step.number}."
        rows.append([number, step.activity["id"], *marks, *(text["id"] for text in texts)])
    end = 2 + some
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, end - 1), (0, end, 0, end + 2)]
    return rows, [*merges, (0, end + 3, 1, end + 3)]


def word_of(sop: Sop) -> bytes:
    document = docx.Document()
    word_table(document, identity(sop))
    rows, merges = procedure(sop)
    word_table(document, rows, merges)
    return saved(document)


def excel_of(sop: Sop) -> bytes:
    book = workbook()
    above = [*identity(sop), []]
    rows, merges = procedure(sop)
    sheet = sheet_of(book, "SOP", [*above, *rows])
    for top, left, bottom, right in merges:
        first, last = len(above) + top + 1, len(above) + bottom + 1
        sheet.merge_cells(
            start_row=first, start_column=left + 1, end_row=last, end_column=right + 1
        )
    return saved(book)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("sop", seed(), ids=lambda sop: sop.code)
def test_an_sop_of_the_seed_comes_back(sop: Sop, kind: str) -> None:
    draft = read_here(f"x.{kind}", word_of(sop) if kind == "docx" else excel_of(sop))
    assert parts(draft.sop) == parts(sop)
    assert laws(draft.sop) == laws(sop)
    assert unsure(draft) == set()


def laws(sop: Sop) -> list[str]:
    return [f"{each.reference} {each.article}".strip() for each in sop.legal_basis]


def parts(sop: Sop) -> list[object]:
    """All that the form holds; a dash in a cell says that nothing belongs there."""
    steps = [
        [
            *(step.number, step.activity["id"], step.actor["id"]),
            *(
                text["id"].removeprefix("-")
                for text in (step.requirements, step.time, step.output, step.note)
            ),
        ]
        for step in sop.steps
    ]
    return [
        *(sop.version, sop.created, sop.effective, sop.number, sop.approved_by, sop.title["id"]),
        *(sop.qualifications, sop.equipment, sop.records, sop.related, sop.warning["id"]),
        steps,
    ]


def unsure(draft: Draft) -> set[str]:
    always = {"code-missing", "role-assumed", "phase-assumed", "unverified"}
    return {doubt.code for doubt in draft.doubts} - always
