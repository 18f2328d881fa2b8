"""Texts, entities, keyboards and edits have Telegram's limits and error texts."""

import pytest

from tests.bot.emulator.running import TOKEN, Emulator


def bold(offset: int, length: int) -> dict[str, object]:
    return {"type": "bold", "offset": offset, "length": length}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
    ],
)
def test_the_length_of_a_text(emulator: Emulator, text: str, complaint: str) -> None:
    assert emulator.refused("sendMessage", chat_id=emulator.person, text=text) == complaint


def test_the_longest_text_is_sent(emulator: Emulator) -> None:
    assert emulator.bot("sendMessage", chat_id=emulator.person, text="x" * 4096)
    assert emulator.bot("sendMessage", chat_id=emulator.person, text="😀" * 2048)


def test_a_text_is_trimmed_and_its_entities_move(emulator: Emulator) -> None:
    sent = emulator.bot(
        "sendMessage", chat_id=emulator.person, text="  Halo \n", entities=[bold(0, 6), bold(6, 2)]
    )
    assert (sent["text"], sent["entities"]) == ("Halo", [bold(0, 4)])


def test_control_characters_become_blanks(emulator: Emulator) -> None:
    text = "\x02Halo\x03 \tSari"
    sent = emulator.bot("sendMessage", chat_id=emulator.person, text=text, entities=[bold(1, 4)])
    assert (sent["text"], sent["entities"]) == ("Halo  \tSari", [bold(0, 4)])
    emulator.act("say", text=text)
    assert emulator.bot("getUpdates")[0]["message"]["text"] == "Halo  \tSari"


@pytest.mark.parametrize(
    ("entity", "complaint"),
    [
        (bold(0, 3), ""),
        (bold(0, 9), "ends after the end of the text at UTF-16 offset 9"),
        (bold(2, 1), "begins in a middle of a UTF-16 symbol at offset 2"),
        (bold(0, 2), "ends in a middle of a UTF-16 symbol at offset 2"),
        (bold(-1, 2), "negative offset"),
        (bold(0, 1) | {"type": "loud"}, "unsupported type"),
        (bold(0, 1) | {"type": "text_link"}, "needs a URL"),
    ],
)
def test_entities_count_utf_16_units(
    emulator: Emulator, entity: dict[str, object], complaint: str
) -> None:
    given = {"chat_id": emulator.person, "text": "a😀b", "entities": [entity]}
    if complaint:
        assert complaint in emulator.refused("sendMessage", **given)
    else:
        assert emulator.bot("sendMessage", **given)["entities"] == [entity]


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([[{"text": "a", "callback_data": "x" * 65}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "a", "callback_data": ""}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "a", "callback_data": "é" * 33}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "a"}]], "Text buttons are unallowed in the inline keyboard"),
        ([[{"text": "a", "callback_data": "x", "url": "https://t.me"}]], "Text buttons are"),
        ([[{"text": " ", "callback_data": "x"}]], "must be non-empty"),
        ([[{"text": "a", "url": "javascript:0"}]], "is invalid"),
        ([[{"text": "a", "callback_data": "x", "style": "pink"}]], "style must be"),
        ([[{"text": "a", "callback_data": "x"}] * 9], "more than 8 buttons"),
        ([[{"text": "a", "callback_data": "x"}]] * 101, "REPLY_MARKUP_TOO_LONG"),
    ],
)
def test_keyboards_have_limits(
    emulator: Emulator, rows: list[list[dict[str, str]]], complaint: str
) -> None:
    markup = {"inline_keyboard": rows}
    given = {"chat_id": emulator.person, "text": "Halo", "reply_markup": markup}
    assert complaint in emulator.refused("sendMessage", **given)


def test_the_largest_keyboard_is_sent(emulator: Emulator) -> None:
    rows = [[{"text": "a", "callback_data": "x" * 64}] * 8] * 12
    assert emulator.bot(
        "sendMessage", chat_id=emulator.person, text="x", reply_markup={"inline_keyboard": rows}
    )


def test_a_chat_begins_with_the_person(emulator: Emulator) -> None:
    newcomer = emulator.join()
    assert emulator.refused("sendMessage", chat_id=newcomer, text="Halo") == "chat not found"
    assert emulator.refused("sendMessage", chat_id=999_999, text="Halo") == "chat not found"
    assert emulator.refused("sendMessage", chat_id="@kanal", text="Halo") == "chat not found"
    emulator.act("say", text="/start")
    assert emulator.bot("sendMessage", chat_id=newcomer, text="Halo")


def test_a_blocked_bot_is_forbidden_until_it_is_unblocked(emulator: Emulator) -> None:
    emulator.act("block")
    given = {"chat_id": emulator.person, "text": "Halo"}
    status, body = emulator.ask(f"bot{TOKEN}/sendMessage", given)
    assert (status, body["description"]) == (403, "Forbidden: bot was blocked by the user")
    emulator.act("unblock")
    assert emulator.bot("sendMessage", **given)
    kinds = [
        each["my_chat_member"]["new_chat_member"]["status"] for each in emulator.bot("getUpdates")
    ]
    assert kinds == ["kicked", "member"]


def test_an_edit_replaces_text_and_keyboard(emulator: Emulator) -> None:
    place = {"chat_id": emulator.person, "message_id": emulator.card("y")}
    edited = emulator.bot("editMessageText", **place, text="Baru")
    assert (edited["text"], "reply_markup" in edited) == ("Baru", False)
    assert "message is not modified: specified new message content" in emulator.refused(
        "editMessageText", **place, text=" Baru "
    )
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    assert emulator.bot("editMessageReplyMarkup", **place, reply_markup=markup)["text"] == "Baru"
    seen = emulator.look(f"transcript?person={emulator.person}")[-1]
    assert (seen["text"], seen["buttons"], seen["edited"]) == (
        "Baru",
        markup["inline_keyboard"],
        True,
    )


def test_what_cannot_be_edited(emulator: Emulator) -> None:
    chat = {"chat_id": emulator.person}
    said = emulator.act("say", text="Halo")["message_id"]
    assert emulator.refused("editMessageText", **chat, message_id=said, text="x") == (
        "message can't be edited"
    )
    assert emulator.refused("editMessageText", **chat, message_id=0, text="x") == (
        "message to edit not found"
    )
    card = emulator.card("y")
    emulator.act("clear")
    assert emulator.look(f"transcript?person={emulator.person}") == []
    assert emulator.refused("editMessageText", **chat, message_id=card, text="x") == (
        "message to edit not found"
    )


def test_a_message_is_deleted_once(emulator: Emulator) -> None:
    place = {"chat_id": emulator.person, "message_id": emulator.card("y")}
    assert emulator.bot("deleteMessage", **place) is True
    assert emulator.refused("deleteMessage", **place) == "message to delete not found"


def test_a_reply_needs_its_message(emulator: Emulator) -> None:
    said = emulator.act("say", text="Halo")["message_id"]
    given = {"chat_id": emulator.person, "text": "Ya"}
    sent = emulator.bot("sendMessage", **given, reply_parameters={"message_id": said})
    assert sent["reply_to_message"]["text"] == "Halo"
    lost = {"message_id": 10**9}
    assert emulator.refused("sendMessage", **given, reply_parameters=lost) == (
        "message to be replied not found"
    )
    lenient = lost | {"allow_sending_without_reply": True}
    assert emulator.bot("sendMessage", **given, reply_parameters=lenient)


def test_chat_actions_are_those_of_telegram(emulator: Emulator) -> None:
    assert emulator.bot("sendChatAction", chat_id=emulator.person, action="typing") is True
    assert emulator.refused("sendChatAction", chat_id=emulator.person, action="dancing")


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        ({"command": "Bantuan", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "bantuan", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
def test_commands_have_limits(emulator: Emulator, command: dict[str, str], complaint: str) -> None:
    assert emulator.refused("setMyCommands", commands=[command]) == complaint


def test_the_menu_is_in_the_language_of_the_person(emulator: Emulator) -> None:
    for language, description in (("", "Bantuan"), ("en", "Help")):
        commands = [{"command": "bantuan", "description": description}]
        emulator.bot("setMyCommands", commands=commands, language_code=language)
    assert emulator.look("commands?language=en")[0]["description"] == "Help"
    assert emulator.look("commands?language=id")[0]["description"] == "Bantuan"
