"""What the buttons do that change earlier answers: yes, no, instances away, corrections."""

from collections.abc import Callable

from bot.interviews import answering
from bot.interviews.correcting import abandon_correction, changed
from bot.interviews.opened import Opened, save
from bot.interviews.passage import Asking, Pending
from bot.interviews.service import rest
from bot.interviews.tapping import Tapping, Verb, mark
from flows import engine


def _change(act: Tapping, opened: Opened) -> str:
    """Do what waits; when it would do something else by now, say that first."""
    taken = answering.accept(act.uow, opened, act.now)
    if taken is None:
        return act.stale()
    if taken.held:
        return act.show(act.say("toast.foresight"))
    return act.show(act.say("toast.changed"), dropped=taken.dropped)


def _leave(act: Tapping, opened: Opened) -> str:
    if opened.passage.pending is None:
        return act.stale()
    answering.leave(act.uow, opened, act.now)
    return act.show(act.say("toast.left"))


def _remove(act: Tapping, opened: Opened, marked: int) -> str:
    """Ask whether this instance of a repeat shall go, and say what goes with it."""
    if not opened.at_review:
        return act.stale()
    items = engine.review(opened.form, opened.passage.interview, opened.local(act.now)).items
    found = (item.instance for item in items if item.instance and item.instance.removable)
    path = next((each.path for each in found if mark(each.path) == marked), "")
    if not path:
        return act.stale()
    save(act.uow, opened, opened.passage.turned(pending=Pending(path, None)), act.now)
    return act.show(act.say("toast.foresight"))


def _onward(act: Tapping, opened: Opened) -> str:
    """From the review back to the question over which it lies."""
    if not opened.passage.over:
        return act.stale()
    save(act.uow, opened, opened.passage.turned(over=False, page=None), act.now)
    return act.show(act.say("toast.resumed"))


# Corrections ---------------------------------------------------------------------------------


def _send(act: Tapping, opened: Opened) -> str:
    """Ask for the reason, when there is something to send and nothing is missing."""
    if not opened.at_review or opened.original is None or not changed(opened):
        return act.stale()
    found = engine.review(opened.form, opened.passage.interview, opened.local(act.now))
    if found.missing:
        return act.show(act.say("toast.missing", count=len(found.missing)))
    return _ask(act, opened, "reason")


def _abandon(act: Tapping, opened: Opened, for_good: int) -> str:
    """Give the correction up; asked twice when something is lost by it."""
    if opened.stored.corrects is None:
        return act.stale()
    if changed(opened) and not for_good:
        return _ask(act, opened, "abandon")
    abandon_correction(act.uow, opened)
    rest(act.uow, act.person, act.now)
    original = opened.stored.corrects
    return act.show(act.say("toast.abandoned"), view="read", interview=original, leaf=0)


def _stay(act: Tapping, opened: Opened) -> str:
    return _ask(act, opened, "") if opened.passage.asking else act.stale()


def _ask(act: Tapping, opened: Opened, asking: Asking) -> str:
    save(act.uow, opened, opened.passage.turned(asking=asking, page=None), act.now)
    return act.show(act.say("toast.opened"))


# What a verb does, and how many numbers it carries: interview and card first.
CHANGING: dict[int, tuple[Callable[..., str], int]] = {
    Verb.CHANGE: (_change, 2),
    Verb.LEAVE: (_leave, 2),
    Verb.REMOVE: (_remove, 3),
    Verb.ONWARD: (_onward, 2),
    Verb.SEND: (_send, 2),
    Verb.ABANDON: (_abandon, 3),
    Verb.STAY: (_stay, 2),
}
