"""The cards that ask before something is done: what a change does, why, whether really."""

from bot.chat.screen import Screen, bold
from bot.chat.text import brief, paragraphs
from bot.interviews.correcting import REASON, changed
from bot.interviews.drawn import button
from bot.interviews.opened import Opened, foreseen
from bot.interviews.review import (
    LABEL,
    asked_words,
    instance_name,
    item_at,
    review_of,
)
from bot.interviews.tapping import Verb
from flows.engine import Affected, Foresight, Item

MOST = 6  # affected questions of a kind that are named
QUESTION, ANSWER = 300, 200  # characters


def foresight_screen(opened: Opened, lead: tuple[str, ...]) -> Screen:
    """What the change that waits would do, with a button for yes and one for no."""
    pending, seen = opened.passage.pending, foreseen(opened, opened.stored.touched_at)
    assert pending is not None
    assert seen is not None, "what can be made no more does not wait"
    asked, yes = (
        (_removal(opened, pending.path), "button.take_away")
        if pending.value is None
        else (_change(opened, pending.path, seen), "button.change")
    )
    text = paragraphs(*lead, *asked, *_effects(opened, seen), _what_becomes(opened, seen))
    return Screen(
        text,
        (
            (button(opened, opened.say(yes), Verb.CHANGE),),
            (button(opened, opened.say("button.leave"), Verb.LEAVE),),
        ),
    )


def _change(opened: Opened, path: str, seen: Foresight) -> tuple[str, ...]:
    """The question, its answer as it is, and what it would become; of a repeat, one more."""
    before, after = (
        item_at(opened, path, each) for each in (opened.passage.interview, seen.turn.interview)
    )
    asked = bold(brief(asked_words(opened, before), QUESTION)) if before else ""
    return (asked, "" if before and before.adds else _becomes(opened, before, after))


def _becomes(opened: Opened, before: Item | None, after: Item | None) -> str:
    now, then = (
        brief(opened.worded(item.shown), ANSWER) if item else "" for item in (before, after)
    )
    present = opened.say("card.present", answer=now) if now else ""
    becomes = opened.say("foresight.change", answer=then) if then else opened.say("foresight.clear")
    return "\n".join(filter(None, (present, becomes)))


def _removal(opened: Opened, path: str) -> tuple[str, ...]:
    items = review_of(opened).items
    label = next((i.instance.label for i in items if i.instance and i.instance.path == path), "")
    name = instance_name(opened, label, LABEL)
    return (bold(opened.say("foresight.remove", instance=name)),)


def _effects(opened: Opened, seen: Foresight) -> tuple[str, ...]:
    kinds = (
        ("foresight.lost", seen.lost),
        ("foresight.asked", seen.asked),
        ("foresight.returned", seen.returned),
    )
    return tuple(
        "\n".join((opened.say(key, count=len(found)), *_named(opened, found)))
        for key, found in kinds
        if found
    )


def _named(opened: Opened, found: tuple[Affected, ...]) -> list[str]:
    """The first of them, and how many more there are."""
    lines = [f"• {_name(opened, each)}" for each in found[:MOST]]
    left = len(found) - len(lines)
    return [*lines, opened.say("foresight.more", count=left)] if left else lines


def _name(opened: Opened, each: Affected) -> str:
    if not each.instance:
        return brief(each.label, LABEL)
    return f"{instance_name(opened, each.instance, LABEL // 2)}: {brief(each.label, LABEL // 2)}"


def _what_becomes(opened: Opened, seen: Foresight) -> str:
    """Whether lost answers come back one day."""
    if not seen.lost:
        return ""
    if all(each.kept for each in seen.lost):
        return opened.say("foresight.kept")
    return opened.say("foresight.gone") if not any(each.kept for each in seen.lost) else ""


# Corrections ---------------------------------------------------------------------------------


def asking_screen(opened: Opened, lead: tuple[str, ...]) -> Screen:
    """What the review of a correction asks: why, or whether it shall be given up."""
    if opened.passage.asking == "reason":
        text = paragraphs(
            *lead,
            bold(opened.say("correction.why")),
            opened.say("correction.reason", limit=REASON),
        )
        return Screen(text, ((button(opened, opened.say("button.review"), Verb.STAY),),))
    text = paragraphs(*lead, bold(opened.say("correction.abandon", count=changed(opened))))
    return Screen(
        text,
        (
            (button(opened, opened.say("button.abandon_yes"), Verb.ABANDON, 1),),
            (button(opened, opened.say("button.review"), Verb.STAY),),
        ),
    )
