"""Files that are not what they say, or more than anybody can read."""

import io
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from flows.submissions import FileProblem, package, read_files, unpacked
from tests.support.exports import csv_file, kobo_xlsx, zip_file

BOMB = """<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
<d id="d"><x>&b;</x></d>"""
OUTSIDE = """<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d id="d"><x>&a;</x></d>"""


def codes(files: Iterable[tuple[str, bytes]]) -> list[str]:
    found = list(read_files(files, "whole"))
    return [each.code for each in found if isinstance(each, FileProblem)]


def archived(content: bytes) -> list[str]:
    return codes(unpacked(io.BytesIO(content), "a.zip", 1_000_000))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xml", BOMB.encode(), "xml-unsafe"),
        ("a.xml", OUTSIDE.encode(), "xml-unsafe"),
        ("a.xml", b'<!DOCTYPE d><d id="d"/>', "xml-unsafe"),
        ("a.xml", b"<d", "file-unreadable"),
        ("a.xml", b'<?xml version="1.0" encoding="nope"?><d id="d"/>', "file-unreadable"),
        ("a.xml", b"\xff\xfe\x00", "file-unreadable"),
        ("a.xml", b"<html><body/></html>", "not-a-submission"),
        ("a.xml", b'<d id="d" encrypted="yes"/>', "submission-encrypted"),
        ("a.xml", b'<d id="d">' + b" " * 5_000_000 + b"</d>", "file-too-large"),
        ("a.csv", b"a,b\r\n\xff,1\r\n", "not-utf8"),
        ("a.csv", b'a,b\r\n"x"y,1\r\n', "csv-unreadable"),
        ("a.csv", b"a,b\r\n" + b"x" * 200_000 + b",1\r\n", "csv-unreadable"),
        ("a.csv", b"a,a\r\n1,2\r\n", "column-twice"),
        ("a.csv", b"a\r\n" + b"1\r\n" * 100_000, "file-too-large"),
        ("a.csv", b"x" * 20_000_001, "file-too-large"),
        ("a.xlsx", b"PK\x03\x04", "file-unreadable"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "workbook-encrypted"),
        ("a.pdf", b"%PDF", "file-kind-unknown"),
    ],
)
def test_files_that_are_refused(name: str, content: bytes, code: str) -> None:
    assert codes([(name, content)]) == [code]


def test_an_xml_may_be_deep() -> None:
    deep = b"<d id='d'>" + b"<a>" * 100_000 + b"1" + b"</a>" * 100_000 + b"</d>"
    assert codes([("a.xml", deep)]) == []


def test_a_workbook_with_a_column_twice() -> None:
    book = kobo_xlsx({"a": [{"b": 1, "b ": 2}]})
    assert codes([("a.xlsx", book)]) == ["column-twice"]


def test_nothing_to_import_is_said() -> None:
    assert codes([]) == ["nothing-found"]


def test_a_hundred_thousand_rows_of_a_workbook() -> None:
    book = kobo_xlsx({"a": [{"b": 1}] * 51_000})
    assert codes([("a.xlsx", book)]) == ["file-too-large"]


def test_one_bad_file_does_not_stop_the_others() -> None:
    files = {"a.xml": b"<", "b.xml": b'<d id="d"/>', "c.xml": b"<"}
    assert len(list(read_files(files.items(), "whole"))) == 3


# Archives ------------------------------------------------------------------------------------


def test_names_of_an_archive_lead_nowhere(tmp_path: Path) -> None:
    content = zip_file({"../../etc/a.xml": b"<", "/b.xml": b"<", "c/d.xml": b"<"})
    found = list(read_files(unpacked(io.BytesIO(content), "a.zip", 100), "a.zip"))
    assert [each.place.file for each in found] == ["etc/a.xml", "b.xml", "c/d.xml"]
    assert not list(tmp_path.iterdir())


def test_what_is_no_submission_is_passed_over() -> None:
    files = {"__MACOSX/._a.xml": b"<", ".b.xml": b"<", "media/c.jpg": b"x", "d.zip": b"PK"}
    assert archived(zip_file(files)) == ["nothing-found"]


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06" + b"\xff" * 18])
def test_archives_that_are_none(content: bytes) -> None:
    assert archived(content)[0] in ("file-unreadable", "nothing-found")


def test_an_archive_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 1000)
    assert archived(zip_file({"a.xml": b" " * 1001}))[0] == "file-too-large"
    monkeypatch.setattr(package, "MAX_FILES", 2)
    assert archived(zip_file({f"{n}.xml": b"<" for n in range(3)}))[0] == "files-too-many"


def test_an_entry_that_lies_about_its_size() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as written:
        written.writestr("a.xml", b" " * 5_000_000)
    content = out.getvalue().replace((5_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert archived(content)[0] in ("file-unreadable", "file-too-large")


def test_tables_that_are_too_much_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.submissions.reading.MAX_CELLS", 3)
    files = {name: csv_file([{"a": 1, "b": 2}]) for name in ("a.csv", "b.csv")}
    assert codes(files.items()) == ["file-too-large"]
