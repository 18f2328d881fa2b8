"""Photos, voice, video and other files as answers: which are fetched, taken, shown again."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from bot.chat.notices import card_key, interview_card
from bot.chat.sent import Sent
from bot.chat.speaker import speaker
from bot.chat.text import brief
from bot.i18n import file_size
from bot.interviews.answering import Given, take
from bot.interviews.opened import Opened, open_interview, save
from bot.interviews.sent import LIMIT, LIMIT_MB, Fetched, answer_name, fits
from bot.interviews.service import live_interview, problem_arguments
from bot.interviews.tapping import Tapping, Verb, mark
from flows.prompts import SendFile
from storage.records import KeptFile, Notice, Person
from storage.unit_of_work import UnitOfWork

TITLE = 120  # characters of a file's own name


def asked_for(uow: UnitOfWork, chat_id: int, sent: Sent, now: datetime) -> str:
    """The path of the open question that the file would answer; "" when it is not to be fetched."""
    person = uow.chats.person_at(chat_id)
    if person is None or _is_rest(uow, person, sent):
        return ""
    opened = _opened(uow, person, now)
    if opened is None or opened.prompt is None or opened.is_trial:
        return ""
    return "" if _refused(uow, opened, chat_id, sent) else opened.prompt.path


def claims(uow: UnitOfWork, chat_id: int, sent: Sent, now: datetime) -> bool:
    """Whether the open question asks for such a file, or took another one of its album.

    Also of one that it will not take, for it says why.
    """
    person = uow.chats.person_at(chat_id)
    if person is None:
        return False
    opened = _opened(uow, person, now)
    given = opened.prompt.input if opened and opened.prompt else None
    asked = isinstance(given, SendFile) and fits(given.kind, sent)
    return asked or _is_rest(uow, person, sent)


def take_file(
    uow: UnitOfWork, chat_id: int, sent: Sent, fetched: Fetched | None, now: datetime
) -> None:
    """A file answers the question it was fetched for; a new card comes below it.

    Of an album the first that fits is taken, as the card says; why none is taken is said once.
    """
    person = speaker(uow, chat_id, "interview.answer")
    if _is_rest(uow, person, sent):
        return
    opened = _opened(uow, person, now)
    told = _refused(uow, opened, chat_id, sent)
    if opened is not None and not told:
        told = _answer(uow, opened, sent, fetched, now)
    elif opened is not None and opened.overtaken:
        save(uow, opened, opened.passage, now)
    notice = interview_card(person, chat_id, fresh=True, **told)
    if sent.album and "problem" in told:
        notice = replace(notice, dedupe_key=f"{notice.card}:{sent.album}")
    uow.outbox.add(notice, now)


def _opened(uow: UnitOfWork, person: Person, now: datetime) -> Opened | None:
    stored = live_interview(uow, person)
    return None if stored is None else open_interview(uow, person, stored, now)


def _is_rest(uow: UnitOfWork, person: Person, sent: Sent) -> bool:
    return sent.album is not None and uow.files.has_album(person.id, sent.album)


def _is_early(uow: UnitOfWork, person: Person, chat_id: int, sent: Sent) -> bool:
    """Whether it left the phone before that showed the question: it must not answer this one.

    A second file is easily on its way while the first is being fetched.
    """
    card = card_key(person)
    shown_in, message_id = uow.cards.get(card) or (chat_id, None)
    late = message_id is not None and shown_in == chat_id and message_id > sent.message_id
    return late or uow.outbox.is_on_its_way(card)


def _refused(uow: UnitOfWork, opened: Opened | None, chat_id: int, sent: Sent) -> dict[str, Any]:
    """What the card says of a file that does not answer the question; {} for one that can."""
    if opened is None or opened.prompt is None or not isinstance(opened.prompt.input, SendFile):
        voiced = sent.kind in ("voice", "audio", "video_note")
        return {"problem": "voice" if voiced else "file"}
    if opened.overtaken:
        return {"problem": "not-asked"}
    wanted = opened.prompt.input.kind
    if not fits(wanted, sent):
        return {"problem": f"{wanted}-expected"}
    if sent.size > LIMIT:
        size = file_size(opened.person.language, sent.size)
        return {"problem": "file-too-large", "details": {"size": size, "limit": LIMIT_MB}}
    return {"problem": "file-early"} if _is_early(uow, opened.person, chat_id, sent) else {}


def _answer(
    uow: UnitOfWork, opened: Opened, sent: Sent, fetched: Fetched | None, now: datetime
) -> dict[str, Any]:
    """Take what was fetched; gives what the card has to say about it.

    Of a trial nothing is fetched: the answer is a name that stands for no file.
    """
    prompt = opened.prompt
    if opened.is_trial and prompt is not None:
        fetched = Fetched(prompt.path, sha256(sent.file_id.encode()).hexdigest(), sent.size)
    if fetched is None:
        return {"problem": "file-not-fetched"}
    if prompt is None or fetched.path != prompt.path:
        return {"problem": "not-asked"}  # answered meanwhile, on another phone
    name = answer_name(prompt.path, fetched.sha256, sent)
    taken = take(uow, opened, Given(prompt, name), now)
    if taken.problem is not None:
        return problem_arguments(taken.problem)
    if not opened.is_trial:
        uow.files.add(_kept(opened, sent, fetched, name, now))
    left = "album" if sent.album else "caption" if sent.captioned else ""
    echoed = "" if taken.held else prompt.path
    return {"echo": echoed, "dropped": taken.dropped, "left": left}


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
    arguments = {"person": act.person.id, "question": mark(prompt.path)}
    act.uow.outbox.add(Notice(act.chat_id, "interviews.file", arguments), act.now)
    return replace(act, fresh=True).show(act.say("toast.see"))


# What a verb does, and how many numbers it carries: interview and card first.
MEDIA: Mapping[int, tuple[Callable[..., str], int]] = {Verb.SEE: (_see, 2)}
