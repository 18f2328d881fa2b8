"""What a feature hands to the application: its commands, its handlers, its kinds of notice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram.ext import BaseHandler

from bot.chat.context import Claims, unclaimed
from bot.chat.documents import Documents
from bot.chat.inline import OnInline, no_results
from bot.chat.jobs import Job
from bot.chat.screen import Screen
from bot.chat.tapping import OnTap
from storage.unit_of_work import UnitOfWork

# (uow to read with, the notice's arguments, chat id); None when there is nothing to send any more
Renderer = Callable[[UnitOfWork, Mapping[str, Any], int], Screen | None]


@dataclass(frozen=True, slots=True)
class Feature:
    name: str
    commands: Mapping[str, str]  # command: catalogue id of its words
    handlers: tuple[BaseHandler[Any, Any, Any], ...]
    notices: Mapping[str, Renderer]  # "interviews.card": renderer
    taps: tuple[int, OnTap]  # the feature's number in taps, and who takes them
    # See an update before all others, and let it go on unless they raise ApplicationHandlerStop.
    early: tuple[BaseHandler[Any, Any, Any], ...] = ()
    # Typed text that is this feature's before it is a question, files before they are documents.
    claims: Claims | None = None
    documents: Documents | None = None
    jobs: tuple[Job, ...] = ()
    # Answers what is typed after the bot's name in any chat; one feature has it.
    inline: OnInline | None = None


@dataclass(frozen=True, slots=True)
class Abilities:
    """What all features together give the gateway, beside handlers."""

    renderers: Mapping[str, Renderer]
    claims: Claims = unclaimed
    inline: OnInline = no_results
