"""The benchmark's contestants, load and report work, at a size that says nothing about speed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.answers import Contestant, measure, pandu, peer
from benchmarks.report import Measured, limit, pooled, table, words

PEOPLE, QUESTIONS = 2, 3

on_linux = pytest.mark.skipif(not Path("/proc/stat").exists(), reason="CPU is read from /proc")


def default_peer(folder: Path, people: int, questions: int) -> Contestant:
    return peer(folder, people, questions, flushed=False)


def flushed_peer(folder: Path, people: int, questions: int) -> Contestant:
    return peer(folder, people, questions, flushed=True)


@on_linux
@pytest.mark.parametrize("contestant", [pandu, default_peer, flushed_peer])
def test_each_bot_answers_everything_with_the_same_calls(
    contestant: Callable[[Path, int, int], Contestant], tmp_path: Path
) -> None:
    measured = measure(contestant(tmp_path, PEOPLE, QUESTIONS), tmp_path, QUESTIONS)
    calls = {method: n for method, n in measured.calls.items() if method != "getUpdates"}
    every = PEOPLE * QUESTIONS
    assert calls == {"answerCallbackQuery": every, "editMessageText": every}
    assert measured.answers == len(measured.latencies) == every
    assert min(measured.latencies) > 0


def row(name: str, seconds: float, **shares: float) -> Measured:
    """A hundred answers in `seconds`."""
    cpu = {"bot": 0.0, "api": 0.0, "load": 0.0}
    others = {"others_on_bot_core": 0.0, "others_on_load_core": 0.0}
    used = {part: share * seconds for part, share in (cpu | others | shares).items()}
    calls = {"answerCallbackQuery": 100, "editMessageText": 100, "getUpdates": 7}
    return Measured(name, 100, seconds, [0.1] * 99 + [0.3], calls, **used)


@pytest.mark.parametrize(
    ("shares", "reason"),
    [
        ({"bot": 0.95, "api": 0.95}, "its own CPU, 95% of its core"),
        ({"bot": 0.5, "api": 0.6, "load": 0.35}, "the local Bot API and the load, 95%"),
        ({"bot": 0.5, "api": 0.2}, "waiting for calls and the disk; its core idles 50%"),
        ({"bot": 0.5, "others_on_bot_core": 0.45}, "other processes took 45% and 0%"),
    ],
)
def test_what_limits_is_said(shares: dict[str, float], reason: str) -> None:
    assert reason in limit(row("Bot", 1.0, **shares))


def test_the_report_compares_with_the_first_row() -> None:
    rows = [row("Ours", 1.0, bot=0.5), row("Theirs", 2.0, bot=0.5)]
    cells = [cell.strip() for cell in table(rows).splitlines()[2].strip("|").split("|")]
    assert cells == ["Ours", "100.0", "100", "102", "5.00", "2.00", "50%", "0%", "0%"]
    said = words(rows, synced=0.001)
    assert said[0] == "Ours: 2.00 times the throughput of Theirs, 0.50 times its CPU per answer"
    assert "one fdatasync takes 1.00 ms" in said[1]


def test_rounds_are_pooled() -> None:
    both = pooled([row("Bot", 1.0, bot=0.5), row("Bot", 3.0, bot=0.5)])
    assert (both.answers, both.seconds, both.bot, both.rate) == (200, 4.0, 2.0, 50.0)
    assert both.calls["editMessageText"] == len(both.latencies) == 200
