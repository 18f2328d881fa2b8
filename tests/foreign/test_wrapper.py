"""The wrapper around telegram-test-api: what Telegram adds, and what it refuses."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest

from bot.emulator.photos import measured
from bot.pictures.profile import Bar, Profile
from tests.bot.emulator.running import TOKEN
from tests.foreign.npm import NpmServer, npm_server

BUTTON = {"text": "Ya", "callback_data": "1"}
PICTURE = Profile(
    title="Profil",
    subtitle="",
    bars=(Bar("D1", 50.0, None),),
    score_label="Anda",
    required_label="",
    note="",
).png()


@pytest.fixture(scope="module")
def server() -> Iterator[NpmServer]:
    with npm_server() as server:
        yield server


async def call(session: aiohttp.ClientSession, name: str, **given: Any) -> Any:
    """A Bot API method as bots call it: a form whose objects are JSON, and whose bytes files."""
    form = aiohttp.FormData()
    for key, value in given.items():
        if isinstance(value, bytes):
            form.add_field(key, value, filename=f"{key}.png", content_type="image/png")
        else:
            form.add_field(key, value if isinstance(value, str) else json.dumps(value))
    async with session.post(f"/bot{TOKEN}/{name}", data=form) as response:
        return await response.json()


def run(server: NpmServer, name: str, **given: Any) -> Any:
    async def once() -> Any:
        async with aiohttp.ClientSession(server.url) as session:
            return await call(session, name, **given)

    return asyncio.run(once())


@pytest.mark.parametrize(
    ("name", "given", "refusal"),
    [
        ("sendMessage", {"chat_id": 1, "text": "a", "foo": "b"}, 'unknown parameter "foo"'),
        ("sendMessage", {"chat_id": 1}, "message text is empty"),
        ("sendMessage", {"chat_id": 1, "text": "a" * 4097}, "message is too long"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}, "MESSAGE_TOO_LONG"),
        ("sendPhoto", {"chat_id": 1, "photo": b"no picture"}, "IMAGE_PROCESS_FAILED"),
        (
            "sendPhoto",
            {"chat_id": 1, "photo": PICTURE, "caption": "a" * 1025},
            "message caption is too long",
        ),
        ("sendMessage", {"chat_id": 1, "text": PICTURE}, 'parameter "text" can\'t be a file'),
        ("getUpdates", {"timeout": "soon"}, 'parameter "timeout" must be of type Integer'),
    ],
)
def test_what_the_published_api_forbids_is_refused_and_noted(
    server: NpmServer, name: str, given: dict[str, Any], refusal: str
) -> None:
    assert run(server, name, **given)["description"] == f"Bad Request: {refusal}"
    assert server.requests()[-1].problem == f"Bad Request: {refusal}"


def test_results_are_those_of_telegram(server: NpmServer) -> None:
    me = run(server, "getMe")["result"]
    assert (me["id"], me["is_bot"]) == (42, True)
    keyboard = {"inline_keyboard": [[BUTTON]]}
    sent = run(server, "sendMessage", chat_id=2001, text="Siap?", reply_markup=keyboard)["result"]
    assert (sent["text"], sent["reply_markup"], sent["from"]["id"]) == ("Siap?", keyboard, 42)
    place = {"chat_id": 2001, "message_id": sent["message_id"]}
    edited = run(server, "editMessageText", text="Baik.", **place)["result"]
    assert edited["text"] == "Baik."
    assert "reply_markup" not in edited
    assert not server.messages()[-1].buttons
    assert run(server, "answerCallbackQuery", callback_query_id="1")["result"] is True


@pytest.mark.parametrize("kind", ["photo", "document"])
def test_a_file_becomes_a_message_with_its_caption(server: NpmServer, kind: str) -> None:
    name = f"send{kind.title()}"
    form = {"caption": "Profil Anda", "reply_markup": {"inline_keyboard": [[BUTTON]]}}
    sent = run(server, name, chat_id=2001, **{kind: PICTURE}, **form)["result"]
    assert sent["caption"] == "Profil Anda"
    assert sent["reply_markup"] == form["reply_markup"]
    file = sent["photo"][-1] if kind == "photo" else sent["document"]
    assert file["file_size"] == len(PICTURE)
    if kind == "photo":
        assert (file["width"], file["height"]) == measured(PICTURE)
    shown = server.messages()[-1]
    assert (shown.message_id, shown.text, shown.labels) == (
        sent["message_id"],
        "Profil Anda",
        ["Ya"],
    )
    assert server.requests()[-1].parameters[kind]["file_size"] == len(PICTURE)


def test_an_update_comes_until_its_offset_confirms_it(server: NpmServer) -> None:
    async def poll() -> None:
        async with aiohttp.ClientSession(server.url) as session:
            waiting = asyncio.create_task(call(session, "getUpdates", timeout=30))
            await asyncio.to_thread(server.say, "/start KODE")
            [update] = (await waiting)["result"]
            assert update["message"]["text"] == "/start KODE"
            assert update["message"]["entities"][0]["length"] == len("/start")
            again = await call(session, "getUpdates", timeout=30)
            assert again["result"] == [update]
            confirmed = await call(session, "getUpdates", offset=update["update_id"] + 1)
            assert confirmed["result"] == []

    asyncio.run(poll())
