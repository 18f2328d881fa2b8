"""Files in a zip archive, read one by one within limits; nothing is written to disk."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - it is an exception

from flows.submissions.problems import Place, Unusable

MAX_FILES = 50_000
MAX_UNPACKED = 500_000_000  # bytes
KINDS = (".xml", ".csv", ".xlsx")
_NOWHERE = ("/", "..", ".")


def is_wanted(name: str) -> bool:
    """Whether a file of this name may hold submissions; pictures and hidden files do not."""
    path = PurePosixPath(name)
    parts = (part for part in path.parts if part not in _NOWHERE)
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return path.suffix.lower() in KINDS and not hidden


def unpacked(source: BinaryIO, file: str, limit: int) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file of a zip archive, at most `limit` bytes of each and one more.

    Names are the archive's: they are shown, and never used as paths. Raises Unusable.
    """
    place = Place(file)
    try:
        with ZipFile(source) as package:
            wanted = [part for part in package.infolist() if is_wanted(part.filename)]
            refuse_many(len(wanted), sum(part.file_size for part in wanted), place)
            for part in sorted(wanted, key=lambda part: part.filename):
                yield _shown(part), _content(package, part, limit)
    except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ZlibError) as error:
        raise Unusable("file-unreadable", place) from error


def refuse_many(files: int, size: int, place: Place) -> None:
    """Raises Unusable for more files, or larger ones, than an import reads at once."""
    if files > MAX_FILES:
        raise Unusable("files-too-many", place, limit=str(MAX_FILES))
    if size > MAX_UNPACKED:
        raise Unusable("file-too-large", place, limit=f"{MAX_UNPACKED // 1_000_000} MB")


def _content(package: ZipFile, part: ZipInfo, limit: int) -> bytes:
    """What an entry holds; the size that it declares is not believed."""
    with package.open(part) as opened:
        return opened.read(limit + 1)


def _shown(part: ZipInfo) -> str:
    parts = PurePosixPath(part.filename).parts
    return "/".join(each for each in parts if each not in _NOWHERE)
