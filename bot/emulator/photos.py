"""Photos: width and height from the header of PNG and JPEG, and Telegram's list of sizes."""

from collections.abc import Iterator
from typing import Any

from bot.emulator.data import Upload
from bot.emulator.errors import bad_request
from bot.emulator.world import World

Json = dict[str, Any]

PHOTO_BYTES = 10 * 1024 * 1024
BOXES = (90, 320, 800, 1280)  # pixels: the squares that Telegram fits its smaller copies into
SUM_OF_SIDES = 10_000
RATIO = 20
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
# Start of frame, of any coding; C4, C8 and CC are tables.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def photo_body(world: World, upload: Upload) -> list[Json]:
    """Telegram's PhotoSizes of a picture that is now stored, the largest last.

    Nothing is scaled here: every size is the picture itself under another file_id. Raises ApiError.
    """
    size = measured(upload.content)
    return [
        {"width": width, "height": height} | world.store(upload, "photos").view()
        for width, height in _sizes(*size)
    ]


def measured(content: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises ApiError for what Telegram takes for no photo."""
    size = _png_size(content) or _jpeg_size(content)
    if size is None or 0 in size:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if len(content) > PHOTO_BYTES:
        raise bad_request("file is too big")
    if sum(size) > SUM_OF_SIDES or max(size) > RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def kind_of(content: bytes) -> str | None:
    """The MIME type of a picture that a browser may show, by its first bytes."""
    if content.startswith(PNG):
        return "image/png"
    return "image/jpeg" if content.startswith(JPEG) else None


def _sizes(width: int, height: int) -> Iterator[tuple[int, int]]:
    longer = max(width, height)
    for box in BOXES:
        if box < longer:
            yield max(1, round(width * box / longer)), max(1, round(height * box / longer))
    yield width, height


def _png_size(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(PNG) or len(content) < 24:
        return None
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """From the frame header; the segments before it are passed over by their lengths."""
    if not content.startswith(JPEG):
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in FRAMES:
            height = int.from_bytes(content[at + 5 : at + 7], "big")
            return int.from_bytes(content[at + 7 : at + 9], "big"), height
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None
