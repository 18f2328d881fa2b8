"""Choices on a card: one, several, an order, and the leaves of a list that is too long for it."""

from bot.chat.screen import Button
from bot.chat.text import brief, clean
from bot.interviews.drawn import ROW, Drawn, Row, button, even, grid
from bot.interviews.lists import Leaf, LongList, leaf_of
from bot.interviews.opened import Opened
from bot.interviews.tapping import Verb
from flows.prompts import Choice, PickMany, PickOne, Prompt, Rank

SHORT = 10  # labels as short as these share a row
LABELLED = 8  # choices whose texts stand on their buttons too; of more, only the numbers
USED = 60  # characters of a choice that was used or ticked before


def pick_one(opened: Opened, prompt: Prompt, given: PickOne) -> Drawn:
    if given.is_long:
        return _leaf(opened, prompt, given)
    levels = is_levels(given.choices)
    digits = levels or given.scale
    buttons = picks(opened, prompt, given.choices, _labels(given.choices, digits=digits))
    text = _numbered(given.choices, "\n\n" if levels else "\n")
    hint = opened.say("input.levels" if levels else "input.pick_one")
    if given.scale and given.choices and not levels:
        return Drawn((text, _scale_hint(opened, given)), grid(buttons, even(len(buttons))))
    return Drawn((text, hint), grid(buttons, _width(given.choices, digits=levels)))


def picks(
    opened: Opened, prompt: Prompt, choices: tuple[Choice, ...], labels: list[str]
) -> list[Button]:
    """A button for each choice; the present answer has a mark."""
    return [
        button(opened, _marked(label, choice, prompt), Verb.PICK, place)
        for place, (choice, label) in enumerate(zip(choices, labels, strict=True))
    ]


def _marked(label: str, choice: Choice, prompt: Prompt) -> str:
    return f"✓ {label}" if choice.name == prompt.value else label


def _label(given: PickMany | PickOne, place: int) -> str:
    """A choice's number in the whole list, and its text where there is room."""
    text = brief(given.choices[place].label)
    numbers_only = len(given.choices) > LABELLED and not given.is_long
    return str(place + 1) if numbers_only else f"{place + 1}. {text}"


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
    if digits or len(choices) > LABELLED:
        return ROW
    return 2 if all(len(choice.label) <= SHORT for choice in choices) else 1


def pick_many(opened: Opened, prompt: Prompt, given: PickMany) -> Drawn:
    if given.is_long:
        return _leaf(opened, prompt, given)
    buttons = _ticks(opened, prompt, given, tuple(range(len(given.choices))))
    hint = f"{opened.say('input.pick_many')} {_bounds(opened, given)}".rstrip()
    rows = (*grid(buttons, _width(given.choices)), _done(opened, prompt))
    return Drawn((_numbered(given.choices), hint), rows)


def _ticks(
    opened: Opened, prompt: Prompt, given: PickMany, places: tuple[int, ...]
) -> list[Button]:
    """A button for each of these choices that ticks it, or takes the tick away."""
    ticked = frozenset(opened.ticked(prompt))
    labels = [_label(given, place) for place in places]
    return [
        button(opened, f"☑ {label}", Verb.TICK, place, 0)
        if given.choices[place].name in ticked
        else button(opened, f"☐ {label}", Verb.TICK, place, 1)
        for place, label in zip(places, labels, strict=True)
    ]


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
    ends: tuple[Row, ...] = ()
    if isinstance(given, PickMany):
        buttons, ends = _ticks(opened, prompt, given, leaf.shown), (_done(opened, prompt),)
    else:
        buttons = _leaf_picks(opened, prompt, given, leaf.shown)
    lines = (
        opened.say("list.unknown", sought=sought) if sought and leaf.page is not None else "",
        _used_lines(opened, given, leaf),
        f"{_heading(opened, given, leaf)}\n{_lines(given, leaf.places)}",
        _ticked_line(opened, prompt, given),
        _leaf_hint(opened, given, leaf),
    )
    return Drawn(lines, (*grid(buttons, 1), *_turning(opened, leaf), *ends))


def _leaf_picks(
    opened: Opened, prompt: Prompt, given: PickOne, places: tuple[int, ...]
) -> list[Button]:
    return [
        button(
            opened, _marked(_label(given, place), given.choices[place], prompt), Verb.PICK, place
        )
        for place in places
    ]


def _heading(opened: Opened, given: LongList, leaf: Leaf) -> str:
    if leaf.page is None:
        return opened.say("list.found", sought=opened.passage.sought)
    return opened.say("list.page", page=leaf.page + 1, pages=leaf.pages, count=len(given.choices))


def _used_lines(opened: Opened, given: LongList, leaf: Leaf) -> str:
    if not leaf.recent:
        return ""
    return f"{opened.say('list.recent')}\n{_lines(given, leaf.recent, USED)}"


def _lines(given: LongList, places: tuple[int, ...], limit: int = 0) -> str:
    """Choices with the numbers that they have in the whole list."""
    labels = {place: given.choices[place].label for place in places}
    return "\n".join(
        f"{place + 1}. {brief(label, limit) if limit else clean(label)}"
        for place, label in labels.items()
    )


def _ticked_line(opened: Opened, prompt: Prompt, given: LongList) -> str:
    """What is ticked, in words; of very much the first and how much more."""
    if not isinstance(given, PickMany):
        return ""
    ticked = frozenset(opened.ticked(prompt))
    labels = [brief(choice.label) for choice in given.choices if choice.name in ticked]
    if not labels:
        return ""
    said, more = ", ".join(labels[:LABELLED]), len(labels) - LABELLED
    line = opened.say("list.ticked", count=len(labels), answer=said)
    return f"{line} {opened.say('list.more', count=more)}" if more > 0 else line


def _leaf_hint(opened: Opened, given: LongList, leaf: Leaf) -> str:
    many = isinstance(given, PickMany)
    if leaf.page is None:
        hint = opened.say("input.found_many" if many else "input.found")
    else:
        hint = opened.say("input.find_many" if many else "input.find")
    return f"{hint} {_bounds(opened, given)}".rstrip() if isinstance(given, PickMany) else hint


def _turning(opened: Opened, leaf: Leaf) -> tuple[Row, ...]:
    """To the pages beside this one, or from what was found to the whole list."""
    if leaf.page is None:
        return ((button(opened, opened.say("button.whole_list"), Verb.LEAF, 0),),)
    row = []
    if leaf.page > 0:
        row.append(button(opened, opened.say("button.page_before"), Verb.LEAF, leaf.page - 1))
    if leaf.page + 1 < leaf.pages:
        row.append(button(opened, opened.say("button.page_after"), Verb.LEAF, leaf.page + 1))
    return (tuple(row),)
