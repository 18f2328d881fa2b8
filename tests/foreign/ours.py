"""The local Bot API as a server of the walk."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.bot.emulator.running import Emulator, running
from tests.foreign.driver import Query, Request, Shown


@dataclass
class OurServer:
    emulator: Emulator
    log: list[Request] = field(default_factory=list)  # what was read of the emulator's so far

    @property
    def url(self) -> str:
        return self.emulator.url

    def say(self, text: str) -> None:
        self.emulator.act("say", text=text)

    def tap(self, message_id: int, data: str) -> str:
        return str(self.emulator.act("tap", message_id=message_id, data=data)["query_id"])

    def messages(self) -> list[Shown]:
        said = self.emulator.look(f"transcript?person={self.emulator.person}")
        return [
            Shown(
                each["message_id"],
                each["text"],
                tuple((b["text"], b["callback_data"]) for row in each["buttons"] for b in row),
            )
            for each in said
            if each["from"] == "bot"
        ]

    def requests(self) -> list[Request]:
        self.log += [
            Request(each["method"], each["parameters"], each["arrived"], each["error"])
            for each in self.emulator.look(f"log?after={len(self.log)}")
        ]
        return self.log

    def queries(self) -> list[Query]:
        return [Query(each["id"], each["created"]) for each in self.emulator.look("queries")]

    def clock(self) -> float:
        return time.monotonic()


@contextmanager
def our_server() -> Iterator[OurServer]:
    with running() as emulator:
        emulator.join(first_name="Staf")
        yield OurServer(emulator)
