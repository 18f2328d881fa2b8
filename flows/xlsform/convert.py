"""pyxform's conversion, with its complaints turned into problems that name a cell."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath
from typing import Any

from pyxform.constants import SUPPORTED_SHEET_NAMES
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from flows.xlsform.columns import columns_of
from flows.xlsform.problems import FormProblem, Severity, Unreadable
from flows.xlsform.workbook import Workbook

_PLACE = re.compile(
    r"^\[row : (?P<row>\d+)\](?: On the '(?P<sheet>\w+)' sheet, the '(?P<column>[^']+)' value)?"
)
# Our own checks name the cell of these.
_SAID_BETTER = re.compile(
    r"Language '|The following language declarations|.*Choices should have"
    r"|.*Column headers must not be empty|.* is no longer supported on most devices"
    r"|.* Use the max-pixels parameter"
)


def to_xform(workbook: Workbook, name: str) -> tuple[str, list[FormProblem]]:
    """The XForm ("" when pyxform refuses the workbook) and what pyxform said about it."""
    warnings: list[str] = []
    data = _definition(workbook, name)
    try:
        xform = convert(data, warnings=warnings).xform
    except PyXFormError as error:
        return "", list(_problems(workbook, "error", "pyxform", str(error)))
    except MemoryError:
        raise  # the child's limit, not a fault of the conversion
    except Exception as error:  # pyxform lets its own faults out on forms it did not foresee
        text = f"{type(error).__name__}: {error}"
        return "", [FormProblem("error", "conversion-failed", details={"text": text})]
    found = [
        problem
        for text in warnings
        if not _SAID_BETTER.match(text)
        for problem in _problems(workbook, "warning", "pyxform-warning", text)
    ]
    return xform, found


def converted(source: bytes, name: str) -> str:
    """The XForm of a file as pyxform alone makes it, whatever we think of the form.

    Raises Unreadable with pyxform's words where it makes none.
    """
    path = PurePath(name)
    if path.suffix.lower() == ".xml":
        return source.decode("utf-8-sig")
    try:
        xform: str = convert(BytesIO(source), file_type=path.suffix.lower()).xform
    except Exception as error:  # pyxform lets its own faults out on forms it did not foresee
        raise Unreadable("conversion-failed", text=str(error)) from error
    return xform


def _definition(workbook: Workbook, name: str) -> dict[str, Any]:
    """The workbook in the shape of pyxform's own readers, side columns and all."""
    data: dict[str, Any] = {
        "sheet_names": [sheet.name for sheet in workbook.sheets.values()],
        "fallback_form_name": PurePath(name).stem,
    }
    for key in SUPPORTED_SHEET_NAMES & workbook.sheets.keys():
        sheet = workbook.sheets[key]
        data[key] = [dict(row.cells) for row in sheet.rows]
        data[f"{key}_header"] = [dict.fromkeys(sheet.headers)] if sheet.headers else []
    return data


def _problems(
    workbook: Workbook, severity: Severity, code: str, text: str
) -> Iterator[FormProblem]:
    """One problem for each line that names a row (pyxform joins several), else one for all."""
    lines = text.split("\n") if text.count("[row : ") > 1 else [text]
    for line in filter(None, lines):
        place = _PLACE.match(line)
        if place is None:
            yield FormProblem(severity, code, details={"text": line})
            continue
        columns = columns_of(workbook, place["sheet"] or "survey")
        rows = columns.sheet.rows
        index = int(place["row"]) - 2  # pyxform counts the sheet's rows below its header
        row = rows[index].number if 0 <= index < len(rows) else int(place["row"])
        written = place["column"]
        named = written if written in columns.sheet.headers else columns.header(written or "type")
        details = {"text": line[place.end() :].strip(" .") if not written else line}
        yield FormProblem(severity, code, columns.sheet.name, row, named, details)
