"""Screens become fields of the Bot API: entities count UTF-16 units and survive any cut."""

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.drawing import keyboard, marked, message, new_message, utf16
from bot.chat.screen import BOLD_OFF, BOLD_ON, Button, Document, Painted, Screen, Tap, bold
from bot.chat.taps import Codec, key_from_token

CODEC = Codec(key_from_token("42:TEST"))


def test_markup_in_texts_of_others_is_just_text() -> None:
    text = "<b>Siti</b> & *Budi* _x_ [y](z)"
    fields = message(Screen(text), CODEC, 5)
    assert fields["text"] == text
    assert "entities" not in fields
    assert "parse_mode" not in fields


def test_bold_is_an_entity_in_utf16_units() -> None:
    text, entities = marked(f"👍 {bold('Halo 👋')} lagi {bold('x')}", 4096)
    assert text == "👍 Halo 👋 lagi x"
    assert entities == [
        {"type": "bold", "offset": 3, "length": 7},
        {"type": "bold", "offset": 16, "length": 1},
    ]


def test_what_telegram_trims_does_not_move_entities() -> None:
    text, entities = marked(f"\n  {bold('  Judul ')}\n", 4096)
    assert text == "Judul"
    assert entities == [{"type": "bold", "offset": 0, "length": 5}]


def test_a_long_text_is_cut_at_a_paragraph_line_or_word() -> None:
    assert marked("satu dua\n\ntiga empat", 16) == ("satu dua…", [])
    assert marked("satu dua\ntiga empat", 16) == ("satu dua…", [])
    assert marked("satu dua tiga", 10) == ("satu dua…", [])
    assert marked("x" * 20, 10) == ("x" * 9 + "…", [])


PIECES = st.lists(
    st.sampled_from([BOLD_ON, BOLD_OFF, "kata", " ", "\n\n", "👍", "é", "\u202e", "x" * 40]),
    max_size=60,
)


@given(PIECES, st.integers(10, 200))
def test_any_text_fits_and_its_entities_lie_within(pieces: list[str], limit: int) -> None:
    text, entities = marked("".join(pieces), limit)
    assert utf16(text) <= limit
    assert len(text) <= limit
    assert BOLD_ON not in text
    assert text == text.strip()
    for entity in entities:
        assert entity["length"] > 0
        assert entity["offset"] >= 0
        assert entity["offset"] + entity["length"] <= utf16(text)


def test_buttons_carry_signed_taps() -> None:
    screen = Screen("?", ((Button("Ya", Tap(1, 2, (3,))), Button("Tidak", Tap(1, 2, (4,)))),))
    (row,) = keyboard(screen, CODEC, 5)["inline_keyboard"]
    assert [button["text"] for button in row] == ["Ya", "Tidak"]
    assert CODEC.decode(row[1]["callback_data"], 5) == Tap(1, 2, (4,))


def test_a_screen_without_buttons_takes_them_off() -> None:
    assert message(Screen("selesai"), CODEC, 5)["reply_markup"] == {"inline_keyboard": []}


def test_a_document_has_a_caption_of_at_most_1024() -> None:
    screen = Screen(bold("Jawaban") + " kata" * 500, document=Document("a.csv", b"x"))
    method, fields = new_message(screen, CODEC, 5)
    assert method == "sendDocument"
    assert utf16(fields["caption"]) <= 1024
    assert fields["caption_entities"] == [{"type": "bold", "offset": 0, "length": 7}]
    assert fields["document"].filename == "a.csv"


def test_a_picture_is_sent_with_its_caption() -> None:
    method, fields = new_message(Screen("Profil", picture=Painted(b"png")), CODEC, 5)
    assert (method, fields["caption"]) == ("sendPhoto", "Profil")
    assert fields["photo"].input_file_content == b"png"
