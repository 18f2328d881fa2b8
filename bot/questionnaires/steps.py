"""What each button about questionnaires does: one function a verb, in a table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from bot.access import require
from bot.chat.notices import stale_tap
from bot.chat.screen import Tap
from bot.chat.speaker import speaker
from bot.i18n import say
from bot.questionnaires.received import draft_card
from bot.questionnaires.service import (
    Published,
    discard_draft,
    mark_of,
    publish_draft,
    show_list,
    twin,
)
from storage.errors import NotFound
from storage.records import Notice, Person, Questionnaire
from storage.unit_of_work import UnitOfWork

QUESTIONNAIRES = 4  # this feature's number in taps


class Verb(IntEnum):
    # Person, then what is named: a colleague on the same phone cannot tap for somebody else.
    PUBLISH = 1  # mark of the draft
    PUBLISH_AND_MOVE = 2  # mark of the draft
    DISCARD = 3  # mark of the draft, 0 where nothing was kept
    FORESEE = 4  # version
    MOVE = 5  # version
    LIST = 6


@dataclass(frozen=True, slots=True)
class Done:
    """The toast, and the version to which open interviews are to move once this is stored."""

    toast: str
    person: Person
    target: Questionnaire | None = None


@dataclass(frozen=True, slots=True)
class _Tapping:
    """Where a tap happens; `ahead` is what was computed for it beforehand."""

    uow: UnitOfWork
    person: Person
    chat_id: int
    now: datetime
    ahead: Mapping[str, Any]

    def done(self, key: str, target: Questionnaire | None = None) -> Done:
        return Done(say(self.person.language, key), self.person, target)

    def stale(self) -> Done:
        toast = stale_tap(self.uow, self.person, self.chat_id, self.now)
        return Done(toast, self.person)

    def show(self, view: str, **arguments: Any) -> None:
        self.uow.outbox.add(draft_card(self.person, self.chat_id, view, arguments), self.now)

    def send(self, name: str, **arguments: Any) -> None:
        notice = Notice(self.chat_id, name, {"person": self.person.id, **arguments})
        self.uow.outbox.add(notice, self.now)


def tap(
    uow: UnitOfWork, chat_id: int, tapped: Tap, now: datetime, ahead: Mapping[str, Any]
) -> Done:
    """A button was tapped. One that means nothing shows the present card.

    `ahead` is the outlook for FORESEE. Raises NotAllowed when the person may not do it any more.
    """
    person = speaker(uow, chat_id, "questionnaire.list")
    act = _Tapping(uow, person, chat_id, now, ahead)
    step, count = _STEPS.get(tapped.verb, (None, 0))
    if step is None or len(tapped.numbers) != count or tapped.numbers[0] != person.id:
        return act.stale()
    return step(act, *tapped.numbers[1:])


def _publish(act: _Tapping, marked: int) -> Done:
    done = _published(act, marked)
    return act.done("toast.published") if done else act.done("toast.not_published")


def _publish_and_move(act: _Tapping, marked: int) -> Done:
    done = _published(act, marked)
    if done is None:
        return act.done("toast.not_published")
    return act.done("toast.published", done.questionnaire)


def _published(act: _Tapping, marked: int) -> Published | None:
    """Publish the draft; None when it is gone, or its version was taken meanwhile."""
    draft = act.uow.questionnaires.draft_of(act.person.id)
    if draft is None or mark_of(draft) != marked:
        act.show("gone")
        return None
    known = twin(act.uow, draft)
    if known is not None and known.source != draft.source:
        act.show("taken", name=draft.name, version=draft.version)
        return None
    done = publish_draft(act.uow, act.person, draft, act.now)
    act.show("published", questionnaire=done.questionnaire.id)
    return done


def _discard(act: _Tapping, marked: int) -> Done:
    draft = act.uow.questionnaires.draft_of(act.person.id)
    if draft is not None and mark_of(draft) == marked:
        discard_draft(act.uow, act.person)
    act.show("discarded")
    return act.done("toast.discarded")


def _foresee(act: _Tapping, version: int) -> Done:
    if not act.ahead:
        return act.stale()
    act.send("questionnaires.outlook", questionnaire=version, outlook=dict(act.ahead))
    return act.done("toast.opened")


def _move(act: _Tapping, version: int) -> Done:
    require(act.person, "questionnaire.publish")
    target = newest(act.uow, version)
    return act.done("toast.moving", target) if target else act.stale()


def _list(act: _Tapping) -> Done:
    show_list(act.uow, act.chat_id, act.now)
    return act.done("toast.opened")


def newest(uow: UnitOfWork, version: int) -> Questionnaire | None:
    """The version of this id, if none was published after it."""
    try:
        found = uow.questionnaires.by_id(version)
    except NotFound:
        return None
    latest = uow.questionnaires.by_name(found.name)
    return latest if latest and latest.id == version else None


# What a verb does, and how many numbers it carries: the person's first.
_STEPS: dict[int, tuple[Callable[..., Done], int]] = {
    Verb.PUBLISH: (_publish, 2),
    Verb.PUBLISH_AND_MOVE: (_publish_and_move, 2),
    Verb.DISCARD: (_discard, 2),
    Verb.FORESEE: (_foresee, 2),
    Verb.MOVE: (_move, 2),
    Verb.LIST: (_list, 1),
}
