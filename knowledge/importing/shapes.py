"""Where shapes lie on the sheets of an .xlsx: flow charts mark with them who acts."""

from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath
from typing import Any
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

Spot = tuple[int, int]  # row and column, from 1


def shapes(source: bytes) -> dict[str, frozenset[Spot]]:
    """By sheet the cells on which a shape lies; lines between shapes do not count."""
    with ZipFile(BytesIO(source)) as package:
        names = frozenset(package.namelist())
        parts = _related(package, names, "xl/workbook.xml")
        book = fromstring(package.read("xl/workbook.xml"))
        return {
            sheet.get("name", ""): frozenset(_on(package, names, parts.get(sheet.get(_LINK), "")))
            for sheet in book.iter(f"{_MAIN}sheet")
        }


def _on(package: ZipFile, names: frozenset[str], sheet: str) -> Iterator[Spot]:
    for drawing in _related(package, names, sheet).values():
        if "/drawings/" in drawing and drawing.endswith(".xml") and drawing in names:
            for anchor in fromstring(package.read(drawing)):
                if anchor.find(f"{_DRAWING}sp") is not None:
                    yield from _middle(anchor)


def _middle(anchor: Any) -> Iterator[Spot]:
    """The cell in the middle of what the shape covers."""
    begin, end = anchor.find(f"{_DRAWING}from"), anchor.find(f"{_DRAWING}to")
    if begin is not None:
        end = begin if end is None else end
        yield _half(begin, end, "row"), _half(begin, end, "col")


def _half(begin: Any, end: Any, name: str) -> int:
    numbers = (int(each.findtext(f"{_DRAWING}{name}", "0")) for each in (begin, end))
    return sum(numbers) // 2 + 1


def _related(package: ZipFile, names: frozenset[str], part: str) -> dict[Any, str]:
    """The parts that this one points to, by the id that it uses."""
    folder, _, file = part.rpartition("/")
    links = f"{folder}/_rels/{file}.rels"
    if links not in names:
        return {}
    return {
        each.get("Id"): _resolved(folder, each.get("Target", ""))
        for each in fromstring(package.read(links)).iter(_RELATION)
    }


def _resolved(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
