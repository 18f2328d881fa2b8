"""The log of every Bot API request: the truth of what a bot did."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.emulator import clock
from bot.emulator.clock import Clock

Json = dict[str, Any]


@dataclass(slots=True)
class Entry:
    """One request. `arrived`, `done` and `answered` are monotonic seconds.

    `done` is when the effect had happened (or the request was refused), `answered` when the answer
    was handed to a connection that still stood; it stays None for a lost or an ungrasped answer.
    """

    method: str
    in_flight: int
    time: str
    arrived: float = field(default_factory=clock.monotonic)
    seq: int = 0
    parameters: Json = field(default_factory=dict)
    status: int | None = None
    error: str | None = None
    fault: str | None = None
    chat_id: int | None = None
    message_id: int | None = None
    query: Json | None = None
    done: float | None = None
    answered: float | None = None

    def note(self) -> Json:
        return {"type": "request"} | {name: getattr(self, name) for name in self.__slots__}


class Journal:
    """Entries in the order of their effects; with a file, each also as a line when it is over."""

    def __init__(self, time: Clock, path: Path | None = None) -> None:
        self.entries: list[Entry] = []
        self.in_flight = 0
        self._time = time
        self._file = path.open("a", encoding="utf-8", buffering=1) if path else None

    def open(self, method: str) -> Entry:
        """Note an arrival. getUpdates waits by nature and does not count as in flight."""
        entry = Entry(method, self.in_flight, self._time.wall())
        self.in_flight += method != "getUpdates"
        return entry

    def settle(self, entry: Entry) -> None:
        """Give `entry` its place: straight after its effect, before its answer leaves."""
        entry.done = clock.monotonic()
        self.entries.append(entry)
        entry.seq = len(self.entries)

    def close(self, entry: Entry) -> None:
        self.in_flight -= entry.method != "getUpdates"
        self.record(entry.note())

    def since(self, seq: int) -> list[Json]:
        """Entries after `seq`, oldest first."""
        return [entry.note() for entry in self.entries[max(seq, 0) :]]

    def record(self, note: Json) -> None:
        """Write one JSON line, when a file was asked for."""
        if self._file:
            self._file.write(json.dumps(note, ensure_ascii=False) + "\n")

    def end(self) -> None:
        if self._file:
            self._file.close()
