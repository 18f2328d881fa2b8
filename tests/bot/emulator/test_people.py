"""What people do becomes updates, and the transcript shows what they see."""

import base64

import pytest

from tests.bot.emulator.running import Emulator, running

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def test_a_command_carries_its_entity(emulator: Emulator) -> None:
    emulator.act("say", text="/start KODE")
    [update] = emulator.bot("getUpdates")
    message = update["message"]
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"]["id"] == message["chat"]["id"] == emulator.person


def test_a_long_text_leaves_as_several_messages(emulator: Emulator) -> None:
    emulator.act("say", text="x" * 5000)
    sizes = [len(each["message"]["text"]) for each in emulator.bot("getUpdates")]
    assert sizes == [4096, 904]


def test_a_tap_is_a_query_that_is_answered_once(emulator: Emulator) -> None:
    card = emulator.card("ya", "tidak")
    tapped = emulator.act("tap", message_id=card, row=0, col=1)
    query = emulator.bot("getUpdates")[0]["callback_query"]
    assert (query["id"], query["data"]) == (tapped["query_id"], "tidak")
    assert query["message"]["message_id"] == card
    answer = {"callback_query_id": query["id"]}
    assert emulator.refused("answerCallbackQuery", **answer, text="x" * 201) == "MESSAGE_TOO_LONG"
    assert emulator.bot("answerCallbackQuery", **answer, text="Tersimpan") is True
    assert emulator.refused("answerCallbackQuery", **answer) == TOO_OLD
    assert emulator.refused("answerCallbackQuery", callback_query_id="7") == TOO_OLD
    seen = next(each for each in emulator.look("queries") if each["id"] == query["id"])
    assert (seen["toast"], seen["attempts"], seen["data"]) == ("Tersimpan", 3, "tidak")
    assert seen["answered_ms"] >= 0


def test_a_query_grows_too_old() -> None:
    with running("--query-seconds", "0") as emulator:
        emulator.join()
        emulator.act("say", text="/start")
        tapped = emulator.act("tap", message_id=emulator.card("ya"), row=0, col=0)
        given = {"callback_query_id": tapped["query_id"]}
        assert emulator.refused("answerCallbackQuery", **given) == TOO_OLD


def test_a_message_in_an_update_stays_as_it_was(emulator: Emulator) -> None:
    card = emulator.card("ya")
    emulator.act("tap", message_id=card, row=0, col=0)
    emulator.bot("editMessageText", chat_id=emulator.person, message_id=card, text="Baru")
    assert emulator.bot("getUpdates")[0]["callback_query"]["message"]["text"] == "Siap?"


def test_forged_data_and_a_message_that_is_gone(emulator: Emulator) -> None:
    emulator.act("tap", message_id=10**6, data="palsu")
    query = emulator.bot("getUpdates")[0]["callback_query"]
    assert query["data"] == "palsu"
    assert query["message"]["date"] == 0
    status, body = emulator.ask(
        "control/tap", {"person": emulator.person, "message_id": 10**6, "row": 0, "col": 0}
    )
    assert (status, body) == (404, {"error": "there is no button at row 0, column 0"})


def test_a_link_is_opened_not_sent(emulator: Emulator) -> None:
    url = "https://t.me/PanduLokalBot?start=KODE"
    markup = {"inline_keyboard": [[{"text": "Buka", "url": url}]]}
    sent = emulator.bot(
        "sendMessage", chat_id=emulator.person, text="Undangan", reply_markup=markup
    )
    assert emulator.act("tap", message_id=sent["message_id"], row=0, col=0) == {"url": url}
    assert emulator.bot("getUpdates") == []


def test_stickers_voices_and_edited_messages(emulator: Emulator) -> None:
    emulator.act("sticker")
    emulator.act("voice")
    said = emulator.act("say", text="satu")["message_id"]
    emulator.act("edit", message_id=said, text="dua")
    sticker, voice, _, edited = emulator.bot("getUpdates")
    assert sticker["message"]["sticker"]["file_id"]
    assert voice["message"]["voice"]["mime_type"] == "audio/ogg"
    assert edited["edited_message"]["text"] == "dua"
    seen = emulator.look(f"transcript?person={emulator.person}")
    assert [each["media"] for each in seen[-3:]] == ["sticker", "voice", None]
    assert (seen[-1]["from"], seen[-1]["text"], seen[-1]["edited"]) == ("person", "dua", True)


def test_a_group_is_a_chat_of_its_own(emulator: Emulator) -> None:
    emulator.act("say", text="/start", chat=-77)
    message = emulator.bot("getUpdates")[0]["message"]
    assert (message["chat"]["id"], message["chat"]["type"]) == (-77, "group")
    emulator.bot("sendMessage", chat_id=-77, text="Halo semua")
    assert emulator.look("transcript?chat=-77")[-1]["text"] == "Halo semua"


def test_a_document_goes_up_and_comes_down(emulator: Emulator) -> None:
    content = base64.b64encode(b"PK\x03\x04").decode()
    emulator.act("document", name="kompetensi.xlsx", content=content, caption="Ini")
    document = emulator.bot("getUpdates")[0]["message"]["document"]
    assert (document["file_name"], document["file_size"]) == ("kompetensi.xlsx", 4)
    file = emulator.bot("getFile", file_id=document["file_id"])
    assert file["file_path"].endswith(".xlsx")
    assert emulator.refused("getFile", file_id="nothing")


def test_a_file_over_20_mb_is_too_big(emulator: Emulator) -> None:
    content = base64.b64encode(bytes(20 * 1024 * 1024 + 1)).decode()
    sent = emulator.act("document", name="besar.xlsx", content=content)
    assert emulator.refused("getFile", file_id=sent["file_id"]) == "file is too big"


def test_people_are_listed_for_the_page(emulator: Emulator) -> None:
    person = emulator.join(last_name="<b>", note="Meja depan, Kupang", start_parameter="KODE")
    [seen] = [each for each in emulator.look("people") if each["id"] == person]
    assert (seen["note"], seen["start_parameter"]) == ("Meja depan, Kupang", "KODE")
    assert (seen["started"], seen["blocked"], seen["language_code"]) == (False, False, "id")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("say", {"person": 1, "text": "x"}, 404),
        ("say", {"person": "Sari", "text": "x"}, 400),
        ("say", {"text": "x"}, 400),
        ("say", [], 400),
        ("people", {"id": 5}, 400),
        ("people", {"id": 5, "first_name": "Sari", "age": 5}, 400),
        ("faults", {"kind": "flood"}, 400),
        ("faults", {"kind": "429", "nxt": 1}, 400),
    ],
)
def test_senseless_control_requests_are_refused(
    emulator: Emulator, path: str, body: object, status: int
) -> None:
    answer = emulator.ask(f"control/{path}", body)
    assert answer[0] == status
    assert answer[1]["error"]


def test_who_has_blocked_the_bot_says_nothing(emulator: Emulator) -> None:
    emulator.act("block")
    status, _ = emulator.ask("control/say", {"person": emulator.person, "text": "x"})
    assert status == 409
