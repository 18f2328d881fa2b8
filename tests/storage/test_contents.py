"""Contents outside the database: whole, under their checksum, proved when they are read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from resource import RLIMIT_FSIZE, getrlimit, setrlimit

import pytest

from storage.contents import Contents
from storage.database import Database
from storage.errors import Damaged, NotFound, Unavailable
from storage.records import KeptFile
from tests.storage.samples import NOW, add_person

CONTENT = b"isi berkas"
DIGEST = sha256(CONTENT).hexdigest()


def kept(folder: Path, content: bytes = CONTENT) -> Contents:
    contents = Contents(folder)
    with contents.incoming() as part:
        for place in range(len(content)):
            part.write(content[place : place + 1])
        assert part.keep() == sha256(content).hexdigest()
        assert part.size == len(content)
    return contents


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_content_is_read_as_it_was_written(tmp_path: Path) -> None:
    contents = kept(tmp_path / "a" / "b")
    assert contents.read(DIGEST) == CONTENT
    assert kept(tmp_path / "a" / "b").read(DIGEST) == CONTENT
    [file] = files(tmp_path)
    assert file == tmp_path / "a" / "b" / DIGEST[:2] / DIGEST
    assert file.stat().st_mode & 0o077 == 0, "nobody else on the machine reads it"


def broken_off(contents: Contents) -> None:
    with contents.incoming() as part:
        part.write(CONTENT)
        raise ValueError("broken")


def test_what_is_not_kept_leaves_nothing(tmp_path: Path) -> None:
    contents = Contents(tmp_path)
    with pytest.raises(ValueError, match="broken"):
        broken_off(contents)
    assert files(tmp_path) == []
    with pytest.raises(NotFound):
        contents.read(DIGEST)


def test_a_damaged_content_is_not_given(tmp_path: Path) -> None:
    contents = kept(tmp_path)
    [file] = files(tmp_path)
    file.write_bytes(CONTENT[:-1])
    with pytest.raises(Damaged):
        contents.read(DIGEST)
    kept(tmp_path)
    assert contents.read(DIGEST) == CONTENT, "the same, sent again, mends it"


@contextmanager
def room(size: int) -> Iterator[None]:
    """No file can grow beyond so many bytes: a disk that is full says the same."""
    before = getrlimit(RLIMIT_FSIZE)
    setrlimit(RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        setrlimit(RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [100, 1_000_000])
def test_a_disk_that_is_full(tmp_path: Path, size: int) -> None:
    contents = Contents(tmp_path)
    with room(10), pytest.raises(Unavailable):
        written(contents, bytes(size))
    assert files(tmp_path) == []
    written(contents, bytes(size))
    assert len(files(tmp_path)) == 1


def written(contents: Contents, content: bytes) -> None:
    with contents.incoming() as part:
        part.write(content)
        part.keep()


def test_what_a_killed_process_left_is_taken_away(tmp_path: Path) -> None:
    contents = kept(tmp_path)
    for name, moment in (("old.part", NOW - timedelta(days=4)), ("new.part", NOW)):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (moment.timestamp(), moment.timestamp()))
    contents.tidy(NOW - timedelta(days=3))
    assert {path.name for path in files(tmp_path)} == {"new.part", DIGEST}
    Contents(tmp_path / "absent").tidy(NOW)


def test_they_lie_beside_a_sqlite_file(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    assert database.contents.folder == tmp_path / "pandu-files"
    database.close()
    database = Database(sqlite_url, tmp_path / "lain")
    assert database.contents.folder == tmp_path / "lain"
    database.close()


def test_a_file_is_found_by_the_name_that_its_answer_holds(database: Database) -> None:
    person = database.write(lambda uow: add_person(uow, "S1")).id
    other = database.write(lambda uow: add_person(uow, "S2")).id
    with database.contents.incoming() as part:
        part.write(CONTENT)
        digest = part.keep()
    first = KeptFile(person, 7, "foto-1.jpg", "a.jpg", digest, 10, "image/jpeg", None, NOW)
    for _ in range(2):
        database.write(lambda uow: uow.files.add(first))
    database.write(lambda uow: uow.files.add(replace(first, person=other, name="a.jpg")))
    second = KeptFile(person, 8, "foto-1.jpg", "", digest, 10, "image/jpeg", "77", NOW)
    database.write(lambda uow: uow.files.add(second))
    with database.read() as uow:
        assert uow.files.of(person) == (first, second)
        assert uow.files.named(person, "foto-1.jpg") == second
        assert uow.files.named(other, "foto-1.jpg") is None
        assert uow.files.content(second) == CONTENT
        assert not uow.files.has_album(person, "76")
        assert uow.files.has_album(person, "77")
        assert not uow.files.has_album(other, "77")
    database.write(lambda uow: uow.files.add(replace(first, album="76")))
    with database.read() as uow:
        assert uow.files.has_album(person, "76"), "the same again came in an album"
        assert len(uow.files.of(person)) == 2
