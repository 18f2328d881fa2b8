"""The review: sections with counts, what is missing, a way to each answer, then submit."""

from collections.abc import Iterator

from bot.chat.screen import Button, Screen, bold
from bot.chat.text import brief
from bot.interviews.drawn import Row, button, grid
from bot.interviews.opened import Opened
from bot.interviews.tapping import Verb, mark
from flows import engine
from flows.engine import Review

PAGE = 20  # answers on a page: with the lengths below they fit a message
TITLE, LABEL, ANSWER = 80, 110, 70  # characters


def review_screen(opened: Opened, lead: tuple[str, ...]) -> Screen:
    """The page that lies open, or the overview; `lead` stands above either."""
    found = engine.review(
        opened.form, opened.passage.interview, opened.local(opened.stored.touched_at)
    )
    pages = tuple(_pages(found))
    place = opened.passage.page
    if place is not None and place < len(pages):
        return _page_screen(opened, found, pages, place, lead)
    return _overview(opened, found, pages, lead)


def _pages(found: Review) -> Iterator[tuple[int, range]]:
    """The section of every page, and the places of its items."""
    for section in range(len(found.sections)):
        places = [place for place, item in enumerate(found.items) if item.section == section]
        for begin in range(0, len(places), PAGE):
            yield section, range(places[begin], places[min(begin + PAGE, len(places)) - 1] + 1)


def _title(opened: Opened, found: Review, section: int) -> str:
    return brief(found.sections[section].label, TITLE) or opened.say("review.general")


def _overview(
    opened: Opened, found: Review, pages: tuple[tuple[int, range], ...], lead: tuple[str, ...]
) -> Screen:
    lines, buttons = [], []
    for place, section in enumerate(found.sections):
        lines.append(
            opened.say(
                "review.section",
                position=place + 1,
                title=_title(opened, found, place),
                answered=section.answered,
                asked=section.asked,
            )
        )
        first = next(page for page, (of, _) in enumerate(pages) if of == place)
        buttons.append(button(opened, str(place + 1), Verb.PAGE, first))
    if found.missing:
        ending = opened.say("review.missing", count=len(found.missing))
        onward = _edit(opened, opened.say("button.first_missing"), found.missing[0])
    else:
        ending = opened.say("review.complete")
        onward = button(opened, opened.say("button.submit"), Verb.SUBMIT)
    back = button(opened, opened.say("button.back"), Verb.BACK)
    parts = (*lead, bold(opened.say("review.title")), "\n".join(lines), ending)
    return Screen("\n\n".join(part for part in parts if part), (*grid(buttons), (onward,), (back,)))


def _page_screen(
    opened: Opened,
    found: Review,
    pages: tuple[tuple[int, range], ...],
    place: int,
    lead: tuple[str, ...],
) -> Screen:
    section, items = pages[place]
    offset = items.start - min(found_in.start for of, found_in in pages if of == section)
    lines, buttons = [], []
    for number, item in enumerate((found.items[i] for i in items), offset + 1):
        blank = "review.is_missing" if item.missing else "review.empty"
        shown = brief(item.shown, ANSWER) or opened.say(blank)
        lines.append(f"{number}. {brief(item.label, LABEL)}\n→ {shown}")
        buttons.append(_edit(opened, str(number), item.path))
    parts = (
        *lead,
        bold(_title(opened, found, section)),
        *lines,
        opened.say("review.change"),
    )
    rows = (*grid(buttons), *_turning(opened, pages, place))
    return Screen("\n\n".join(part for part in parts if part), rows)


def _turning(opened: Opened, pages: tuple[tuple[int, range], ...], place: int) -> tuple[Row, ...]:
    """To the other pages of a long section, and to the overview."""
    near = [
        button(opened, label, Verb.PAGE, other)
        for label, other in (("‹", place - 1), ("›", place + 1))
        if 0 <= other < len(pages) and pages[other][0] == pages[place][0]
    ]
    overview = (button(opened, opened.say("button.review"), Verb.REVIEW),)
    return (tuple(near), overview) if near else (overview,)


def _edit(opened: Opened, label: str, path: str) -> Button:
    return button(opened, label, Verb.EDIT, mark(path))
