"""What each button about SOPs does: one function a verb, in a table."""

from collections.abc import Callable
from datetime import datetime

from bot.chat.notices import stale_tap
from bot.chat.screen import Tap
from bot.chat.speaker import speaker
from bot.sops.asking import PAGE, UNTIL, WRITES
from bot.sops.cards import BROWSING, Verb, mark, marked, told
from bot.sops.rules import COMPLAINTS, LATELY, OTHER_SOP, WRITING, carried, ticked
from bot.sops.service import page_of
from bot.sops.shelf import shelf
from bot.sops.tapping import Tapping
from knowledge.articles import Sop
from knowledge.body import from_json
from storage.errors import NotFound
from storage.records import Checklist, SopQuestion
from storage.unit_of_work import UnitOfWork


def tap(uow: UnitOfWork, chat_id: int, tapped: Tap, now: datetime) -> str:
    """A button was tapped; gives the toast. One that means nothing shows the present card."""
    person = speaker(uow, chat_id, "sop.ask")
    step, count = _STEPS.get(tapped.verb, (None, 0))
    if step is None or len(tapped.numbers) != count + 2 or tapped.numbers[0] != person.id:
        return stale_tap(uow, person, chat_id, now)
    act = Tapping(uow, person, chat_id, tapped.numbers[1], shelf(uow), now)
    if act.question != BROWSING and _question(act) is None:
        return act.stale()
    return step(act, *tapped.numbers[2:])


def _question(act: Tapping) -> SopQuestion | None:
    """The question whose card was tapped, if this person has asked it."""
    try:
        found = act.uow.sop_questions.by_id(act.question)
    except NotFound:
        return None
    return found if found.person == act.person.id else None


# Browsing --------------------------------------------------------------------------------------


def _start(act: Tapping) -> str:
    since = (act.now - LATELY).isoformat()
    return act.show(act.say("toast.opened"), view="start", since=since)


def _list(act: Tapping, page: int) -> str:
    return act.show(act.say("toast.opened"), view="list", page=page)


def _open(act: Tapping, code: int, edition: int) -> str:
    sop = marked(act.library, code)
    if sop is None:
        return act.stale()
    act.used(sop)
    return act.show(act.say("toast.opened"), view="whole", sop=sop.code, **_news(sop, edition))


def _step(act: Tapping, code: int, edition: int, number: int) -> str:
    sop = marked(act.library, code)
    step = sop.step(number) if sop else None
    if sop is None or (step is None and mark(sop.version) == edition):
        return act.stale()
    if step is None:  # the new version has fewer
        return act.show(act.say("sops.toast.changed"), view="whole", sop=sop.code, updated=True)
    place, count = sop.steps.index(step) + 1, len(sop.steps)
    toast = act.say("sops.step", number=place, count=count)
    return act.show(toast, view="step", sop=sop.code, step=number, **_news(sop, edition))


def _news(sop: Sop, edition: int) -> dict[str, bool]:
    """Whether the button was drawn for an earlier version."""
    return {} if mark(sop.version) == edition else {"updated": True}


def _related(act: Tapping, code: int, _edition: int) -> str:
    sop = marked(act.library, code)
    return act.show(act.say("toast.opened"), view="related", sop=sop.code) if sop else act.stale()


# Checklist -------------------------------------------------------------------------------------


def _checklist(act: Tapping, code: int, _edition: int) -> str:
    """What was ticked before, of a new version only what still says the same."""
    sop = marked(act.library, code)
    if sop is None:
        return act.stale()
    kept = act.uow.checklists.of(act.person.id, sop.code)
    renewed = kept is not None and kept.version != sop.version
    if kept is not None and renewed:
        _put(act, sop, carried(kept, _of_version(act, kept), sop))
    return act.show(act.say("toast.opened"), view="checklist", sop=sop.code, renewed=renewed)


def _of_version(act: Tapping, checklist: Checklist) -> Sop | None:
    version = act.uow.sops.version(checklist.sop, checklist.version)
    return from_json(version.body) if version else None


def _put(act: Tapping, sop: Sop, ticks: tuple[int, ...]) -> None:
    kept = Checklist(act.person.id, sop.code, sop.version, ticks, act.now)
    act.uow.checklists.put(kept)


def _tick(act: Tapping, code: int, edition: int, number: int, on: int) -> str:
    sop = marked(act.library, code)
    if sop is None or on > 1:
        return act.stale()
    if mark(sop.version) != edition:
        return _checklist(act, code, edition)
    if sop.step(number) is None:
        return act.stale()
    kept = act.uow.checklists.of(act.person.id, sop.code)
    before = kept.ticks if kept and kept.version == sop.version else ()
    _put(act, sop, ticked(before, number, on=bool(on)))
    toast = act.say("sops.toast.ticked" if on else "sops.toast.unticked")
    return act.show(toast, view="checklist", sop=sop.code)


def _clear(act: Tapping, code: int, _edition: int) -> str:
    sop = marked(act.library, code)
    if sop is None:
        return act.stale()
    act.uow.checklists.drop(act.person.id, sop.code)
    return act.show(act.say("sops.toast.cleared"), view="checklist", sop=sop.code)


# What was meant --------------------------------------------------------------------------------


def _choose(act: Tapping, code: int, _edition: int, number: int) -> str:
    """The page of a choice, below the choices: those stay for another look."""
    sop = marked(act.library, code)
    if sop is None:
        return act.stale()
    act.used(sop)
    view = "step" if sop.step(number) else "whole"
    step = number if view == "step" else None
    return act.show(act.say("toast.opened"), view=view, fresh=True, sop=sop.code, step=step)


def _choose_written(act: Tapping, written: int) -> str:
    if written not in act.library.written:
        return act.stale()
    return act.show(act.say("toast.opened"), view="written", fresh=True, written=written)


def _none(act: Tapping) -> str:
    """None of the choices: the question waits for a coordinator."""
    act.uow.sop_questions.reopen([act.question])
    act.uow.outbox.add(told(act.person, act.chat_id, act.question, "none"), act.now)
    return act.say("sops.toast.queued")


# Whether it helped -----------------------------------------------------------------------------


def _helpful(act: Tapping, *page: int) -> str:
    act.uow.sop_questions.rate(act.question, helpful=True, complaint=None)
    return _same_page(act, page, act.say("sops.toast.thanks"))


def _unhelpful(act: Tapping, *page: int) -> str:
    act.uow.sop_questions.rate(act.question, helpful=False, complaint=None)
    return _same_page(act, page, act.say("sops.toast.why"), asks="reason")


def _complain(act: Tapping, code: int, edition: int, number: int, reason: int) -> str:
    if reason >= len(COMPLAINTS):
        return act.stale()
    act.uow.sop_questions.rate(act.question, helpful=False, complaint=COMPLAINTS[reason])
    if COMPLAINTS[reason] == OTHER_SOP:
        act.uow.sop_questions.reopen([act.question])
        act.uow.outbox.add(told(act.person, act.chat_id, act.question, OTHER_SOP), act.now)
    return _same_page(act, (code, edition, number), act.say("sops.toast.thanks"))


def _write(act: Tapping, *page: int) -> str:
    """The next text is the reason."""
    sheet = {WRITES: act.question, UNTIL: (act.now + WRITING).isoformat(), PAGE: page}
    act.uow.sop_desks.put(act.person.id, sheet, act.now)
    return _same_page(act, page, act.say("sops.toast.write"), asks="words")


def _leave(act: Tapping, *page: int) -> str:
    """No reason, or not in one's own words after all."""
    sheet = act.uow.sop_desks.of(act.person.id)
    if sheet is not None and sheet.get(WRITES) == act.question:
        act.uow.sop_desks.drop(act.person.id)
    return _same_page(act, page, act.say("sops.toast.thanks"))


def _same_page(act: Tapping, page: tuple[int, ...], toast: str, asks: str = "") -> str:
    """The page that was rated."""
    return act.show(toast, asks=asks, **page_of(act.library, page))


# What a verb does, and how many numbers it carries after the person's and the question's.
_STEPS: dict[int, tuple[Callable[..., str], int]] = {
    Verb.START: (_start, 0),
    Verb.LIST: (_list, 1),
    Verb.OPEN: (_open, 2),
    Verb.STEP: (_step, 3),
    Verb.CHECKLIST: (_checklist, 2),
    Verb.TICK: (_tick, 4),
    Verb.CLEAR: (_clear, 2),
    Verb.RELATED: (_related, 2),
    Verb.CHOOSE: (_choose, 3),
    Verb.CHOOSE_WRITTEN: (_choose_written, 1),
    Verb.NONE: (_none, 0),
    Verb.HELPFUL: (_helpful, 3),
    Verb.UNHELPFUL: (_unhelpful, 3),
    Verb.COMPLAIN: (_complain, 4),
    Verb.WRITE: (_write, 3),
    Verb.LEAVE: (_leave, 3),
}
