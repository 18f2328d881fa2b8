"""How places are asked on a phone: shared, typed, or chosen among what a typed name may mean."""

from bot.chat.text import brief
from bot.interviews.drawn import Drawn, Row, button, grid
from bot.interviews.opened import Opened
from bot.interviews.sharing import LEAST, points_of
from bot.interviews.tapping import Verb, mark
from flows.prompts import Prompt, SendPlace
from flows.questions.coordinates import stored_point

NAME = 48  # characters of a name on a button that has a row of its own
SAID = 5  # points of a way that the card names: the last ones


def send_place(opened: Opened, prompt: Prompt, given: SendPlace) -> Drawn:
    """How to answer, or which place is meant; of a way also what there is of it."""
    lines, rows = _meant(opened)
    if not lines:
        lines = (opened.say(_HINTS[given.kind]),)
    way, ends = ((), ()) if given.kind == "point" else _way(opened, prompt, given)
    return Drawn((*way, *lines), (*rows, *ends))


def _meant(opened: Opened) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The places that a typed name may mean."""
    found = opened.passage.found
    if not found:
        return (), ()
    listed = [f"{number}. {name}" for number, name in enumerate(found, 1)]
    buttons = [
        button(opened, brief(line, NAME), Verb.PLACE, mark(name))
        for line, name in zip(listed, found, strict=True)
    ]
    return ("\n".join([opened.say("input.which_place"), *listed]),), grid(buttons, 1)


def _way(
    opened: Opened, prompt: Prompt, given: SendPlace
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The points so far; taking the last one back, and all of them as the answer."""
    points = points_of(opened, prompt)
    if not points:
        return (), ()
    count, first = len(points), max(0, len(points) - SAID)
    last = enumerate((stored_point(point) for point in points[first:]), first + 1)
    lines = [f"{number}. {point.shown}" for number, point in last if point]
    undo = button(opened, opened.say("button.undo"), Verb.WAY, count - 1, 0)
    done = button(opened, opened.say("button.done", count=count), Verb.WAY, count, 1)
    row = (done, undo) if count >= LEAST[given.kind] else (undo,)
    return ("\n".join([opened.say("card.points", count=count), *lines]),), (row,)


_HINTS = {"point": "input.point", "trace": "input.trace", "shape": "input.shape"}
