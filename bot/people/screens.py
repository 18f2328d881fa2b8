"""What people read about enrolment, language, help and shared phones."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.access import OFFICE
from bot.chat.screen import Button, Screen, Tap, bold
from bot.chat.text import brief, clean
from bot.i18n import LANGUAGES, known, say
from bot.people.steps import PEOPLE, Verb
from storage.records import Person
from storage.unit_of_work import UnitOfWork

BESIDE = 18  # characters of a name on a button that says more than the name


def _button(label: str, verb: Verb, *numbers: int) -> Button:
    return Button(label, Tap(PEOPLE, verb, numbers))


def _switches(people: Iterable[Person]) -> tuple[tuple[Button, ...], ...]:
    return tuple((_button(brief(each.name), Verb.SWITCH, each.id),) for each in people)


def _language_at(uow: UnitOfWork, chat_id: int, arguments: Mapping[str, Any]) -> str:
    person = uow.chats.person_at(chat_id)
    return person.language if person else known(arguments.get("language"))


def stranger_screen(uow: UnitOfWork, arguments: Mapping[str, Any], chat_id: int) -> Screen:
    """How to get an invitation; on a phone whose last user has left, who of the others it is."""
    language = _language_at(uow, chat_id, arguments)
    others = uow.chats.people_at(chat_id)
    if others:
        return Screen(say(language, "people.who"), _switches(others))
    return Screen(say(language, "people.stranger"))


def group_screen(uow: UnitOfWork, arguments: Mapping[str, Any], chat_id: int) -> Screen:
    return Screen(say(_language_at(uow, chat_id, arguments), "people.group"))


def refused_screen(uow: UnitOfWork, arguments: Mapping[str, Any], chat_id: int) -> Screen:
    """Why an invitation did not work; `reason` is unknown, used, expired or wait."""
    language = _language_at(uow, chat_id, arguments)
    minutes = arguments.get("minutes", 0)
    return Screen(say(language, f"people.invite.{arguments['reason']}", minutes=minutes))


def take_over_screen(uow: UnitOfWork, arguments: Mapping[str, Any], chat_id: int) -> Screen | None:
    current = uow.chats.person_at(chat_id)
    if current is None:
        return None
    language = current.language
    row = uow.invites.by_id(arguments["invite"])
    if row is None:
        return None
    newcomer = clean(uow.people.by_id(row.person).name) if row.person else ""
    name = newcomer or say(language, "people.a_colleague")
    text = say(language, "people.take_over", current=bold(clean(current.name)), newcomer=bold(name))
    yes = say(language, "people.take_over.yes", name=brief(name, BESIDE))
    return Screen(
        text,
        (
            (_button(yes, Verb.TAKE_OVER, row.id),),
            (_button(say(language, "people.take_over.no"), Verb.KEEP),),
        ),
    )


def moved_screen(uow: UnitOfWork, arguments: Mapping[str, Any], chat_id: int) -> Screen:
    """What the old chat of a person is told; colleagues who are left there may go on."""
    person = uow.people.by_id(arguments["person"])
    text = say(person.language, "people.moved", name=clean(person.name))
    others = () if uow.chats.person_at(chat_id) else uow.chats.people_at(chat_id)
    if others:
        text = f"{text}\n\n{say(person.language, 'people.who')}"
    return Screen(text, _switches(others))


def languages_screen(uow: UnitOfWork, arguments: Mapping[str, Any], chat_id: int) -> Screen:
    language = _language_at(uow, chat_id, arguments)
    buttons = tuple(
        _button(say(other, "language.name"), Verb.LANGUAGE, number)
        for number, other in enumerate(LANGUAGES)
    )
    return Screen(say(language, "people.languages"), (buttons,))


def colleagues_screen(
    uow: UnitOfWork, _arguments: Mapping[str, Any], chat_id: int
) -> Screen | None:
    current = uow.chats.person_at(chat_id)
    if current is None:
        return None
    others = [person for person in uow.chats.people_at(chat_id) if person.id != current.id]
    key = "people.colleagues" if others else "people.colleagues.none"
    text = say(current.language, key, name=bold(clean(current.name)))
    return Screen(text, _switches(others))


def help_screen(uow: UnitOfWork, _arguments: Mapping[str, Any], chat_id: int) -> Screen | None:
    person = uow.chats.person_at(chat_id)
    if person is None:
        return None
    language = person.language
    parts = [
        say(language, "people.help", name=bold(clean(person.name)), office=_office(uow, person)),
        say(language, "people.help.privacy"),
    ]
    if person.access in OFFICE:
        parts.append(say(language, "people.help.coordinator"))
    elif person.access == "head":
        parts.append(say(language, "people.help.head"))
    return Screen("\n\n".join(parts))


def not_allowed_screen(uow: UnitOfWork, arguments: Mapping[str, Any], chat_id: int) -> Screen:
    return Screen(say(_language_at(uow, chat_id, arguments), "people.not_allowed"))


def not_fetched_screen(uow: UnitOfWork, arguments: Mapping[str, Any], chat_id: int) -> Screen:
    return Screen(say(_language_at(uow, chat_id, arguments), "draft.not_fetched"))


def _office(uow: UnitOfWork, person: Person) -> str:
    return clean(uow.offices.by_code(person.office).name)


NOTICES = {
    "people.stranger": stranger_screen,
    "people.group": group_screen,
    "people.refused": refused_screen,
    "people.take_over": take_over_screen,
    "people.moved": moved_screen,
    "people.languages": languages_screen,
    "people.colleagues": colleagues_screen,
    "people.help": help_screen,
    "people.not_allowed": not_allowed_screen,
    "people.not_fetched": not_fetched_screen,
}
