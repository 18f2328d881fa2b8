"""The report of a run: what was called, what struck, what was forbidden, how soon taps ended."""

from collections.abc import Iterator
from time import sleep

import pytest

from tests.bot.emulator.running import TOKEN, Emulator, running


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """A process of its own: the report counts from its start."""
    with running() as process:
        process.join()
        process.act("say", text="/start")
        yield process


def test_calls_and_faults_are_counted(emulator: Emulator) -> None:
    emulator.fault(kind="429", method="sendMessage", next=1)
    emulator.fault(kind="duplicate", next=1)
    given = {"chat_id": emulator.person, "text": "Halo"}
    for _ in range(2):
        emulator.ask(f"bot{TOKEN}/sendMessage", given)
    emulator.act("say", text="satu")
    update = emulator.bot("getUpdates")[-1]["update_id"]
    emulator.bot("getUpdates", offset=update + 1)
    report = emulator.look("report")
    assert report["calls"] == {"sendMessage": 2, "getUpdates": 2}
    assert report["requests"] == 4
    assert report["faults"] == {"429": 1, "duplicate": 1}
    assert report["violations"] == []


def test_what_the_bot_api_forbids_is_a_violation(emulator: Emulator) -> None:
    emulator.refused("sendMessage", chat_id=emulator.person, text="x" * 4097)
    emulator.refused("sendMessage", chat_id=emulator.person, text="Halo", colour="red")
    message = emulator.card("a")
    row = [{"text": "a", "callback_data": "a"}]
    emulator.refused(
        "editMessageText",
        chat_id=emulator.person,
        message_id=message,
        text="Siap?",
        reply_markup={"inline_keyboard": [row]},
    )
    violations = emulator.look("report")["violations"]
    assert [each["method"] for each in violations] == ["sendMessage", "sendMessage"]
    assert "message is too long" in violations[0]["error"]


def test_taps_are_timed_until_they_are_answered(emulator: Emulator) -> None:
    message = emulator.card("a", "b")
    first = emulator.act("tap", message_id=message, row=0, col=0)["query_id"]
    second = emulator.act("tap", message_id=message, row=0, col=1)["query_id"]
    sleep(0.05)
    emulator.bot("answerCallbackQuery", callback_query_id=first)
    report = emulator.look("report")
    assert (report["taps"], report["unanswered"]) == (2, [second])
    assert 50 <= report["answer_ms"]["p50"] <= report["answer_ms"]["max"]
