"""Somebody looks at the chat page, and a bot answers from the test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.bot.emulator.running import Emulator

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SECONDS = 20  # until something that does not happen is a failure
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000080000000808020000004b6d29dc"
    "0000001149444154789c63e0cecbc48a1886960400fc833881a3437c4a00000000"
    "49454e44ae426082"
)


class NoChromium(Exception):  # noqa: N818 - says what is missing
    """There is no Chromium on this machine."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, without a window. Raises NoChromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise NoChromium("there is no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """`errors` are what the page threw, in the order of happening."""

    page: Page
    emulator: Emulator
    errors: list[str] = field(default_factory=list)

    def open(self, *people: int) -> None:
        """Load the page with these chats; without any, the list."""
        self.page.goto(f"{self.emulator.url}/#{'+'.join(map(str, people))}")
        expect(self.page.locator("#people li").first).to_be_attached()
        for each in people:
            expect(self.chat(each).locator("h2")).not_to_be_empty()

    def chat(self, person: int | None = None) -> Locator:
        return self.page.locator(f".chat[data-person='{person or self.emulator.person}']")

    def last(self, person: int | None = None) -> Locator:
        return self.chat(person).locator(".message").last

    def inbox(self) -> Any:
        """The newest update, which the bot confirms; waits for one."""
        update = self.emulator.bot("getUpdates", timeout=SECONDS)[-1]
        self.emulator.bot("getUpdates", offset=update["update_id"] + 1)
        return update

    def send(self, text: str, **more: Any) -> int:
        """What the bot sends to the person; the message's id."""
        sent = self.emulator.bot("sendMessage", chat_id=self.emulator.person, text=text, **more)
        return int(sent["message_id"])


@contextmanager
def visiting(
    browser: Browser, emulator: Emulator, width: int, height: int, **options: Any
) -> Iterator[Visit]:
    """A new visitor, who has seen the tour; the test fails when the page threw an error."""
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    context.set_default_timeout(SECONDS * 1000)
    expect.set_options(timeout=SECONDS * 1000)
    context.add_init_script("localStorage.getItem('tour') ?? localStorage.setItem('tour', 'seen')")
    visit = Visit(context.new_page(), emulator)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    try:
        yield visit
    finally:
        context.close()
    assert visit.errors == []
