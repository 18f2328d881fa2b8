"""One emulator process for the tests of a worker; each test gets somebody who just said hello."""

from collections.abc import Iterator

import pytest

from tests.bot.emulator.running import Emulator, running


@pytest.fixture(scope="session")
def process() -> Iterator[Emulator]:
    with running() as emulator:
        yield emulator


@pytest.fixture
def emulator(process: Emulator) -> Emulator:
    """No fault is on, no update waits, and `person` has started the bot."""
    process.ask("control/faults", method="DELETE")
    process.join()
    process.act("say", text="/start")
    process.bot("getUpdates", offset=-1, limit=1, allowed_updates=[])
    process.bot("deleteWebhook", drop_pending_updates=True)
    return process
