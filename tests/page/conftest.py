"""One local Bot API and one Chromium for the tests of the page; each test gets a new Sari."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.bot.emulator.running import Emulator, running
from tests.page.visiting import NoChromium, Visit, chromium, visiting


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Ends with this package: while Playwright runs, no other test could run an event loop."""
    try:
        with chromium() as browser:
            yield browser
    except NoChromium as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="package")
def process() -> Iterator[Emulator]:
    with running() as emulator:
        yield emulator


@pytest.fixture
def emulator(process: Emulator) -> Emulator:
    """`person` is a new Sari, who has started the bot; the bot has read that."""
    process.join(last_name="Lango", note="Meja layanan · BP3MI NTT", start_parameter="kode")
    process.act("say", text="/start")
    process.bot("getUpdates", offset=-1)
    process.bot("deleteWebhook", drop_pending_updates=True)
    return process


@pytest.fixture
def phone(browser: Browser, emulator: Emulator) -> Iterator[Visit]:
    with visiting(browser, emulator, 390, 844) as visit:
        yield visit


@pytest.fixture
def desktop(browser: Browser, emulator: Emulator) -> Iterator[Visit]:
    with visiting(browser, emulator, 1280, 800) as visit:
        yield visit
