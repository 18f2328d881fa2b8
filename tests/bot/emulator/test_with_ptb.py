"""The client that the product uses, python-telegram-bot, finds a Bot API here."""

import asyncio
import base64

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from telegram.error import BadRequest, Forbidden, RetryAfter

from tests.bot.emulator.pictures import png
from tests.bot.emulator.running import TOKEN, Emulator


def client(emulator: Emulator) -> Bot:
    return Bot(TOKEN, base_url=f"{emulator.url}/bot", base_file_url=f"{emulator.url}/file/bot")


def test_a_conversation(emulator: Emulator) -> None:
    async def converse() -> None:
        async with client(emulator) as bot:
            markup = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="y")]])
            sent = await bot.send_message(
                emulator.person,
                "Halo 😀 Sari",
                entities=[MessageEntity("bold", 0, 4)],
                reply_markup=markup,
            )
            assert sent.parse_entities() == {MessageEntity("bold", 0, 4): "Halo"}
            emulator.act("tap", message_id=sent.message_id, row=0, col=0)
            [update] = await bot.get_updates(timeout=5)
            assert update.callback_query is not None
            assert await update.callback_query.answer("Tersimpan")
            edited = await bot.edit_message_text("Baru", emulator.person, sent.message_id)
            assert not isinstance(edited, bool)
            assert (edited.text, edited.reply_markup) == ("Baru", None)
            assert await bot.get_updates(offset=update.update_id + 1) == ()

    asyncio.run(converse())


def test_documents_and_pictures(emulator: Emulator) -> None:
    async def exchange() -> None:
        async with client(emulator) as bot:
            sent = await bot.send_document(
                emulator.person, b"PK", filename="hasil.xlsx", caption="Hasil"
            )
            assert sent.document is not None
            assert (sent.document.file_name, sent.caption) == ("hasil.xlsx", "Hasil")
            picture = await bot.send_photo(emulator.person, png(3, 2))
            assert (picture.photo[-1].width, picture.photo[-1].height) == (3, 2)
            with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
                await bot.send_photo(emulator.person, b"no picture")
            with pytest.raises(BadRequest, match="caption is too long"):
                await bot.send_document(emulator.person, b"PK", caption="x" * 1025)
            content = base64.b64encode(b"workbook").decode()
            emulator.act("document", name="kompetensi.xlsx", content=content)
            [update] = await bot.get_updates()
            assert update.message is not None
            assert update.message.document is not None
            file = await update.message.document.get_file()
            assert bytes(await file.download_as_bytearray()) == b"workbook"

    asyncio.run(exchange())
    seen = emulator.look(f"transcript?person={emulator.person}")
    assert [each["document"] for each in seen] == [None, "hasil.xlsx", None, "kompetensi.xlsx"]
    logged = next(each for each in emulator.look("log")[::-1] if each["method"] == "sendDocument")
    assert logged["parameters"]["caption"] == "x" * 1025


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # retry_after
def test_errors_are_the_ones_it_knows(emulator: Emulator) -> None:
    async def fail() -> None:
        async with client(emulator) as bot:
            with pytest.raises(BadRequest, match="Chat not found"):
                await bot.send_message(999_999, "Halo")
            emulator.fault(kind="429", next=1, retry_after=5)
            with pytest.raises(RetryAfter):
                await bot.send_message(emulator.person, "Halo")
            emulator.act("block")
            with pytest.raises(Forbidden, match="blocked by the user"):
                await bot.send_message(emulator.person, "Halo")

    asyncio.run(fail())


def test_the_menu_of_commands(emulator: Emulator) -> None:
    async def menu() -> None:
        async with client(emulator) as bot:
            await bot.set_my_commands([("mulai", "Mulai")], language_code="id")
            [command] = await bot.get_my_commands(language_code="id")
            assert (command.command, command.description) == ("mulai", "Mulai")

    asyncio.run(menu())
