"""`pandu serve` and `pandu demo`: how they begin, and that they end cleanly."""

import json
import signal
import socket
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from bot.i18n import say
from tests.bot.cli.running import NOBODY, PATIENCE, Shell
from tests.bot.emulator.running import TOKEN, Emulator, running


def test_serve_needs_a_token(shell: Shell) -> None:
    done = shell.pandu("serve", PANDU_LANGUAGE="id")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "Isi PANDU_TELEGRAM_TOKEN dengan token dari BotFather. Untuk mencoba tanpa token: "
        "make demo.\n"
    )


def test_one_process_serves_a_database_until_it_is_stopped(shell: Shell) -> None:
    with running() as emulator:
        telegram = {"PANDU_TELEGRAM_TOKEN": TOKEN, "PANDU_TELEGRAM_API": emulator.url}
        with shell.started("serve", **telegram) as bot:
            emulator.await_poll()
            second = shell.pandu("serve", **telegram)
            assert (second.code, second.out) == (3, "")
            assert second.err.endswith(
                "Another Pandu process already serves this database. Stop it first.\n"
            )
            assert bot.end(signal.SIGINT) == 0
        with shell.started("serve", **telegram) as bot:
            bot.said("serving")
            assert bot.end(signal.SIGTERM) == 0


def test_a_token_that_telegram_does_not_know_ends_serve(shell: Shell) -> None:
    with running() as emulator:
        done = shell.pandu(
            "serve", PANDU_TELEGRAM_TOKEN="42:OTHER", PANDU_TELEGRAM_API=emulator.url
        )
    assert (done.code, done.out) == (3, "")
    assert done.err.endswith("Telegram does not know this token. Check PANDU_TELEGRAM_TOKEN.\n")
    assert "OTHER" not in done.err


def test_serve_ends_while_it_waits_for_telegram(shell: Shell) -> None:
    settings = {"PANDU_TELEGRAM_TOKEN": TOKEN, "PANDU_TELEGRAM_API": NOBODY}
    with shell.started("serve", **settings) as bot:
        bot.said("Bot API not reached")
        assert bot.end(signal.SIGINT) == 0


def test_a_taken_port_is_said(shell: Shell) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = shell.pandu("demo", "--port", str(port))
    assert (done.code, done.out) == (1, "")
    # Nothing else: no process was started that would say it too.
    assert done.err == f"Port {port} is taken. Choose another: pandu demo --port 8090\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_demo_offers_people_and_leaves_nothing_behind(
    shell: Shell, tmp_path: Path, number: signal.Signals
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with shell.started("demo", "--port", "0", TMPDIR=str(scratch)) as demo:
        said = demo.said("Stop with Ctrl-C.")
        emulator = Emulator(said.split("Open ")[1].split()[0], demo.process)  # type: ignore[arg-type]
        people = emulator.look("people")
        assert [person["first_name"] for person in people[:3]] == ["Sari", "Yohanes", "Maria"]
        notes = {person["first_name"]: person["note"] for person in people}
        assert notes["Sari"] == "Petugas layanan · BP3MI Nusa Tenggara Timur"
        assert notes["Ratna"] == "Koordinator · KP2MI/BP2MI Pusat"
        assert notes["Dewi"] == "Front desk officer · P4MI Tanjung Balai"
        shown = meet(emulator, people[0])
        assert "Halo Sari Lango" in shown["text"]
        assert [say("id", "button.agree")] in buttons(shown)
        assert demo.end(number) == 0
        with pytest.raises(URLError):
            urlopen(Request(emulator.url))
    assert not list(scratch.iterdir())
    assert not list(shell.folder.glob("var"))


def meet(emulator: Emulator, person: dict[str, Any]) -> dict[str, Any]:
    """The person presses Start; the bot's first message."""
    text = f"/start {person['start_parameter']}"
    emulator.person = person["id"]
    emulator.act("say", text=text)
    deadline = monotonic() + PATIENCE
    while True:
        shown: list[dict[str, Any]] = emulator.look(f"transcript?person={person['id']}")
        for message in shown:
            if message["from"] == "bot":
                return message
        assert monotonic() < deadline, json.dumps(shown)
        sleep(0.05)


def buttons(message: dict[str, Any]) -> list[list[str]]:
    return [[button["text"] for button in row] for row in message["buttons"]]
