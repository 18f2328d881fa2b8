"""What the Bot API and a small phone take, held against a screen as the gateway draws it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.chat import drawing
from bot.chat.screen import Screen, Tap, plain
from bot.chat.taps import Codec
from tests.bot.interviews.walking import CHAT

CODEC = Codec(b"key")
TEXT, CAPTION, TOAST = 4096, 1024, 200  # characters, counted as code points and as UTF-16 units
IN_A_ROW, IN_ALL = 8, 100  # buttons
DATA = range(1, 65)  # bytes of callback data
# Characters that buttons of a row may have together on a phone 360 points wide: what sticks out
# is cut by the phone. Each has its margins besides.
WIDE, MARGIN = 42, 2


@dataclass(frozen=True, slots=True)
class Measured:
    """The size of one screen; all lengths are the larger of code points and UTF-16 units."""

    text: int
    captioned: bool
    buttons: int
    widest_row: int  # buttons
    longest_label: int
    data: int  # bytes


def measured(screen: Screen) -> Measured:
    """The size of a screen; AssertionError where the Bot API, or a phone, would not take it."""
    method, fields = drawing.new_message(screen, CODEC, CHAT)
    captioned = method != "sendMessage"
    text = fields.get("caption" if captioned else "text", "")
    room = CAPTION if captioned else TEXT
    assert text == plain(screen.text).strip(), "nothing is cut"
    assert length(text) <= room, screen
    assert text or captioned, "a message has words"
    for entity in fields.get("caption_entities" if captioned else "entities", []):
        assert 0 < entity["length"] <= drawing.utf16(text) - entity["offset"], screen
    rows = fields["reply_markup"]["inline_keyboard"]
    labels = [button["text"] for row in rows for button in row]
    assert all(0 < len(row) <= IN_A_ROW for row in rows), screen
    assert len(labels) <= IN_ALL, screen
    assert all(label.strip() for label in labels), screen
    assert [row for row in rows if is_wide(button["text"] for button in row)] == []
    tapped = [button for row in rows for button in row if "switch_inline_query" not in button]
    data = [button["callback_data"] for button in tapped]
    assert all(len(each.encode()) in DATA for each in data), screen
    assert [CODEC.decode(each, CHAT) for each in data] == list(taps(screen))
    return Measured(
        text=length(text),
        captioned=captioned,
        buttons=len(labels),
        widest_row=max(map(len, rows), default=0),
        longest_label=max(map(length, labels), default=0),
        data=max((len(each.encode()) for each in data), default=0),
    )


def is_wide(labels: Iterable[str]) -> bool:
    """Whether a phone would cut a label: buttons of a row are of one width."""
    row = [len(label) for label in labels]
    return max(row) > WIDE // len(row) - MARGIN


def taps(screen: Screen) -> Iterator[Tap]:
    return (button.tap for row in screen.rows for button in row)


def length(text: str) -> int:
    return max(len(text), drawing.utf16(text))
