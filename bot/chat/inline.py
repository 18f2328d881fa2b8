"""Inline mode: results for words that somebody types after the bot's name, in any chat."""

from collections.abc import Callable
from dataclasses import dataclass

from storage.unit_of_work import UnitOfWork

START = "sop"  # what the button above the results hands to /start


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One line of the list; choosing it sends the text, in which runs may be marked bold."""

    id: str  # unique in the list, at most 64 bytes
    title: str
    description: str
    text: str


@dataclass(frozen=True, slots=True)
class InlineReply:
    results: tuple[InlineResult, ...]
    start: str = ""  # words of a button above the results that opens the chat with the bot


# (uow to read with, the user's id, Telegram's code of their language, the words)
OnInline = Callable[[UnitOfWork, int, str, str], InlineReply]


def no_results(_uow: UnitOfWork, _user: int, _language: str, _words: str) -> InlineReply:
    """What a bot answers whose features have nothing to be looked up."""
    return InlineReply(())
