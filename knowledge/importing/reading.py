"""What a file of Word or Excel holds, read in this process: see `guarded` for files of others."""

from pathlib import PurePath

from knowledge.importing.doubts import Doubt
from knowledge.importing.draft import Draft, draft_of
from knowledge.importing.excel import read_xlsx
from knowledge.importing.refusals import refusal
from knowledge.importing.word import read_docx
from knowledge.problems import Unreadable

READERS = {".docx": read_docx, ".xlsx": read_xlsx}


def read_here(name: str, source: bytes) -> Draft:
    """The draft. Raises Unreadable for whatever is in the file."""
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise refusal("document-kind-unknown", name=name)
    try:
        grids, remarks, saved = reader(source)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # the parsers let out anything when a file is not what it says
        raise refusal("document-unreadable") from error
    doubts = [Doubt(each.code, each.place, details={"text": each.text}) for each in remarks]
    return draft_of(name, grids, doubts, saved)
