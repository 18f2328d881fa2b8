"""Files of any kind to the submissions in them."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from flows.submissions.instance import read_instance
from flows.submissions.problems import FileProblem, Place, Unusable
from flows.submissions.rows import Tables
from flows.submissions.sent import Found
from flows.submissions.table import Table, read_csv, read_workbook
from flows.xlsform.workbook import MAX_CELLS

MAX_FILE = 20_000_000  # bytes of one file, unpacked


def read_files(files: Iterable[tuple[str, bytes]], whole: str) -> Iterator[Found]:
    """Every submission in the files, which are read as they come; CSV files belong together.

    `whole` is the name of what they were taken from. A file that cannot be read is a problem.
    """
    tables: list[Table] = []
    count = 0
    for name, content in _within(files, whole):
        count += 1
        if isinstance(content, FileProblem):
            yield content
            continue
        try:
            if _ending(name) == ".csv":
                tables.append(read_csv(content, name))
                _refuse_many_cells(tables, name)
            elif _ending(name) == ".xlsx":
                yield from Tables(read_workbook(content, name)).found()
            elif _ending(name) == ".xml":
                yield read_instance(content, name)
            else:
                raise Unusable("file-kind-unknown", Place(name))
        except Unusable as refusal:
            yield refusal.problem
    yield from Tables(tuple(tables)).found()
    if not count:
        yield FileProblem("nothing-found", Place(whole))


def _within(
    files: Iterable[tuple[str, bytes]], whole: str
) -> Iterator[tuple[str, bytes | FileProblem]]:
    """Files that are not too large; what breaks off the reading is the last."""
    try:
        for name, content in files:
            if len(content) > MAX_FILE:
                limit = {"limit": f"{MAX_FILE // 1_000_000} MB"}
                yield name, FileProblem("file-too-large", Place(name), limit)
            else:
                yield name, content
    except Unusable as refusal:
        yield whole, refusal.problem


def _refuse_many_cells(tables: list[Table], name: str) -> None:
    """Tables that belong together are held at once; the last is let go when it is too much."""
    cells = sum(len(row.cells) for table in tables for row in table.rows)
    if cells > MAX_CELLS:
        tables.pop()
        raise Unusable("file-too-large", Place(name), limit=f"{MAX_CELLS} cells")


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
