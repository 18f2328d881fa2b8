"""Choices on a card: one, several, an order, and the leaves of a list that is too long for it."""

from bot.chat.screen import Button
from bot.chat.text import brief, clean
from bot.interviews.drawn import ROW, Drawn, Row, button, even, grid
from bot.interviews.lists import Leaf, LongList, leaf_of
from bot.interviews.opened import Opened
from bot.interviews.tapping import Verb
from flows.prompts import LONG, Choice, PickMany, PickNumber, PickOne, Prompt, Rank

SHORT = 10  # labels as short as these share a row
PAIR = 2  # of them in a row
LABELLED = 8  # choices whose texts stand on their buttons too; of more, only the numbers
TICKED = 3  # the same, of choices that are ticked: with more, their question leaves the screen
USED = 60  # characters of a choice that was used or ticked before


def pick_one(opened: Opened, prompt: Prompt, given: PickOne) -> Drawn:
    if given.is_long:
        return _leaf(opened, prompt, given)
    levels = is_levels(given.choices) and not given.scale
    digits = levels or given.scale or bool(prompt.grid)
    buttons = picks(opened, prompt, given, _labels(given.choices, digits=digits))
    text = _numbered(given.choices, "\n\n" if levels else "\n")
    hint = opened.say("input.levels" if levels else "input.pick_one")
    if given.scale and given.choices:
        return Drawn((text, _scale_hint(opened, given)), grid(buttons, even(len(buttons))))
    return Drawn((text, hint), grid(buttons, _width(given.choices, digits=digits)))


def picks(
    opened: Opened, prompt: Prompt, given: PickOne | PickMany | PickNumber, labels: list[str]
) -> list[Button]:
    """A button for each choice."""
    return [_pick(opened, prompt, given, place, label) for place, label in enumerate(labels)]


def _pick(
    opened: Opened, prompt: Prompt, given: PickOne | PickMany | PickNumber, place: int, label: str
) -> Button:
    """A button that picks or ticks; the present answer has a mark."""
    name = given.choices[place].name
    if isinstance(given, PickMany):
        on = name in opened.ticked(prompt)
        return button(opened, f"{'☑' if on else '☐'} {label}", Verb.TICK, place, int(not on))
    return button(opened, f"✓ {label}" if name == prompt.value else label, Verb.PICK, place)


def _scale_hint(opened: Opened, given: PickOne) -> str:
    """What the ends of the row stand for."""
    first, last = (brief(given.choices[place].label) for place in (0, -1))
    return opened.say("input.scale", first=first, last=last, count=len(given.choices))


def is_levels(choices: tuple[Choice, ...]) -> bool:
    """Five behaviour levels: choices named 1 to 5, whose texts are too long for buttons."""
    return [choice.name for choice in choices] == ["1", "2", "3", "4", "5"]


def _numbered(choices: tuple[Choice, ...], between: str = "\n") -> str:
    return between.join(f"{n}. {clean(choice.label)}" for n, choice in enumerate(choices, 1))


def _labels(choices: tuple[Choice, ...], *, digits: bool = False) -> list[str]:
    if digits or len(choices) > LABELLED:
        return [str(n) for n in range(1, len(choices) + 1)]
    return [f"{n}. {brief(choice.label)}" for n, choice in enumerate(choices, 1)]


def _width(choices: tuple[Choice, ...], *, digits: bool = False) -> int:
    if len(choices) > LABELLED:
        return even(len(choices), ROW + 1) if len(choices) <= LONG else ROW
    if digits:
        return even(len(choices), ROW)
    return PAIR if all(len(choice.label) <= SHORT for choice in choices) else 1


def pick_many(opened: Opened, prompt: Prompt, given: PickMany) -> Drawn:
    if given.is_long:
        return _leaf(opened, prompt, given)
    digits = _in_digits(given.choices)
    buttons = picks(opened, prompt, given, _labels(given.choices, digits=digits))
    rows = (*grid(buttons, _width(given.choices, digits=digits)), _done(opened, prompt))
    hint = f"{_bounds(opened, given)}\n{opened.say('input.pick_many')}".lstrip()
    return Drawn((_numbered(given.choices), hint), rows)


def _in_digits(choices: tuple[Choice, ...]) -> bool:
    """Whether buttons to be ticked have only numbers: all is in sight, and none is cut."""
    few = len(choices) <= TICKED and all(brief(each.label) == clean(each.label) for each in choices)
    return not few and _width(choices) != PAIR


def _done(opened: Opened, prompt: Prompt) -> Row:
    count = len(opened.ticked(prompt))
    return (button(opened, opened.say("button.done", count=count), Verb.DONE),)


def _bounds(opened: Opened, given: PickMany) -> str:
    """How many may be chosen, and what goes with nothing else."""
    said = []
    if given.most is not None and given.least == given.most:
        said.append(opened.say("input.exactly", count=given.most))
    elif given.most is not None and given.least:
        said.append(opened.say("input.between", least=given.least, most=given.most))
    elif given.most is not None:
        said.append(opened.say("input.most", most=given.most))
    elif given.least:
        said.append(opened.say("input.least", least=given.least))
    alone = [brief(choice.label) for choice in given.choices if choice.name in given.exclusive]
    if alone:
        said.append(opened.say("input.alone", alone=brief(", ".join(alone), USED)))
    return " ".join(said)


def rank(opened: Opened, prompt: Prompt, given: Rank) -> Drawn:
    order = opened.ranked(prompt, given.choices)
    buttons = [
        button(opened, label, Verb.RANK, option)
        for option, (choice, label) in enumerate(
            zip(given.choices, _labels(given.choices), strict=True)
        )
        if choice.name not in order
    ]
    hint = opened.say("input.rank" if buttons else "input.ranked")
    rows = grid(buttons, _width(given.choices)) + _rank_ends(opened, given, order)
    return Drawn((_numbered(given.choices), _order(opened, given, order), hint), rows)


def _order(opened: Opened, given: Rank, order: tuple[str, ...]) -> str:
    """The order so far in words; of a long list, which fills the card itself, in its numbers."""
    numbers = {choice.name: number for number, choice in enumerate(given.choices, 1)}
    if len(given.choices) > LABELLED:
        line = ", ".join(str(numbers[name]) for name in order)
        return f"{opened.say('rank.order')} {line}" if order else ""
    lines = [
        opened.say("rank.place", place=place, answer=brief(given.choices[numbers[name] - 1].label))
        for place, name in enumerate(order, 1)
    ]
    return "\n".join([opened.say("rank.order"), *lines]) if lines else ""


def _rank_ends(opened: Opened, given: Rank, order: tuple[str, ...]) -> tuple[Row, ...]:
    """Confirm a whole order; take back the last place, or all."""
    placed, whole = len(order), given.is_whole(order)
    done = (button(opened, opened.say("button.done", count=placed), Verb.DONE),) if whole else ()
    kept = placed - 2 if whole else placed - 1  # the last of a whole order took its place itself
    undo = (button(opened, opened.say("button.undo"), Verb.UNRANK, kept),) if kept >= 0 else ()
    anew = (button(opened, opened.say("button.anew"), Verb.UNRANK, 0),) if kept > 0 else ()
    return tuple(row for row in (done, undo + anew) if row)


# Long lists ----------------------------------------------------------------------------------


def _leaf(opened: Opened, prompt: Prompt, given: LongList) -> Drawn:
    """What was looked for, else a page of the list; what was used or ticked stands beside it."""
    leaf, sought = leaf_of(opened, prompt, given), opened.passage.sought
    hint = _leaf_hint(opened, given, leaf)
    found = leaf.page is None
    lines = (
        opened.say("list.unknown", sought=sought) if sought and not found else "",
        "" if found else hint,
        _used_lines(opened, given, leaf),
        f"{_heading(opened, given, leaf)}\n{_lines(given, leaf.places)}",
        _ticked_line(opened, prompt, given) if isinstance(given, PickMany) else "",
        hint if found else "",
    )
    ends = (_done(opened, prompt),) if isinstance(given, PickMany) else ()
    return Drawn(lines, (*_leaf_rows(opened, prompt, given, leaf), *_turning(opened, leaf), *ends))


def _leaf_rows(opened: Opened, prompt: Prompt, given: LongList, leaf: Leaf) -> tuple[Row, ...]:
    """A row for each choice that is near; of a page only the numbers, so that all is in sight."""

    def buttons(places: tuple[int, ...], *, digits: bool = False) -> list[Button]:
        labels = [str(place + 1) if digits else _named(given, place) for place in places]
        named = zip(places, labels, strict=True)
        return [_pick(opened, prompt, given, place, label) for place, label in named]

    page = leaf.page is not None
    listed = grid(buttons(leaf.places, digits=page), ROW - 1 if page else 1)
    return (*grid(buttons(leaf.recent), 1), *listed, *grid(buttons(leaf.ticked), 1))


def _named(given: LongList, place: int) -> str:
    return f"{place + 1}. {brief(given.choices[place].label)}"


def _heading(opened: Opened, given: LongList, leaf: Leaf) -> str:
    if leaf.page is None:
        return opened.say("list.found", sought=opened.passage.sought)
    return opened.say("list.page", page=leaf.page + 1, pages=leaf.pages, count=len(given.choices))


def _used_lines(opened: Opened, given: LongList, leaf: Leaf) -> str:
    if not leaf.recent:
        return ""
    labels = (f"{place + 1}. {brief(given.choices[place].label, USED)}" for place in leaf.recent)
    return "\n".join([opened.say("list.recent"), *labels])


def _lines(given: LongList, places: tuple[int, ...]) -> str:
    """Choices with the numbers that they have in the whole list."""
    return "\n".join(f"{place + 1}. {clean(given.choices[place].label)}" for place in places)


def _ticked_line(opened: Opened, prompt: Prompt, given: PickMany) -> str:
    """What is ticked, in words; of very much the first and how much more."""
    ticked = frozenset(opened.ticked(prompt))
    labels = [brief(choice.label) for choice in given.choices if choice.name in ticked]
    if not labels:
        return ""
    said, more = ", ".join(labels[:LABELLED]), len(labels) - LABELLED
    line = opened.say("list.ticked", count=len(labels), answer=said)
    rest = opened.say("list.more", count=more) if more > 0 else ""
    return f"{line} {rest}".rstrip()


def _leaf_hint(opened: Opened, given: LongList, leaf: Leaf) -> str:
    found = leaf.page is None
    if isinstance(given, PickMany):
        hint = opened.say("input.found_many" if found else "input.find_many")
        return f"{_bounds(opened, given)}\n{hint}".lstrip()
    return opened.say("input.found" if found else "input.find")


def _turning(opened: Opened, leaf: Leaf) -> tuple[Row, ...]:
    """To the pages beside this one, or from what was found to the whole list."""
    if leaf.page is None:
        return ((button(opened, opened.say("button.whole_list"), Verb.LEAF, 0),),)
    turns = (("button.page_before", leaf.page - 1), ("button.page_after", leaf.page + 1))
    return (
        tuple(
            button(opened, opened.say(key), Verb.LEAF, page)
            for key, page in turns
            if 0 <= page < leaf.pages
        ),
    )
