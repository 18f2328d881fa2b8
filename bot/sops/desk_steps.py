"""What each button of coordinators does: one function a verb, in a table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.chat.notices import stale_tap
from bot.chat.screen import Tap
from bot.chat.speaker import speaker
from bot.i18n import say
from bot.sops.cards import Verb, marked
from bot.sops.closing import Closed, close_by_alias, close_by_answer, dismiss, undo
from bot.sops.desk import Sheet, begin_answer, closed_on, desk_card, lay, sheet_of
from bot.sops.news import news_card
from bot.sops.publishing import (
    checked_card,
    discard_draft,
    draft_card,
    next_code,
    publish_draft,
    recode_draft,
)
from bot.sops.queue import Group, group_of
from bot.sops.shelf import shelf
from bot.sops.usage import show_page
from knowledge.library import Library
from storage.errors import Conflict
from storage.records import Person
from storage.unit_of_work import UnitOfWork

Members = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Tapping:
    """Where a tap happens; `group` is that of the question it names, if that waits still."""

    uow: UnitOfWork
    person: Person
    chat_id: int
    group: Group | None
    now: datetime

    @property
    def library(self) -> Library:
        return shelf(self.uow)

    def stale(self) -> str:
        return stale_tap(self.uow, self.person, self.chat_id, self.now)

    def show(self, toast: str, view: str, **arguments: Any) -> str:
        self.uow.outbox.add(desk_card(self.person, self.chat_id, view, **arguments), self.now)
        return say(self.person.language, toast)

    def gone(self) -> str:
        """Somebody else has closed the question meanwhile."""
        return self.show("sops.toast.closed", "queue", page=0)


def foreseen(uow: UnitOfWork, tapped: Tap) -> Members:
    """The questions alike that the tap is about; too slow for the writer thread."""
    if tapped.verb not in _GROUPED or len(tapped.numbers) < 2:
        return ()
    group = group_of(uow, tapped.numbers[1])
    return group.ids if group else ()


def tap(uow: UnitOfWork, chat_id: int, tapped: Tap, now: datetime, members: Members) -> str:
    """A button was tapped; gives the toast. One that means nothing shows the present card.

    `members` are what `foreseen` gave. Raises NotAllowed when the person may not do it any more.
    """
    action, step, count = _STEPS.get(tapped.verb, ("sop.ask", None, 0))
    person = speaker(uow, chat_id, action)
    if step is None or len(tapped.numbers) != count + 1 or tapped.numbers[0] != person.id:
        return stale_tap(uow, person, chat_id, now)
    act = _Tapping(uow, person, chat_id, _still_waiting(uow, members), now)
    if tapped.verb in _GROUPED and act.group is None:
        return act.gone()
    return step(act, *tapped.numbers[1:])


def _still_waiting(uow: UnitOfWork, members: Iterable[int]) -> Group | None:
    found = tuple(each for each in uow.sop_questions.numbered(members) if each.state == "open")
    return Group(found) if found else None


# The queue -------------------------------------------------------------------------------------


def _queue(act: _Tapping, page: int) -> str:
    return act.show("toast.opened", "queue", page=page)


def _group(act: _Tapping, question: int) -> str:
    return act.show("toast.opened", "group", question=question)


def _pick(act: _Tapping, question: int, page: int) -> str:
    return act.show("toast.opened", "pick", question=question, page=page)


def _alias(act: _Tapping, question: int, code: int) -> str:
    sop = marked(act.library, code)
    if sop is None:
        return act.stale()
    return _close(act, question, close_by_alias, sop.code)


def _dismiss(act: _Tapping, question: int) -> str:
    return _close(act, question, dismiss)


def _close(act: _Tapping, question: int, close: Callable[..., Closed], *by: object) -> str:
    """Close the group in one of the ways; another process may be faster than this one."""
    if act.group is None:
        return act.gone()
    try:
        closed = close(act.uow, act.person, act.group, *by, act.now)
    except Conflict:
        return act.gone()
    lay(act.uow, act.person, Sheet(question, closed=closed.to_json()), act.now)
    return act.show("sops.toast.done", "closed", question=question, closed=closed.to_json())


def _undo(act: _Tapping, question: int) -> str:
    closed = closed_on(sheet_of(act.uow, act.person.id), question)
    if closed is None or not closed.questions:
        return act.stale()
    undo(act.uow, act.person, closed, act.now)
    act.uow.sop_desks.drop(act.person.id)
    return act.show("sops.toast.undone", "group", question=question)


# A written answer ------------------------------------------------------------------------------


def _answer(act: _Tapping, question: int) -> str:
    begin_answer(act.uow, act.person, question, act.now)
    return act.show("toast.opened", "write", question=question)


def _sheet(act: _Tapping, question: int) -> Sheet | None:
    """The answer that is being written to the question."""
    sheet = sheet_of(act.uow, act.person.id)
    return sheet if sheet and sheet.question == question and sheet.text else None


def _tie(act: _Tapping, question: int, page: int) -> str:
    if _sheet(act, question) is None:
        return act.stale()
    return act.show("toast.opened", "tie", question=question, page=page)


def _tie_sop(act: _Tapping, question: int, code: int) -> str:
    sheet, sop = _sheet(act, question), marked(act.library, code)
    if sheet is None or (code and sop is None):
        return act.stale()
    tied = replace(sheet, sop=sop.code if sop else None, step=None)
    lay(act.uow, act.person, tied, act.now)
    view = "tie_step" if sop and sop.steps else "preview"
    return act.show("toast.opened", view, question=question)


def _tie_step(act: _Tapping, question: int, code: int, number: int) -> str:
    sheet, sop = _sheet(act, question), marked(act.library, code)
    if sheet is None or sop is None or (number and sop.step(number) is None):
        return act.stale()
    lay(act.uow, act.person, replace(sheet, sop=sop.code, step=number or None), act.now)
    return act.show("toast.opened", "preview", question=question)


def _publish_answer(act: _Tapping, question: int) -> str:
    sheet = _sheet(act, question)
    if sheet is None:
        return act.stale()
    return _close(act, question, close_by_answer, sheet.answer)


def _drop_answer(act: _Tapping, question: int) -> str:
    act.uow.sop_desks.drop(act.person.id)
    return act.show("toast.discarded", "group", question=question)


# SOPs and figures ------------------------------------------------------------------------------


def _usage(act: _Tapping, by: int) -> str:
    show_page(act.uow, act.person, act.chat_id, by, act.now)
    return say(act.person.language, "toast.opened")


def _publish(act: _Tapping, marked_as: int) -> str:
    view = publish_draft(act.uow, act.person, marked_as, act.now)
    act.uow.outbox.add(draft_card(act.person, act.chat_id, **view), act.now)
    done = view["view"] == "published"
    return say(act.person.language, "toast.published" if done else "toast.not_published")


def _discard(act: _Tapping, marked_as: int) -> str:
    discard_draft(act.uow, act.person, marked_as)
    act.uow.outbox.add(draft_card(act.person, act.chat_id, view="discarded"), act.now)
    return say(act.person.language, "toast.discarded")


def _code(act: _Tapping, marked_as: int, code: int) -> str:
    """Of which SOP the draft is a version."""
    sop = marked(act.library, code)
    if code and sop is None:
        return act.stale()
    named = sop.code if sop else next_code(act.library.sops)
    draft = recode_draft(act.uow, act.person, marked_as, named)
    notice = (
        draft_card(act.person, act.chat_id, "gone")
        if draft is None
        else checked_card(act.person, act.chat_id, draft)
    )
    act.uow.outbox.add(notice, act.now)
    return say(act.person.language, "toast.opened")


def _mute(act: _Tapping, version: int) -> str:
    act.uow.sop_mutes.mute(act.person.id)
    return _news(act, version, "sops.toast.muted")


def _unmute(act: _Tapping, version: int) -> str:
    act.uow.sop_mutes.unmute(act.person.id)
    return _news(act, version, "sops.toast.unmuted")


def _news(act: _Tapping, version: int, toast: str) -> str:
    """The news again, with the button that is right now."""
    act.uow.outbox.add(news_card(act.person, act.chat_id, version), act.now)
    return say(act.person.language, toast)


# What a verb does, who may, and how many numbers it carries after the person's.
_STEPS: dict[int, tuple[str, Callable[..., str] | None, int]] = {
    Verb.QUEUE: ("sop.queue", _queue, 1),
    Verb.GROUP: ("sop.queue", _group, 1),
    Verb.PICK: ("sop.queue", _pick, 2),
    Verb.ALIAS: ("sop.queue", _alias, 2),
    Verb.ANSWER: ("sop.queue", _answer, 1),
    Verb.TIE: ("sop.queue", _tie, 2),
    Verb.TIE_SOP: ("sop.queue", _tie_sop, 2),
    Verb.TIE_STEP: ("sop.queue", _tie_step, 3),
    Verb.PUBLISH_ANSWER: ("sop.queue", _publish_answer, 1),
    Verb.DROP_ANSWER: ("sop.queue", _drop_answer, 1),
    Verb.DISMISS: ("sop.queue", _dismiss, 1),
    Verb.UNDO: ("sop.queue", _undo, 1),
    Verb.USAGE: ("sop.usage", _usage, 1),
    Verb.PUBLISH: ("sop.publish", _publish, 1),
    Verb.DISCARD: ("sop.publish", _discard, 1),
    Verb.CODE: ("sop.publish", _code, 2),
    Verb.MUTE: ("sop.ask", _mute, 1),
    Verb.UNMUTE: ("sop.ask", _unmute, 1),
}
# Verbs that mean nothing once the questions do not wait any more.
_GROUPED = frozenset(
    {
        *(Verb.GROUP, Verb.PICK, Verb.ALIAS, Verb.ANSWER, Verb.TIE, Verb.TIE_SOP, Verb.TIE_STEP),
        *(Verb.PUBLISH_ANSWER, Verb.DISMISS),
    }
)
