"""Notices that more than one feature asks for."""

from typing import Any

from storage.records import Notice, Person


def card_key(person: Person) -> str:
    return f"interviews.card:{person.id}"


def interview_card(
    person: Person, chat_id: int, *, fresh: bool = False, **arguments: Any
) -> Notice:
    """The person's one live card: consent, question, review or list, as things are when sent.

    `fresh` sends it anew at the end of the chat, after the person typed or asked for it.
    """
    return Notice(
        chat_id=chat_id,
        name="interviews.card",
        arguments={"person": person.id, **arguments},
        card=card_key(person),
        fresh=fresh,
    )
