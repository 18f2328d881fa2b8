"""`pandu demo` with real processes: nothing is lost when its bot is killed or cut off, its clock
jumps, and it leaves nothing behind however it ends.
"""

import os
import signal
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from bot.clock import utcnow
from tests.support.demonstration import Demo, are_gone, demonstration, until

DAY = 86400
VALID_DAYS = 30  # of an invitation
KUPANG = ZoneInfo("Asia/Makassar")
EXPIRED = "Undangan ini sudah tidak berlaku"


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    with demonstration(tmp_path) as demo:
        yield demo


@pytest.fixture
def people(demo: Demo) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = demo.page.look("people")
    return shown


def test_answers_go_on_when_the_bot_is_killed(demo: Demo, people: list[dict[str, Any]]) -> None:
    sari, yohanes = people[:2]
    demo.enrol(sari)
    demo.say(sari, "2")
    demo.wish(bot="kill")
    demo.say(sari, "1")
    until(lambda: demo.machine()["bot"] == "down")
    demo.say(sari, "1")
    until(lambda: demo.machine()["bot"] == "up")
    demo.say(sari, "1")
    until(lambda: demo.answered(sari) == 5)
    demo.enrol(yohanes)
    assert demo.machine()["waiting"] == 0
    assert "by itself" not in demo.said()


def test_a_bot_that_dies_by_itself_is_started_again(
    demo: Demo, people: list[dict[str, Any]]
) -> None:
    demo.enrol(people[0])
    first = demo.child("bot.cli.demo_bot")
    os.kill(first, signal.SIGKILL)
    until(lambda: "The bot ended by itself (code -9) and is started again." in demo.said())
    demo.say(people[0], "1")
    until(lambda: demo.answered(people[0]) == 2)
    assert demo.child("bot.cli.demo_bot") != first


def test_answers_wait_for_a_network_that_is_cut(demo: Demo, people: list[dict[str, Any]]) -> None:
    sari = people[0]
    demo.enrol(sari)
    demo.wish(network="cut")
    before = demo.page.last_seq()
    for answer in ("2", "1", "1"):
        demo.say(sari, answer)
    until(lambda: "no updates" in demo.said())
    assert demo.answered(sari) == 1
    assert demo.page.look("status")["pending_updates"] == 3
    demo.wish_done(bot="kill")  # a bot that starts without a network waits for it
    assert demo.machine()["bot"] == "up"
    assert demo.page.last_seq() == before
    demo.wish(network="up")
    until(lambda: demo.answered(sari) == 4)


def test_a_jump_of_the_clock_moves_page_and_bot(demo: Demo, people: list[dict[str, Any]]) -> None:
    sari, yohanes, maria = people[:3]
    demo.enrol(sari)
    before = demo.messages(sari)[-1]["date"]
    demo.wish_done(ahead=VALID_DAYS * DAY)
    demo.say(yohanes, f"/start {yohanes['start_parameter']}")
    until(lambda: EXPIRED in str(demo.messages(yohanes)))
    assert demo.messages(yohanes)[-1]["date"] - before >= VALID_DAYS * DAY
    demo.wish_done(bot="kill")
    demo.say(maria, f"/start {maria['start_parameter']}")
    until(lambda: EXPIRED in str(demo.messages(maria)))
    demo.say(sari, "1")
    until(lambda: demo.answered(sari) == 2)


def test_the_day_after_tomorrow_comes_by_a_jump(demo: Demo, people: list[dict[str, Any]]) -> None:
    sari = people[0]
    demo.enrol(sari)
    demo.say(sari, "1")
    until(lambda: demo.answered(sari) == 2)
    day = (utcnow().astimezone(KUPANG) + timedelta(days=2)).strftime("%d/%m/%Y")
    demo.say(sari, day)
    until(lambda: "Tanggal ini belum terjadi" in str(demo.messages(sari)))
    demo.wish_done(ahead=2 * DAY)
    demo.say(sari, day)
    until(lambda: demo.answered(sari) == 3)


def test_ctrl_c_ends_everything(demo: Demo, people: list[dict[str, Any]]) -> None:
    demo.enrol(people[0])
    children = demo.children()
    demo.interrupt()
    demo.interrupt()  # somebody impatient
    assert demo.process.wait(30) == 0
    assert_nothing_is_left(demo, children)


def test_ctrl_c_ends_a_bot_without_network(demo: Demo, people: list[dict[str, Any]]) -> None:
    demo.enrol(people[0])
    children = demo.children()
    demo.wish(network="cut")
    until(lambda: "no updates" in demo.said())
    demo.interrupt()
    assert demo.process.wait(30) == 0
    assert_nothing_is_left(demo, children)


def test_ctrl_c_ends_a_demo_that_waits_for_a_new_bot(demo: Demo) -> None:
    children = demo.children()
    demo.wish(bot="kill")
    until(lambda: demo.machine()["bot"] == "down")
    children.append(demo.child("bot.cli.demo_bot"))
    demo.interrupt()
    assert demo.process.wait(30) == 0
    assert_nothing_is_left(demo, children)


def test_a_demo_that_is_killed_leaves_nothing_behind(
    demo: Demo, people: list[dict[str, Any]]
) -> None:
    demo.enrol(people[0])
    children = demo.children()
    demo.process.kill()
    demo.process.wait()
    until(lambda: are_gone(children))
    assert_nothing_is_left(demo, children)


def test_a_demo_without_its_page_ends(demo: Demo) -> None:
    children = demo.children()
    os.kill(demo.child("bot.emulator"), signal.SIGKILL)
    assert demo.process.wait(30) == 1
    assert "The chat page ended by itself." in demo.said()
    assert_nothing_is_left(demo, children)


def assert_nothing_is_left(demo: Demo, children: list[int]) -> None:
    """No process, no file, no listener on the page's port, and no traceback on the terminal."""
    assert are_gone(children)
    assert not list(demo.scratch.iterdir())
    assert "Traceback" not in demo.said()
    place = urlsplit(demo.page.url)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((str(place.hostname), place.port or 0))
