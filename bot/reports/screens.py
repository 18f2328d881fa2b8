"""What people see of the index: the overview, files, the own profile, and why there is none."""

from collections.abc import Mapping
from typing import Any

from bot.access import may
from bot.chat.questionnaire import file_part
from bot.chat.screen import Button, Screen, Tap, bold
from bot.chat.speaker import reader
from bot.chat.text import brief, paragraphs
from bot.i18n import say
from bot.reports import service
from bot.reports.figures import IndexReport, OwnProfile
from bot.reports.files import figures_file
from bot.reports.overview import overview_picture, overview_text
from bot.reports.own import next_steps_text, profile_picture, profile_text
from bot.reports.rules import NoIndex, paged
from bot.reports.steps import REPORTS, Verb
from bot.reports.words import Words
from storage.records import Person
from storage.unit_of_work import UnitOfWork

Arguments = Mapping[str, Any]
Row = tuple[Button, ...]


def _button(person: Person, key: str, verb: Verb, *numbers: int) -> Button:
    return Button(say(person.language, key), Tap(REPORTS, verb, (person.id, *numbers)))


# Overview ------------------------------------------------------------------------------------


def overview_picture_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """The heat map of a page; None when nobody of its offices has answered."""
    person = reader(uow, arguments, chat_id, "report.read")
    report = person and _report(uow, person, arguments)
    if not person or not report:
        return None
    page = _page(report, arguments)
    picture = overview_picture(report, person.language, page, arguments["day"])
    if picture is None:
        return None
    words = Words(report.questionnaire, person.language)
    about = say(person.language, "reports.day", day=words.day(arguments["day"]))
    same = say(person.language, "reports.same_below")
    return Screen(paragraphs(f"{bold(words.title)}\n{about}", same), picture=picture)


def overview_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """A page as text, with the ways to other pages and to the files."""
    person = reader(uow, arguments, chat_id, "report.read")
    if person is None:
        return None
    report = _report(uow, person, arguments)
    if report is None:
        return Screen(say(person.language, "reports.nothing"))
    page = _page(report, arguments)
    text = overview_text(report, person.language, page, arguments["day"])
    return Screen(text, _ways(uow, person, report, page))


def _report(uow: UnitOfWork, person: Person, arguments: Arguments) -> IndexReport | None:
    try:
        return service.index(uow, person, arguments["questionnaire"])
    except NoIndex:
        return None


def _page(report: IndexReport, arguments: Arguments) -> int:
    """The page that was asked for; the last when there are fewer by now."""
    last = len(paged(report)) - 1
    asked: int = arguments["page"]
    return min(asked, last)


def _ways(uow: UnitOfWork, person: Person, report: IndexReport, page: int) -> tuple[Row, ...]:
    version = report.questionnaire.id
    near = [
        _button(person, key, Verb.PAGE, version, other)
        for key, other in (
            ("reports.button.before", page - 1),
            ("reports.button.after", page + 1),
        )
        if 0 <= other < len(paged(report))
    ]
    files = [_button(person, "reports.button.figures", Verb.FIGURES, version)]
    if may(person, "answers.export"):
        files.append(_button(person, "reports.button.answers", Verb.ANSWERS, version))
    own: Row = ()
    if service.own_interview(uow, person, person):
        own = (_button(person, "reports.button.profile", Verb.PROFILE),)
    return tuple(row for row in (tuple(near), tuple(files), own) if row)


def choose_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """Which questionnaire's report; that there is none yet."""
    person = reader(uow, arguments, chat_id, "report.read")
    if person is None:
        return None
    rows = tuple(
        (Button(brief(each.title), Tap(REPORTS, Verb.CHOOSE, (person.id, each.id))),)
        for each in service.measured(uow, person)
    )
    return Screen(say(person.language, "reports.choose" if rows else "reports.nothing"), rows)


def figures_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    person = reader(uow, arguments, chat_id, "report.read")
    report = person and _report(uow, person, arguments)
    if not person or not report:
        return None
    words, day = Words(report.questionnaire, person.language), arguments["day"]
    name = file_part(report.questionnaire)
    name = say(person.language, "reports.figures.file", name=name, day=day)
    text = say(person.language, "reports.figures", title=words.title, day=words.day(day))
    exact = may(person, "answers.export")
    return Screen(text, document=figures_file(report, person.language, name, exact=exact))


# Own profile ---------------------------------------------------------------------------------


def profile_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """One's own profile; None once the questionnaire has no index any more."""
    person, found = _own(uow, arguments, chat_id)
    if person is None or found is None:
        return None
    text = profile_text(found, person.language)
    return Screen(text, picture=profile_picture(found, person.language))


def next_steps_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """What could come next for the person; None also where the role needs no levels."""
    person, found = _own(uow, arguments, chat_id)
    text = next_steps_text(found, person.language) if person and found else ""
    return Screen(text) if text else None


def _own(
    uow: UnitOfWork, arguments: Arguments, chat_id: int
) -> tuple[Person | None, OwnProfile | None]:
    person = reader(uow, arguments, chat_id, "report.own")
    if person is None:
        return None, None
    try:
        return person, service.profile(uow, person, arguments["interview"])
    except NoIndex:
        return person, None


def no_profile_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    person = reader(uow, arguments, chat_id, "report.own")
    return Screen(say(person.language, "reports.no_profile")) if person else None


NOTICES = {
    "reports.overview_picture": overview_picture_screen,
    "reports.overview": overview_screen,
    "reports.choose": choose_screen,
    "reports.figures": figures_screen,
    "reports.profile": profile_screen,
    "reports.next_steps": next_steps_screen,
    "reports.no_profile": no_profile_screen,
}
