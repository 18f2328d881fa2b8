"""What a person is told when an update of theirs could not be carried out."""

import json
from collections.abc import Mapping
from typing import Any

from bot.chat.screen import Screen
from bot.i18n import known, say
from storage.records import Incoming, Notice
from storage.unit_of_work import UnitOfWork

NAME = "gateway.apology"


def apology(row: Incoming, reference: str) -> Notice | None:
    """The notice for the chat of a parked update, if it has one."""
    if row.chat_id is None:
        return None
    return Notice(
        chat_id=row.chat_id,
        name=NAME,
        arguments={"reference": reference, "language": _language(row.body)},
        dedupe_key=f"{NAME}:{row.bot_id}:{row.update_id}",
    )


def _language(body: str) -> str:
    """What Telegram says of the sender's language, as one we speak: for people we do not know."""
    parts = [part for part in json.loads(body).values() if isinstance(part, dict)]
    users = [part["from"] for part in parts if "from" in part]
    return known(users[0].get("language_code") if users else None)


def apology_screen(uow: UnitOfWork, arguments: Mapping[str, Any], chat_id: int) -> Screen:
    """One sentence with the reference, in the person's language where the chat is known."""
    person = uow.chats.person_at(chat_id)
    # Notices that an earlier version left in the outbox name no language.
    language = known(arguments.get("language")) if person is None else person.language
    return Screen(say(language, NAME, reference=arguments["reference"]))
