"""Reply keyboards: one a chat, not editable, and what their keys send."""

from typing import Any

import pytest

from tests.bot.emulator.running import Emulator

ASKING = [
    [{"text": "Nomor saya", "request_contact": True}, {"text": "Tempat", "request_location": True}],
    [{"text": "Lewati", "request_contact": False}],
]


def offer(emulator: Emulator, keys: Any = ASKING, **more: Any) -> int:
    """The bot sends a reply keyboard; the id of its message."""
    markup = {"keyboard": keys, **more}
    sent = emulator.bot("sendMessage", chat_id=emulator.person, text="?", reply_markup=markup)
    assert "reply_markup" not in sent
    return int(sent["message_id"])


def keyboard(emulator: Emulator) -> Any:
    return emulator.look(f"keyboard?person={emulator.person}")


def test_a_keyboard_stays_until_it_is_removed(emulator: Emulator) -> None:
    assert keyboard(emulator) is None
    offer(emulator, resize_keyboard=True, input_field_placeholder="Nomor HP")
    assert keyboard(emulator) == {
        "rows": [
            [
                {"text": "Nomor saya", "request_contact": True},
                {"text": "Tempat", "request_location": True},
            ],
            [{"text": "Lewati"}],
        ],
        "one_time": False,
        "resize": True,
        "persistent": False,
        "placeholder": "Nomor HP",
        "hidden": False,
    }
    emulator.card("ya")
    assert keyboard(emulator) is not None
    offer(emulator, [[{"text": "Lain"}]])
    assert keyboard(emulator)["rows"] == [[{"text": "Lain"}]]
    emulator.bot(
        "sendMessage",
        chat_id=emulator.person,
        text="Terima kasih",
        reply_markup={"remove_keyboard": True},
    )
    assert keyboard(emulator) is None


def test_what_keys_send(emulator: Emulator) -> None:
    emulator.join(last_name="Lango")
    emulator.act("say", text="/start")
    offer(emulator)
    for row, column in ((1, 0), (0, 0), (0, 1)):
        emulator.act("key", row=row, col=column)
    _, text, contact, place = (each["message"] for each in emulator.bot("getUpdates"))
    assert text["text"] == "Lewati"
    number = f"+62840{emulator.person:08d}"
    assert contact["contact"] == {
        "phone_number": number,
        "first_name": "Sari",
        "last_name": "Lango",
        "user_id": emulator.person,
    }
    assert place["location"] == {"latitude": -10.1772, "longitude": 123.6070}
    seen = emulator.look(f"transcript?person={emulator.person}")[-2:]
    assert [each["media"] for each in seen] == ["contact", "location"]
    assert (seen[0]["contact"]["phone_number"], seen[1]["location"]["latitude"]) == (
        number,
        -10.1772,
    )


def test_a_place_says_how_exact_it_is(emulator: Emulator) -> None:
    emulator.join(last_name="Lango")
    emulator.act("location", latitude=-8.6, longitude=116.1, accuracy=12.5)
    (update,) = emulator.bot("getUpdates")
    assert update["message"]["location"] == {
        "latitude": -8.6,
        "longitude": 116.1,
        "horizontal_accuracy": 12.5,
    }
    person = {"person": emulator.person, "accuracy": 1501}
    assert emulator.ask("control/location", person)[0] == 400


def test_a_keyboard_for_one_use_hides_and_stays(emulator: Emulator) -> None:
    offer(emulator, one_time_keyboard=True)
    emulator.act("say", text="Lewati")
    assert not keyboard(emulator)["hidden"]
    emulator.act("key", row=1, col=0)
    assert keyboard(emulator)["hidden"]
    emulator.act("key", row=1, col=0)


def test_there_is_no_such_key(emulator: Emulator) -> None:
    offer(emulator)
    for row, column in ((2, 0), (1, 1), (-1, 0)):
        body = {"person": emulator.person, "row": row, "col": column}
        status, answer = emulator.ask("control/key", body)
        assert (status, answer) == (
            404,
            {"error": f"there is no key at row {row}, column {column}"},
        )


def test_a_message_with_a_reply_keyboard_cannot_be_edited(emulator: Emulator) -> None:
    brought = offer(emulator)
    removed = emulator.bot(
        "sendMessage",
        chat_id=emulator.person,
        text="Selesai",
        reply_markup={"remove_keyboard": True},
    )["message_id"]
    for message in (brought, removed):
        place = {"chat_id": emulator.person, "message_id": message}
        assert emulator.refused("editMessageText", **place, text="x") == "message can't be edited"
    card = {"chat_id": emulator.person, "message_id": emulator.card("ya")}
    keys = {"keyboard": [[{"text": "a"}]]}
    assert "keyboard" in emulator.refused("editMessageText", **card, text="x", reply_markup=keys)


@pytest.mark.parametrize("how", ["deleteMessage", "clear"])
def test_a_keyboard_goes_with_its_message(emulator: Emulator, how: str) -> None:
    message = offer(emulator)
    if how == "clear":
        emulator.act("clear")
    else:
        emulator.bot("deleteMessage", chat_id=emulator.person, message_id=message)
    assert keyboard(emulator) is None


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ({"keyboard": [[{"text": " "}]]}, "must be non-empty"),
        ({"keyboard": [[]]}, "has no keys"),
        ({"keyboard": [[{"text": "a"}] * 13]}, "more than 12 keys"),
        ({"keyboard": [[{"text": "a"}] * 10] * 31}, "REPLY_MARKUP_TOO_LONG"),
        ({"keyboard": [[{"text": "a", "style": "pink"}]]}, "style must be"),
        ({"keyboard": [[{"text": "a", "request_poll": {}}]]}, "no keys with request_poll"),
        ({"keyboard": [[{"text": "a", "callback_data": "x"}]]}, 'unknown field "callback_data"'),
        ({"keyboard": [[{"text": "a"}]], "input_field_placeholder": "x" * 65}, "1-64 characters"),
        ({"force_reply": True}, "no forced replies"),
    ],
)
def test_reply_keyboards_have_limits(
    emulator: Emulator, markup: dict[str, Any], complaint: str
) -> None:
    given = {"chat_id": emulator.person, "text": "Halo", "reply_markup": markup}
    assert complaint in emulator.refused("sendMessage", **given)
    assert keyboard(emulator) is None


def test_only_a_private_chat_is_asked_for_a_number(emulator: Emulator) -> None:
    emulator.act("say", text="/start", chat=-78)
    given = {"chat_id": -78, "text": "Halo", "reply_markup": {"keyboard": ASKING}}
    complaint = emulator.refused("sendMessage", **given)
    assert complaint == "phone number can be requested in private chats only"
