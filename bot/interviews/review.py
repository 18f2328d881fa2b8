"""The review: sections with counts, what is missing, a way to each answer, then submit."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.chat.screen import Button, Screen, bold
from bot.chat.text import brief, clean, paragraphs
from bot.interviews.correcting import changed
from bot.interviews.drawn import Row, button, grid
from bot.interviews.opened import Opened
from bot.interviews.tapping import Verb, mark
from flows import engine
from flows.engine import Instance, Interview, Item, Review

PAGE = 20  # answers and headings on a page: with the lengths below they fit a message
TITLE, LABEL, ANSWER = 80, 110, 70  # characters
INSTANCE = 24  # characters of an instance's name on a button


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: the place of its section, the places of its items, the number of the first."""

    section: int
    items: range
    first: int


def review_screen(opened: Opened, lead: tuple[str, ...]) -> Screen:
    """The page that lies open, or the overview; `lead` stands above either."""
    found = review_of(opened)
    leaves = leaves_of(found)
    place = opened.passage.page
    if place is not None and place < len(leaves):
        return _page_screen(opened, found, leaves, place, lead)
    return _overview(opened, found, leaves, lead)


def review_of(opened: Opened) -> Review:
    now = opened.local(opened.stored.touched_at)
    return engine.review(opened.form, opened.passage.interview, now)


def item_at(opened: Opened, path: str, interview: Interview) -> Item | None:
    """A question and its answer as people read them, in this interview with the form."""
    now = opened.local(opened.stored.touched_at)
    items = engine.review(opened.form, interview, now).items
    return next((item for item in items if item.path == path), None)


def leaves_of(found: Review) -> tuple[Leaf, ...]:
    return tuple(_leaves(found))


def _leaves(found: Review) -> Iterator[Leaf]:
    """Each section's items, cut where a message is full; a heading takes as much as an item."""
    for section in range(len(found.sections)):
        places = [place for place, item in enumerate(found.items) if item.section == section]
        begin, weight, heading = places[0], 0, None
        for place in places:
            here = found.items[place].instance
            more = 1 + (here is not None and here != heading)
            if weight + more > PAGE:
                yield Leaf(section, range(begin, place), begin - places[0] + 1)
                begin, weight, more = place, 0, 1 + (here is not None)
            weight, heading = weight + more, here
        yield Leaf(section, range(begin, places[-1] + 1), begin - places[0] + 1)


def title_of(opened: Opened, found: Review, section: int) -> str:
    return brief(found.sections[section].label, TITLE) or opened.say("review.general")


def section_lines(opened: Opened, found: Review) -> str:
    return "\n".join(
        opened.say(
            "review.section",
            position=place + 1,
            title=title_of(opened, found, place),
            answered=section.answered,
            asked=section.asked,
        )
        for place, section in enumerate(found.sections)
    )


def first_leaf(leaves: tuple[Leaf, ...], section: int) -> int:
    return next(place for place, leaf in enumerate(leaves) if leaf.section == section)


def items_of(found: Review, leaf: Leaf) -> tuple[Item, ...]:
    return tuple(found.items[place] for place in leaf.items)


def item_lines(opened: Opened, found: Review, leaf: Leaf) -> tuple[str, ...]:
    """The answers of a page, each below its question; instances of a repeat under headings."""
    lines: list[str] = []
    heading: Instance | None = None
    for number, item in enumerate(items_of(found, leaf), leaf.first):
        if item.instance is not None and item.instance != heading:
            lines.append(bold(instance_name(opened, item.instance.label, LABEL)))
        heading = item.instance
        asked = brief(asked_words(opened, item), LABEL)
        lines.append(f"{number}. {asked}\n→ {_answered(opened, item)}")
    return tuple(lines)


def asked_words(opened: Opened, item: Item) -> str:
    return another_words(opened, item.label) if item.adds else item.label


def another_words(opened: Opened, label: str) -> str:
    """The question whether there is one more of a repeat."""
    words = clean(label, lines=False)
    return opened.say("card.another", label=words) if words else opened.say("card.one_more")


def _answered(opened: Opened, item: Item) -> str:
    if item.adds:
        return opened.say("card.filled", count=item.shown)
    blank = "review.is_missing" if item.missing else "review.empty"
    return brief(opened.worded(item.shown), ANSWER) or opened.say(blank)


def instance_name(opened: Opened, label: str, limit: int) -> str:
    """ "Kasus 2"; of a repeat without a label only the number is known."""
    return opened.say("review.instance", number=label) if label.isdigit() else brief(label, limit)


def near_leaves(leaves: tuple[Leaf, ...], place: int) -> list[tuple[str, int]]:
    """The pages beside this one in a long section, with what their buttons say."""
    return [
        (label, other)
        for label, other in (("‹", place - 1), ("›", place + 1))
        if 0 <= other < len(leaves) and leaves[other].section == leaves[place].section
    ]


# The review of an interview that is open ------------------------------------------------------


def _overview(
    opened: Opened, found: Review, leaves: tuple[Leaf, ...], lead: tuple[str, ...]
) -> Screen:
    sections = [
        button(opened, str(place + 1), Verb.PAGE, first_leaf(leaves, place))
        for place in range(len(found.sections))
    ]
    ending, rows = _ending(opened, found)
    heading = bold(opened.say("review.title"))
    text = paragraphs(*lead, heading, section_lines(opened, found), ending)
    return Screen(text, (*grid(sections), *rows))


def _ending(opened: Opened, found: Review) -> tuple[str, tuple[Row, ...]]:
    """What is still to be done, and the buttons that do it."""
    if opened.original is not None:
        return _correction_ending(opened, found)
    if opened.passage.over and found.unasked:
        onward = button(opened, opened.say("button.onward"), Verb.ONWARD)
        return opened.say("review.unasked"), ((onward,),)
    ending, onward = _onward(opened, found)
    if opened.passage.over:
        return ending, ((onward,),)
    return ending, ((onward,), (button(opened, opened.say("button.back"), Verb.BACK),))


def _onward(opened: Opened, found: Review) -> tuple[str, Button]:
    if found.missing:
        label = opened.say("button.first_missing")
        return _missing(opened, found), _edit(opened, label, found.missing[0])
    return opened.say("review.complete"), button(opened, opened.say("button.submit"), Verb.SUBMIT)


def _missing(opened: Opened, found: Review) -> str:
    return opened.say("review.missing", count=len(found.missing))


def _correction_ending(opened: Opened, found: Review) -> tuple[str, tuple[Row, ...]]:
    count = changed(opened)
    abandon = (button(opened, opened.say("button.abandon"), Verb.ABANDON, 0),)
    if found.missing:
        label = opened.say("button.first_missing")
        return _missing(opened, found), ((_edit(opened, label, found.missing[0]),), abandon)
    if not count:
        return opened.say("correction.unchanged"), (abandon,)
    send = button(opened, opened.say("button.send"), Verb.SEND)
    return opened.say("correction.changed", count=count), ((send,), abandon)


def _page_screen(
    opened: Opened, found: Review, leaves: tuple[Leaf, ...], place: int, lead: tuple[str, ...]
) -> Screen:
    leaf = leaves[place]
    items = items_of(found, leaf)
    edits = [_edit(opened, str(number), item.path) for number, item in enumerate(items, leaf.first)]
    near = [button(opened, label, Verb.PAGE, other) for label, other in near_leaves(leaves, place)]
    overview = button(opened, opened.say("button.review"), Verb.REVIEW)
    rows = (*grid(edits), *grid(_removals(opened, items), 2), tuple(near), (overview,))
    text = paragraphs(
        *lead,
        bold(title_of(opened, found, leaf.section)),
        *item_lines(opened, found, leaf),
        opened.say("review.change"),
    )
    return Screen(text, tuple(row for row in rows if row))


def _removals(opened: Opened, items: tuple[Item, ...]) -> list[Button]:
    """One for each instance of a repeat on the page that people may take away."""
    found = dict.fromkeys(item.instance for item in items if item.instance is not None)
    return [
        button(opened, _removal(opened, each), Verb.REMOVE, mark(each.path))
        for each in found
        if each.removable
    ]


def _removal(opened: Opened, instance: Instance) -> str:
    name = instance_name(opened, instance.label, INSTANCE)
    return opened.say("button.remove", instance=name)


def _edit(opened: Opened, label: str, path: str) -> Button:
    return button(opened, label, Verb.EDIT, mark(path))
