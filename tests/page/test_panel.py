"""Behind the scenes: what the visitor does to the bot's machine, and the tour."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.emulator.running import Emulator, running
from tests.page.visiting import Visit, visiting


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """A process of its own: who supervises it cannot be taken back."""
    with running() as emulator:
        yield emulator


def supervise(emulator: Emulator, bot: str) -> None:
    emulator.ask("control/supervisor", {"bot": bot})


def poll(emulator: Emulator) -> None:
    """The bot fetches all that waits, and asks again."""
    updates = emulator.bot("getUpdates")
    emulator.bot("getUpdates", offset=updates[-1]["update_id"] + 1 if updates else 0, timeout=1)


def log(page: Page) -> list[str]:
    return [each.split(" ", 1)[1] for each in page.locator("#log li").all_inner_texts()]


def test_without_a_supervisor_the_switches_say_why_they_rest(desktop: Visit) -> None:
    desktop.emulator.join()
    desktop.open()
    expect(desktop.page.get_by_role("button", name="Matikan bot")).to_be_disabled()
    expect(desktop.page.get_by_role("button", name="Maju satu hari")).to_be_disabled()
    expect(desktop.page.locator("#unsupervised")).to_contain_text("pandu demo")


def test_a_killed_bot_comes_back_and_nothing_is_lost(desktop: Visit) -> None:
    emulator, page = desktop.emulator, desktop.page
    sari = emulator.join()
    emulator.act("say", text="/start")
    supervise(emulator, "up")
    poll(emulator)
    desktop.open(sari)
    expect(page.locator("#bot-state")).to_have_text("Bot berjalan")
    page.get_by_role("button", name="Matikan bot").dblclick()
    [wish] = emulator.look("wishes?after=0")["wishes"]
    assert wish["kill"] is True
    supervise(emulator, "down")
    expect(page.locator("#bot-state")).to_contain_text("sedang dinyalakan lagi")
    expect(page.get_by_role("button", name="Matikan bot")).to_be_disabled()
    desktop.chat().get_by_role("textbox").fill("tetap menjawab")
    desktop.chat().get_by_role("textbox").press("Enter")
    expect(desktop.chat().locator(".outage")).to_contain_text("yang menunggu: 1")
    supervise(emulator, "up")
    poll(emulator)
    expect(page.locator("#bot-state")).to_have_text("Bot berjalan")
    expect(page.locator("#log li")).to_have_count(3)
    lost, back, killed = log(page)
    assert killed == "Bot dimatikan."
    assert back.startswith("Bot kembali setelah ")
    assert lost == "Yang menunggu: 1. Semuanya sudah diterima bot; tidak ada yang hilang."
    expect(desktop.chat().locator(".outage")).to_have_text(lost)


def test_the_network_is_cut_and_joined(desktop: Visit) -> None:
    emulator, page = desktop.emulator, desktop.page
    emulator.join()
    desktop.open()
    cut = page.get_by_role("switch", name="Putuskan jaringan")
    cut.click()
    expect(cut).to_be_checked()
    assert emulator.look("status")["machine"]["network"] == "cut"
    cut.click()
    expect(cut).not_to_be_checked()
    assert emulator.look("status")["machine"]["network"] == "up"


def test_the_clock_jumps_a_day_at_a_time(desktop: Visit) -> None:
    emulator, page = desktop.emulator, desktop.page
    emulator.join()
    supervise(emulator, "up")
    desktop.open()
    before = page.locator("#clock-now").inner_text()
    page.get_by_role("button", name="Maju satu hari").click()
    expect(page.locator("#clock-now")).not_to_have_text(before)
    assert before.endswith("WIB")
    page.get_by_role("button", name="Maju satu hari").click()
    expect(page.locator("#log li")).to_have_count(2)
    assert emulator.look("status")["machine"]["ahead"] == 2 * 86400


def test_the_page_finds_the_server_again(browser: Browser, emulator: Emulator) -> None:
    """What stands in the page afterwards is what the new server knows."""
    sari = emulator.join()
    port = emulator.url.rsplit(":", 1)[1]
    with visiting(browser, emulator, 1280, 800) as visit:
        visit.open(sari)
        emulator.process.terminate()
        emulator.process.wait()
        expect(visit.page.get_by_role("alert")).to_contain_text("Terputus dari server")
        with running("--port", port) as again:
            again.join(first_name="Ratna")
            expect(visit.page.locator("#people li")).to_contain_text("Ratna")
            expect(visit.page.get_by_role("alert")).to_be_hidden()
            expect(visit.page.locator(".chat")).to_have_count(0)


def test_on_a_phone_the_panel_is_a_drawer_that_escape_closes(phone: Visit) -> None:
    sari = phone.emulator.join()
    phone.open(sari)
    opener = phone.chat().get_by_role("button", name="Di balik layar")
    opener.click()
    expect(phone.page.locator("#panel")).to_be_visible()
    expect(phone.page.locator("#panel-close")).to_be_focused()
    phone.page.keyboard.press("Escape")
    expect(phone.page.locator("#panel")).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_tour_waits_for_what_it_asks(browser: Browser, emulator: Emulator) -> None:
    sari = emulator.join()
    ratna = emulator.join(first_name="Ratna")
    supervise(emulator, "up")
    with visiting(browser, emulator, 1280, 800) as visit:
        emulator.person = sari
        visit.page.add_init_script("localStorage.removeItem('tour')")
        visit.open()
        tour = visit.page.get_by_role("region", name="Tur singkat")
        tour.get_by_role("button", name="Mulai tur").click()
        expect(tour).to_contain_text("1/7")
        pointed = visit.page.locator(".pointed")
        expect(pointed).to_contain_text("Sari")
        pointed.click()
        expect(tour).to_contain_text("2/7")
        expect(pointed).to_have_text("MULAI")
        pointed.click()
        expect(tour).to_contain_text("3/7")
        card = emulator.card("setuju")
        for text in ("satu", "dua"):
            _edit(emulator, card, text)
        expect(tour).to_contain_text("4/7")
        _say(visit, "1")
        _edit(emulator, card, "tiga")
        expect(tour).to_contain_text("5/7")
        _say(visit, "/bahasa")
        visit.inbox()
        visit.chat().get_by_role("button", name="setuju").click()
        query = visit.inbox()["callback_query"]["id"]
        emulator.bot("answerCallbackQuery", callback_query_id=query)
        expect(tour).to_contain_text("6/7")
        expect(pointed).to_have_text("Matikan bot")
        supervise(emulator, "down")
        supervise(emulator, "up")
        _edit(emulator, card, "empat")
        expect(tour).to_contain_text("7/7")
        visit.page.locator(f"#people [data-person='{ratna}'] a").click()
        _say_as(emulator, ratna, "/start")
        _say_as(emulator, ratna, "/laporan")
        visit.send("Laporan")
        expect(tour).to_contain_text("Selesai")
        tour.get_by_role("button", name="Tutup").click()
        expect(tour).to_be_hidden()
        assert visit.page.evaluate("localStorage.getItem('tour')") == "seen"


def _edit(emulator: Emulator, card: int, text: str) -> None:
    keys = {"inline_keyboard": [[{"text": "setuju", "callback_data": text}]]}
    emulator.bot(
        "editMessageText",
        chat_id=emulator.person,
        message_id=card,
        text=text,
        reply_markup=keys,
    )


def _say(visit: Visit, text: str) -> None:
    visit.chat().get_by_role("textbox").fill(text)
    visit.chat().get_by_role("textbox").press("Enter")
    expect(visit.last()).to_contain_text(text)


def _say_as(emulator: Emulator, person: int, text: str) -> None:
    emulator.person = person
    emulator.act("say", text=text)
