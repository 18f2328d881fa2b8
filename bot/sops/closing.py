"""Use cases that close unanswered questions: other words, an answer, or nothing; and back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from bot.access import require
from bot.chat.text import brief
from bot.sops.hours import humane
from bot.sops.queue import Group
from knowledge.privacy import unmarked
from storage.errors import Conflict
from storage.records import Notice, Person, SopAlias, SopAnswer, SopQuestion
from storage.unit_of_work import UnitOfWork

ALIASES = 5  # texts of a group that become aliases
ALIAS = 200  # characters of one
TELLING = 2  # the lane: nobody waits for it with a finger on a button


@dataclass(frozen=True, slots=True)
class Answer:
    """What a coordinator wrote, and to what it belongs."""

    text: str
    sop: str | None = None
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """What was done, so that it can be undone."""

    how: str  # alias, answer, dismissed
    questions: tuple[int, ...]
    aliases: tuple[int, ...] = ()
    answer: int | None = None
    sop: str | None = None
    told: int = 0  # how many askers are told

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Closed":
        return cls(
            **{**kept, "questions": tuple(kept["questions"]), "aliases": tuple(kept["aliases"])}
        )


def close_by_alias(
    uow: UnitOfWork, person: Person, group: Group, sop: str, now: datetime
) -> Closed:
    """The words in which it was asked are other words for the SOP from now on.

    Raises Conflict, with nothing stored, when somebody else has closed the group meanwhile.
    """
    questions = _close(uow, person, group, "alias", now)
    texts = [brief(unmarked(text), ALIAS) for text in group.texts[:ALIASES]]
    aliases = tuple(
        uow.sops.add_alias(SopAlias(0, sop, text, person.id, now)).id for text in texts if text
    )
    details = {"questions": len(questions), "sop": sop, "aliases": list(aliases)}
    uow.audit.add(now, person.id, "sop.alias", _subject(group.lead.id), details)
    return _told(uow, person, group, Closed("alias", questions, aliases, sop=sop), now)


def close_by_answer(
    uow: UnitOfWork, person: Person, group: Group, answer: Answer, now: datetime
) -> Closed:
    """The answer is given to whoever asks it again.

    Raises Conflict, with nothing stored, when somebody else has closed the group meanwhile.
    """
    questions = _close(uow, person, group, "answer", now)
    written = SopAnswer(
        id=0,
        question=question_line(group),
        text=answer.text,
        language=person.language,
        sop=answer.sop,
        step=answer.step,
        written_by=person.id,
        written_at=now,
    )
    kept = uow.sops.add_answer(written).id
    details = {"questions": len(questions), "answer": kept}
    uow.audit.add(now, person.id, "sop.answer", _subject(group.lead.id), details)
    return _told(uow, person, group, Closed("answer", questions, answer=kept, sop=answer.sop), now)


def dismiss(uow: UnitOfWork, person: Person, group: Group, now: datetime) -> Closed:
    """It needs no answer: nobody is told.

    Raises Conflict, with nothing stored, when somebody else has closed the group meanwhile.
    """
    questions = _close(uow, person, group, "dismissed", now)
    details = {"questions": len(questions)}
    uow.audit.add(now, person.id, "sop.dismiss", _subject(group.lead.id), details)
    return Closed("dismissed", questions)


def undo(uow: UnitOfWork, person: Person, closed: Closed, now: datetime) -> None:
    """The questions wait again, and what was added for them is withdrawn."""
    require(person, "sop.queue")
    for alias in closed.aliases:
        uow.sops.withdraw_alias(alias)
    if closed.answer is not None:
        uow.sops.withdraw_answer(closed.answer)
    uow.sop_questions.reopen(closed.questions)
    details = {"questions": len(closed.questions)}
    uow.audit.add(now, person.id, "sop.reopen", _subject(min(closed.questions)), details)


def question_line(group: Group) -> str:
    """The question of a written answer, as everybody may come to read it."""
    return brief(unmarked(group.lead.text), ALIAS)


def is_still(uow: UnitOfWork, asked: SopQuestion, about: Mapping[str, Any]) -> bool:
    """Whether the question is closed still by what its asker is told of."""
    if "written" in about:
        kept = {answer.id for answer in uow.sops.answers()}
        return asked.closed_as == "answer" and about["written"] in kept
    alias = about.get("alias")
    kept = {each.id for each in uow.sops.aliases()}
    return asked.closed_as == "alias" and (alias is None or alias in kept)


def _close(
    uow: UnitOfWork, person: Person, group: Group, how: str, now: datetime
) -> tuple[int, ...]:
    """Close what still waits of the group."""
    require(person, "sop.queue")
    questions = uow.sop_questions.close(group.ids, person.id, how, now)
    if not questions:
        raise Conflict(f"question {group.lead.id} is closed already")
    return questions


def _subject(question: int) -> str:
    """In the audit book, which holds no question's text."""
    return f"sop-question:{question}"


def _told(uow: UnitOfWork, closer: Person, group: Group, closed: Closed, now: datetime) -> Closed:
    """Let each asker know, once, that there is an answer now."""
    told, published = 0, _published(closed)
    zones = {office.code: office.zone for office in uow.offices.all()}
    for asked in _first_of_each(group.questions, closed.questions):
        about = {"person": asked.person, "question": asked.id, **published}
        due = humane(now, zones[uow.people.by_id(asked.person).office])
        for chat_id in uow.chats.chats_of(asked.person) if asked.person != closer.id else ():
            # With what was published: after an undo another answer is told too.
            key = ":".join(["sops.answered", str(asked.id), *map(str, published.values())])
            notice = Notice(chat_id, "sops.answered", about, lane=TELLING, dedupe_key=key, due=due)
            told += uow.outbox.add(notice, now) is not None
    return replace(closed, told=told)


def _published(closed: Closed) -> dict[str, Any]:
    if closed.answer is not None:
        return {"written": closed.answer}
    return {"sop": closed.sop, "alias": closed.aliases[0] if closed.aliases else None}


def _first_of_each(
    questions: Iterable[SopQuestion], closed: Sequence[int]
) -> tuple[SopQuestion, ...]:
    """Of each person the first of the questions that were closed just now."""
    found: dict[int, SopQuestion] = {}
    for each in questions:
        if each.id in closed:
            found.setdefault(each.person, each)
    return tuple(found.values())
