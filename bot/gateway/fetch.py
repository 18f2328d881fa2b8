"""A file that somebody sent: what Telegram says of it, and its content brought to us."""

import asyncio
import logging
from contextlib import suppress

from telegram import Message
from telegram.error import BadRequest, TelegramError

from bot.chat.sent import Sent
from bot.gateway.client import Client
from bot.gateway.errors import Ambiguous, FloodWait, NotSent
from bot.gateway.patience import LONGEST_PAUSE, doubling
from storage.contents import Contents, passing

ATTEMPTS = 6  # at a file whose download breaks off; a network that is away does not count
QUIET = 1.0  # seconds until the person is shown that something is going on
ACTION_LASTS = 4.5  # seconds; Telegram shows it for five
# What a message may hold as a file, and what that is where Telegram does not say. An animation
# comes as a document too.
MIME_TYPES = {
    "photo": "image/jpeg",
    "voice": "audio/ogg",
    "audio": "audio/mpeg",
    "video": "video/mp4",
    "video_note": "video/mp4",
    "animation": "video/mp4",
    "document": "application/octet-stream",
}

log = logging.getLogger(__name__)


class NotFetched(Exception):  # noqa: N818 - a refusal, not a fault
    """Telegram does not give the file, or it is larger than allowed."""


def sent_in(message: Message | None) -> Sent:
    """The file of a message that has one."""
    for kind, mime_type in MIME_TYPES.items():
        held = getattr(message, kind)
        if message is not None and held:
            file = held[-1] if kind == "photo" else held  # the largest of its sizes
            return Sent(
                kind=kind,
                file_id=file.file_id,
                size=file.file_size or 0,
                mime_type=getattr(file, "mime_type", None) or mime_type,
                title=getattr(file, "file_name", None) or "",
                album=message.media_group_id,
                captioned=bool(message.caption),
                message_id=message.message_id,
            )
    raise ValueError("the message has no file")


async def fetch(
    bot: Client, contents: Contents, file_id: str, limit: int, chat_id: int
) -> tuple[str, int]:
    """Keep the content of a file of at most `limit` bytes; gives its SHA-256 and its size.

    Waits for as long as the Bot API cannot be reached. Raises NotFetched, and Unavailable when
    the disk does not take it.
    """
    showing = asyncio.create_task(_show_activity(bot, chat_id))
    try:
        return await _fetch(bot, contents, file_id, limit)
    finally:
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)


async def fetched(bot: Client, file_id: str, limit: int, chat_id: int) -> bytes:
    """The content itself of such a file, which nothing keeps. Raises NotFetched."""
    with passing() as contents:
        sha256, _ = await fetch(bot, contents, file_id, limit, chat_id)
        return contents.read(sha256)


async def _fetch(bot: Client, contents: Contents, file_id: str, limit: int) -> tuple[str, int]:
    pauses, broken = doubling(0.3, LONGEST_PAUSE), 0
    while True:
        try:
            return await _fetch_once(bot, contents, file_id, limit)
        except FloodWait as wait:
            await asyncio.sleep(wait.seconds)
        except NotSent:
            await asyncio.sleep(next(pauses))
        except Ambiguous as error:
            broken += 1
            if broken >= ATTEMPTS:
                log.warning("file not fetched attempts=%d error=%s", broken, error.message)
                raise NotFetched from None
            await asyncio.sleep(next(pauses))
        except BadRequest as error:
            log.warning("file not fetched error=%s", error.message)
            raise NotFetched from None


async def _fetch_once(bot: Client, contents: Contents, file_id: str, limit: int) -> tuple[str, int]:
    found = await bot.call("getFile", {"file_id": file_id})
    path = found.get("file_path")
    if not path:
        raise BadRequest("the Bot API names no path")
    with contents.incoming() as part:
        async for piece in bot.download(path):
            part.write(piece)
            if part.size > limit:
                raise BadRequest("the file is larger than was said")
        return await asyncio.to_thread(part.keep), part.size


async def _show_activity(bot: Client, chat_id: int) -> None:
    """While it takes long, the chat says that something is going on; best effort."""
    await asyncio.sleep(QUIET)
    while True:
        with suppress(TelegramError):
            await bot.call("sendChatAction", {"chat_id": chat_id, "action": "typing"})
        await asyncio.sleep(ACTION_LASTS)
