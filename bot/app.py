"""The composition root: settings in, a serving bot out."""

import asyncio
import logging
import signal
from collections.abc import Mapping
from datetime import datetime

from telegram import BotCommand
from telegram.error import InvalidToken, TelegramError
from telegram.ext import CallbackQueryHandler

from bot.chat.feature import Abilities, Renderer
from bot.chat.inline import no_results
from bot.chat.jobs import Job
from bot.chat.sent import Sent
from bot.chat.tapping import router
from bot.chat.taps import Codec, key_from_token
from bot.clock import Clock
from bot.features import FEATURES
from bot.gateway import documents
from bot.gateway.client import Client, make_bot
from bot.gateway.dispatch import App, build_application
from bot.gateway.errors import Unauthorized
from bot.gateway.gateway import Gateway
from bot.i18n import LANGUAGES, say
from bot.scheduler import ticking
from storage.database import Database
from storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)


def renderers() -> Mapping[str, Renderer]:
    """All kinds of notice with what draws them."""
    return {name: draw for feature in FEATURES for name, draw in feature.notices.items()}


def claims(uow: UnitOfWork, chat_id: int, given: str | Sent, now: datetime) -> bool:
    """Whether a feature takes the typed text, or the file, for what lies open in the chat."""
    return any(each.claims(uow, chat_id, given, now) for each in FEATURES if each.claims)


def abilities() -> Abilities:
    """What the gateway needs of all features together."""
    inline = next((feature.inline for feature in FEATURES if feature.inline), no_results)
    return Abilities(renderers(), claims, inline)


def jobs() -> tuple[Job, ...]:
    """What all features do by the clock."""
    return tuple(job for feature in FEATURES for job in feature.jobs)


def make_application(bot: Client) -> App:
    """PTB's routing with the handlers of all features."""
    application = build_application(bot)
    routes = dict(feature.taps for feature in FEATURES)
    application.add_handler(CallbackQueryHandler(router(routes)))
    takers = [feature.documents for feature in FEATURES if feature.documents]
    application.add_handler(documents.handler(takers), group=-len(FEATURES) - 1)
    for place, feature in enumerate(FEATURES):
        # A group each: of one group PTB asks only the first handler that fits.
        application.add_handlers(feature.early, group=place - len(FEATURES))
        application.add_handlers(feature.handlers)
    return application


class TelegramRefused(Exception):  # noqa: N818 - a refusal, not a fault
    """The Bot API is out of reach, or does not know the token."""


async def bot_name(token: str, api_url: str) -> str:
    """The bot's user name, for links. Raises TelegramRefused."""
    try:
        async with make_bot(token, api_url) as bot:
            return bot.username
    except TelegramError:
        raise TelegramRefused from None


async def serve(token: str, api_url: str, database: Database, clock: Clock) -> None:
    """Serve until SIGINT or SIGTERM, by the time that `clock` tells.

    Raises TelegramRefused for a wrong token, Busy when another process serves the database.
    """
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    codec = Codec(key_from_token(token))
    try:
        application = make_application(make_bot(token, api_url))
        gateway = Gateway(application, database, abilities(), clock, codec)
    except InvalidToken:
        raise TelegramRefused from None
    describing = asyncio.create_task(_describe_commands(make_bot(token, api_url)))
    try:
        with ticking(jobs(), database, clock):
            await gateway.run(stop)
    except (InvalidToken, Unauthorized):
        raise TelegramRefused from None
    finally:
        describing.cancel()
        await asyncio.gather(describing, return_exceptions=True)


async def _describe_commands(bot: Client) -> None:
    """Tell Telegram the command menu in each language; without it the bot works all the same."""
    try:
        async with bot:
            for language in (None, *LANGUAGES):
                await bot.set_my_commands(
                    _commands(language or LANGUAGES[0]), language_code=language
                )
    except TelegramError as error:
        log.warning("command menu not set error=%s", type(error).__name__)


def _commands(language: str) -> list[BotCommand]:
    return [
        BotCommand(name, say(language, key))
        for feature in reversed(FEATURES)
        for name, key in feature.commands.items()
    ]
