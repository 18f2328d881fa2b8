"""Keeps the bot's token, and what people write, out of the logs of the libraries that we use."""

import logging
import re

LIBRARIES = ("telegram", "aiohttp", "asyncio")  # their DEBUG lines hold URLs and messages
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{4,}(?=/)|(?<=/bot)\d+:[A-Za-z0-9_-]{4,}")
HIDDEN = "<token>"


class Redaction(logging.Filter):
    """A filter for handlers: replaces the token, and all that looks like one in a URL."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        clean = self.clean(message)
        if clean != message:
            record.msg, record.args = clean, ()
        if record.exc_info:
            record.exc_text = self.clean(logging.Formatter().formatException(record.exc_info))
        return True

    def clean(self, text: str) -> str:
        hidden = text.replace(self._token, HIDDEN) if self._token else text
        return TOKEN.sub(HIDDEN, hidden)


def hush() -> None:
    """Never let the libraries write DEBUG lines, whatever level the process logs at."""
    for name in LIBRARIES:
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.INFO))


def guard_logs(token: str) -> None:
    """Put a Redaction on every handler that the root logger has now."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(Redaction(token))
