"""Inline mode: what reaches the bot, what it may answer, and the message that a choice sends."""

from collections.abc import Iterator
from time import sleep
from typing import Any

import pytest

from tests.bot.emulator.running import Emulator, begun

GROUP = -77


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with begun() as process:
        process.bot("getUpdates", offset=-1)
        process.bot("deleteWebhook", drop_pending_updates=True)
        yield process


def article(number: int = 1, **more: Any) -> dict[str, Any]:
    content = {"message_text": "Isi", "entities": [{"type": "bold", "offset": 0, "length": 3}]}
    return {
        "type": "article",
        "id": str(number),
        "title": "Judul",
        "input_message_content": content,
        **more,
    }


def test_a_query_reaches_the_bot_and_a_chosen_result_is_sent(emulator: Emulator) -> None:
    asked = emulator.act("inline", query="paspor hilang", chat=GROUP)
    (update,) = emulator.bot("getUpdates")
    query = update["inline_query"]
    assert (query["id"], query["query"], query["offset"]) == (
        asked["query_id"],
        "paspor hilang",
        "",
    )
    assert query["from"]["id"] == emulator.person
    assert query["chat_type"] == "group"
    emulator.bot(
        "answerInlineQuery",
        inline_query_id=query["id"],
        results=[article(1), article(2)],
        cache_time=0,
        is_personal=True,
        button={"text": "Buka", "start_parameter": "sop"},
    )
    (seen,) = emulator.look("inline")
    assert [each["id"] for each in seen["results"]] == ["1", "2"]
    assert seen["button"]["start_parameter"] == "sop"
    emulator.act("choose", query_id=query["id"], result="2", chat=GROUP)
    (message,) = emulator.look(f"transcript?chat={GROUP}")
    assert (message["text"], message["sender"]) == ("Isi", emulator.person)
    assert message["via"] == emulator.bot("getMe")["username"]
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    delivered = emulator.bot("getUpdates")[-1]["message"]
    assert delivered["via_bot"]["is_bot"]


def test_a_query_in_the_chat_with_the_bot_comes_from_its_sender(emulator: Emulator) -> None:
    emulator.act("inline", query="")
    (update,) = emulator.bot("getUpdates")
    assert update["inline_query"]["chat_type"] == "sender"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"results": [article(1), article(1)]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article(number) for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(1) | {"id": "x" * 65}]}, "RESULT_ID_INVALID"),
        ({"results": [article(title=" ")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [article(url="https://t.me")]}, "no inline results with url"),
        (
            {"results": [article(input_message_content={"message_text": "x" * 4097})]},
            "message is too long",
        ),
        (
            {"results": [{"type": "gif", "id": "1", "gif_url": "x", "thumbnail_url": "y"}]},
            "no inline results with",
        ),
        ({"results": [], "button": {"text": "a", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
    ],
)
def test_what_an_answer_may_not_hold(
    emulator: Emulator, given: dict[str, Any], sentence: str
) -> None:
    query_id = emulator.act("inline", query="a")["query_id"]
    assert sentence in emulator.refused("answerInlineQuery", inline_query_id=query_id, **given)
    emulator.bot("answerInlineQuery", inline_query_id=query_id, results=[article()])


def test_a_query_is_answered_once(emulator: Emulator) -> None:
    query_id = emulator.act("inline", query="a")["query_id"]
    emulator.bot("answerInlineQuery", inline_query_id=query_id, results=[])
    again = emulator.refused("answerInlineQuery", inline_query_id=query_id, results=[])
    assert "query is too old" in again
    assert "query is too old" in emulator.refused(
        "answerInlineQuery", inline_query_id="nobody", results=[]
    )


def test_only_own_queries_and_given_results_are_chosen(emulator: Emulator) -> None:
    query_id = emulator.act("inline", query="a")["query_id"]
    asked = {"person": emulator.person, "query_id": query_id, "result": "1"}
    assert emulator.ask("control/choose", asked)[0] == 404
    emulator.bot("answerInlineQuery", inline_query_id=query_id, results=[article()])
    stranger = emulator.join()
    assert emulator.ask("control/choose", asked | {"person": stranger})[0] == 404


def test_a_share_button_hands_its_words_back(emulator: Emulator) -> None:
    row = [{"text": "Bagikan", "switch_inline_query": "SOP-17"}]
    sent = emulator.bot(
        "sendMessage",
        chat_id=emulator.person,
        text="Langkah",
        reply_markup={"inline_keyboard": [row]},
    )
    tapped = emulator.act("tap", message_id=sent["message_id"], row=0, col=0)
    assert tapped == {"switch_inline_query": "SOP-17"}


def test_answers_are_timed(emulator: Emulator) -> None:
    first = emulator.act("inline", query="a")["query_id"]
    second = emulator.act("inline", query="ab")["query_id"]
    sleep(0.05)
    emulator.bot("answerInlineQuery", inline_query_id=first, results=[])
    report = emulator.look("report")["inline"]
    assert (report["queries"], report["unanswered"]) == (2, [second])
    assert 50 <= report["answer_ms"]["p50"] <= report["answer_ms"]["max"]
