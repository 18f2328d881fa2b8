"""Excel workbooks, .xlsx and .xls, read without trusting them."""

import re
import warnings
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import xlrd  # type: ignore[import-untyped]
from openpyxl.reader.excel import ExcelReader
from pyxform.xls2json_backends import xls_value_to_unicode, xlsx_value_to_str
from xlrd.biffh import error_text_from_code  # type: ignore[import-untyped]

from flows.xlsform.problems import FormProblem, Unreadable
from flows.xlsform.tables import unique_headers
from flows.xlsform.workbook import MAX_ROWS, Meter, Row, Sheet, Workbook, cells_of, sheet_of

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")  # legacy .xls, and every encrypted .xlsx
ZIP_MAGIC = b"PK"
MAX_UNPACKED = 64_000_000  # bytes
MAX_PARTS = 1_000
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_ROW = re.compile(rb"<row\b.*?</row>", re.DOTALL)
MAX_BLANK_ROWS = 60  # as pyxform: after that the sheet is over

Cell = tuple[str, str | None]  # text, Excel's error value


def read_xlsx(source: bytes) -> Workbook:
    """Cells as pyxform turns them into text; macros, encryption and zip bombs are refused."""
    if source.startswith(OLE_MAGIC):
        raise Unreadable("workbook-encrypted")
    _refuse_package(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles, which we do not read
            return _workbook(_xlsx_sheets(source))
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # the parser lets out anything when a file is not what it says
        raise Unreadable("workbook-unreadable", text=str(error)) from error


def _xlsx_sheets(source: bytes) -> list[tuple[Sheet, list[FormProblem]]]:
    reader = ExcelReader(BytesIO(source), read_only=True, data_only=True)
    reader.read()
    meter = Meter()
    found = []
    for sheet in reader.wb.worksheets:
        sheet.reset_dimensions()  # a declared size pads every row up to it
        found.append(_sheet(sheet.title, sheet.iter_rows(), _xlsx_cell, meter))
    reader.archive.close()
    return found


def read_xls(source: bytes) -> Workbook:
    """The same for the format before 2007."""
    if _utf16("_VBA_PROJECT") in source:
        raise Unreadable("workbook-macro")
    if _utf16("EncryptedPackage") in source:
        raise Unreadable("workbook-encrypted")
    try:
        book = xlrd.open_workbook(file_contents=source, logfile=StringIO())
        meter = Meter()
        found = []
        for sheet in book.sheets():
            lines = (sheet.row(number) for number in range(sheet.nrows))
            found.append(_sheet(sheet.name, lines, _XlsCell(book.datemode), meter))
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Unreadable("workbook-encrypted") from error
        raise Unreadable("workbook-unreadable", text=str(error)) from error
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # as above
        raise Unreadable("workbook-unreadable", text=str(error)) from error
    return _workbook(found)


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _refuse_package(source: bytes) -> None:
    try:
        with ZipFile(BytesIO(source)) as package:
            parts = package.infolist()
            types = next((part for part in parts if part.filename == "[Content_Types].xml"), None)
            if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > MAX_PARTS:
                raise Unreadable("workbook-too-large", limit=f"{MAX_UNPACKED // 1_000_000} MB")
            if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
                raise Unreadable("workbook-macro")
            if types is not None and b"macroEnabled" in package.read(types):
                raise Unreadable("workbook-macro")
            for part in parts:
                if _SHEET_PART.fullmatch(part.filename) and _is_endless(package.read(part)):
                    raise Unreadable("workbook-too-large", limit=f"{MAX_ROWS} rows")
    except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("workbook-unreadable", text=str(error)) from error


def _is_endless(sheet: bytes) -> bool:
    """Whether more rows than we read hold anything: seen before their texts are read, which takes
    longer than a check may."""
    if sheet.count(b"</row>") <= MAX_ROWS:
        return False
    filled = (row for row in _ROW.finditer(sheet) if b"<v" in row[0] or b"<is" in row[0])
    return any(number > MAX_ROWS for number, _ in enumerate(filled, start=1))


def _xlsx_cell(cell: Any) -> Cell:
    value = cell.value.strip() if isinstance(cell.value, str) else cell.value
    if value is None or value == "":
        return "", None
    return xlsx_value_to_str(value), str(value) if cell.data_type == "e" else None


class _XlsCell:
    def __init__(self, datemode: int) -> None:
        self._datemode = datemode

    def __call__(self, cell: Any) -> Cell:
        if cell.ctype == xlrd.XL_CELL_ERROR:
            text = error_text_from_code.get(cell.value, "#ERROR")
            return text, text
        if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
            return "", None
        value = cell.value.strip() if isinstance(cell.value, str) else cell.value
        return (
            xls_value_to_unicode(value, cell.ctype, self._datemode) if value != "" else ""
        ), None


def _sheet(
    name: str, lines: Iterable[Sequence[Any]], text: Any, meter: Meter
) -> tuple[Sheet, list[FormProblem]]:
    """One sheet; stops at a run of blank rows, as pyxform does."""
    headers: list[str | None] | None = None
    problems: list[FormProblem] = []
    rows: list[Row] = []
    blank = 0
    for number, line in enumerate(lines, start=1):
        cells = [text(cell) for cell in line]
        meter.count(number, sum(1 for value, _ in cells if value))
        if headers is None:
            headers, problems = unique_headers(name, [value for value, _ in cells])
            continue
        problems += _broken(name, number, headers, cells)
        rows.append(Row(number, cells_of(headers, [value for value, _ in cells])))
        blank = 0 if rows[-1].cells else blank + 1
        if blank > MAX_BLANK_ROWS:
            break
    return sheet_of(name, headers or [], rows), problems


def _broken(
    sheet: str, row: int, headers: list[str | None], cells: list[Cell]
) -> Iterable[FormProblem]:
    for header, (_, error) in zip(headers, cells, strict=False):
        if header is not None and error is not None:
            yield FormProblem("error", "cell-broken", sheet, row, header, {"text": error})


def _workbook(found: list[tuple[Sheet, list[FormProblem]]]) -> Workbook:
    sheets = {sheet.name.lower(): sheet for sheet, _ in found}
    return Workbook(sheets, tuple(problem for _, problems in found for problem in problems))
