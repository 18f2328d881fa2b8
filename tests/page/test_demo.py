"""The demo as a visitor sees it in Chromium: Sari answers to the end, Ratna reads the report.

`pytest tests/page/test_demo.py --update` takes the pictures of the README anew.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from bot.i18n import say
from tests.page.visiting import Visit, visiting
from tests.support.demonstration import Demo, demonstration

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
PHONE, DESKTOP, ZONE = (390, 844), (1440, 900), "Asia/Jakarta"
LEVELS = "23141322312142321"  # what Sari picks, again and again
BUTTONS = ("submit", "next", "skip")
SWITCH_AT = 12  # answers in Indonesian before the language changes


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    with demonstration(tmp_path) as demo:
        yield demo


@pytest.fixture
def photographed(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


class Card:
    """The newest message with buttons in a chat, and what is done with it."""

    def __init__(self, visit: Visit, person: int) -> None:
        self.chat = visit.chat(person)
        self.message = self.chat.locator(".message:has(.key)").last

    @property
    def labels(self) -> list[str]:
        return self.message.locator(".key").all_inner_texts()

    def tap(self, label: str) -> None:
        """Tap, and wait until the newest card shows something else."""
        before = self.message.inner_text()
        self.message.get_by_role("button", name=label, exact=True).click()
        expect(self.message).not_to_have_text(before, use_inner_text=True)

    def type(self, text: str) -> None:
        """Type, and wait until the bot has said something below it."""
        before = self.chat.locator(".message").count()
        field = self.chat.get_by_role("textbox")
        field.fill(text)
        field.press("Enter")
        expect(self.chat.locator(".message").nth(before + 1)).to_be_visible()


def answered(card: Card, language: str, level: str) -> bool:
    """Answer the question on the card as it wants to be answered; False at the review."""
    labels, buttons = card.labels, {key: say(language, f"button.{key}") for key in BUTTONS}
    if buttons["submit"] in labels:
        return False
    if level in labels:
        card.tap(level)
    elif ticks := [label for label in labels if label.startswith("☐ 1.")]:
        card.tap(ticks[0])
        card.tap(say(language, "button.done", count=1))
    elif yes := [label for label in labels if label.startswith("1. ")]:
        card.tap(yes[0])
    elif optional := {buttons["next"], buttons["skip"]} & set(labels):
        card.tap(optional.pop())
    else:
        card.type("12")
    return True


def taken(page: Page, name: str, photographed: bool) -> None:
    if photographed:
        for toast in page.locator(".toast").all():
            expect(toast).to_be_hidden()
        PICTURES.mkdir(exist_ok=True)
        picture = Image.open(BytesIO(page.screenshot(animations="disabled")))
        # A third of the bytes; what is photographed has few colours.
        picture.convert("RGB").quantize(256).save(PICTURES / f"{name}.png", optimize=True)


def seen(photo: Locator) -> None:
    """The picture has come, is as wide as pictures for phones are, and is looked at."""
    expect(photo).to_have_js_property("complete", value=True)
    expect(photo).to_have_js_property("naturalWidth", value=1080)
    photo.evaluate("each => each.closest('.message').scrollIntoView({block: 'start'})")


def test_a_visitor_answers_to_the_end_and_reads_the_report(
    browser: Browser, demo: Demo, photographed: bool
) -> None:
    people = {each["first_name"]: each["id"] for each in demo.page.look("people")}
    sari, ratna = people["Sari"], people["Ratna"]
    with visiting(browser, demo.page, *PHONE, timezone_id=ZONE) as phone:
        phone.open()
        phone.page.locator(f"#people [data-person='{sari}'] a").first.click()
        phone.chat(sari).locator(".start").click()
        card = Card(phone, sari)
        card.tap(say("id", "button.agree"))
        for level in (LEVELS * 9)[:SWITCH_AT]:
            assert answered(card, "id", level)
        taken(phone.page, "question-phone", photographed)
        card.type("/bahasa")
        card.tap("English")
        expect(card.message).to_contain_text("answered")
        for level in LEVELS * 9:
            if not answered(card, "en", level):
                break
        card.tap(say("en", "button.submit"))
        profile = phone.chat(sari).locator(".message:has(.photo)")
        seen(profile.locator(".photo img"))
        expect(profile).to_contain_text(re.compile(r": \d+ \(needed \d+\)"))
        taken(phone.page, "profile-phone", photographed)
        phone.open(ratna)
        phone.chat(ratna).locator(".start").click()
        Card(phone, ratna).type("/laporan")
        seen(phone.chat(ratna).locator(".photo img"))
        taken(phone.page, "report-phone", photographed)
    with visiting(browser, demo.page, *DESKTOP, timezone_id=ZONE) as desktop:
        desktop.page.add_init_script("localStorage.setItem('language', 'en')")
        desktop.open(sari, ratna)
        seen(desktop.chat(sari).locator(".photo img"))
        seen(desktop.chat(ratna).locator(".photo img"))
        numbers = desktop.chat(ratna).locator(".message:has(.key)").last
        expect(numbers).to_contain_text("BP3MI")
        taken(desktop.page, "demo-desktop", photographed)
