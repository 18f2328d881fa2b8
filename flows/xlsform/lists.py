"""Attached lists (CSV, XML, GeoJSON) read without trusting them: their columns and their rows."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import PurePath
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from flows.xlsform.problems import FormProblem, Unreadable

MAX_ROWS = 100_000
_SHOWN = 20  # broken rows of one file that are named one by one


@dataclass(frozen=True, slots=True)
class FileList:
    """What a file offers; the rows themselves are read again when an interview needs them."""

    columns: frozenset[str]
    count: int
    problems: tuple[FormProblem, ...] = ()


def read_list(name: str, source: bytes) -> FileList:
    """The list in a file of that name; raises `Unreadable` where there is none."""
    reader = _READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise Unreadable("attachment-unreadable", file=name, text=PurePath(name).suffix)
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("attachment-unreadable", file=name, text="UTF-8") from error
    return reader(name, text)


def _csv(name: str, text: str) -> FileList:
    """A header and rows, between commas or semicolons, numbered as the file's lines are."""
    lines = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    problems: list[FormProblem] = []
    header: list[str] | None = None
    count, line = 0, 1
    try:
        for cells in lines:
            if not any(cells):
                pass
            elif header is None:
                header = [cell.strip() for cell in cells]
                problems += _doubled(name, header)
            else:
                count += 1
                problems += _row(name, line, header, cells)
            line = lines.line_num + 1  # a row may take several lines; it is named by its first
    except csv.Error as error:
        problems.append(
            FormProblem("error", "attachment-row", name, line, None, {"text": str(error)})
        )
    if header is None:
        raise Unreadable("attachment-unreadable", file=name, text="0")
    return _list(name, header, count, problems)


def _delimiter(text: str) -> str:
    head = next((line for line in text.splitlines() if line.strip()), "")
    return ";" if head.count(";") > head.count(",") else ","


def _doubled(name: str, header: list[str]) -> list[FormProblem]:
    twice = {title for title in header if title and header.count(title) > 1}
    return [
        FormProblem("error", "header-duplicate", name, 1, title, {"name": title})
        for title in sorted(twice)
    ]


def _row(name: str, line: int, header: list[str], cells: list[str]) -> list[FormProblem]:
    """A row with more cells than the header has titles: a comma or quote is amiss."""
    if len(cells) <= len(header) or not any(cells[len(header) :]):
        return []
    details = {"text": f"{len(cells)} > {len(header)}"}
    return [FormProblem("error", "attachment-row", name, line, None, details)]


def _list(name: str, columns: list[str], count: int, problems: list[FormProblem]) -> FileList:
    if count > MAX_ROWS:
        raise Unreadable("attachment-unreadable", file=name, text=f"> {MAX_ROWS}")
    return FileList(frozenset(filter(None, columns)), count, tuple(problems[:_SHOWN]))


def _xml(name: str, text: str) -> FileList:
    """Items below a root element, as in a form's own lists."""
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable("attachment-unreadable", file=name, text=str(error)) from error
    columns = {cell.tag.rpartition("}")[2] for item in root for cell in item}
    return _list(name, sorted(columns), len(root), [])


def _geojson(name: str, text: str) -> FileList:
    """The features of a collection; their properties are columns, beside `id` and `geometry`."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("attachment-unreadable", file=name, text=str(error)) from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or data.get("type") != "FeatureCollection":
        raise Unreadable("attachment-unreadable", file=name, text="FeatureCollection")
    columns = {"geometry"}
    problems = []
    for number, feature in enumerate(features, start=1):
        known = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(known, dict):
            details = {"text": "properties"}
            problems.append(FormProblem("error", "attachment-row", name, number, None, details))
            continue
        columns |= known.keys() | ({"id"} & feature.keys())
    return _list(name, sorted(columns), len(features), problems)


_READERS: dict[str, Callable[[str, str], FileList]] = {
    ".csv": _csv,
    ".xml": _xml,
    ".geojson": _geojson,
}
