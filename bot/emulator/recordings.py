"""Sound, film and albums that people send: Telegram's bodies of what is stored."""

from itertools import count
from typing import Any

from bot.emulator import acts
from bot.emulator.data import Upload
from bot.emulator.errors import ApiError, ControlError
from bot.emulator.photos import photo_body
from bot.emulator.world import Person, World

Json = dict[str, Any]

# What Telegram says of each; nothing is measured here.
DETAILS: dict[str, Json] = {
    "voice": {"duration": 2},
    "audio": {"duration": 2},
    "video": {"duration": 2, "width": 640, "height": 360},
    "video_note": {"duration": 2, "length": 240},
    "animation": {"duration": 2, "width": 320, "height": 240},
}
NAMED = ("audio", "video", "animation")  # those that keep the name of their file
FOLDERS = {"voice": "voice", "audio": "music", "video_note": "video_notes"}
ALBUM = range(2, 11)  # Bot API sendMediaGroup
ALONE = ("audio", "document")  # kinds that share an album with their own kind only
GROUPED = ("photo", "video", *ALONE)
_albums = count(13_000_000_000_000_001)


def send(
    world: World,
    person: Person,
    kind: str,
    upload: Upload,
    caption: str = "",
    chat_id: int | None = None,
) -> Json:
    """Send one file as a photo, document, voice, audio, video, video_note or animation."""
    content = _content(world, kind, upload) | ({"caption": caption} if caption else {})
    return {
        "message_id": acts.post(world, person, content, chat_id),
        "file_id": _file_id(content, kind),
    }


def send_album(
    world: World, person: Person, files: list[tuple[str, Upload]], caption: str = ""
) -> Json:
    """Two to ten files that belong together: a message each, the caption at the first."""
    kinds = {kind for kind, _ in files}
    mixed = len(kinds) > 1 and kinds & set(ALONE)
    if len(files) not in ALBUM or not kinds <= set(GROUPED) or mixed:
        raise ControlError(400, "this is no album")
    bodies = [_content(world, *each) for each in files]
    album = str(next(_albums))
    if caption:
        bodies[0]["caption"] = caption
    sent = [acts.post(world, person, {"media_group_id": album, **body}, None) for body in bodies]
    return {"message_ids": sent, "media_group_id": album}


def _content(world: World, kind: str, upload: Upload) -> Json:
    if kind == "photo":
        try:
            return {"photo": photo_body(world, upload)}
        except ApiError as error:
            raise ControlError(400, f"this is no photo: {error.description}") from None
    if kind == "document":
        return {"document": acts.document_body(world, upload)}
    body = world.store(upload, FOLDERS.get(kind, "videos")).view() | DETAILS[kind]
    if kind != "video_note":
        body["mime_type"] = upload.mime_type
    if kind in NAMED:
        body["file_name"] = upload.name
    if kind == "animation":  # for programs that do not know animations
        return {kind: body, "document": acts.document_body(world, upload)}
    return {kind: body}


def _file_id(content: Json, kind: str) -> str:
    body = content[kind]
    file_id: str = (body[-1] if isinstance(body, list) else body)["file_id"]
    return file_id
