"""Both languages, both colours, every width; names, contrast and size of what can be used."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.emulator.running import Emulator
from tests.page.visiting import Visit, visiting

FAULTS = Path(__file__).parent / "faults.js"
LONG = "https://contoh.example/" + "panjang" * 30
CONTROL = re.compile(r"^\s*- (button|link|textbox|searchbox|switch|combobox|region)( \[.*)?:?$")


def faults(page: Page, kind: str) -> Any:
    """What a function of faults.js finds on the page."""
    return page.evaluate(f"{FAULTS.read_text()}.{kind}()")


@pytest.fixture
def full(emulator: Emulator) -> Emulator:
    """A chat in which everything is that a chat can hold, and an unread one beside it."""
    emulator.act("sticker")
    emulator.act("contact")
    emulator.act("location", latitude=-8.62, longitude=122.21)
    emulator.act("video", name="a.mp4", content="eA==", mime_type="video/mp4")
    emulator.act("audio", name="rekaman-rapat-yang-panjang.mp3", content="eA==")
    emulator.act("document", name="sebuah-nama-berkas-yang-panjang.xlsx", content="eA==")
    row = [
        {"text": "Hapus", "callback_data": "a", "style": "danger"},
        {"text": "Setuju", "callback_data": "b", "style": "success"},
        {"text": "Lanjut", "callback_data": "c", "style": "primary"},
    ]
    more = [{"text": "Situs", "url": "https://example.org"}, {"text": "1", "callback_data": "d"}]
    person = emulator.person
    emulator.bot("sendMessage", chat_id=person, text=f"Lihat {LONG} atau /bantuan")
    emulator.bot(
        "sendMessage",
        chat_id=person,
        text="Bagikan?",
        reply_markup={"keyboard": [[{"text": "Kirim kontak", "request_contact": True}]]},
    )
    emulator.bot(
        "sendMessage", chat_id=person, text="?", reply_markup={"inline_keyboard": [row, more]}
    )
    emulator.join(first_name="Ratna", last_name="Wulandari", note="Koordinator · KP2MI Jakarta")
    emulator.act("say", text="/start")
    emulator.bot("sendMessage", chat_id=emulator.person, text="Belum dibaca")
    emulator.person = person
    return emulator


@pytest.fixture(params=[(320, 640), (390, 844), (640, 400), (800, 900), (1280, 800), (1800, 900)])
def sized(request: pytest.FixtureRequest, browser: Browser, full: Emulator) -> Iterator[Visit]:
    """640 × 400 is a window of 1280 × 800 at a zoom of 200 %."""
    width, height = request.param
    with visiting(browser, full, width, height) as visit:
        yield visit


def test_nothing_is_cut_off_or_too_small_at_any_width(sized: Visit) -> None:
    page = sized.page
    page.add_init_script("localStorage.removeItem('tour')")
    sized.open()
    assert faults(page, "tooWide") == []
    assert faults(page, "tooSmall") == []
    sized.open(sized.emulator.person)
    page.reload()
    expect(sized.last().get_by_role("button", name="Setuju")).to_be_visible()
    expect(sized.chat().get_by_role("button", name="Kirim", exact=True)).to_be_in_viewport()
    assert faults(page, "tooWide") == []
    assert faults(page, "tooSmall") == []
    if page.locator("#panel").is_hidden():
        page.locator("[data-panel]:visible").first.click()
    expect(page.locator("#tour-again")).to_be_attached()
    assert faults(page, "tooWide") == []
    assert faults(page, "tooSmall") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_readable_and_controls_have_names(
    browser: Browser, full: Emulator, scheme: Any
) -> None:
    with visiting(browser, full, 1280, 800, color_scheme=scheme) as visit:
        visit.page.add_init_script("localStorage.removeItem('tour')")
        visit.open(full.person)
        expect(visit.last().get_by_role("button", name="Setuju")).to_be_visible()
        looked = faults(visit.page, "tooFaint")
        assert looked["seen"] > 60
        assert looked["faint"] == []
        tree = visit.page.locator("body").aria_snapshot().splitlines()
        assert [line for line in tree if CONTROL.match(line)] == []
        for role in ("navigation", "main", "complementary", "region", "log"):
            assert any(line.lstrip().startswith(f"- {role} ") for line in tree), role


def test_the_language_is_switched_and_remembered(desktop: Visit) -> None:
    desktop.open(desktop.emulator.person)
    desktop.page.get_by_role("button", name="Switch to English").click()
    expect(desktop.page.locator("html")).to_have_attribute("lang", "en")
    expect(desktop.page.get_by_role("heading", name="Behind the scenes")).to_be_visible()
    expect(desktop.chat()).to_have_attribute("aria-label", "Chat of Sari Lango")
    desktop.page.reload()
    expect(desktop.chat().get_by_role("textbox")).to_have_attribute(
        "placeholder", "Message as Sari …"
    )
    expect(desktop.page.get_by_role("button", name="Ganti ke bahasa Indonesia")).to_be_visible()


def test_both_languages_have_the_same_words(desktop: Visit) -> None:
    desktop.open()
    source = desktop.page.evaluate("fetch('/page/words.js').then((each) => each.text())")
    indonesian, english = source.split("  en: {")
    keys = [re.findall(r"(?:^|, )\s*(\w+): [\"']", part, re.M) for part in (indonesian, english)]
    assert len(keys[0]) > 80
    assert keys[0] == keys[1]


def test_colours_follow_the_system_until_they_are_chosen(browser: Browser, full: Emulator) -> None:
    with visiting(browser, full, 390, 844, color_scheme="dark") as visit:
        visit.open()
        ground = "getComputedStyle(document.body).backgroundColor"
        dark = visit.page.evaluate(ground)
        visit.page.emulate_media(color_scheme="light")
        light = visit.page.evaluate(ground)
        assert light != dark
        visit.page.get_by_role("button", name="Warna gelap").click()
        assert visit.page.evaluate(ground) == dark
        visit.page.reload()
        expect(visit.page.get_by_role("button", name="Warna terang")).to_be_visible()
        assert visit.page.evaluate(ground) == dark


def test_nothing_moves_for_those_who_want_no_motion(browser: Browser, full: Emulator) -> None:
    with visiting(browser, full, 390, 844, reduced_motion="reduce") as visit:
        visit.open(full.person)
        full.bot("sendChatAction", chat_id=full.person, action="typing")
        dot = visit.chat().locator(".typing-dots i").first
        expect(dot).to_be_attached()
        assert dot.evaluate("node => getComputedStyle(node).animationName") == "none"
