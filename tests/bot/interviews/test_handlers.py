"""Which handler of interviews takes which kind of message."""

from typing import Any

import pytest
from telegram import Update
from telegram.ext import MessageHandler

from bot.interviews.handlers import FEATURE

PLACE = {"latitude": -10.1772, "longitude": 123.607}
MOVING = PLACE | {"live_period": 900, "horizontal_accuracy": 30}
VENUE = {"location": PLACE, "title": "BP3MI Kupang", "address": "Jalan Perintis"}
CHAT = {"id": 501, "type": "private"}


def update(kind: str = "message", **content: Any) -> Update:
    message = {"message_id": 7, "date": 0, "chat": CHAT, **content}
    if kind == "edited_message":
        message["edit_date"] = 1
    found = Update.de_json({"update_id": 1, kind: message})
    assert found is not None
    return found


def taken_by(given: Update) -> str:
    """The name of the function that gets it; "" when nobody does."""
    handlers = (each for each in FEATURE.handlers if isinstance(each, MessageHandler))
    found = (each.callback.__name__ for each in handlers if each.check_update(given))
    return next(found, "")


@pytest.mark.parametrize(
    ("given", "handler"),
    [
        (update(text="dua puluh"), "on_text"),
        (update(location=PLACE), "on_place"),
        (update(location=PLACE, venue=VENUE), "on_place"),
        (update(location=MOVING), "on_place"),
        (update("edited_message", location=MOVING), ""),
        (update("edited_message", text="dua satu"), "on_other"),
        (
            update(text="/apa", entities=[{"type": "bot_command", "offset": 0, "length": 4}]),
            "on_other",
        ),
        (update(chat={"id": -5, "type": "group", "title": "G"}, location=PLACE), ""),
    ],
)
def test_who_takes_it(given: Update, handler: str) -> None:
    assert taken_by(given) == handler
