"""Sound, film and albums of people, and the download of what they sent."""

import base64
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.bot.emulator.pictures import png
from tests.bot.emulator.running import TOKEN, Emulator

LIMIT = 20 * 1024 * 1024


def file(content: bytes = b"isi", name: str = "a.mp4", mime_type: str = "video/mp4") -> Any:
    encoded = base64.b64encode(content).decode()
    return {"name": name, "content": encoded, "mime_type": mime_type}


def received(emulator: Emulator) -> list[dict[str, Any]]:
    return [update["message"] for update in emulator.bot("getUpdates")]


def downloaded(emulator: Emulator, file_id: str) -> bytes:
    path = emulator.bot("getFile", file_id=file_id)["file_path"]
    with urlopen(f"{emulator.url}/file/bot{TOKEN}/{path}") as response:
        return bytes(response.read())


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("voice", {"mime_type": "video/mp4"}),
        ("audio", {"mime_type": "video/mp4", "file_name": "a.mp4"}),
        ("video", {"mime_type": "video/mp4", "file_name": "a.mp4", "width": 640}),
        ("video_note", {"length": 240}),
        ("animation", {"file_name": "a.mp4", "height": 240}),
    ],
)
def test_a_recording(emulator: Emulator, kind: str, fields: dict[str, Any]) -> None:
    sent = emulator.act(kind, **file(b"isi"), caption="Rapat")
    [message] = received(emulator)
    body = message[kind]
    assert {name: body[name] for name in fields} == fields
    assert (body["file_size"], body["duration"], body["file_id"]) == (3, 2, sent["file_id"])
    assert ("document" in message) == (kind == "animation")
    assert message.get("caption") == (None if kind == "voice" else "Rapat")
    assert downloaded(emulator, sent["file_id"]) == b"isi"
    [seen] = emulator.look(f"transcript?person={emulator.person}")[-1:]
    assert (seen["media"], seen["file_id"]) == (kind, sent["file_id"])
    assert seen["document"] == body.get("file_name")


def test_a_voice_message_without_a_content(emulator: Emulator) -> None:
    emulator.act("voice")
    [message] = received(emulator)
    assert message["voice"]["mime_type"] == "audio/ogg"


def test_an_album_is_a_message_each(emulator: Emulator) -> None:
    photos = [{"kind": "photo", **file(png(3, 2))}, {"kind": "video", **file()}]
    first = emulator.act("album", files=photos, caption="Kantor")
    second = emulator.act("album", files=[{"kind": "document", **file()}] * 2)
    messages = received(emulator)
    groups = [message["media_group_id"] for message in messages]
    assert groups == [first["media_group_id"]] * 2 + [second["media_group_id"]] * 2
    assert first["media_group_id"] != second["media_group_id"]
    assert [message.get("caption") for message in messages] == ["Kantor", None, None, None]
    assert ["photo" in message for message in messages] == [True, False, False, False]


@pytest.mark.parametrize(
    "kinds",
    [["video"], ["video"] * 11, ["video", "document"], ["voice", "voice"], ["audio", "document"]],
)
def test_what_is_no_album(emulator: Emulator, kinds: list[str]) -> None:
    files = [{"kind": kind, **file()} for kind in kinds]
    body = {"person": emulator.person, "files": files}
    assert emulator.ask("control/album", body) == (400, {"error": "this is no album"})
    assert received(emulator) == []


def test_the_limit_of_what_a_bot_can_fetch(emulator: Emulator) -> None:
    sent = emulator.act("document", **file(bytes(LIMIT), "a.bin"))
    assert downloaded(emulator, sent["file_id"]) == bytes(LIMIT)
    sent = emulator.act("document", **file(bytes(LIMIT + 1), "a.bin"))
    assert emulator.refused("getFile", file_id=sent["file_id"]) == "file is too big"


def test_a_download_is_logged_and_struck(emulator: Emulator) -> None:
    sent = emulator.act("video", **file())
    emulator.fault(kind="5xx", method="download", next=1)
    with pytest.raises(HTTPError, match="502"):
        downloaded(emulator, sent["file_id"])
    emulator.fault(kind="dropped", method="download", next=1)
    with pytest.raises(ConnectionError):
        downloaded(emulator, sent["file_id"])
    assert downloaded(emulator, sent["file_id"]) == b"isi"
    entries = [entry for entry in emulator.look("log") if entry["method"] == "download"]
    assert [(entry["status"], entry["fault"]) for entry in entries[-3:]] == [
        (502, "5xx"),
        (None, "dropped"),
        (200, None),
    ]
