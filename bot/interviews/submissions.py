"""Submitted interviews out, as the XML that ODK and KoboToolbox take, with what was sent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.access import Actor, require
from bot.chat.questionnaire import form_of, interview_of
from bot.interviews.sent import file_answers
from flows import engine
from storage.errors import Damaged, NotFound
from storage.records import StoredInterview
from storage.unit_of_work import UnitOfWork

_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Missing:
    """A file that an answer names, and that cannot be given: gone, changed, or never sent here."""

    interview: str  # the name of its file
    name: str
    reason: Literal["lost", "damaged", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that an answer names, as it came."""

    name: str
    content: bytes


Written = tuple[str, bytes] | Attached | Missing


def submissions(uow: UnitOfWork, actor: Actor, name: str) -> Iterator[Written]:
    """The file of every submitted interview of a questionnaire: its name, and what it holds.

    Each is written by its own version, and read as it is used; the photos and other files of its
    answers follow it. Raises NotFound for an unknown name.
    """
    require(actor, "submissions.export")
    if uow.questionnaires.by_name(name) is None:
        raise NotFound(f"questionnaire {name}")
    return _files(uow, name)


def _files(uow: UnitOfWork, name: str) -> Iterator[Written]:
    taken: set[str] = set()
    given: set[str] = set()
    for stored in uow.interviews.of_questionnaire(name):
        if stored.status != "submitted":
            continue
        form = form_of(uow.questionnaires.by_id(stored.questionnaire).xform)
        interview = interview_of(stored)
        xml = engine.submission(form, interview, stored.touched_at)
        file = _file_name(stored, engine.instance_id(form, interview), taken)
        taken.add(file.lower())
        yield file, (_DECLARATION + xml + "\n").encode()
        names = dict.fromkeys(file_answers(form, interview, stored.touched_at))
        for written in (_sent(uow, stored, file, each) for each in names if each not in given):
            if isinstance(written, Attached):
                given.add(written.name)
            yield written


def _sent(
    uow: UnitOfWork, stored: StoredInterview, interview: str, name: str
) -> Attached | Missing:
    """The file of this name, which its checksum has proved."""
    file = uow.files.named(stored.person, name)
    if file is None:
        return Missing(interview, name, "elsewhere")
    try:
        return Attached(name, uow.files.content(file))
    except NotFound:
        return Missing(interview, name, "lost")
    except Damaged:
        return Missing(interview, name, "damaged")


def _file_name(stored: StoredInterview, instance_id: str, taken: set[str]) -> str:
    """From the instance's id; with the interview's number where that is missing or not the only."""
    bare = _UNSAFE.sub("", instance_id).lstrip(".")[:100]
    name = f"{bare or f'interview-{stored.id}'}.xml"
    return f"{bare}-{stored.id}.xml" if name.lower() in taken else name
