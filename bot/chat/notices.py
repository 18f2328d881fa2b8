"""Notices that more than one feature asks for."""

from datetime import datetime
from typing import Any

from bot.access import NotAllowed, Stranger
from bot.i18n import say
from storage.records import Notice, Person
from storage.unit_of_work import UnitOfWork


def card_key(person: Person) -> str:
    return f"interviews.card:{person.id}"


def interview_card(
    person: Person, chat_id: int, *, fresh: bool = False, **arguments: Any
) -> Notice:
    """The person's one live card: consent, question, review or list, as things are when sent.

    `fresh` sends it anew at the end of the chat, after the person typed or asked for it. A newer
    card suppresses an older one with its arguments: they may only add what may be lost.
    """
    return Notice(
        chat_id=chat_id,
        name="interviews.card",
        arguments={"person": person.id, **arguments},
        card=card_key(person),
        fresh=fresh,
    )


def tell_profile(
    uow: UnitOfWork, person: Person, chat_id: int, interview: int, now: datetime
) -> None:
    """The own profile by the submitted interview of this id, and below it what comes next."""
    about = {"person": person.id, "interview": interview}
    for name in ("reports.profile", "reports.next_steps"):
        uow.outbox.add(Notice(chat_id, name, about), now)


def stale_tap(uow: UnitOfWork, person: Person, chat_id: int, now: datetime) -> str:
    """A tap that means nothing any more: the card comes anew; gives the toast that says so."""
    uow.outbox.add(interview_card(person, chat_id, fresh=True), now)
    return say(person.language, "toast.stale")


def not_fetched_notice(chat_id: int) -> Notice:
    """Telegram did not give the file that was sent there."""
    return Notice(chat_id, "people.not_fetched", {})


def refusal_notice(refusal: NotAllowed, chat_id: int, language: str) -> Notice:
    """The one screen that a refusal becomes; `language` is for people we do not know."""
    name = "people.stranger" if isinstance(refusal, Stranger) else "people.not_allowed"
    return Notice(chat_id, name, {"language": language})
