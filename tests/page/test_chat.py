"""What a person sees and does in one chat."""

from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import FilePayload, Route, expect

from tests.page.visiting import PNG, Visit

KEYS = {
    "keyboard": [
        [{"text": "Kirim kontak", "request_contact": True}],
        [{"text": "Kirim lokasi", "request_location": True}, {"text": "Nanti"}],
    ],
    "one_time_keyboard": True,
    "input_field_placeholder": "Pilih satu",
}

DROPPED = """([name, bytes]) => {
  const types = { png: "image/png", csv: "text/csv", mp4: "video/mp4", mp3: "audio/mpeg" };
  const type = types[name.split(".").pop()];
  const dropped = new DataTransfer();
  dropped.items.add(new File([new Uint8Array(bytes)], name, { type }));
  return dropped;
}"""


def test_a_tap_waits_for_its_toast_and_the_card_is_edited_in_place(phone: Visit) -> None:
    card = phone.emulator.card("ya", "tidak")
    phone.send("Di bawah kartu")
    phone.open(phone.emulator.person)
    key = phone.chat().get_by_role("button", name="ya", exact=True)
    key.click()
    expect(key).to_have_attribute("aria-busy", "true")
    query = phone.inbox()["callback_query"]
    assert query["data"] == "ya"
    phone.emulator.bot("answerCallbackQuery", callback_query_id=query["id"], text="Tersimpan")
    expect(phone.chat().locator(".toast")).to_have_text("Tersimpan")
    expect(key).not_to_have_attribute("aria-busy", "true")
    phone.emulator.bot(
        "editMessageText", chat_id=phone.emulator.person, message_id=card, text="Pertanyaan 2"
    )
    edited = phone.chat().locator(f"[data-id='{card}']")
    expect(edited).to_contain_text("Pertanyaan 2")
    expect(edited).to_contain_text("diedit")
    expect(edited.get_by_role("button")).to_have_count(0)
    expect(phone.last()).to_contain_text("Di bawah kartu")


def test_an_alert_is_a_dialog_that_escape_closes(phone: Visit) -> None:
    phone.emulator.card("ya")
    phone.open(phone.emulator.person)
    phone.chat().get_by_role("button", name="ya", exact=True).click()
    phone.emulator.bot(
        "answerCallbackQuery",
        callback_query_id=phone.inbox()["callback_query"]["id"],
        text="Sudah dikirim",
        show_alert=True,
    )
    alert = phone.page.get_by_role("dialog", name="Pandu")
    expect(alert).to_contain_text("Sudah dikirim")
    phone.page.keyboard.press("Escape")
    expect(alert).to_be_hidden()


def test_a_message_is_text_whatever_it_holds(phone: Visit) -> None:
    phone.open(phone.emulator.person)
    phone.send("<b>satu</b>\ndua", entities=[{"type": "bold", "offset": 12, "length": 3}])
    expect(phone.last().locator(".text")).to_have_text("<b>satu</b>\ndua")
    expect(phone.last().locator("strong")).to_have_text("dua")


def test_enter_sends_and_shift_enter_breaks_the_line(phone: Visit) -> None:
    phone.open(phone.emulator.person)
    field = phone.chat().get_by_role("textbox")
    field.press_sequentially("satu")
    field.press("Shift+Enter")
    field.press_sequentially("dua")
    field.press("Enter")
    assert phone.inbox()["message"]["text"] == "satu\ndua"
    expect(field).to_have_value("")
    expect(phone.last()).to_contain_text("satu")


def test_a_text_that_could_not_be_sent_comes_back(phone: Visit) -> None:
    phone.open(phone.emulator.person)
    field = phone.chat().get_by_role("textbox")
    phone.page.route("**/control/say", lambda route: route.abort())
    field.fill("jangan hilang")
    field.press("Enter")
    expect(phone.chat().locator(".toast")).to_contain_text("Tidak berhasil")
    expect(field).to_have_value("jangan hilang")


def test_commands_stand_in_the_menu_and_below_a_slash(phone: Visit) -> None:
    commands = [
        {"command": "mulai", "description": "Mulai"},
        {"command": "bahasa", "description": "Ganti bahasa"},
    ]
    phone.open(phone.emulator.person)
    phone.emulator.bot("setMyCommands", commands=commands)
    phone.chat().get_by_label("Perintah bot").click()
    phone.chat().get_by_role("button", name="/mulai Mulai").click()
    assert phone.inbox()["message"]["text"] == "/mulai"
    field = phone.chat().get_by_role("textbox")
    field.press_sequentially("/ba")
    expect(phone.chat().locator(".commands .menu button")).to_have_text(["/bahasa Ganti bahasa"])
    field.press("ArrowDown")
    phone.page.keyboard.press("Enter")
    assert phone.inbox()["message"]["text"] == "/bahasa"
    expect(field).to_have_value("")


def test_the_reply_keyboard_asks_before_it_shares_and_goes_after_use(phone: Visit) -> None:
    phone.open(phone.emulator.person)
    phone.send("Bagikan?", reply_markup=KEYS)
    keys = phone.chat().get_by_role("group", name="Papan tombol")
    field = phone.chat().get_by_role("textbox")
    expect(field).to_have_attribute("placeholder", "Pilih satu")
    keys.get_by_role("button", name="Kirim kontak").click()
    phone.page.keyboard.press("Escape")
    expect(keys).to_be_visible()
    keys.get_by_role("button", name="Kirim kontak").click()
    phone.page.get_by_role("button", name="Bagikan", exact=True).click()
    assert phone.inbox()["message"]["contact"]["user_id"] == phone.emulator.person
    expect(phone.last()).to_contain_text("Sari Lango")
    expect(keys).to_be_hidden()
    phone.chat().get_by_role("button", name="Papan tombol").click()
    keys.get_by_role("button", name="Kirim lokasi").click()
    phone.page.get_by_label("Tempat").select_option("Maumere")
    phone.page.get_by_role("button", name="Bagikan", exact=True).click()
    assert round(phone.inbox()["message"]["location"]["latitude"], 2) == -8.62
    expect(phone.last().get_by_role("link", name="Buka peta")).to_be_visible()
    phone.send("Terima kasih", reply_markup={"remove_keyboard": True})
    expect(phone.chat().get_by_role("button", name="Papan tombol")).to_be_hidden()
    expect(field).to_have_attribute("placeholder", "Pesan Sari …")


def test_photos_go_both_ways_and_open_large(phone: Visit) -> None:
    phone.open(phone.emulator.person)
    phone.chat().get_by_role("textbox").fill("Kantor kami")
    phone.chat().get_by_label("Lampirkan").click()
    with phone.page.expect_file_chooser() as chooser:
        phone.chat().get_by_role("button", name="Foto").click()
    chooser.value.set_files({"name": "kantor.png", "mimeType": "image/png", "buffer": PNG})
    message = phone.inbox()["message"]
    assert message["caption"] == "Kantor kami"
    expect(phone.last().locator("img")).to_have_js_property("naturalWidth", 8)
    file_id = message["photo"][-1]["file_id"]
    phone.emulator.bot("sendPhoto", chat_id=phone.emulator.person, photo=file_id, caption="Balik")
    expect(phone.last()).to_contain_text("Balik")
    phone.last().get_by_role("button", name="Perbesar foto").click()
    large = phone.page.locator("#photo")
    expect(large).to_be_visible()
    phone.page.keyboard.press("Escape")
    expect(large).to_be_hidden()


def test_photos_that_are_chosen_together_are_an_album(phone: Visit) -> None:
    phone.open(phone.emulator.person)
    phone.chat().get_by_label("Lampirkan").click()
    with phone.page.expect_file_chooser() as chooser:
        phone.chat().get_by_role("button", name="Foto").click()
    names = ("a.png", "b.png")
    chooser.value.set_files(
        [FilePayload(name=name, mimeType="image/png", buffer=PNG) for name in names]
    )
    expect(phone.chat().locator(".message img")).to_have_count(2)
    messages = [update["message"] for update in phone.emulator.bot("getUpdates")]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert ["photo" in message for message in messages] == [True, True]


def test_a_video_is_sent_and_shown(phone: Visit) -> None:
    phone.open(phone.emulator.person)
    phone.chat().get_by_label("Lampirkan").click()
    with phone.page.expect_file_chooser() as chooser:
        phone.chat().get_by_role("button", name="Video").click()
    chooser.value.set_files({"name": "a.webm", "mimeType": "video/webm", "buffer": b"x"})
    video = phone.inbox()["message"]["video"]
    assert (video["file_name"], video["mime_type"]) == ("a.webm", "video/webm")
    shown = phone.last().get_by_label("Video")
    address = shown.get_attribute("src") or ""
    with urlopen(f"{phone.emulator.url}{address}") as response:
        assert response.headers["Content-Type"] == "video/webm"
        assert response.read() == b"x"


def test_a_dialog_gives_the_focus_back_to_the_menu_it_came_from(phone: Visit) -> None:
    phone.open(phone.emulator.person)
    menu = phone.chat().get_by_label("Lampirkan")
    menu.click()
    phone.chat().get_by_role("button", name="Lokasi").click()
    expect(phone.page.get_by_label("Tempat")).to_be_focused()
    phone.page.keyboard.press("Escape")
    expect(menu).to_be_focused()


def test_files_go_both_ways(phone: Visit, tmp_path: Path) -> None:
    phone.open(phone.emulator.person)
    phone.chat().get_by_label("Lampirkan").click()
    with phone.page.expect_file_chooser() as chooser:
        phone.chat().get_by_role("button", name="Berkas").click()
    chooser.value.set_files({"name": "isi.csv", "mimeType": "text/csv", "buffer": b"a,b\n"})
    sent = phone.inbox()["message"]["document"]
    assert (sent["file_name"], sent["mime_type"]) == ("isi.csv", "text/csv")
    phone.emulator.bot("sendDocument", chat_id=phone.emulator.person, document=sent["file_id"])
    with phone.page.expect_download() as download:
        phone.last().get_by_role("link", name="Unduh isi.csv").click()
    download.value.save_as(tmp_path / "isi.csv")
    assert (tmp_path / "isi.csv").read_bytes() == b"a,b\n"


def test_what_is_dropped_on_a_chat_is_sent_as_photo_or_file(phone: Visit) -> None:
    phone.open(phone.emulator.person)
    kinds = (
        ("kantor.png", "photo"),
        ("isi.csv", "document"),
        ("rapat.mp4", "video"),
        ("rapat.mp3", "audio"),
    )
    for name, kind in kinds:
        dropped = phone.page.evaluate_handle(DROPPED, [name, list(PNG)])
        phone.chat().dispatch_event("drop", {"dataTransfer": dropped})
        assert kind in phone.inbox()["message"]


def test_a_deep_link_starts_the_bot_with_its_code(phone: Visit) -> None:
    phone.open(phone.emulator.person)
    phone.send("Undangan: https://t.me/PanduLokalBot?start=k0de")
    phone.last().get_by_role("link").click()
    assert phone.inbox()["message"]["text"] == "/start k0de"
    assert len(phone.page.context.pages) == 1


def test_start_brings_the_invitation(phone: Visit) -> None:
    person = phone.emulator.join(start_parameter="undangan")
    phone.open(person)
    phone.chat().get_by_role("button", name="MULAI").dblclick()
    assert phone.inbox()["message"]["text"] == "/start undangan"
    expect(phone.chat().locator(".message")).to_have_count(1)
    expect(phone.chat().get_by_role("button", name="MULAI")).to_be_hidden()
    expect(phone.chat().get_by_role("textbox")).to_be_visible()


def test_typing_is_seen_until_the_message_comes(phone: Visit) -> None:
    phone.open(phone.emulator.person)
    phone.emulator.bot("sendChatAction", chat_id=phone.emulator.person, action="typing")
    expect(phone.chat().locator(".who")).to_contain_text("Pandu mengetik")
    phone.send("Ini dia")
    expect(phone.chat().locator(".who")).not_to_contain_text("mengetik")
    expect(phone.chat().locator(".typing-dots")).to_have_count(0)


def test_days_part_the_messages_when_the_clock_jumps(phone: Visit) -> None:
    phone.open(phone.emulator.person)
    days = phone.chat().locator(".day")
    expect(days).to_have_count(1)
    ahead = phone.emulator.look("status")["machine"]["ahead"]
    phone.emulator.ask("control/machine", {"ahead": ahead + 86400})
    phone.send("Besok")
    expect(days).to_have_count(2)


def test_what_is_longer_than_the_screen_is_shown_from_its_first_line(phone: Visit) -> None:
    phone.open(phone.emulator.person)
    phone.send("Awal")
    phone.send("baris\n" * 80 + "akhir")
    expect(phone.last()).to_contain_text("akhir")
    first = phone.chat().locator(".message.bot").first
    message, screen = first.bounding_box(), phone.chat().locator(".messages").bounding_box()
    assert message is not None
    assert screen is not None
    assert 0 <= message["y"] - screen["y"] < 40
    phone.chat().get_by_role("button", name="Ke pesan terakhir").click()
    phone.send("Pendek")
    expect(phone.last()).to_contain_text("Pendek")
    expect(phone.last()).to_be_in_viewport(ratio=1)


def test_a_blocked_bot_can_be_unblocked(phone: Visit) -> None:
    phone.open(phone.emulator.person)
    phone.chat().get_by_label("Menu obrolan").click()
    phone.chat().get_by_role("button", name="Blokir bot").click()
    expect(phone.chat().get_by_role("textbox")).to_be_hidden()
    phone.chat().get_by_role("button", name="BUKA BLOKIR").click()
    expect(phone.chat().get_by_role("textbox")).to_be_visible()


def test_what_comes_while_a_chat_is_loading_stands_there_once(phone: Visit) -> None:
    def late(route: Route) -> None:
        answer = route.fetch()
        phone.send("Sementara itu")
        expect(entry).to_contain_text("Sementara itu")  # the page has heard of it
        route.fulfill(response=answer)

    entry = phone.page.locator(f"#people [data-person='{phone.emulator.person}']")
    phone.page.route("**/control/transcript?*", late)
    phone.open(phone.emulator.person)
    expect(phone.last()).to_contain_text("Sementara itu")
    expect(phone.chat().locator(".message")).to_have_count(2)
