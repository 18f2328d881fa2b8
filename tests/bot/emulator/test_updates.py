"""getUpdates confirms, filters, waits and refuses company, as Telegram's does."""

from concurrent.futures import ThreadPoolExecutor
from socket import create_connection
from typing import Any

from tests.bot.emulator.running import TOKEN, Emulator


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


def say(emulator: Emulator, *said: str) -> None:
    for text in said:
        emulator.act("say", text=text)


def test_updates_stay_until_an_offset_confirms_them(emulator: Emulator) -> None:
    say(emulator, "satu", "dua", "tiga")
    first = emulator.bot("getUpdates", limit=2)
    assert texts(first) == ["satu", "dua"]
    assert texts(emulator.bot("getUpdates")) == ["satu", "dua", "tiga"]
    offset = first[0]["update_id"] + 1
    assert texts(emulator.bot("getUpdates", offset=offset)) == ["dua", "tiga"]
    assert texts(emulator.bot("getUpdates")) == ["dua", "tiga"]
    assert emulator.bot("getWebhookInfo")["pending_update_count"] == 2


def test_a_negative_offset_keeps_the_last(emulator: Emulator) -> None:
    say(emulator, "satu", "dua", "tiga")
    assert texts(emulator.bot("getUpdates", offset=-1)) == ["tiga"]
    assert texts(emulator.bot("getUpdates")) == ["tiga"]


def test_kinds_that_are_not_allowed_are_not_queued(emulator: Emulator) -> None:
    emulator.bot("getUpdates", allowed_updates=["callback_query"])
    say(emulator, "satu")
    assert emulator.bot("getUpdates") == []
    emulator.bot("getUpdates", allowed_updates=[])
    say(emulator, "dua")
    assert texts(emulator.bot("getUpdates")) == ["dua"]


def test_a_poll_waits_for_an_update(emulator: Emulator) -> None:
    with ThreadPoolExecutor() as pool:
        poll = pool.submit(emulator.bot, "getUpdates", timeout=30)
        emulator.await_poll()
        say(emulator, "halo")
        assert texts(poll.result()) == ["halo"]


def test_a_second_poll_ends_the_first(emulator: Emulator) -> None:
    arrived = emulator.last_seq()
    with ThreadPoolExecutor() as pool:
        poll = pool.submit(emulator.ask, f"bot{TOKEN}/getUpdates", {"timeout": 30})
        while not poll.done():
            emulator.bot("getUpdates")
        status, body = poll.result()
    assert status == 409
    assert body["description"].startswith("Conflict: terminated by other getUpdates request")
    log = emulator.look(f"log?after={arrived}")
    assert [entry["status"] for entry in log].count(409) == 1


def test_the_log_of_updates_tells_when_they_were_delivered(emulator: Emulator) -> None:
    say(emulator, "satu")
    update_id = emulator.bot("getUpdates")[0]["update_id"]
    emulator.bot("getUpdates")
    [note] = emulator.look(f"updates?after={update_id - 1}")
    assert (note["kind"], note["chat_id"]) == ("message", emulator.person)
    assert len(note["delivered"]) == 2
    assert note["created"] <= note["delivered"][0] <= note["delivered"][1]
    assert note["confirmed"] is None
    emulator.bot("getUpdates", offset=update_id + 1)
    [note] = emulator.look(f"updates?after={update_id - 1}")
    assert note["confirmed"] >= note["delivered"][1]


def test_nothing_is_delivered_to_a_bot_that_was_killed(emulator: Emulator) -> None:
    before = emulator.last_seq()
    address = emulator.url.removeprefix("http://")
    host, port = address.split(":")
    with create_connection((host, int(port))) as bot:
        bot.sendall(
            f"GET /bot{TOKEN}/getUpdates?timeout=30 HTTP/1.1\r\nHost: {address}\r\n\r\n".encode()
        )
        emulator.await_poll()
    say(emulator, "halo")
    assert emulator.look("updates")[-1]["delivered"] == []
    assert texts(emulator.bot("getUpdates")) == ["halo"]
    dead, alive = emulator.look(f"log?after={before}")
    assert (dead["status"], dead["answered"]) == (200, None)
    assert alive["answered"] is not None
