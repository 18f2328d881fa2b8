"""Small pictures as bytes: what the emulator reads of them is in the header."""

import zlib
from struct import pack


def png(width: int, height: int) -> bytes:
    """A black picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes((width + 1) * height)))
    return b"\x89PNG\r\n\x1a\n" + header + rows + chunk(b"IEND", b"")


def jpeg(width: int, height: int, frame: int = 0xC0) -> bytes:
    """The segments of a JPEG up to its frame header, with a thumbnail's in front of it."""

    def segment(marker: int, body: bytes) -> bytes:
        return pack(">BBH", 0xFF, marker, len(body) + 2) + body

    inner = b"\xff\xd8" + segment(0xC0, pack(">BHHB", 8, 9, 9, 1))
    return (
        b"\xff\xd8"
        + segment(0xE1, b"Exif\0\0" + inner)
        + segment(0xC4, bytes(19))
        + segment(frame, pack(">BHHB", 8, height, width, 3) + bytes(9))
        + b"\xff\xd9"
    )
