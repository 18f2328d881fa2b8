"""Photos, voice, video and other files as answers: which are fetched, taken, shown again."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.chat.notices import interview_card
from bot.chat.speaker import speaker
from bot.chat.text import brief
from bot.i18n import file_size
from bot.interviews.answering import Given, take
from bot.interviews.opened import Opened, open_interview, save
from bot.interviews.sent import LIMIT, LIMIT_MB, Fetched, Sent, answer_name, fits
from bot.interviews.service import live_interview, problem_arguments
from bot.interviews.tapping import Tapping, Verb
from flows.prompts import Prompt, SendFile
from storage.records import KeptFile, Notice, Person
from storage.unit_of_work import UnitOfWork

TITLE = 120  # characters of a file's own name


def asked_for(uow: UnitOfWork, chat_id: int, sent: Sent, now: datetime) -> str:
    """The path of the open question that the file would answer; "" when it is not to be fetched."""
    person = uow.chats.person_at(chat_id)
    stored = live_interview(uow, person) if person else None
    if person is None or stored is None or _is_rest(uow, person, sent):
        return ""
    opened = open_interview(uow, person, stored, now)
    prompt = opened.prompt
    return "" if prompt is None or _refused(opened, prompt, sent) else prompt.path


def take_file(
    uow: UnitOfWork, chat_id: int, sent: Sent, fetched: Fetched | None, now: datetime
) -> None:
    """A file answers the question it was fetched for; a new card comes below it.

    Of an album the first that fits is taken; the card has said so, and nothing is said again.
    """
    person = speaker(uow, chat_id, "interview.answer")
    if _is_rest(uow, person, sent):
        return
    stored = live_interview(uow, person)
    if stored is None:
        told: dict[str, Any] = {"problem": sent.unasked}
    else:
        told = _answer(uow, open_interview(uow, person, stored, now), sent, fetched, now)
    uow.outbox.add(interview_card(person, chat_id, fresh=True, **told), now)


def _is_rest(uow: UnitOfWork, person: Person, sent: Sent) -> bool:
    return sent.album is not None and uow.files.has_album(person.id, sent.album)


def _refused(opened: Opened, prompt: Prompt | None, sent: Sent) -> dict[str, Any]:
    """What the card says of a file that does not answer the question; {} for one that can."""
    if prompt is None or not isinstance(prompt.input, SendFile):
        return {"problem": sent.unasked}
    if opened.overtaken:
        return {"problem": "not-asked"}
    if not fits(prompt.input.kind, sent):
        return {"problem": f"{prompt.input.kind}-expected"}
    if sent.size > LIMIT:
        size = file_size(opened.person.language, sent.size)
        return {"problem": "file-too-large", "details": {"size": size, "limit": LIMIT_MB}}
    return {}


def _answer(
    uow: UnitOfWork, opened: Opened, sent: Sent, fetched: Fetched | None, now: datetime
) -> dict[str, Any]:
    """Take what was fetched; gives what the card has to say about it."""
    prompt = opened.prompt
    refused = _refused(opened, prompt, sent)
    if refused or prompt is None:
        if opened.overtaken:
            save(uow, opened, opened.passage, now)
        return refused
    if fetched is None:
        return {"problem": "file-not-fetched"}
    if fetched.path != prompt.path:
        return {"problem": "not-asked"}  # answered meanwhile, on another phone
    name = answer_name(prompt.path, fetched.sha256, sent)
    taken = take(uow, opened, Given(prompt, name), now)
    if taken.problem is not None:
        return problem_arguments(taken.problem)
    uow.files.add(_kept(opened, sent, fetched, name, now))
    left = "album" if sent.album else "caption" if sent.captioned else ""
    return {"echo": "" if taken.held else prompt.path, "dropped": taken.dropped, "left": left}


def _kept(opened: Opened, sent: Sent, fetched: Fetched, name: str, now: datetime) -> KeptFile:
    return KeptFile(
        person=opened.person.id,
        interview=opened.stored.id,
        name=name,
        title=brief(sent.title, TITLE),
        sha256=fetched.sha256,
        size=fetched.size,
        mime_type=sent.mime_type,
        album=sent.album,
        taken_at=now,
    )


def _see(act: Tapping, opened: Opened) -> str:
    """What is kept is sent once more, and the card below it."""
    prompt = opened.prompt
    if prompt is None or act.uow.files.named(act.person.id, prompt.value) is None:
        return act.stale()
    arguments = {"person": act.person.id, "file": prompt.value}
    act.uow.outbox.add(Notice(act.chat_id, "interviews.file", arguments), act.now)
    return replace(act, fresh=True).show(act.say("toast.see"))


# What a verb does, and how many numbers it carries: interview and card first.
MEDIA: Mapping[int, tuple[Callable[..., str], int]] = {Verb.SEE: (_see, 2)}
