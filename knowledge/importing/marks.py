"""Who acts, by the signs of a flow chart in the columns of the actors."""

from dataclasses import dataclass

from knowledge.importing.grid import Cell

_SIGNS = frozenset("✓✔√☑☒✗✘✕■□▪▫▭▬▯▮◇◆◊◈⬦⬥○●◯◎◉⚪⚫⬜⬛◻◼▢⬭⬬⬮⬯△▲▽▷⌂*•·")
_LETTERS = frozenset(("x", "v", "o", "xx", "vv", "ok"))
_FLOW = frozenset("→←↑↓↔↕⇒⇐⇓⇑⬇⬆➔➜➡⬅►◄▼|-–—_+>< ")
_BRANCHES = frozenset(("ya", "tidak", "tdk", "y", "t", "yes", "no", "n"))


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in an actor's column."""

    acts: bool
    drawn: bool = False  # only a shape says so
    text: str = ""  # words that are no sign


def mark_in(cell: Cell) -> Mark:
    """A sign, a shape or words say that the actor acts; arrows and Ya/Tidak do not."""
    words = []
    for token in cell.text.split():
        plain = token.strip("".join(_FLOW)).casefold()
        if plain in _LETTERS or any(sign in _SIGNS for sign in plain):
            return Mark(acts=True)
        if plain and plain not in _BRANCHES:
            words.append(token)
    if words:
        return Mark(acts=True, text=" ".join(words))
    return Mark(acts=cell.drawn, drawn=cell.drawn)
