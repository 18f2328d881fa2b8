"""Pure decisions about what came as a file: which question it fits, what the answer calls it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.chat.sent import Sent
from flows import engine
from flows.engine import Interview
from flows.prompts import File
from flows.xform import Form
from flows.xform.kinds import MEDIA

LIMIT_MB = 20  # Bot API: of what getFile gives
LIMIT = LIMIT_MB * 1024 * 1024
DIGITS = 12  # of the checksum: no two contents of a question meet by chance
_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)
_ENDING = re.compile(r"[a-z0-9]{1,8}")
_FAMILIES: Mapping[str, File] = {
    "photo": "image",
    "voice": "audio",
    "audio": "audio",
    "video": "video",
    "video_note": "video",
    "animation": "video",
}
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "application/pdf": "pdf",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched of a file as an answer to the question at `path`."""

    path: str
    sha256: str
    size: int  # bytes


def family(kind: str, mime_type: str) -> File:
    """What a person would call it: a document of pictures is an image too."""
    if kind in _FAMILIES:
        return _FAMILIES[kind]
    return called(mime_type)


def called(mime_type: str) -> File:
    """The kind of file that a MIME type names."""
    match mime_type.partition("/")[0]:
        case "image":
            return "image"
        case "audio":
            return "audio"
        case "video":
            return "video"
        case _:
            return "file"


def fits(wanted: File, sent: Sent) -> bool:
    return wanted in ("file", family(sent.kind, sent.mime_type))


def answer_name(path: str, sha256: str, sent: Sent) -> str:
    """The file's name as an answer: the question's, a part of the checksum, an ending."""
    question = _UNSAFE.sub("", path.rpartition("/")[2].partition("[")[0])[:60]
    return f"{question or 'file'}-{sha256[:DIGITS]}.{_ending(sent)}"


def _ending(sent: Sent) -> str:
    own = sent.title.rpartition(".")[2].lower() if "." in sent.title else ""
    return own if _ENDING.fullmatch(own) else _ENDINGS.get(sent.mime_type, "bin")


def file_answers(form: Form, interview: Interview, now: datetime) -> Iterator[str]:
    """The names of files among the answers that count."""
    for path, value in engine.answers(form, interview, now).items():
        spot = form.spot(path)
        question = form.questions.get(spot[0].path) if spot else None
        if question is not None and question.kind in MEDIA:
            yield value


def takes_files(form: Form) -> bool:
    """Whether the form asks for any."""
    return any(question.kind in MEDIA for question in form.questions.values())
