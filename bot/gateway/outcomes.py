"""What became of a call to the Bot API, as a value: the table of outcomes, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    TelegramError,
)

from bot.gateway.errors import FloodWait, NotSent, Unauthorized


@dataclass(frozen=True, slots=True)
class Sent:
    """`message_id` is None where the method answers only True, or nothing had to change."""

    message_id: int | None


@dataclass(frozen=True, slots=True)
class Paused:
    """Surely not sent: the whole bot has to wait so many seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Retry:
    """Surely not sent: may be repeated whatever it is."""

    error: str


@dataclass(frozen=True, slots=True)
class Resend:
    """Surely not edited: the message is no longer there, or cannot be edited."""

    error: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Surely not sent, and nothing else will be: the person blocked the bot or is no more."""

    error: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """Surely not sent: the group lives on under another chat id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Failed:
    """Surely not sent, and repeating it would not help."""

    error: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been carried out, or not."""

    error: str


Outcome = Sent | Paused | Retry | Resend | Gone | Migrated | Failed | Unknown

# Telegram's words for an edit that has no message to change, compared in lower case.
CANNOT_EDIT = (
    "message to edit not found",
    "can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)
SAME = "message is not modified"


def of_result(result: Any) -> Outcome:
    """The outcome of a call that was answered with `result`: a message as a dict, or True."""
    if isinstance(result, Mapping) and isinstance(result.get("message_id"), int):
        return Sent(result["message_id"])
    return Sent(None)


def of_error(error: TelegramError) -> Outcome:
    """The outcome of a call that raised. Whatever is not surely refused is Unknown."""
    match error:
        case FloodWait(seconds=seconds):
            return Paused(seconds)
        case ChatMigrated(new_chat_id=chat_id):
            return Migrated(chat_id)
        case NotSent() | Unauthorized():
            return Retry(_text(error))
        case Forbidden():
            return Gone(_text(error))
        case BadRequest():
            return _of_bad_request(_text(error))
        case InvalidToken() | Conflict():  # a 404 is an invalid token to PTB; both are answers
            return Failed(_text(error))
        case _:
            return Unknown(_text(error))


def _of_bad_request(text: str) -> Outcome:
    lowered = text.lower()
    if SAME in lowered:
        return Sent(None)
    if any(words in lowered for words in CANNOT_EDIT):
        return Resend(text)
    return Failed(text)


def _text(error: TelegramError) -> str:
    return f"{type(error).__name__}: {error.message}"[:200]
