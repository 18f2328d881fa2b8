"""What people sent as files, outside the database: each content under its own SHA-256."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from storage.errors import Damaged, NotFound, Unavailable

PART = ".part"  # ending of what is not whole yet


class Part:
    """A content on its way in, written piece by piece; nobody finds it before `keep`."""

    def __init__(self, file: BinaryIO, path: Path, folder: Path) -> None:
        self._file = file
        self._path = path
        self._folder = folder
        self._digest = hashlib.sha256()
        self.size = 0  # bytes so far

    def write(self, piece: bytes) -> None:
        with _translating():
            self._file.write(piece)
        self._digest.update(piece)
        self.size += len(piece)

    def keep(self) -> str:
        """Make the content last, whole, under its SHA-256, which is returned."""
        sha256 = self._digest.hexdigest()
        target = _place(self._folder, sha256)
        with _translating():
            self._file.flush()
            os.fsync(self._file.fileno())
            target.parent.mkdir(exist_ok=True, mode=0o700)
            self._path.replace(target)
            _sync(target.parent)
            _sync(self._folder)
        return sha256


class Contents:
    """A folder of contents. A disk that is full or out of reach raises Unavailable."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def incoming(self) -> Iterator[Part]:
        """A content to be written; if it is not kept, nothing of it stays."""
        with _translating():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor, name = tempfile.mkstemp(suffix=PART, dir=self.folder)
        path = Path(name)
        file = os.fdopen(descriptor, "wb")
        try:
            yield Part(file, path, self.folder)
        finally:
            with suppress(OSError):  # of a disk that is full: what was kept is written already
                file.close()
            path.unlink(missing_ok=True)

    def tidy(self, before: datetime) -> None:
        """Take away what a killed process had begun to write before that moment."""
        for part in self.folder.glob(f"*{PART}"):
            with suppress(OSError):
                if part.stat().st_mtime < before.timestamp():
                    part.unlink()

    def read(self, sha256: str) -> bytes:
        """The whole content. Raises NotFound, or Damaged when it is not what was kept."""
        with _translating():
            try:
                content = _place(self.folder, sha256).read_bytes()
            except FileNotFoundError:
                raise NotFound(f"content {sha256}") from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Damaged(f"content {sha256}")
        return content


@contextmanager
def passing() -> Iterator[Contents]:
    """A folder for contents that are looked at once; nothing of them stays."""
    with _translating(), tempfile.TemporaryDirectory(prefix="passing-") as folder:
        yield Contents(Path(folder))


@contextmanager
def _translating() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(str(error)) from error


def _place(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256


def _sync(folder: Path) -> None:
    """Make the names in the folder last, as fsync does with what a file holds."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
