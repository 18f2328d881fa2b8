"""`pandu forms walk`: steps through forms as a reference engine takes them, states out."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typer

from bot.cli.console import PROBLEM, emit
from bot.clock import utcnow
from bot.settings import machine_zone
from flows import Form, UnsupportedForm, load_form
from flows.engine import steps
from flows.xlsform import Unreadable, converted


class Beside(Mapping[str, bytes]):
    """The files in a form's folder; one that is not there is an empty list."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> bytes:
        file = self._folder / Path(name).name
        return file.read_bytes() if file.is_file() else b""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)

    def __iter__(self) -> Iterator[str]:
        return (file.name for file in self._folder.iterdir())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def walk() -> None:
    """Read JSON lines ({"form", "steps", "full", "now", "seed"}), write the states of each."""
    wrong = False
    for line in sys.stdin:
        if line.strip():
            reply = walked(line)
            wrong = wrong or "error" in reply
            emit(reply)
            sys.stdout.flush()
    if wrong:
        raise typer.Exit(PROBLEM)


def walked(line: str) -> dict[str, Any]:
    """The reply to one line, in the oracle's shape; `error` says why there are no states."""
    reply: dict[str, Any] = {"form": None, "engine": "pandu", "states": []}
    try:
        order = json.loads(line)
        reply["form"] = order["form"]
        now = _moment(order.get("now"))
        form = _loaded(order["form"])
        reply["states"] = list(_states(form, order, now))
    except UnsupportedForm as refusal:
        reply["error"] = str(refusal)
    except Unreadable as refusal:
        problem = refusal.problem
        reply["error"] = " ".join([problem.code, *problem.details.values()])
    except (OSError, KeyError, TypeError, ValueError) as error:
        reply["error"] = f"{type(error).__name__}: {error}"
    return reply


def _moment(text: str | None) -> datetime:
    """The respondent's clock: in the zone that is written, else in the machine's."""
    now = datetime.fromisoformat(text) if text else utcnow().astimezone(machine_zone())
    return now if now.tzinfo else now.replace(tzinfo=machine_zone())


def _states(form: Form, order: Mapping[str, Any], now: datetime) -> Iterator[dict[str, Any]]:
    full = bool(order.get("full"))
    walk = steps.Walk(form, now, int(order.get("seed", 0)))
    yield walk.look(full=full)
    for step in order.get("steps", ()):
        problem = ""
        try:
            walk.take(*step)
        except steps.StepError as error:
            problem = str(error)
        shown = walk.look(full=full)
        yield {**shown, "step_error": problem} if problem else shown


@lru_cache(maxsize=4)
def _loaded(name: str) -> Form:
    file = Path(name)
    return load_form(converted(file.read_bytes(), file.name), Beside(file.parent))
