"""What can go wrong between us and the Bot API, told apart by whether anything was sent."""

from datetime import timedelta

from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError


class NotSent(NetworkError):  # noqa: N818 - named as what it says of the message
    """The request surely did not reach the server: refused, not resolved, or not in time."""

    __slots__ = ()


class Ambiguous(NetworkError):  # noqa: N818 - as above
    """The request left, and nobody can say whether it was carried out."""

    __slots__ = ()


class Unauthorized(InvalidToken):
    """The server knows no bot by this token (401); to stock PTB a 404 is the same."""

    __slots__ = ()


class FloodWait(RetryAfter):
    """A 429. Stock RetryAfter warns about its own attribute as soon as it is made."""

    __slots__ = ("seconds",)

    def __init__(self, seconds: int) -> None:
        TelegramError.__init__(self, f"Flood control exceeded. Retry in {seconds} seconds")
        self._retry_after = timedelta(seconds=seconds)
        self.seconds = seconds
