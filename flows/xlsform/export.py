"""A Markdown questionnaire as an Excel workbook that Excel leaves as it is."""

from io import BytesIO

from openpyxl import Workbook as ExcelWorkbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from flows.xlsform.tables import read_markdown
from flows.xlsform.workbook import Sheet

_TEXT_FORMAT = "@"
_NARROW, _WIDE = 8, 60  # characters
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def export_xlsx(source_md: bytes) -> bytes:
    """The .xlsx that converts to the same XForm as the Markdown; raises `Unreadable`.

    Every cell is text, so that Excel does not make a number of `2026.10` or a formula of `=…`.
    """
    book = ExcelWorkbook()
    book.remove(book.worksheets[0])
    for sheet in read_markdown(source_md).sheets.values():
        _fill(book.create_sheet(sheet.name), sheet)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _fill(target: Worksheet, sheet: Sheet) -> None:
    target.freeze_panes = "A2"
    for place, header in enumerate(sheet.headers, start=1):
        _write(target, 1, place, header, bold=True)
        texts = (row.cells.get(header, "") for row in sheet.rows)
        width = max(map(len, (header, *texts))) + 2
        letter = get_column_letter(place)
        target.column_dimensions[letter].width = min(max(width, _NARROW), _WIDE)
    for row in sheet.rows:
        for place, header in enumerate(sheet.headers, start=1):
            if header in row.cells:
                _write(target, row.number, place, row.cells[header], bold=False)


def _write(target: Worksheet, row: int, column: int, text: str, *, bold: bool) -> None:
    cell = target.cell(row, column, text)
    cell.data_type = "s"  # not a formula, whatever the text begins with
    cell.number_format = _TEXT_FORMAT
    cell.alignment = _WRAPPED
    cell.font = Font(bold=bold)
