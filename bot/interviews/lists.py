"""Long lists: which choices the card shows now, and which one is meant by what was typed."""

import re
from dataclasses import dataclass
from itertools import zip_longest

from bot.interviews.opened import Opened
from bot.interviews.search import find, named
from flows import engine
from flows.prompts import OFFERED, Input, PickMany, PickOne, Prompt

RECENT = 3  # choices used last that come before the others
SOUGHT = 60  # characters of what is sought that are kept
PARTS = 100  # choices that are named at once
_PARTS = re.compile(r"[,;\n]+")

LongList = PickOne | PickMany


@dataclass(frozen=True, slots=True)
class Leaf:
    """Places of the choices on the card. `page` of `pages` counts from 0; None: they were found.

    `ticked` holds those that are ticked and neither found nor on this page.
    """

    places: tuple[int, ...]
    recent: tuple[int, ...]
    ticked: tuple[int, ...]
    page: int | None
    pages: int

    @property
    def shown(self) -> tuple[int, ...]:
        """In the order of the card."""
        return (*self.recent, *self.places, *self.ticked)


def long_list(given: Input) -> LongList | None:
    """The list, when it is one to be searched."""
    return given if isinstance(given, PickOne | PickMany) and given.is_long else None


def leaf_of(opened: Opened, prompt: Prompt, given: LongList) -> Leaf:
    """What the card shows of a long list."""
    pages = -(-len(given.choices) // OFFERED)
    at = {choice.name: place for place, choice in enumerate(given.choices)}
    ticked = [at[name] for name in opened.ticked(prompt) if name in at]
    found = _found(opened.passage.sought, given)
    recent: tuple[int, ...] = ()
    page = None
    if not found:
        page = min(_page(opened, ticked), pages - 1)
        found = tuple(range(page * OFFERED, min((page + 1) * OFFERED, len(given.choices))))
        names = engine.used(opened.form, opened.passage.interview, prompt.path)
        recent = tuple(at[name] for name in names if name in at)[:RECENT]
    places = tuple(place for place in found if place not in recent)
    others = isinstance(given, PickMany) and [
        place for place in ticked if place not in found and place not in recent
    ]
    return Leaf(places, recent, tuple(others or ())[-OFFERED:], page, pages)


def _found(sought: str, given: LongList) -> tuple[int, ...]:
    """Choices like what was sought; of several things sought the best of each, then the next."""
    several = parts(sought) if isinstance(given, PickMany) else [sought]
    ranks = zip_longest(*(_like(each, given) for each in several[:OFFERED]))
    merged = (place for rank in ranks for place in rank if place is not None)
    return tuple(dict.fromkeys(merged))[:OFFERED]


def _like(sought: str, given: LongList) -> tuple[int, ...]:
    """Choices like this, or the one of that number."""
    place = _number(sought) - 1
    found = find(sought, _labels(given)).places
    return found or ((place,) if 0 <= place < len(given.choices) else ())


def _page(opened: Opened, ticked: list[int]) -> int:
    """The page that was turned to, else the one with the answer."""
    leaf = opened.passage.leaf
    return leaf if leaf is not None else min(ticked, default=0) // OFFERED


def meant(opened: Opened, prompt: Prompt, given: LongList, typed: str) -> int | None:
    """The choice beyond doubt: named in full, or by a number that stands on the card."""
    sure = named(typed, _labels(given))
    if sure is not None:
        return sure
    place = _number(typed) - 1
    return place if place >= 0 and place in leaf_of(opened, prompt, given).shown else None


def parts(typed: str) -> list[str]:
    """What was typed, where several choices may be named: `garut, subang` or `1 3 5`.

    Each is looked for in the whole list, so what is behind the first PARTS stays together.
    """
    numbers = typed.split(maxsplit=PARTS)
    if all(_number(each) for each in numbers):
        return numbers
    return [part.strip() for part in _PARTS.split(typed, maxsplit=PARTS) if part.strip()]


def _number(typed: str) -> int:
    """The number of a choice; 0 for anything else."""
    digits = typed.strip().rstrip(".,;)")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0


def _labels(given: LongList) -> tuple[str, ...]:
    return tuple(choice.label for choice in given.choices)
