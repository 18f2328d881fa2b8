"""The machine that the bot runs on, as the page sees it: network, clock, and what its supervisor
is asked to do.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from bot.emulator.clock import Clock
from bot.emulator.errors import ControlError

Json = dict[str, Any]

LONGEST_AHEAD = 3660 * 86400  # seconds; ten years are enough for a demo
WISHES_SECONDS = 25.0


class Machine:
    """The emulator cuts the network and puts its own clock ahead itself; killing the bot and
    putting the bot's clock ahead are wishes, for a supervisor that asks for them.
    """

    def __init__(self, clock: Clock, tell: Callable[[str, int, Json], None]) -> None:
        self.supervised = False
        self.bot = "unknown"
        self.is_cut = False
        self.wishes: list[Json] = []
        self.done = 0  # the last wish that was carried out
        self._clock = clock
        self._tell = tell
        self._waiters: set[asyncio.Future[None]] = set()

    def view(self) -> Json:
        """How things stand; `ahead` in seconds, `waiting` how many wishes are not carried out."""
        return {
            "supervised": self.supervised,
            "bot": self.bot,
            "network": "cut" if self.is_cut else "up",
            "ahead": self._clock.ahead,
            "waiting": len(self.wishes) - self.done if self.supervised else 0,
        }

    def cut(self, *, cut: bool) -> None:
        self.is_cut = cut
        self.announce()

    def put_ahead(self, seconds: int) -> None:
        """Put the clock `seconds` ahead of the real time, not back. Raises ControlError."""
        if not self._clock.ahead <= seconds <= LONGEST_AHEAD:
            raise ControlError(400, "the clock goes forward only, and at most ten years")
        self._clock.ahead = seconds
        self._wish({"ahead": seconds})
        self.announce()

    def kill(self) -> None:
        """Raises ControlError when nobody could do it."""
        if not self.supervised:
            raise ControlError(409, "nobody supervises the bot: start it with pandu demo")
        self._wish({"kill": True})

    def report(self, bot: str | None, done: int | None) -> None:
        """The supervisor says how its bot is, and which wish it has carried out."""
        self.supervised = True
        self.bot = bot or self.bot
        self.done = self.done if done is None else done
        self.announce()

    def announce(self) -> None:
        self._tell("machine", 0, self.view())

    def _wish(self, what: Json) -> None:
        self.wishes.append({"id": len(self.wishes) + 1, **what})
        self.wake()

    def wake(self) -> None:
        """Let go whoever waits for a wish."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def wishes_after(self, number: int, seconds: float = WISHES_SECONDS) -> list[Json]:
        """The wishes above this id; waits for one at most so many seconds."""
        if not self.wishes[max(number, 0) :]:
            waiter = asyncio.get_running_loop().create_future()
            self._waiters.add(waiter)
            await asyncio.wait([waiter], timeout=seconds)
            self._waiters.discard(waiter)
        return self.wishes[max(number, 0) :]
