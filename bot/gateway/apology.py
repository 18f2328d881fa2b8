"""What a person is told when an update of theirs could not be carried out."""

from collections.abc import Mapping
from typing import Any

from bot.chat.screen import Screen
from bot.i18n import DEFAULT, say
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
        arguments={"reference": reference},
        dedupe_key=f"{NAME}:{row.bot_id}:{row.update_id}",
    )


def apology_screen(uow: UnitOfWork, arguments: Mapping[str, Any], chat_id: int) -> Screen:
    """One sentence with the reference, in the person's language where the chat is known."""
    person = uow.chats.person_at(chat_id)
    language = DEFAULT if person is None else person.language
    return Screen(say(language, NAME, reference=arguments["reference"]))
