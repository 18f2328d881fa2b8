"""Photos of bots and people: sizes from the header, captions, and what is no photo."""

import asyncio
import base64
from io import BytesIO
from urllib.request import urlopen

import aiohttp
import pytest

from tests.bot.emulator.pictures import jpeg, png
from tests.bot.emulator.running import TOKEN, Emulator


def send_photo(emulator: Emulator, content: bytes, **fields: str) -> tuple[int, str]:
    """Upload a photo as a bot does; HTTP status and, of a refusal, the description."""

    async def send() -> tuple[int, str]:
        form = aiohttp.FormData({"chat_id": str(emulator.person), **fields})
        form.add_field("photo", BytesIO(content), filename="gambar", content_type="image/png")
        async with (
            aiohttp.ClientSession(emulator.url) as session,
            session.post(f"/bot{TOKEN}/sendPhoto", data=form) as response,
        ):
            body = await response.json()
            return response.status, body.get("description", "").removeprefix("Bad Request: ")

    return asyncio.run(send())


def test_a_person_sends_a_photo(emulator: Emulator) -> None:
    content = jpeg(1500, 1000)
    encoded = base64.b64encode(content).decode()
    sent = emulator.act("photo", name="kantor.jpg", content=encoded, caption="Kantor")
    message = emulator.bot("getUpdates")[0]["message"]
    sizes = [(each["width"], each["height"]) for each in message["photo"]]
    assert sizes == [(90, 60), (320, 213), (800, 533), (1280, 853), (1500, 1000)]
    assert message["caption"] == "Kantor"
    largest = message["photo"][-1]["file_id"]
    assert sent["file_id"] == largest
    assert len({each["file_id"] for each in message["photo"]}) == len(sizes)
    path = emulator.bot("getFile", file_id=largest)["file_path"]
    with urlopen(f"{emulator.url}/file/bot{TOKEN}/{path}") as response:
        assert response.read() == content
    [seen] = emulator.look(f"transcript?person={emulator.person}")[-1:]
    assert (seen["media"], seen["text"], seen["file_id"]) == ("photo", "Kantor", largest)
    assert (seen["width"], seen["height"]) == (1500, 1000)
    with urlopen(f"{emulator.url}/control/files/{largest}") as response:
        assert response.headers["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize("content", [jpeg(640, 480), jpeg(640, 480, 0xC2), png(640, 480)])
def test_a_bot_sends_png_and_jpeg(emulator: Emulator, content: bytes) -> None:
    assert send_photo(emulator, content) == (200, "")
    [seen] = emulator.look(f"transcript?person={emulator.person}")[-1:]
    assert (seen["width"], seen["height"]) == (640, 480)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"GIF89a" + bytes(40), "IMAGE_PROCESS_FAILED"),
        (png(3, 2)[:20], "IMAGE_PROCESS_FAILED"),
        (jpeg(3, 2)[:30], "IMAGE_PROCESS_FAILED"),
        (jpeg(0, 2), "IMAGE_PROCESS_FAILED"),
        (b"\xff\xd8\xff" + b"\xff" * 100, "IMAGE_PROCESS_FAILED"),
        (jpeg(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (jpeg(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (jpeg(300, 200) + bytes(10 * 1024 * 1024), "file is too big"),
    ],
)
def test_what_is_no_photo(emulator: Emulator, content: bytes, complaint: str) -> None:
    assert send_photo(emulator, content) == (400, complaint)
    encoded = base64.b64encode(content).decode()
    body = {"person": emulator.person, "name": "x", "content": encoded}
    status, answer = emulator.ask("control/photo", body)
    assert (status, complaint in answer["error"]) == (400, True)


def test_a_caption_is_edited_and_buttons_leave_it(emulator: Emulator) -> None:
    assert send_photo(emulator, png(3, 2), caption="Profil")[0] == 200
    message = emulator.look(f"transcript?person={emulator.person}")[-1]["message_id"]
    place = {"chat_id": emulator.person, "message_id": message}
    edited = emulator.bot("editMessageCaption", **place, caption="Profil Anda")
    assert (edited["caption"], len(edited["photo"])) == ("Profil Anda", 1)
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    edited = emulator.bot("editMessageReplyMarkup", **place, reply_markup=markup)
    assert (edited["caption"], edited["reply_markup"]) == ("Profil Anda", markup)
    assert emulator.refused("editMessageText", **place, text="x") == (
        "there is no text in the message to edit"
    )
    assert "caption is too long" in emulator.refused(
        "editMessageCaption", **place, caption="x" * 1025
    )
    card = {"chat_id": emulator.person, "message_id": emulator.card("ya")}
    assert emulator.refused("editMessageCaption", **card, caption="x") == (
        "there is no caption in the message to edit"
    )
