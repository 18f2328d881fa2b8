"""Whether a Word or Excel file may be opened: no bomb, macro, lock or foreign entity in it."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from knowledge.importing.refusals import refusal

MAX_UNPACKED = 64_000_000  # bytes
MAX_XML = 16_000_000  # bytes of one part; as a tree it takes ten times as many
MAX_PARTS = 1_000
_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")  # the format before 2007, and every locked file
_MACRO = re.compile(rb"macroEnabled")
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


def refuse_package(source: bytes, main: str) -> None:
    """Raises Unreadable for what is not safe, or is not a file with the part `main`."""
    if source.startswith(_OLE_MAGIC):
        raise refusal("document-encrypted")
    try:
        with ZipFile(BytesIO(source)) as package:
            _refuse_parts(package, package.infolist(), main)
    except _BROKEN as error:
        raise refusal("document-unreadable") from error


def _refuse_parts(package: ZipFile, parts: list[ZipInfo], main: str) -> None:
    if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > MAX_PARTS:
        raise refusal("document-too-large", limit=f"{MAX_UNPACKED // 1_000_000} MB")
    names = {part.filename for part in parts}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise refusal("document-macro")
    if "[Content_Types].xml" not in names or main not in names:
        raise refusal("document-unreadable")
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            if part.file_size > MAX_XML:
                raise refusal("document-too-large", limit=f"{MAX_XML // 1_000_000} MB")
            _refuse_xml(part.filename, package.read(part))


def _refuse_xml(name: str, content: bytes) -> None:
    # None of them is ever in a file of Word or Excel; as UTF-16 they would hide from the search.
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or _ENTITY.search(content):
        raise refusal("document-entities")
    if name == "[Content_Types].xml" and _MACRO.search(content):
        raise refusal("document-macro")
