"""Every request is held against the published Bot API."""

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.emulator.trim import METHODS, trim
from tests.bot.emulator.running import TOKEN, Emulator

SHARED = Path(__file__).parents[4] / "shared" / "telegram" / "bot-api.json"
SHIPPED = Path(__file__).parents[3] / "bot" / "emulator" / "bot-api.json"
BUTTON = {"text": "Ya", "callback_data": "y"}


def keyboard(*row: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(row)]}


def test_the_shipped_copy_is_the_trimmed_publication() -> None:
    if not SHARED.exists():
        pytest.skip("../shared is absent")
    assert trim(json.loads(SHARED.read_text())) == json.loads(SHIPPED.read_text())


def test_the_shipped_copy_holds_no_descriptions() -> None:
    shipped = json.loads(SHIPPED.read_text())
    assert set(shipped["methods"]) == set(METHODS)
    assert "description" not in shipped["methods"]["sendMessage"]["text"]


def test_a_wrong_token_is_unauthorized(emulator: Emulator) -> None:
    status, body = emulator.ask("bot42:WRONG/getMe")
    assert status == 401
    assert body == {"ok": False, "error_code": 401, "description": "Unauthorized"}


def test_an_unknown_method_is_not_found(emulator: Emulator) -> None:
    status, body = emulator.ask(f"bot{TOKEN}/sendDice", {"chat_id": emulator.person})
    assert (status, body["description"]) == (404, "Not Found: method not found")


def test_get_me(emulator: Emulator) -> None:
    me = emulator.bot("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (42, True, "PanduLokalBot")


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"texts": "x"}, 'unknown parameter "texts"'),
        ({"disable_notification": "perhaps"}, "must be of type Boolean"),
        ({"disable_notification": 1}, "must be of type Boolean"),
        ({"text": 5}, "must be of type String"),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"chat_id": 1.5}, '"chat_id" must be of type'),
        ({"entities": {"type": "bold"}}, '"entities" must be an array'),
        ({"entities": "[{"}, "can't parse entities JSON object"),
        ({"entities": [{"type": "bold", "offset": 0}]}, 'field "length" of MessageEntity'),
        (
            {"entities": [{"type": "bold", "offset": 0, "length": "1"}]},
            '"entities[0].length" must be of type Integer',
        ),
        ({"link_preview_options": {"disabled": True}}, 'unknown field "disabled"'),
        ({"reply_markup": keyboard(BUTTON | {"data": "y"})}, 'unknown field "data"'),
        ({"reply_markup": keyboard({"callback_data": "y"})}, 'field "text" of InlineKeyboard'),
        ({"reply_markup": {"inline_keyboard": [BUTTON]}}, "must be an array"),
        ({"reply_markup": keyboard(BUTTON) | {"resize": True}}, 'unknown field "resize"'),
    ],
)
def test_what_the_publication_does_not_know_is_refused(
    emulator: Emulator, parameters: dict[str, Any], complaint: str
) -> None:
    given = {"chat_id": emulator.person, "text": "Halo"} | parameters
    assert complaint in emulator.refused("sendMessage", **given)


def test_missing_parameters_are_named(emulator: Emulator) -> None:
    assert emulator.refused("sendMessage", chat_id=emulator.person) == "message text is empty"
    assert emulator.refused("sendMessage", text="Halo") == "chat_id is empty"
    assert "callback_query_id" in emulator.refused("answerCallbackQuery")


def test_parameters_come_by_query_with_nested_json(emulator: Emulator) -> None:
    query = urlencode(
        {
            "chat_id": str(emulator.person),
            "text": "Halo",
            "reply_markup": json.dumps(keyboard(BUTTON)),
            "protect_content": "true",
        }
    )
    status, body = emulator.ask(f"bot{TOKEN}/sendMessage?{query}")
    assert status == 200, body
    assert body["result"]["reply_markup"] == keyboard(BUTTON)
    assert body["result"]["has_protected_content"] is True


def test_members_of_a_union_are_told_apart(emulator: Emulator) -> None:
    commands = [{"command": "bantuan", "description": "Bantuan"}]
    scope = {"type": "chat", "chat_id": emulator.person}
    assert emulator.bot("setMyCommands", commands=commands, scope=scope)
    assert emulator.bot("getMyCommands", scope=scope) == commands
    assert "chat_id" in emulator.refused("setMyCommands", commands=commands, scope={"type": "chat"})
    assert emulator.refused("setMyCommands", commands=commands, scope={"type": "moon"})


@pytest.mark.parametrize("name", ["parse_mode", "business_connection_id", "message_effect_id"])
def test_what_the_emulator_cannot_do_is_refused(emulator: Emulator, name: str) -> None:
    given = {"chat_id": emulator.person, "text": "Halo", name: "HTML"}
    complaint = emulator.refused("sendMessage", **given)
    assert complaint == f"this local Bot API does not support {name}"


def test_a_webhook_is_refused_and_its_removal_succeeds(emulator: Emulator) -> None:
    assert "getUpdates only" in emulator.refused("setWebhook", url="https://example.org/")
    assert emulator.bot("setWebhook", url="") is True
    assert emulator.bot("getWebhookInfo")["url"] == ""


def test_no_junk_gets_more_than_a_refusal(emulator: Emulator) -> None:
    junk: list[Any] = [
        None,
        True,
        -1,
        2**70,
        1.5,
        "",
        "\0",
        "[[",
        "[[]]",
        [[None]],
        {"type": {}},
        [{}],
    ]
    card = emulator.card("y")
    usual = {"chat_id": emulator.person, "message_id": card, "text": "Halo"}
    shipped = json.loads(SHIPPED.read_text())["methods"]
    del shipped["getUpdates"]["timeout"]  # a large one is a long wait

    async def throw() -> set[int]:
        async with aiohttp.ClientSession(emulator.url) as session:
            seen = set()
            for name, parameters in shipped.items():
                given = {each: usual[each] for each in usual if each in parameters}
                for parameter in parameters:
                    for each in junk:
                        body = given | {parameter: each}
                        async with session.post(f"/bot{TOKEN}/{name}", json=body) as response:
                            seen.add(response.status)
            return seen

    assert asyncio.run(throw()) == {200, 400}
