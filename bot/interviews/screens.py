"""The live card before and after an interview, and all that this feature sends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.chat.questionnaire import file_part, translated
from bot.chat.screen import Button, Document, Screen, Tap, bold
from bot.chat.speaker import reader
from bot.chat.text import brief, clean, paragraphs
from bot.chat.trying import try_tap
from bot.i18n import LANGUAGES, long_date, say
from bot.interviews.drawn import Row
from bot.interviews.export import answers_file
from bot.interviews.opened import file_words, open_interview, with_files
from bot.interviews.question import Arguments, problem_line, turn_screen
from bot.interviews.reading import moment_words, reading_screen
from bot.interviews.rules import CONSENT
from bot.interviews.service import (
    first_questionnaire,
    has_consented,
    last_submitted,
    present_interview,
    questionnaires_for,
    submitted_names,
)
from bot.interviews.sharing import place_called
from bot.interviews.tapping import INTERVIEWS, Verb, mark
from bot.interviews.trial import may_try
from storage.errors import Damaged, NotFound
from storage.records import Person, Questionnaire
from storage.unit_of_work import UnitOfWork


def card_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """What the live card shows now; `view` asks for aside, later or thanks."""
    person = uow.chats.person_at(chat_id)
    if person is None or person.id != arguments["person"]:
        return None  # the phone went to a colleague meanwhile
    view = _VIEWS.get(arguments.get("view", ""))
    stored = present_interview(uow, person)
    trying = stored is not None and stored.status == "trial"
    if not (trying or view is tried_screen or has_consented(uow, person)):
        if arguments.get("view") == "later":
            return Screen(say(person.language, "card.later"))
        return consent_screen(uow, person, arguments)
    if stored is None:
        return (view or list_screen)(uow, person, arguments)
    opened = with_files(uow, open_interview(uow, person, stored, stored.touched_at))
    if arguments.get("place"):
        arguments = {**arguments, "place": place_called(uow, arguments["place"])}
    return turn_screen(opened, arguments)


def _button(label: str, verb: Verb, person: Person, *numbers: int) -> Button:
    return Button(label, Tap(INTERVIEWS, verb, (person.id, *numbers)))


# Consent and list ----------------------------------------------------------------------------


def consent_screen(uow: UnitOfWork, person: Person, arguments: Arguments) -> Screen:
    """Purpose, who sees the answers, how long it takes: before the first question."""
    language = person.language
    questionnaire = first_questionnaire(uow, person)
    greeting = say(language, "consent.greeting", name=bold(clean(person.name)))
    if questionnaire is None:
        told = without_buttons(language, arguments)
        return Screen(paragraphs(told, greeting, say(language, "list.nothing")))
    text = paragraphs(
        problem_line(language, arguments),
        greeting,
        say(language, "consent.about", title=bold(clean(questionnaire.title))),
        purpose_of(questionnaire, language),
        say(language, "consent.minutes", minutes=questionnaire.minutes),
        say(language, "consent.who_sees"),
        say(language, "consent.free"),
    )
    other = next(index for index, code in enumerate(LANGUAGES) if code != language)
    agree = _button(say(language, "button.agree"), Verb.AGREE, person, questionnaire.id, *CONSENT)
    rows: tuple[Row, ...] = (
        (agree,),
        (
            _button(say(LANGUAGES[other], "language.name"), Verb.LANGUAGE, person, other),
            _button(say(language, "button.later"), Verb.LATER, person),
        ),
    )
    return Screen(text, rows)


def purpose_of(questionnaire: Questionnaire, language: str) -> str:
    """Why we ask, in the person's language where the workbook says it."""
    return clean(translated(questionnaire.purpose, language))


def list_screen(uow: UnitOfWork, person: Person, arguments: Arguments) -> Screen:
    """Every questionnaire of this person, with its state; a button opens one.

    What was submitted is there even when it asks others by now.
    """
    language = person.language
    done, sent = submitted_names(uow, person), last_submitted(uow, person)
    lines, rows = [], []
    asked = questionnaires_for(uow, person, done)
    others = (uow.questionnaires.by_name(name) for name in done - {each.name for each in asked})
    listed = (*asked, *sorted(filter(None, others), key=lambda each: each.name))
    for position, questionnaire in enumerate(listed, 1):
        title = clean(questionnaire.title)
        stored = uow.interviews.open_for(person.id, questionnaire.name)
        state = "submitted" if questionnaire.name in done else "new"
        if stored is not None:
            state = "open" if stored.corrects is None else "correction"
        words = say(language, f"list.{state}", minutes=questionnaire.minutes)
        lines.append(f"{position}. {bold(title)}\n{words}")
        if stored is not None:
            label = say(language, "button.continue", title=brief(title))
            rows.append((_button(label, Verb.RESUME, person, stored.id),))
        elif state == "new":
            label = say(language, "button.begin", title=brief(title))
            rows.append((_button(label, Verb.CHOOSE, person, questionnaire.id),))
        else:
            label = say(language, "button.read", title=brief(title))
            rows.append((_button(label, Verb.READ, person, sent[questionnaire.name].id, 0),))
    heading = say(language, "list.heading") if lines else say(language, "list.nothing")
    problem = (problem_line if rows else without_buttons)(language, arguments)
    return Screen(paragraphs(problem, heading, *lines), tuple(rows))


def without_buttons(language: str, arguments: Arguments) -> str:
    """Why the last input was not taken, where there is no button to be tapped instead."""
    return "" if arguments.get("problem") == "use-buttons" else problem_line(language, arguments)


def aside_screen(uow: UnitOfWork, person: Person, _arguments: Arguments) -> Screen:
    language = person.language
    stored = uow.interviews.open_of(person.id)
    if stored is None:
        return Screen(say(language, "card.nothing_open"))
    button = _button(say(language, "button.resume"), Verb.RESUME, person, stored.id)
    return Screen(say(language, "card.aside"), ((button,),))


def thanks_screen(uow: UnitOfWork, person: Person, arguments: Arguments) -> Screen:
    language = person.language
    stored = uow.interviews.by_id(arguments["interview"])
    questionnaire = uow.questionnaires.by_id(stored.questionnaire)
    if stored.submitted_at is None:
        return list_screen(uow, person, arguments)
    office = uow.offices.by_code(person.office)
    corrected = stored.corrected_at is not None
    received = say(
        language,
        "thanks.corrected" if corrected else "thanks.received",
        title=clean(questionnaire.title),
        when=moment_words(stored.corrected_at or stored.submitted_at, office, language),
    )
    return Screen(
        paragraphs(
            bold(say(language, "thanks.title", name=clean(person.name))),
            received,
            say(language, "thanks.next"),
        ),
        ((_button(say(language, "button.list"), Verb.LIST, person),),),
    )


def read_screen(uow: UnitOfWork, person: Person, arguments: Arguments) -> Screen:
    """A page of what the person has submitted."""
    stored = uow.interviews.by_id(arguments["interview"])
    if stored.person != person.id or stored.status != "submitted":
        return list_screen(uow, person, arguments)
    return reading_screen(uow, person, stored, arguments["leaf"])


def submitted_screen(uow: UnitOfWork, person: Person, arguments: Arguments) -> Screen:
    """Nothing is open; what was submitted may be read and corrected."""
    key = "card.only_submitted" if submitted_names(uow, person) else "card.nothing_open"
    listed = list_screen(uow, person, arguments)
    return replace(listed, text=paragraphs(say(person.language, key), listed.text))


def tried_screen(uow: UnitOfWork, person: Person, arguments: Arguments) -> Screen:
    """After a trial: nothing was kept; again, or on with the own interview."""
    language = person.language
    rows: list[Row] = []
    tried = may_try(uow, person, arguments["version"])
    if tried is not None:
        rows.append((Button(say(language, "button.try_again"), try_tap(person, tried.id)),))
    own = uow.interviews.open_of(person.id)
    if own is not None:
        rows.append((_button(say(language, "button.resume"), Verb.RESUME, person, own.id),))
    title = bold(clean(tried.title)) if tried else ""
    return Screen(paragraphs(title, say(language, "trial.ended")), tuple(rows))


_VIEWS: dict[str, Callable[[UnitOfWork, Person, Arguments], Screen]] = {
    "aside": aside_screen,
    "thanks": thanks_screen,
    "read": read_screen,
    "submitted": submitted_screen,
    "tried": tried_screen,
}


# Files ----------------------------------------------------------------------------------------


def answers_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """All answers to a questionnaire as a file, for whoever asked and may have them."""
    person = reader(uow, arguments, chat_id, "answers.export")
    if person is None:
        return None
    questionnaire = uow.questionnaires.by_name(arguments["questionnaire"])
    if questionnaire is None:
        return None
    content, count = answers_file(uow, person, questionnaire.name)
    language, day = person.language, arguments["day"]
    name = file_part(questionnaire)
    text = say(
        language,
        "answers.caption",
        title=clean(questionnaire.title),
        day=long_date(language, date.fromisoformat(day)),
        count=count,
    )
    return Screen(
        text, document=Document(say(language, "answers.file", name=name, day=day), content)
    )


def file_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """What is kept as the answer to a question that lies open, as it came, for its sender."""
    person = uow.chats.person_at(chat_id)
    stored = present_interview(uow, person) if person else None
    if person is None or person.id != arguments["person"] or stored is None:
        return None
    prompt = open_interview(uow, person, stored, stored.touched_at).prompt
    asked = prompt is not None and mark(prompt.path) == arguments["question"]
    file = uow.files.named(person.id, prompt.value) if prompt and asked else None
    if file is None:
        return None
    try:
        content = uow.files.content(file)
    except (NotFound, Damaged):
        return Screen(say(person.language, "file.lost"))
    words = say(person.language, "file.again", file=file_words(person.language, file))
    return Screen(words, document=Document(file.title or file.name, content))


NOTICES = {
    "interviews.card": card_screen,
    "interviews.answers": answers_screen,
    "interviews.file": file_screen,
}
