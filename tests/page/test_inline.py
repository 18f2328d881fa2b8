"""Inline mode on the page: typing the bot's name, results, sending one, the share button."""

from typing import Any

from playwright.sync_api import expect

from tests.page.visiting import Visit


def _answer(phone: Visit, query: dict[str, Any], *titles: str) -> None:
    results = [
        {
            "type": "article",
            "id": str(number),
            "title": title,
            "description": "Langkah 3",
            "input_message_content": {"message_text": f"Isi {title}"},
        }
        for number, title in enumerate(titles)
    ]
    phone.emulator.bot("answerInlineQuery", inline_query_id=query["id"], results=results)


def _type(phone: Visit, text: str) -> None:
    phone.chat().locator("textarea").press_sequentially(text)


def test_results_are_shown_and_one_is_sent(phone: Visit) -> None:
    name = phone.emulator.bot("getMe")["username"]
    phone.open(phone.emulator.person)
    _type(phone, f"@{name} paspor")
    query = phone.inbox()["inline_query"]
    assert query["query"] == "paspor"
    _answer(phone, query, "Paspor hilang", "Paspor ditahan")
    results = phone.chat().locator(".results button")
    expect(results).to_have_count(2)
    results.nth(1).click()
    expect(phone.last()).to_contain_text("Isi Paspor ditahan")
    expect(phone.last()).to_contain_text(f"lewat @{name}")
    expect(phone.chat().locator("textarea")).to_have_value("")
    expect(phone.chat().locator(".results")).to_be_hidden()
    assert phone.errors == []


def test_no_results_are_said(phone: Visit) -> None:
    name = phone.emulator.bot("getMe")["username"]
    phone.open(phone.emulator.person)
    _type(phone, f"@{name} zzz")
    _answer(phone, phone.inbox()["inline_query"])
    expect(phone.chat().locator(".results")).to_have_text("Tidak ada hasil.")
    phone.chat().locator("textarea").fill("")
    expect(phone.chat().locator(".results")).to_be_hidden()


def test_a_share_button_types_the_name_and_the_words(phone: Visit) -> None:
    row = [{"text": "Bagikan", "switch_inline_query": "SOP-17 3"}]
    phone.send("Langkah", reply_markup={"inline_keyboard": [row]})
    phone.open(phone.emulator.person)
    phone.last().get_by_role("button", name="Bagikan").click()
    assert phone.inbox()["inline_query"]["query"] == "SOP-17 3"
