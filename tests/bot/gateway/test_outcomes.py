"""The table of outcomes, line by line."""

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.gateway.errors import Ambiguous, FloodWait, NotSent, Unauthorized
from bot.gateway.outcomes import (
    Failed,
    Gone,
    Migrated,
    Outcome,
    Paused,
    Resend,
    Retry,
    Sent,
    Unknown,
    of_error,
    of_result,
)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (NotSent("refused"), Retry),
        (Unauthorized("401"), Retry),
        (FloodWait(7), Paused),
        (BadRequest("Bad Request: message is not modified: specified new message"), Sent),
        (BadRequest("Bad Request: message to edit not found"), Resend),
        (BadRequest("Bad Request: message can't be edited"), Resend),
        (BadRequest("Bad Request: message text is empty"), Failed),
        (InvalidToken("Not Found"), Failed),
        (Forbidden("Forbidden: bot was blocked by the user"), Gone),
        (ChatMigrated(-7), Migrated),
        (Ambiguous("HTTP 502"), Unknown),
        (TimedOut(), Unknown),
        (NetworkError("what now"), Unknown),
        (TelegramError("Invalid server response"), Unknown),
    ],
)
def test_every_error_has_its_outcome(error: TelegramError, expected: type[Outcome]) -> None:
    assert isinstance(of_error(error), expected)


def test_what_an_outcome_carries() -> None:
    assert of_error(FloodWait(7)) == Paused(7)
    assert of_error(ChatMigrated(-7)) == Migrated(-7)
    assert of_result({"message_id": 5}) == Sent(5)
    assert of_result(True) == Sent(None)
