"""The same workbook from every kind of file, and the row that Excel shows."""

import csv
import io
from pathlib import Path

from openpyxl import Workbook as ExcelWorkbook
from openpyxl import load_workbook
from pyxform.xls2json_backends import md_to_dict
from pyxform.xls2xform import convert

from flows.xlsform import check, export_xlsx
from flows.xlsform.tables import read_markdown
from tests.flows.xlsform.books import YES_NO, book, cell, found

LEGACY = Path(__file__).parents[2] / "workbooks" / "lama.xls"

SURVEY = r"""
| type          | name  | label::Bahasa Indonesia (id) | constraint  | constraint_message |
| integer       | staff | Berapa petugas \| staf?      | . <= 50     | Paling banyak 50   |
| select_one yn | open  | =1+1                         | . != 'no'   | Harus '=' begitu   |
"""


def test_markdown_is_read_as_pyxform_reads_it() -> None:
    source = b"# a remark\n" + book(SURVEY) + b"\n| indicators | |\n| | iCode |\n| | D1 |\n"
    theirs = md_to_dict(io.BytesIO(source))
    ours = read_markdown(source)
    for name in ("survey", "choices", "settings"):
        sheet = ours.sheets[name]
        assert [dict(row.cells) for row in sheet.rows] == theirs[name]
        assert list(sheet.headers) == list(theirs[f"{name}_header"][0])
    assert [sheet.name for sheet in ours.sheets.values()] == theirs["sheet_names"]
    assert [row.number for row in ours.sheets["survey"].rows] == [2, 3]


def test_an_exported_workbook_converts_to_the_same_form() -> None:
    source = book(SURVEY)
    exported = export_xlsx(source)
    ours = check(source, "uji.md")
    assert ours.problems == ()
    assert check(exported, "uji.xlsx").xform == ours.xform
    assert convert(source).xform == convert(exported).xform == ours.xform


def test_an_exported_workbook_is_text_under_a_frozen_bold_header() -> None:
    workbook = load_workbook(io.BytesIO(export_xlsx(book(SURVEY))))
    assert workbook.sheetnames == ["survey", "choices", "settings"]
    sheet = workbook["survey"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet["C2"].value == "Berapa petugas | staf?"
    assert (sheet["C3"].value, sheet["C3"].data_type) == ("=1+1", "s")
    version = workbook["settings"]["C2"]
    assert (version.value, version.data_type, version.number_format) == ("1", "s", "@")
    assert version.alignment.wrap_text


def test_numbers_truths_and_blank_rows_of_excel() -> None:
    workbook = ExcelWorkbook()
    survey = workbook.active
    assert survey is not None
    survey.title = "Survey"
    for row in (
        ["type", " name ", None, "label", "required"],
        ["integer", "a", "dropped", 5, True],
        [],
        [None, None, "only under no header"],
        ["integer", "b", None, 2.5, "frobnicate(1)"],
    ):
        survey.append(row)
    workbook.create_sheet("notes").append(["type"])
    target = io.BytesIO()
    workbook.save(target)
    result = check(target.getvalue(), "a.xlsx")
    assert cell(found(result, "function-unknown")) == ("Survey", 5, "required")
    survey["E5"] = None
    target = io.BytesIO()
    workbook.save(target)
    result = check(target.getvalue(), "a.xlsx")
    assert result.problems == ()
    assert "<label>5</label>" in result.xform
    assert "<label>2.5</label>" in result.xform


def test_pyxform_s_row_is_translated_too() -> None:
    lines = [["", ""], ["survey"], ["", "type", "name", "label", "calculation"]]
    lines += [["", "text", "a", "A", ""], [], ["", "calculate", "b", "", ""], ["choices"]]
    target = io.StringIO()
    csv.writer(target).writerows(lines)
    result = check(target.getvalue().encode(), "a.csv")
    assert cell(found(result, "pyxform")) == ("survey", 6, "type")


def test_a_csv_names_the_row_of_the_file() -> None:
    lines = [["survey"], ["", "type", "name", "label", "relevant"], ["", "text", "a", "A", "(1"]]
    target = io.StringIO()
    csv.writer(target).writerows(lines)
    result = check(target.getvalue().encode("utf-8-sig"), "a.csv")
    assert cell(found(result, "expression-syntax")) == ("survey", 3, "relevant")


def test_the_format_before_2007() -> None:
    result = check(LEGACY.read_bytes(), "lama.xls")
    assert cell(found(result, "function-unknown")) == ("survey", 4, "constraint")
    assert (result.form_id, result.version) == ("lama", "2026.1")


def test_a_new_workbook_under_the_old_name_is_read() -> None:
    assert check(export_xlsx(book(SURVEY)), "uji.xls").ok


def test_an_xform_has_no_sides() -> None:
    xform = check(book("| type | name | label |\n| text | a | A |", YES_NO), "a.md").xform
    result = check(xform.encode(), "a.xml")
    assert result.ok
    assert (result.form_id, result.version, result.title) == ("uji", "1", "Uji")
    assert result.xform == xform


def test_an_xform_of_later_releases_is_refused_with_its_path() -> None:
    rows = "| type | name | label | appearance |\n| select_one yn | a | A | search('x') |"
    source = book(rows)
    xform = convert(source).xform
    problem = found(check(xform.encode(), "a.xml"), "form-unsupported")
    assert problem.details["path"] == "/data/a"


def test_an_xform_s_harmless_wishes_are_warnings() -> None:
    """An attribute that nobody knows changes no answer; a function or list that lacks would."""
    xform = check(
        book("| type | name | label | relevant |\n| text | a | A | 1 = 1 |"), "a.md"
    ).xform
    wish = xform.replace('<bind nodeset="/data/a"', '<bind nodeset="/data/a" jr:unheard="1"')
    assert wish != xform
    result = check(wish.encode(), "a.xml")
    assert found(result, "form-ignored").details["detail"] == "unheard"
    assert result.ok
    for lacks in ("frobnicate(1)", "instance('nowhere')/root/item = 1"):
        result = check(wish.replace("1 = 1", lacks).encode(), "a.xml")
        assert found(result, "form-unsupported").details["path"] == "/data/a"
        assert not result.ok
