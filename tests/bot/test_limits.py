"""What the Bot API or a phone would not take is refused by the measure itself."""

import pytest

from bot.chat.screen import Button, Document, Screen, Tap, bold
from tests.bot.limits import measured

TAP = Tap(2, 10, (1, 2))


def row(*labels: str) -> tuple[Button, ...]:
    return tuple(Button(label, TAP) for label in labels)


def test_what_fits_is_measured() -> None:
    size = measured(Screen(bold("Soal 😀"), (row("1", "2"), row("Lewati ›"))))
    assert (size.text, size.buttons, size.widest_row, size.longest_label) == (7, 3, 2, 8)
    assert 1 <= size.data <= 64
    assert not size.captioned


@pytest.mark.parametrize(
    "screen",
    [
        Screen(""),
        Screen("x" * 4097),
        Screen("😀" * 2049),
        Screen("x" * 1025, document=Document("a.csv", b"")),
        Screen("x", (row(*"123456789"),)),
        Screen("x", tuple(row("1", "2", "3", "4", "5") for _ in range(21))),
        Screen("x", (row(" "),)),
        Screen("x", ((),)),
        Screen("x", (row("Lebih panjang daripada yang ditampilkan ponsel"),)),
        Screen("x", (row("Kembali ke pertanyaan", "Lewati"),)),
        Screen("x", ((Button("1", Tap(2, 10, tuple(2**60 + n for n in range(6)))),),)),
    ],
)
def test_what_does_not_fit_is_refused(screen: Screen) -> None:
    with pytest.raises((AssertionError, ValueError)):
        measured(screen)
