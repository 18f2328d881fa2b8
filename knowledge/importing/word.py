"""A .docx as grids: the text outside tables first, then every table in order."""

from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from knowledge.importing.grid import Cell, Grid, Line, Place, Remark, tidy
from knowledge.importing.package import refuse_package
from knowledge.importing.refusals import MAX_COLUMNS, MAX_ROWS, refusal

MAIN = "word/document.xml"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), _FALLBACK}
_DRAWN = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_CHANGES = (qn("w:ins"), qn("w:del"), qn("w:moveFrom"))


def read_docx(source: bytes) -> tuple[tuple[Grid, ...], tuple[Remark, ...], date | None]:
    """The grids, what to doubt of them, and the day when the file was saved last."""
    refuse_package(source, MAIN)
    document = docx.Document(BytesIO(source))
    body = document.element.body
    grids = [_outside(body)]
    grids += [_table(number, each) for number, each in enumerate(body.iter(qn("w:tbl")), 1)]
    remarks = []
    if any(next(body.iter(tag), None) is not None for tag in _CHANGES):
        remarks.append(Remark("changes-tracked", Place()))
    saved = document.core_properties.modified
    return tuple(grids), tuple(remarks), saved.date() if saved else None


def _outside(body: Any) -> Grid:
    paragraphs = (each for each in body.iter(qn("w:p")) if not _is_inside(each))
    lines = (Line(number, _pieces(_text(each))) for number, each in enumerate(paragraphs, start=1))
    return Grid(Place(table=0), tuple(line for line in lines if line))


def _is_inside(paragraph: Any) -> bool:
    return any(each.tag == qn("w:tbl") for each in paragraph.iterancestors())


def _pieces(text: str) -> tuple[Cell, ...]:
    """A paragraph that is set with tabs stands for a row of a table."""
    parts = [tidy([part]) for part in text.split("\t")]
    return tuple(Cell(part, number) for number, part in enumerate(parts, 1) if part)


def _table(number: int, table: Any) -> Grid:
    lines: list[Line] = []
    rows = _own(table, qn("w:tr"))
    for row_number, row in enumerate(rows, start=1):
        line = Line(row_number, tuple(_row(row, lines[-1] if lines else None)))
        _refuse_line(number, line)
        lines.append(line)
    return Grid(Place(table=number), tuple(line for line in lines if line))


def _refuse_line(table: int, line: Line) -> None:
    place = Place(table=table, row=line.number)
    if line.number > MAX_ROWS:
        raise refusal("rows-too-many", place, limit=str(MAX_ROWS))
    if line.cells and line.cells[-1].end - 1 > MAX_COLUMNS:
        raise refusal("columns-too-many", place, limit=str(MAX_COLUMNS))


def _own(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those in content controls, none nested."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _own(child, tag)


def _row(row: Any, before: Line | None) -> Iterator[Cell]:
    column = 1 + _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    for each in _own(row, qn("w:tc")):
        properties = each.find(qn("w:tcPr"))
        merge = None if properties is None else properties.find(qn("w:vMerge"))
        span = 1 if properties is None else _number(properties.find(qn("w:gridSpan")), 1)
        if before and merge is not None and merge.get(qn("w:val"), "continue") == "continue":
            over = before.at(column)
            yield Cell(over.text, column, span, above=True, drawn=over.drawn)
        else:
            yield _cell(each, column, span)
        column += span


def _number(element: Any, otherwise: int) -> int:
    return otherwise if element is None else int(element.get(qn("w:val"), otherwise))


def _cell(cell: Any, column: int, span: int) -> Cell:
    paragraphs = [each for each in _blocks(cell) if each.tag == qn("w:p")]
    text = tidy(line for each in paragraphs for line in _text(each).split("\n"))
    return Cell(
        text,
        column,
        span,
        drawn=any(True for each in paragraphs for _ in each.iter(*_DRAWN)),
        listed=any(each.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None for each in paragraphs),
    )


def _blocks(cell: Any) -> Iterator[Any]:
    """The paragraphs of a cell, without those of a table in it."""
    for child in cell:
        if child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _blocks(child)
        elif child.tag == qn("w:p"):
            yield child


def _text(element: Any) -> str:
    return "".join(_runs(element))


def _runs(element: Iterable[Any]) -> Iterator[str]:
    """The text as it reads when every tracked change is accepted."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:sym"):  # a sign of a picture font, such as a tick of Wingdings
            yield "✓"
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _SKIPPED:
            yield from _runs(child)
