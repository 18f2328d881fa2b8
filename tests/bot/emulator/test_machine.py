"""The machine: a cut network, a clock that jumps, and wishes that a supervisor carries out."""

import asyncio
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import RemoteDisconnected
from socket import create_connection
from urllib.error import URLError
from urllib.request import urlopen

import aiohttp
import pytest

from tests.bot.emulator.running import TOKEN, Emulator, running

DAY = 86400
DROPPED = (RemoteDisconnected, ConnectionResetError)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """A process of its own: clocks are not put back."""
    with running() as emulator:
        emulator.join()
        emulator.act("say", text="/start")
        yield emulator


def change(emulator: Emulator, **wanted: object) -> tuple[int, dict[str, object]]:
    status, answer = emulator.ask("control/machine", wanted)
    return status, answer


def last_date(emulator: Emulator) -> int:
    return int(emulator.look(f"transcript?person={emulator.person}")[-1]["date"])


def test_a_cut_ends_the_poll_and_drops_every_request(emulator: Emulator) -> None:
    with ThreadPoolExecutor() as pool:
        poll = pool.submit(emulator.bot, "getUpdates", offset=2, timeout=30)
        emulator.await_poll()
        assert change(emulator, network="cut")[1]["network"] == "cut"
        with pytest.raises(DROPPED):
            poll.result()
    emulator.act("say", text="halo")
    with pytest.raises(DROPPED):
        emulator.bot("getUpdates")
    with pytest.raises(DROPPED):
        emulator.bot("sendMessage", chat_id=emulator.person, text="Halo")
    with pytest.raises(DROPPED):
        urlopen(f"{emulator.url}/file/bot{TOKEN}/documents/file_1.xlsx")
    texts = [each["text"] for each in emulator.look(f"transcript?person={emulator.person}")]
    assert texts == ["/start", "halo"]
    assert {each["fault"] for each in emulator.look("log")} == {"cut"}
    assert emulator.look("status")["machine"]["network"] == "cut"
    change(emulator, network="up")
    waited = [each["message"]["text"] for each in emulator.bot("getUpdates")]
    assert waited == ["halo"]


def test_a_poll_ends_with_whoever_polled(emulator: Emulator) -> None:
    host, port = emulator.url.removeprefix("http://").split(":")
    with create_connection((host, int(port))) as bot:
        request = f"GET /bot{TOKEN}/getUpdates?offset=2&timeout=30 HTTP/1.1\r\nHost: {host}\r\n\r\n"
        bot.sendall(request.encode())
        emulator.await_poll()
    while emulator.look("status")["polling"]:
        time.sleep(0.01)


def test_the_answer_in_the_air_is_lost_with_the_network(emulator: Emulator) -> None:
    emulator.fault(kind="delay", ms=60_000, method="sendMessage")
    with ThreadPoolExecutor() as pool:
        given = {"chat_id": emulator.person, "text": "Halo"}
        sending = pool.submit(emulator.bot, "sendMessage", **given)
        while len(emulator.look(f"transcript?person={emulator.person}")) < 2:
            time.sleep(0.01)
        change(emulator, network="cut")
        with pytest.raises(DROPPED):
            sending.result()


def test_a_port_of_its_own_takes_no_connection_while_cut() -> None:
    with running("--bot-port", "0") as emulator:
        assert emulator.process.stdout is not None
        line = emulator.process.stdout.readline()
        assert line.startswith("bot at http://")
        page, emulator.url = emulator.url, line.split()[-1]
        assert emulator.bot("getMe")["id"] == 42
        emulator.url = page
        change(emulator, network="cut")
        with pytest.raises(URLError, match="refused"):
            urlopen(f"{line.split()[-1]}/bot{TOKEN}/getMe")
        assert emulator.look("people") == []
        change(emulator, network="up")
        emulator.url = line.split()[-1]
        assert emulator.bot("getMe")["id"] == 42


def test_a_jump_dates_messages_and_ages_them(emulator: Emulator) -> None:
    card = emulator.card("ya")
    tapped = emulator.act("tap", message_id=card, row=0, col=0)
    before = last_date(emulator)
    assert change(emulator, ahead=2 * DAY + 1)[1]["ahead"] == 2 * DAY + 1
    emulator.act("say", text="lusa")
    assert last_date(emulator) - before - 2 * DAY in range(1, 60)
    assert "too old" in emulator.refused(
        "answerCallbackQuery", callback_query_id=tapped["query_id"]
    )
    place = {"chat_id": emulator.person, "message_id": card}
    assert emulator.refused("deleteMessage", **place) == "message can't be deleted for everyone"
    edited = emulator.bot("editMessageText", **place, text="Baru")
    assert edited["edit_date"] - edited["date"] > 2 * DAY
    again = emulator.act("tap", message_id=emulator.card("ya"), row=0, col=0)
    assert emulator.bot("answerCallbackQuery", callback_query_id=again["query_id"]) is True


def test_the_clock_does_not_go_back(emulator: Emulator) -> None:
    assert change(emulator, ahead=DAY)[0] == 200
    for wrong in (DAY - 1, -1, 4000 * DAY):
        assert change(emulator, ahead=wrong)[0] == 400
    assert emulator.look("status")["machine"]["ahead"] == DAY


@pytest.mark.parametrize(
    "wanted", [{}, {"network": "slow"}, {"bot": "up"}, {"ahead": "1"}, {"power": "off"}]
)
def test_senseless_wishes_are_refused(emulator: Emulator, wanted: dict[str, object]) -> None:
    assert change(emulator, **wanted)[0] == 400
    assert emulator.look("status")["machine"] == {
        "supervised": False,
        "bot": "unknown",
        "network": "up",
        "ahead": 0,
        "waiting": 0,
    }


def test_a_supervisor_hears_wishes_in_order(emulator: Emulator) -> None:
    assert change(emulator, bot="kill")[0] == 409
    assert emulator.ask("control/supervisor", {"bot": "up"})[1]["supervised"] is True
    assert emulator.ask("control/supervisor", {"bot": "asleep"})[0] == 400
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(emulator.look, "wishes?after=0")
        change(emulator, bot="kill")
        assert waiting.result() == {"wishes": [{"id": 1, "kill": True}]}
    assert change(emulator, ahead=60)[1]["waiting"] == 2
    assert emulator.look("wishes?after=1") == {"wishes": [{"id": 2, "ahead": 60}]}
    assert len(emulator.look("wishes?after=0")["wishes"]) == 2
    assert emulator.ask("control/supervisor", {"bot": "down"})[1]["bot"] == "down"
    machine = emulator.ask("control/supervisor", {"done": 1})[1]
    assert (machine["bot"], machine["waiting"]) == ("down", 1)


def test_a_supervisor_that_waits_does_not_hold_up_the_end() -> None:
    with running() as emulator:
        host, port = emulator.url.removeprefix("http://").split(":")
        with create_connection((host, int(port))) as supervisor:
            request = f"GET /control/wishes?after=0 HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n"
            supervisor.sendall(request.encode())
            emulator.look("status")  # by now the request before it waits
            emulator.process.terminate()
            assert b'{"wishes": []}' in supervisor.makefile("rb").read()
        assert emulator.process.wait(10) == 0


def test_people_have_unread_messages_and_a_last_one(emulator: Emulator) -> None:
    emulator.bot("sendMessage", chat_id=emulator.person, text="satu")
    card = emulator.card("ya")
    [person] = emulator.look("people")
    assert (person["unread"], person["last"]["text"]) == (2, "Siap?")
    assert (person["last"]["from"], person["last"]["date"]) == ("bot", last_date(emulator))
    emulator.act("read")
    emulator.bot("editMessageText", chat_id=emulator.person, message_id=card, text="Baru")
    emulator.act("sticker")
    [person] = emulator.look("people")
    assert (person["unread"], person["last"]["from"]) == (0, "person")
    assert (person["last"]["text"], person["last"]["media"]) == ("", "sticker")
    emulator.act("clear")
    assert emulator.look("people")[0]["last"] is None


def test_the_page_hears_of_machine_keyboard_and_reading(emulator: Emulator) -> None:
    async def follow() -> list[tuple[str, object]]:
        heard: list[tuple[str, object]] = []
        async with (
            aiohttp.ClientSession(emulator.url) as session,
            session.get("/control/events") as events,
        ):
            await events.content.readline()
            await asyncio.to_thread(happen)
            while not heard or heard[-1][0] != "machine":
                line = await events.content.readline()
                if line.startswith(b"data:"):
                    event = json.loads(line[5:])
                    heard.append((event["kind"], event["body"]))
        return heard

    def happen() -> None:
        keys = {"keyboard": [[{"text": "Ya"}]]}
        emulator.bot("sendMessage", chat_id=emulator.person, text="?", reply_markup=keys)
        emulator.act("read")
        emulator.act("clear")
        change(emulator, network="cut")

    heard = asyncio.run(follow())
    kinds = ["message", "person", "keyboard", "read", "person", "clear", "keyboard", "person"]
    assert [kind for kind, _ in heard] == [*kinds, "machine"]
    keyboards = [body for kind, body in heard if kind == "keyboard"]
    assert isinstance(keyboards[0], dict)
    assert (keyboards[0]["rows"], keyboards[1]) == ([[{"text": "Ya"}]], None)
    unread = [body["unread"] for kind, body in heard if kind == "person" and isinstance(body, dict)]
    assert unread == [1, 0, 0]
    assert heard[-1][1] == emulator.look("status")["machine"]
