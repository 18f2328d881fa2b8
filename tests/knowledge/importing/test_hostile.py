"""Documents that are broken, huge, armed or endless: a problem to show, and the parent lives."""

import io
import time
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.importing import MAX_BYTES, read_document
from knowledge.importing.reading import read_here
from knowledge.problems import CODES, SopProblem, Unreadable
from tests.knowledge.importing.documents import excel, saved, with_parts, word, word_table

HEAD = ["No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan"]
ROW = ["1", "Melapor", "Pemohon", "KTP", "5 menit", "Surat", ""]
WORD = word([HEAD, ROW], identity=False)
EXCEL = excel(("SOP", [HEAD, ROW]))
GOOD = {"x.docx": WORD, "x.xlsx": EXCEL}
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refused(name: str, source: bytes) -> SopProblem:
    with pytest.raises(Unreadable) as refusal:
        read_here(name, source)
    assert refusal.value.problem.code in CODES
    return refusal.value.problem


def outcome(name: str, source: bytes) -> str | None:
    """The code of the refusal; None where it was read."""
    try:
        read_here(name, source)
    except Unreadable as refusal:
        return refusal.problem.code
    return None


def part_of(source: bytes, name: str) -> bytes:
    with ZipFile(io.BytesIO(source)) as package:
        return package.read(name)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_passes_through_the_child_unchanged(name: str) -> None:
    assert read_document(name, GOOD[name]) == read_here(name, GOOD[name])


def test_what_the_child_refuses_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_document("x.docx", b"PK rubbish")
    assert refusal.value.problem == SopProblem("error", "document-unreadable")


@pytest.mark.parametrize("name", ["x.pdf", "x.doc", "x", "x.docm", ".docx/"])
def test_an_unknown_kind_is_named(name: str) -> None:
    problem = refused(name, WORD)
    assert (problem.code, problem.details) == ("document-kind-unknown", {"name": name})


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("source", [b"", b"\0" * 100, b"PK\x03\x04 and nothing", b"\xff\xfe|,<"])
def test_rubbish(name: str, source: bytes) -> None:
    assert refused(name, source).code == "document-unreadable"


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file(name: str, share: float) -> None:
    source = GOOD[name]
    assert refused(name, source[: int(len(source) * share)]).code == "document-unreadable"


def test_one_kind_under_the_name_of_the_other() -> None:
    assert refused("x.docx", EXCEL).code == "document-unreadable"
    assert refused("x.xlsx", WORD).code == "document-unreadable"


@pytest.mark.parametrize("name", GOOD)
def test_a_locked_file_and_one_of_before_2007(name: str) -> None:
    assert refused(name, OLE + b"x" * 600).code == "document-encrypted"


@pytest.mark.parametrize("name", GOOD)
def test_macros_are_refused_wherever_they_hide(name: str) -> None:
    source = GOOD[name]
    armed = with_parts(source, {"xl__vbaProject.bin": b"x"})
    assert refused(name, armed).code == "document-macro"
    types = part_of(source, "[Content_Types].xml").replace(b".main+xml", b".macroEnabled.main+xml")
    assert (
        refused(name, with_parts(source, {"[Content_Types].xml": types})).code == "document-macro"
    )


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("x.docx", "word/document.xml"),
        ("x.xlsx", "xl/workbook.xml"),
        ("x.xlsx", "docProps/core.xml"),
    ],
)
def test_foreign_entities_are_not_resolved(name: str, part: str) -> None:
    source = GOOD[name]
    body = part_of(source, part).split(b"?>", 1)[-1]
    evil = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + body
    assert refused(name, with_parts(source, {part: evil})).code == "document-entities"
    wide = b"\xff\xfe" + ("<?xml version='1.0'?><!DOCTYPE a []><a/>").encode("utf-16-le")
    assert refused(name, with_parts(source, {part: wide})).code == "document-entities"


@pytest.mark.parametrize("name", GOOD)
def test_a_zip_bomb_is_refused_before_it_is_opened(name: str) -> None:
    bomb = with_parts(GOOD[name], {"word/media/x.bin": b"\0" * 100_000_000})
    assert len(bomb) < 300_000
    assert refused(name, bomb).details == {"limit": "64 MB"}


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("content", [b"", b"<broken", b"<a/>"])
def test_a_broken_part_never_raises_anything_else(name: str, content: bytes) -> None:
    with ZipFile(io.BytesIO(GOOD[name])) as package:
        parts = package.namelist()
    for part in parts:
        code = outcome(name, with_parts(GOOD[name], {part: content}))
        assert code in (None, "document-unreadable", "document-no-procedure"), part


def test_a_file_above_the_limit_is_not_even_read() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_document("x.docx", b"x" * (MAX_BYTES + 1))
    assert refusal.value.problem.details == {"limit": "5 MB"}


def test_more_steps_than_a_library_takes_name_the_row() -> None:
    rows = [HEAD, *([str(n), "Melapor", "Pemohon", "", "", "", ""] for n in range(1, 202))]
    problem = refused("x.xlsx", excel(("Prosedur", rows)))
    assert (problem.code, problem.key, problem.line) == ("steps-too-many", "Prosedur", 202)
    assert len(read_here("x.xlsx", excel(("Prosedur", rows[:201]))).sop.steps) == 200


def test_steps_are_counted_over_all_tables() -> None:
    rows = [HEAD, *([str(n), "Melapor", "Pemohon", "", "", "", ""] for n in range(1, 150))]
    problem = refused("x.xlsx", excel(("A", rows), ("B", rows)))
    assert (problem.code, problem.key, problem.line) == ("steps-too-many", "B", 53)


def test_too_many_columns_and_rows_name_the_row() -> None:
    wide = [HEAD, ROW, [*ROW, *([""] * 400), "x"]]
    problem = refused("x.xlsx", excel(("SOP", wide)))
    assert (problem.code, problem.key, problem.line) == ("columns-too-many", "SOP", 3)
    long = [HEAD, *([["x"]] * 5_000)]
    problem = refused("x.xlsx", excel(("SOP", long)))
    assert (problem.code, problem.key, problem.line) == ("rows-too-many", "SOP", 5_001)


def test_too_many_columns_of_a_word_table_name_the_row() -> None:
    document = docx.Document()
    table = word_table(document, [HEAD, ROW])
    span = table.cell(1, 6)._tc
    span.grid_span = 400
    problem = refused("x.docx", saved(document))
    assert (problem.code, problem.key, problem.line) == ("columns-too-many", "1", 2)


def test_a_cell_far_away_costs_nothing() -> None:
    """Its rows and columns in between are not made."""
    sheet = part_of(EXCEL, "xl/worksheets/sheet1.xml")
    row = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    far = with_parts(EXCEL, {"xl/worksheets/sheet1.xml": sheet.replace(b"</sheetData>", row)})
    begin = time.process_time()
    assert len(read_here("x.xlsx", far).sop.steps) == 1
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    "rows", [[], [["Halo"]], [["Nama SOP", "Paspor"]], [HEAD], [["No"], ["1"]]]
)
def test_a_file_without_a_procedure(rows: list[list[str]]) -> None:
    assert refused("x.xlsx", excel(("SOP", rows))).code == "document-no-procedure"


def test_a_file_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_document("x.docx", WORD, seconds=0)
    assert refusal.value.problem.code == "document-too-slow"


def test_paragraphs_without_end() -> None:
    body = part_of(WORD, "word/document.xml")
    endless = body.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 3_000_000)
    source = with_parts(WORD, {"word/document.xml": endless})
    assert len(source) < 100_000
    assert refused("x.docx", source).details == {"limit": "16 MB"}


CELLS = st.sampled_from(
    [
        *("", "", "1", "2", "a.", "1.1", "A", "No", "Kegiatan", "Pelaksana", "Mutu Baku", "x"),
        *("Waktu", "◇", "Total", "Nama SOP", "Dasar Hukum:", "1. UU", "Memeriksa", "b. visa"),
        *("\n", "SOP-04", ":", "....", "31-02-2026", "{x}", "<b>"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=9), max_size=12))
def test_whatever_stands_in_the_cells(rows: list[list[str]]) -> None:
    """A draft whose steps are numbered from 1, or a refusal that we know."""
    source = excel(("SOP", rows))
    if outcome("x.xlsx", source) is not None:
        assert outcome("x.xlsx", source) == "document-no-procedure"
        return
    draft = read_here("x.xlsx", source)
    numbers = [step.number for step in draft.sop.steps]
    assert numbers == list(range(1, len(numbers) + 1)) != []
    assert {doubt.step for doubt in draft.doubts} <= {None, *numbers}
