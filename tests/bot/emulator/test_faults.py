"""Faults strike the requests they are meant for, and the log tells what really happened."""

from http.client import RemoteDisconnected

import pytest

from tests.bot.emulator.running import TOKEN, Emulator


def seen(emulator: Emulator) -> list[str]:
    return [each["text"] for each in emulator.look(f"transcript?person={emulator.person}")]


def test_429_says_when_to_retry(emulator: Emulator) -> None:
    emulator.fault(kind="429", method="sendMessage", next=1)
    given = {"chat_id": emulator.person, "text": "Halo"}
    assert emulator.ask(f"bot{TOKEN}/sendMessage", given) == (
        429,
        {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 3",
            "parameters": {"retry_after": 3},
        },
    )
    assert seen(emulator) == ["/start"]
    assert emulator.bot("sendMessage", **given)


def test_5xx_before_and_after_the_effect(emulator: Emulator) -> None:
    emulator.fault(kind="5xx", next=1)
    emulator.fault(kind="5xx", next=1, status=500, effect=True)
    for text, status in (("satu", 502), ("dua", 500)):
        given = {"chat_id": emulator.person, "text": text}
        answer = emulator.ask(f"bot{TOKEN}/sendMessage", given)
        assert (answer[0], answer[1]["error_code"]) == (status, status)
    assert seen(emulator) == ["/start", "dua"]


@pytest.mark.parametrize(("kind", "texts"), [("lost", ["/start", "Halo"]), ("dropped", ["/start"])])
def test_a_dropped_connection(emulator: Emulator, kind: str, texts: list[str]) -> None:
    emulator.fault(kind=kind, method="sendMessage", next=1)
    with pytest.raises((RemoteDisconnected, ConnectionResetError)):
        emulator.bot("sendMessage", chat_id=emulator.person, text="Halo")
    assert seen(emulator) == texts
    entry = emulator.look("log")[-1]
    assert (entry["fault"], entry["answered"]) == (kind, None)
    assert entry["status"] == (200 if kind == "lost" else None)


def test_a_confirmed_update_comes_again_once(emulator: Emulator) -> None:
    emulator.fault(kind="duplicate", next=1)
    emulator.act("say", text="satu")
    emulator.act("say", text="dua")
    ids = [each["update_id"] for each in emulator.bot("getUpdates")]
    again = emulator.bot("getUpdates", offset=ids[-1] + 1)
    assert [each["update_id"] for each in again] == ids[:1]
    assert emulator.bot("getUpdates", offset=ids[0] + 1) == []


def test_a_delay_comes_after_the_effect(emulator: Emulator) -> None:
    emulator.fault(kind="delay", ms=30, next=1)
    emulator.bot("sendMessage", chat_id=emulator.person, text="Halo")
    entry = emulator.look("log")[-1]
    assert entry["fault"] == "delay"
    assert entry["answered"] - entry["done"] >= 0.03


def test_the_same_seed_strikes_the_same_requests(emulator: Emulator) -> None:
    runs = []
    for _ in range(2):
        emulator.ask("control/faults", method="DELETE")
        emulator.fault(kind="429", probability=0.5, seed=7)
        runs.append([emulator.ask(f"bot{TOKEN}/getMe")[0] for _ in range(20)])
    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 429}


def test_faults_are_listed_and_cleared(emulator: Emulator) -> None:
    emulator.fault(kind="5xx", method="getMe", next=1)
    emulator.ask(f"bot{TOKEN}/getMe")
    [fault] = emulator.look("faults")
    assert (fault["kind"], fault["fired"]) == ("5xx", 1)
    emulator.ask("control/faults", method="DELETE")
    assert emulator.look("faults") == []
