"""The process: loopback only, a log as lines, a clean end, a page."""

import asyncio
import json
import signal
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import aiohttp
import pytest

from tests.bot.emulator.running import TOKEN, Emulator, running

PAGE = Path(__file__).parents[3] / "bot" / "emulator" / "page"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_while_a_poll_waits(number: signal.Signals) -> None:
    async def poll(emulator: Emulator) -> None:
        async with (
            aiohttp.ClientSession(emulator.url) as session,
            session.get("/control/events") as events,
        ):
            assert (await events.content.readline()).startswith(b":")
            waiting = asyncio.create_task(
                session.post(f"/bot{TOKEN}/getUpdates", json={"timeout": 30})
            )
            await asyncio.to_thread(emulator.await_poll)
            emulator.process.send_signal(number)
            async with await waiting as response:
                assert response.status == 409

    with running() as emulator:
        asyncio.run(poll(emulator))
        _, words = emulator.process.communicate(timeout=10)
        assert (emulator.process.returncode, words) == (0, "")


def test_other_hosts_are_refused() -> None:
    command = [sys.executable, "-m", "bot.emulator", "--host", "0.0.0.0"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "loopback only" in ended.stderr


@pytest.mark.parametrize(
    "headers", [{"Host": "example.org"}, {"Origin": "http://example.org"}, {"Origin": "null"}]
)
def test_pages_of_other_sites_are_refused(emulator: Emulator, headers: dict[str, str]) -> None:
    with pytest.raises(HTTPError, match="403") as caught:
        urlopen(Request(f"{emulator.url}/control/people", headers=headers))
    caught.value.close()


def test_a_taken_port_is_said_in_one_line(emulator: Emulator) -> None:
    port = emulator.url.rsplit(":", 1)[-1]
    command = [sys.executable, "-m", "bot.emulator", "--port", port]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1


def test_the_log_tells_what_the_bot_did(emulator: Emulator) -> None:
    before = emulator.last_seq()
    card = emulator.card("ya")
    tapped = emulator.act("tap", message_id=card, row=0, col=0)
    emulator.bot("answerCallbackQuery", callback_query_id=tapped["query_id"], text="Ya")
    sent, answer = emulator.look(f"log?after={before}")
    assert (sent["method"], sent["status"], sent["seq"]) == ("sendMessage", 200, before + 1)
    assert (sent["chat_id"], sent["message_id"]) == (emulator.person, card)
    assert sent["parameters"]["text"] == "Siap?"
    assert sent["arrived"] <= sent["done"] <= sent["answered"]
    assert (answer["chat_id"], answer["message_id"]) == (emulator.person, card)
    assert (answer["query"]["toast"], answer["query"]["data"]) == ("Ya", "ya")
    assert answer["query"]["answered_ms"] >= 0


def test_the_log_is_also_lines_of_json(tmp_path: Path) -> None:
    with running("--log", str(tmp_path / "log.jsonl")) as emulator:
        emulator.join()
        emulator.act("say", text="Halo")
        emulator.bot("getUpdates")
        lines = (tmp_path / "log.jsonl").read_text().splitlines()
    kinds = [json.loads(line)["type"] for line in lines]
    assert kinds == ["update", "delivery", "request"]


def test_requests_at_the_same_time_are_counted(emulator: Emulator) -> None:
    before = emulator.last_seq()
    emulator.fault(kind="delay", ms=200, method="sendMessage", next=3)

    async def send() -> None:
        async with aiohttp.ClientSession(emulator.url) as session:
            given = {"chat_id": emulator.person, "text": "Halo"}
            sends = (session.post(f"/bot{TOKEN}/sendMessage", json=given) for _ in range(3))
            for response in await asyncio.gather(*sends):
                response.release()

    asyncio.run(send())
    assert [each["in_flight"] for each in emulator.look(f"log?after={before}")] == [0, 1, 2]


def test_the_page_and_its_files_are_served(emulator: Emulator) -> None:
    with urlopen(f"{emulator.url}/") as response:
        page = response.read().decode()
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    for path in PAGE.iterdir():
        with urlopen(f"{emulator.url}/page/{path.name}") as response:
            assert "innerHTML" not in response.read().decode()
    assert "http" not in page
    for name in ("..%2Fserver.py", "nothing"):
        with pytest.raises(HTTPError, match="404") as caught:
            urlopen(f"{emulator.url}/page/{name}")
        caught.value.close()


def test_the_page_hears_of_messages_edits_and_toasts(emulator: Emulator) -> None:
    async def follow() -> list[str]:
        kinds: list[str] = []
        async with (
            aiohttp.ClientSession(emulator.url) as session,
            session.get("/control/events") as events,
        ):
            await events.content.readline()
            await asyncio.to_thread(chat)
            while "toast" not in kinds:
                line = await events.content.readline()
                if line.startswith(b"data:"):
                    kinds.append(json.loads(line[5:])["kind"])
        return kinds

    def chat() -> None:
        card = emulator.card("ya")
        query = emulator.act("tap", message_id=card, row=0, col=0)["query_id"]
        emulator.bot("editMessageText", chat_id=emulator.person, message_id=card, text="Baru")
        emulator.bot("answerCallbackQuery", callback_query_id=query)

    # The list of chats changes with each new message, and with an edit of the last.
    assert asyncio.run(follow()) == ["message", "person", "edit", "person", "toast"]
