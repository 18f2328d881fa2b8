"""The cards that ask before something is done: what a change does, why, whether really."""

from bot.chat.screen import Screen, bold
from bot.chat.text import brief
from bot.interviews.answering import foreseen
from bot.interviews.correcting import REASON, changed
from bot.interviews.drawn import button
from bot.interviews.opened import Opened
from bot.interviews.review import LABEL, instance_name, paragraphs, review_screen
from bot.interviews.tapping import Verb
from flows import engine
from flows.engine import Affected, Foresight, Interview

MOST = 6  # affected questions of a kind that are named
QUESTION, ANSWER = 300, 200  # characters


def foresight_screen(opened: Opened, lead: tuple[str, ...]) -> Screen:
    """What the change that waits would do, with a button for yes and one for no."""
    seen = foreseen(opened, opened.stored.touched_at)
    if seen is None:  # it can be made no more: another day, another roster
        return review_screen(opened, lead)
    pending = opened.passage.pending
    assert pending is not None
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
    """The question, its answer as it is, and what it would become."""
    label, now = _answer_at(opened, path, opened.passage.interview)
    _, then = _answer_at(opened, path, seen.turn.interview)
    present = opened.say("card.present", answer=now) if now else ""
    becomes = opened.say("foresight.change", answer=then) if then else opened.say("foresight.clear")
    return bold(brief(label, QUESTION)), present, becomes


def _answer_at(opened: Opened, path: str, interview: Interview) -> tuple[str, str]:
    """A question and its answer, as people read them."""
    moment = opened.local(opened.stored.touched_at)
    items = engine.review(opened.form, interview, moment).items
    found = next((item for item in items if item.path == path), None)
    return (found.label, brief(opened.worded(found.shown), ANSWER)) if found else ("", "")


def _removal(opened: Opened, path: str) -> tuple[str, ...]:
    moment = opened.local(opened.stored.touched_at)
    items = engine.review(opened.form, opened.passage.interview, moment).items
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
