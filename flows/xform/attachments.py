"""Files beside a form: lists as CSV, XML or GeoJSON, read into nodes like the lists inside."""

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from flows.xform.errors import UnsupportedForm
from flows.xform.model import list_node
from flows.xpath import Node

Attachments = Mapping[str, bytes]  # by file name
_OUTSIDE = re.compile(
    r'<instance\b[^>]*?\bid="([^"]*)"[^>]*?\bsrc="([^"]*)"[^>]*?(?:/>|>\s*</instance>)'
)
_NAME = re.compile(r"[^\W\d][\w.\-]*")


def attached_list(element: Element, attachments: Attachments) -> Node:
    """The nodes of a secondary instance that lies in a file (its `src`)."""
    return _list((element.get("src") or "").strip(), attachments)


def inlined(xform: str, attachments: Attachments) -> str:
    """The form with the lists of its files inside, so that it needs none of them any more.

    Columns that XML cannot name are left out: no expression can name them either.
    """

    def inside(match: re.Match[str]) -> str:
        if PurePosixPath(match[2]).name not in attachments:
            return match[0]
        (root,) = _list(match[2], attachments).children
        return f'<instance id="{match[1]}">{_written(root)}</instance>'

    return _OUTSIDE.sub(inside, xform)


def _written(node: Node) -> str:
    if not _NAME.fullmatch(node.name):
        return ""
    below = "".join(_written(child) for child in node.children)
    return f"<{node.name}>{below or escape(node.text)}</{node.name}>"


def _list(source: str, attachments: Attachments) -> Node:
    name = PurePosixPath(source).name
    if name not in attachments:
        raise UnsupportedForm("attachment-missing", "", name)
    suffix = PurePosixPath(name).suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        raise UnsupportedForm("attachment-kind", "", name)
    document = Node("")
    try:
        document.add(reader(attachments[name]) if attachments[name].strip() else Node("root"))
    except (ValueError, KeyError, TypeError, ParseError, DefusedXmlException, csv.Error) as error:
        raise UnsupportedForm("attachment-broken", "", f"{name}: {error}") from error
    return document


def _csv(source: bytes) -> Node:
    """Rows as `root/item`, a node for each column; columns are cut by comma or semicolon."""
    text = source.decode("utf-8-sig")
    head = text.partition("\n")[0]
    mark = ";" if head.count(";") > head.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=True)
    columns = [name.strip() for name in next(rows, [])]
    root = Node("root")
    for row in rows:
        if not row:
            continue
        item = root.add(Node("item"))
        for name, value in zip(columns, [*row, *[""] * len(columns)], strict=False):
            item.add(Node(name, "", value.strip()))
    return root


def _xml(source: bytes) -> Node:
    return list_node(fromstring(source.decode("utf-8-sig")))


def _geojson(source: bytes) -> Node:
    """Features as `root/item`: their properties, an `id` and `geometry` as ODK writes places."""
    data = json.loads(source.decode("utf-8-sig"))
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise ValueError("no FeatureCollection")
    root = Node("root")
    for feature in data["features"]:
        item = root.add(Node("item"))
        item.add(Node("geometry", "", _places(feature["geometry"])))
        cells = dict(feature.get("properties") or {})
        if "id" in feature:
            cells["id"] = feature["id"]
        for name, value in cells.items():
            item.add(Node(name, "", "" if value is None else str(value)))
    return root


def _places(geometry: Mapping[str, Any]) -> str:
    kind, given = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        return f"{given[1]} {given[0]} 0 0"
    if kind not in ("LineString", "Polygon"):
        raise ValueError(f"geometry {kind}")
    points = given if kind == "LineString" else given[0]
    return "; ".join(f"{point[1]} {point[0]} 0 0" for point in points)


_READERS = {".csv": _csv, ".xml": _xml, ".geojson": _geojson}
