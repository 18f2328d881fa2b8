"""The demo as a visitor sees it in Chromium: Sari answers to the end, Ratna reads the report.

`pytest tests/page/test_demo.py --update` takes the pictures of the README anew.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.i18n import say
from tests.page.cards import LEVELS, Card, answered, seen
from tests.page.photographing import PICTURES, photograph
from tests.page.visiting import visiting
from tests.support.demonstration import Demo, demonstration

PHONE, DESKTOP, ZONE = (390, 844), (1440, 900), "Asia/Jakarta"
SWITCH_AT = 12  # answers in Indonesian before the language changes


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    with demonstration(tmp_path) as demo:
        yield demo


@pytest.fixture
def photographed(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


def taken(page: Page, name: str, photographed: bool) -> None:
    if photographed:
        photograph(page, PICTURES / f"{name}.png")


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
        phone.chat(sari).get_by_role("button", name="English", exact=True).click()
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
