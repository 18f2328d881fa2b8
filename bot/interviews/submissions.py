"""Submitted interviews out, each as the XML that ODK and KoboToolbox take."""

import re
from collections.abc import Iterator

from bot.access import Actor, require
from bot.chat.questionnaire import form_of, interview_of
from flows import engine
from storage.errors import NotFound
from storage.records import StoredInterview
from storage.unit_of_work import UnitOfWork

_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def submissions(uow: UnitOfWork, actor: Actor, name: str) -> Iterator[tuple[str, bytes]]:
    """The file of every submitted interview of a questionnaire: its name, and what it holds.

    Each is written by its own version, and read as it is used. Raises NotFound for an unknown
    name.
    """
    require(actor, "submissions.export")
    if uow.questionnaires.by_name(name) is None:
        raise NotFound(f"questionnaire {name}")
    return _files(uow, name)


def _files(uow: UnitOfWork, name: str) -> Iterator[tuple[str, bytes]]:
    taken: set[str] = set()
    for stored in uow.interviews.of_questionnaire(name):
        if stored.status != "submitted":
            continue
        form = form_of(uow.questionnaires.by_id(stored.questionnaire).xform)
        interview = interview_of(stored)
        xml = engine.submission(form, interview, stored.touched_at)
        file = _file_name(stored, engine.instance_id(form, interview), taken)
        taken.add(file.lower())
        yield file, (_DECLARATION + xml + "\n").encode()


def _file_name(stored: StoredInterview, instance_id: str, taken: set[str]) -> str:
    """From the instance's id; with the interview's number where that is missing or not the only."""
    bare = _UNSAFE.sub("", instance_id).lstrip(".")[:100]
    name = f"{bare or f'interview-{stored.id}'}.xml"
    return f"{bare}-{stored.id}.xml" if name.lower() in taken else name
