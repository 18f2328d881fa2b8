"""Files that are broken, huge, armed or endless: the parent lives and has a problem to show."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from flows.xlsform import Checked, check, check_safely, export_xlsx
from flows.xlsform.excel import OLE_MAGIC
from tests.flows.xlsform.books import book, cell, found

SMALL = "| type | name | label |\n| text | a | A |"


def only(result: Checked) -> str:
    assert not result.ok
    assert len(result.problems) == 1, result.problems
    return result.problems[0].code


def excel(sheets: dict[str, list[list[object]]]) -> bytes:
    target = io.BytesIO()
    workbook = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(target)
    return target.getvalue()


def repacked(source: bytes, added: dict[str, bytes]) -> bytes:
    """A package with other parts in place of its own, or beside them."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(source)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in added:
                new.writestr(part, old.read(part))
        for part, content in added.items():
            new.writestr(part, content)
    return target.getvalue()


GOOD = export_xlsx(book(SMALL))
SHEET = "xl/worksheets/sheet1.xml"


def test_a_good_file_passes_through_the_child_unchanged() -> None:
    assert check_safely(GOOD, "uji.xlsx") == check(GOOD, "uji.xlsx")
    assert check_safely(GOOD, "uji.xlsx").ok


@pytest.mark.parametrize("name", ["-c.md", "../a\0b“\n.md"])
def test_a_strange_file_name_does_no_harm(name: str) -> None:
    assert check_safely(book(SMALL), name).ok


@pytest.mark.parametrize("kind", [".xlsx", ".xls", ".csv", ".md", ".xml"])
@pytest.mark.parametrize(
    "source",
    [b"", b"\0" * 100, b"PK\x03\x04 and nothing", OLE_MAGIC + b"x" * 600, b"\xff\xfe|,<"],
    ids=["empty", "zeros", "zip head", "ole head", "not UTF-8"],
)
def test_rubbish_of_every_kind_is_one_problem(kind: str, source: bytes) -> None:
    assert only(check(source, f"uji{kind}")) in (
        "workbook-unreadable",
        "workbook-encrypted",
        "workbook-kind-unknown",
        "form-unsupported",
    )


def test_rubbish_does_not_harm_the_parent() -> None:
    assert only(check_safely(b"\0" * 100, "uji.xls")) == "workbook-unreadable"


def test_an_unknown_kind_is_refused() -> None:
    assert only(check(b"", "uji.pdf")) == "workbook-kind-unknown"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_workbook(share: float) -> None:
    assert only(check(GOOD[: int(len(GOOD) * share)], "a.xlsx")) == "workbook-unreadable"


@pytest.mark.parametrize(
    "part",
    ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", SHEET],
)
@pytest.mark.parametrize("content", [b"", b"<broken", b"<a/>"])
def test_a_workbook_with_a_broken_part_never_raises(part: str, content: bytes) -> None:
    result = check(repacked(GOOD, {part: content}), "a.xlsx")
    assert result.xform or not result.ok


def test_macros_are_refused_wherever_they_hide() -> None:
    assert only(check(repacked(GOOD, {"xl/vbaProject.bin": b"x"}), "a.xlsx")) == "workbook-macro"
    with ZipFile(io.BytesIO(GOOD)) as package:
        types = package.read("[Content_Types].xml")
    armed = types.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")
    assert armed != types
    assert only(check(repacked(GOOD, {"[Content_Types].xml": armed}), "a.xlsx")) == "workbook-macro"
    assert only(check(GOOD, "a.xlsm")) == "workbook-macro"
    legacy = OLE_MAGIC + "_VBA_PROJECT_CUR".encode("utf-16-le")
    assert only(check(legacy, "a.xls")) == "workbook-macro"


def test_an_encrypted_workbook_is_named_so() -> None:
    source = OLE_MAGIC + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
    assert only(check(source, "a.xlsx")) == "workbook-encrypted"
    assert only(check(source, "a.xls")) == "workbook-encrypted"


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    bomb = repacked(GOOD, {SHEET: b"\0" * 100_000_000})
    assert len(bomb) < 200_000
    assert only(check(bomb, "a.xlsx")) == "workbook-too-large"


def test_a_zip_of_many_parts_is_refused() -> None:
    many = repacked(GOOD, {f"xl/{number}": b"" for number in range(1_001)})
    assert only(check(many, "a.xlsx")) == "workbook-too-large"


def test_a_bomb_that_lies_about_its_size_cannot_grow() -> None:
    bomb = bytearray(repacked(GOOD, {SHEET: b" " * 100_000_000}))
    size = (100_000_000).to_bytes(4, "little")
    while size in bomb:
        at = bomb.index(size)
        bomb[at : at + 4] = (1_000).to_bytes(4, "little")
    assert only(check_safely(bytes(bomb), "a.xlsx")) == "workbook-unreadable"


def test_entities_that_multiply_are_refused() -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    evil = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{lines}]><x>&e11;</x>'.encode()
    assert not check_safely(evil, "a.xml").ok
    assert not check_safely(repacked(GOOD, {SHEET: evil}), "a.xlsx").ok


def sheet_of(rows: int) -> bytes:
    """The XML of a sheet with that many questions."""
    line = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>text</t></is></c></row>'
    body = "".join(line.format(number) for number in range(1, rows + 1))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{body}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize("rows", [50_001, 300_000])
def test_rows_without_end(rows: int) -> None:
    result = check_safely(repacked(GOOD, {SHEET: sheet_of(rows)}), "a.xlsx")
    assert only(result) == "workbook-too-large"
    assert result.problems[0].details == {"limit": "50000 rows"}


def test_rows_that_only_have_a_look_do_not_count() -> None:
    blank = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(9, 60_000))
    with ZipFile(io.BytesIO(GOOD)) as package:
        sheet = package.read(SHEET)
    styled = sheet.replace(b"</sheetData>", blank + b"</sheetData>")
    assert check_safely(repacked(GOOD, {SHEET: styled}), "a.xlsx").problems == ()


def test_rows_without_end_in_text() -> None:
    source = b"survey\n,type,name,label\n" + b",text,a,A\n" * 300_000
    assert only(check_safely(source, "a.csv")) == "workbook-too-large"


def test_ten_thousand_choices_are_taken_when_they_are_filtered() -> None:
    rows = "\n".join(f"| | kota | c{n} | Kota {n} | p{n % 200} |" for n in range(10_000))
    choices = f"| choices |\n| | list_name | name | label | province |\n{rows}"
    survey = """
        | type            | name | label | choice_filter    |
        | text            | p    | P     |                  |
        | select_one kota | k    | K     | province = ${p}  |
    """
    assert check_safely(book(survey, choices), "a.md").problems == ()
    result = check_safely(book(survey.replace("province = ${p}", ""), choices), "a.md")
    assert only(result) == "choices-too-many"
    assert result.problems[0].details["count"] == "10000"


def test_entities_of_other_files_are_not_read() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    result = check_safely(evil + b"<x>&e;</x>", "a.xml")
    assert only(result) == "form-unsupported"
    with ZipFile(io.BytesIO(GOOD)) as package:
        sheet = package.read(SHEET)
    bare = sheet[sheet.index(b"<worksheet") :]
    armed = evil + bare.replace(b"</t>", b"&e;</t>").replace(b"</v>", b"&e;</v>")
    assert b"&e;" in armed
    inside = check_safely(repacked(GOOD, {SHEET: armed}), "a.xlsx")
    assert not inside.ok
    assert "root:" not in str(inside)


def test_a_form_cannot_include_another_nor_itself() -> None:
    result = check(book("| type | name | label |\n| include | uji | A |"), "uji.md")
    problem = found(result, "type-unsupported")
    assert cell(problem) == ("survey", 2, "type")
    assert problem.details == {"type": "include"}


def test_two_million_cells() -> None:
    lines = [b"survey", b"," + b",".join(b"c%d" % number for number in range(600))]
    source = b"\n".join(lines + [b"," + b",".join([b"1"] * 600)] * 3_500)
    assert only(check_safely(source, "a.csv")) == "workbook-too-large"


def test_five_megabytes() -> None:
    assert only(check_safely(b"x" * 5_000_001, "a.md")) == "workbook-too-large"
    assert only(check(b"x" * 5_000_001, "a.md")) == "workbook-too-large"


def test_a_row_at_the_end_of_excel_costs_nothing() -> None:
    with ZipFile(io.BytesIO(GOOD)) as package:
        sheet = package.read(SHEET)
    far = (
        b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )
    result = check(repacked(GOOD, {SHEET: sheet.replace(b"</sheetData>", far)}), "a.xlsx")
    assert result.problems == ()


def test_a_form_that_takes_too_long_is_stopped() -> None:
    rows = "\n".join(f"| text | q{number} | Q |" for number in range(20_000))
    source = book(f"| type | name | label |\n{rows}")
    result = check_safely(source, "a.md", seconds=1)
    assert only(result) == "workbook-too-slow"
    assert result.problems[0].details == {"seconds": "1"}


def test_a_form_that_needs_too_much_memory_is_stopped() -> None:
    rows = "\n".join(f"| text | q{number} | {'Q' * 40} |" for number in range(20_000))
    source = book(f"| type | name | label |\n{rows}")
    assert only(check_safely(source, "a.md", megabytes=96)) == "workbook-too-large"


def test_ten_thousand_groups_in_each_other() -> None:
    rows = [f"| begin group | g{level} | G |" for level in range(10_000)]
    rows += ["| text | a | A |"] + ["| end group | | |"] * 10_000
    result = check_safely(book("| type | name | label |\n" + "\n".join(rows)), "a.md")
    assert found(result, "group-too-deep").row == 22


def test_a_long_chain_of_calculations_is_no_circle() -> None:
    rows = ["| integer | q0 | Q | |"]
    rows += [f"| calculate | q{n} | | ${{q{n - 1}}} + 1 |" for n in range(1, 2_000)]
    rows[0] = "| integer | q0 | Q | |"
    source = book("| type | name | label | calculation |\n" + "\n".join(rows))
    assert check_safely(source, "a.md").problems == ()


def test_a_cell_that_excel_could_not_compute_is_named() -> None:
    source = repacked(GOOD, {})
    with ZipFile(io.BytesIO(source)) as package:
        sheet = package.read(SHEET)
    broken = b'<row r="3"><c r="A3" t="e"><v>#NAME?</v></c></row></sheetData>'
    result = check(repacked(GOOD, {SHEET: sheet.replace(b"</sheetData>", broken)}), "a.xlsx")
    problem = found(result, "cell-broken")
    assert cell(problem) == ("survey", 3, "type")
    assert problem.details == {"text": "#NAME?"}
