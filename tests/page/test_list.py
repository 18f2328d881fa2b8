"""The list of people, and which of their chats are open."""

import re

from playwright.sync_api import Locator, Page, Route, expect

from tests.page.visiting import Visit


def entry(visit: Visit, person: int) -> Locator:
    return visit.page.locator(f"#people [data-person='{person}']")


def focused(page: Page) -> str:
    return str(
        page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel")
    )


def test_the_list_shows_the_last_message_and_keeps_what_is_unread(phone: Visit) -> None:
    person = phone.emulator.person
    ahead = phone.emulator.look("status")["machine"]["ahead"]
    phone.emulator.ask("control/machine", {"ahead": ahead + 1})  # nobody wrote in this second
    phone.open()
    phone.send("Halo Sari, apa kabar?")
    phone.send("Sudah lihat?")
    expect(entry(phone, person)).to_contain_text("Sudah lihat?")
    expect(entry(phone, person).locator(".unread")).to_have_text("2 belum dibaca")
    expect(phone.page.locator("#people li").first).to_have_attribute("data-person", str(person))
    phone.page.reload()
    expect(entry(phone, person).locator(".unread")).to_have_text("2 belum dibaca")
    expect(phone.page).to_have_title(re.compile(r"^\(\d+\) Pandu$"))
    entry(phone, person).locator("a").click()
    expect(phone.last()).to_contain_text("Sudah lihat?")
    phone.page.go_back()
    expect(entry(phone, person).locator(".unread")).to_have_count(0)
    phone.page.reload()
    expect(entry(phone, person).locator(".name")).to_be_visible()
    expect(entry(phone, person).locator(".unread")).to_have_count(0)


def test_the_list_says_only_the_beginning_of_a_long_message(phone: Visit) -> None:
    phone.open()
    phone.send("Judul\nBaris kedua\n" + "isi panjang " * 40)
    last = entry(phone, phone.emulator.person).locator(".last")
    expect(last).to_have_text("Judul Baris kedua")
    phone.send("isi panjang " * 40)
    expect(last).to_have_text(re.compile(r"^isi panjang .{0,68}$"))


def test_a_phone_shows_the_list_or_one_chat(phone: Visit) -> None:
    person = phone.emulator.person
    phone.open()
    expect(phone.page.locator("#chats")).to_be_hidden()
    entry(phone, person).locator("a").click()
    expect(phone.chat()).to_be_visible()
    expect(phone.page.locator("#list")).to_be_hidden()
    phone.chat().get_by_role("link", name="Kembali ke daftar").click()
    expect(phone.page.locator("#list")).to_be_visible()


def test_two_people_stand_side_by_side_each_with_a_composer(desktop: Visit) -> None:
    sari = desktop.emulator.person
    ratna = desktop.emulator.join(first_name="Ratna")
    desktop.emulator.act("say", text="/start")
    desktop.open()
    entry(desktop, sari).locator("a").click()
    entry(desktop, ratna).hover()
    entry(desktop, ratna).get_by_role("button", name="Buka Ratna di samping").click()
    expect(desktop.chat(ratna).get_by_role("textbox")).to_be_focused()
    for person, text in ((sari, "Saya Sari"), (ratna, "Saya Ratna")):
        desktop.chat(person).get_by_role("textbox").fill(text)
        desktop.chat(person).get_by_role("button", name="Kirim").click()
        assert desktop.inbox()["message"]["from"]["id"] == person
        expect(desktop.last(person)).to_contain_text(text)
    desktop.page.reload()
    expect(desktop.last(sari)).to_contain_text("Saya Sari")
    expect(desktop.last(ratna)).to_contain_text("Saya Ratna")
    desktop.chat(sari).get_by_role("button", name="Tutup obrolan ini").click()
    expect(desktop.chat(sari)).to_have_count(0)
    expect(desktop.chat(ratna)).to_be_visible()


def test_a_narrow_window_shows_the_chat_that_was_used_last(desktop: Visit) -> None:
    sari = desktop.emulator.person
    ratna = desktop.emulator.join(first_name="Ratna")
    desktop.open(sari, ratna)
    desktop.chat(sari).locator(".messages").click()
    desktop.page.set_viewport_size({"width": 600, "height": 800})
    expect(desktop.chat(ratna)).to_be_hidden()
    expect(desktop.chat(sari)).to_be_visible()
    desktop.page.set_viewport_size({"width": 1280, "height": 800})
    expect(desktop.chat(ratna)).to_be_visible()


def test_a_chat_that_loads_late_leaves_the_focus_where_it_is(desktop: Visit) -> None:
    sari = desktop.emulator.person
    ratna = desktop.emulator.join(first_name="Ratna")
    held: list[Route] = []
    desktop.page.route(f"**/control/transcript?person={ratna}", lambda route: held.append(route))
    desktop.open(sari, ratna)
    messages = desktop.chat(sari).locator(".messages")
    messages.click()
    expect(messages).to_be_focused()
    with desktop.page.expect_response(f"**/control/transcript?person={ratna}"):
        held[0].continue_()
    expect(desktop.chat(ratna).locator(".start")).to_be_visible()
    expect(messages).to_be_focused()


def test_everything_of_a_chat_is_reached_by_keys_alone(desktop: Visit) -> None:
    keys = desktop.page.keyboard
    desktop.emulator.card("ya", "tidak")
    desktop.open()
    desktop.page.get_by_role("searchbox").focus()
    keys.type("meja layanan")
    keys.press("ArrowDown")
    first = focused(desktop.page)
    keys.press("ArrowDown")
    assert focused(desktop.page) != first
    keys.press("ArrowUp")
    assert focused(desktop.page) == first
    entry(desktop, desktop.emulator.person).locator("a").focus()
    keys.press("Enter")
    expect(desktop.chat().get_by_role("textbox")).to_be_focused()
    for _ in range(5):  # past what stands left of the field
        keys.press("Shift+Tab")
        if focused(desktop.page) == "tidak":
            break
    keys.press("Enter")
    query = desktop.inbox()["callback_query"]
    assert query["data"] == "tidak"
    desktop.emulator.bot(
        "editMessageText",
        chat_id=desktop.emulator.person,
        message_id=query["message"]["message_id"],
        text="Berikutnya",
        reply_markup={"inline_keyboard": [[{"text": "lanjut", "callback_data": "x"}]]},
    )
    expect(desktop.chat().get_by_role("button", name="lanjut")).to_be_focused()
    keys.press("Escape")
    expect(entry(desktop, desktop.emulator.person).locator("a")).to_be_focused()


def test_a_new_message_is_spoken_once_and_an_old_one_never(desktop: Visit) -> None:
    desktop.send("Pesan lama")
    desktop.open(desktop.emulator.person)
    spoken = desktop.page.locator("#spoken")
    expect(desktop.last()).to_contain_text("Pesan lama")
    expect(spoken).to_be_empty()
    expect(desktop.page.get_by_role("log").first).to_have_attribute("aria-live", "off")
    desktop.send("Pesan baru")
    expect(spoken).to_have_text("Sari: Pesan baru")


def test_coming_back_to_the_page_shows_what_is_new(phone: Visit) -> None:
    phone.page.goto(f"{phone.emulator.url}/page/icon.svg")
    phone.open(phone.emulator.person)
    phone.page.reload()
    expect(phone.chat().locator(".message")).to_have_count(1)
    phone.send("Satu")
    phone.page.go_back()
    phone.send("Setelah Anda pergi")
    phone.page.go_forward()
    expect(phone.last()).to_contain_text("Setelah Anda pergi")
    expect(entry(phone, phone.emulator.person)).to_contain_text("Setelah Anda pergi")
