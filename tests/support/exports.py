"""Files as KoboToolbox and ODK Central export them, written by hand from rows of a test."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

Rows = Sequence[Mapping[str, object]]


def csv_file(rows: Rows, delimiter: str = ",", columns: Iterable[str] = ()) -> bytes:
    """A table with the columns of its rows; Kobo separates by semicolons, ODK by commas."""
    head = list(columns) or list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, head, restval="", delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def kobo_xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook with a sheet for the submissions, and one for each repeat."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        head = list(dict.fromkeys(column for row in rows for column in row))
        sheet.append(head)
        for row in rows:
            sheet.append([row.get(column) for column in head])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zip_file(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()
