"""The live card and its companions: consent, list, question, review, thanks."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from babel.dates import format_datetime

from bot.chat.screen import Button, Screen, Tap, bold
from bot.chat.text import clean
from bot.i18n import LANGUAGES, has, say
from bot.interviews.inputs import Asked, Row, draw
from bot.interviews.opened import Opened, open_interview
from bot.interviews.rules import form_language, local
from bot.interviews.service import (
    first_questionnaire,
    has_consented,
    live_interview,
    questionnaires_for,
    submitted_names,
    ticked,
)
from bot.interviews.steps import INTERVIEWS, Verb
from flows import engine
from flows.prompts import Acknowledge, PickMany, PickOne, Prompt, TypeText
from storage.records import Person, Questionnaire
from storage.unit_of_work import UnitOfWork

Arguments = Mapping[str, Any]


def card_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """What the live card shows now; `view` asks for list, aside, later or thanks."""
    person = uow.people.by_id(arguments["person"])
    if uow.chats.person_at(chat_id) != person:
        return None  # the phone went to a colleague meanwhile
    if not has_consented(uow, person):
        if arguments.get("view") == "later":
            return Screen(say(person.language, "card.later"))
        return consent_screen(uow, person, arguments)
    view = _VIEWS.get(arguments.get("view", ""))
    if view is not None:
        return view(uow, person, arguments)
    stored = live_interview(uow, person)
    if stored is None:
        return list_screen(uow, person, arguments)
    return turn_screen(open_interview(uow, stored, stored.touched_at), arguments)


def _button(label: str, verb: Verb, *numbers: int) -> Button:
    return Button(label, Tap(INTERVIEWS, verb, numbers))


def _join(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


# Consent and list ----------------------------------------------------------------------------


def consent_screen(uow: UnitOfWork, person: Person, arguments: Arguments) -> Screen:
    """Purpose, who sees the answers, how long it takes: before the first question."""
    language = person.language
    questionnaire = first_questionnaire(uow, person)
    greeting = say(language, "consent.greeting", name=bold(clean(person.name)))
    if questionnaire is None:
        return Screen(_join(greeting, say(language, "list.nothing")))
    text = _join(
        _problem_line(language, arguments),
        greeting,
        say(language, "consent.about", title=bold(clean(questionnaire.title))),
        purpose_of(questionnaire, language),
        say(language, "consent.minutes", minutes=questionnaire.minutes),
        say(language, "consent.who_sees"),
        say(language, "consent.free"),
    )
    other = next(index for index, code in enumerate(LANGUAGES) if code != language)
    rows: tuple[Row, ...] = (
        (_button(say(language, "button.agree"), Verb.AGREE, questionnaire.id),),
        (
            _button(say(LANGUAGES[other], "language.name"), Verb.LANGUAGE, other),
            _button(say(language, "button.later"), Verb.LATER),
        ),
    )
    return Screen(text, rows)


def purpose_of(questionnaire: Questionnaire, language: str) -> str:
    """Why we ask, in the person's language where the workbook says it."""
    purpose = questionnaire.purpose
    return clean(purpose.get(form_language(purpose, language)) or next(iter(purpose.values()), ""))


def list_screen(uow: UnitOfWork, person: Person, arguments: Arguments) -> Screen:
    """Every questionnaire of this person, with its state; a button opens one."""
    language = person.language
    done = submitted_names(uow, person)
    lines, rows = [], []
    for position, questionnaire in enumerate(questionnaires_for(uow, person), 1):
        title = clean(questionnaire.title)
        stored = uow.interviews.open_for(person.id, questionnaire.name)
        state = "open" if stored else "submitted" if questionnaire.name in done else "new"
        words = say(language, f"list.{state}", minutes=questionnaire.minutes)
        lines.append(f"{position}. {bold(title)}\n{words}")
        if stored is not None:
            label = say(language, "button.continue", title=title)
            rows.append((_button(label, Verb.RESUME, stored.id),))
        elif state == "new":
            label = say(language, "button.begin", title=title)
            rows.append((_button(label, Verb.CHOOSE, questionnaire.id),))
    heading = say(language, "list.heading") if lines else say(language, "list.nothing")
    return Screen(_join(_problem_line(language, arguments), heading, *lines), tuple(rows))


def aside_screen(uow: UnitOfWork, person: Person, _arguments: Arguments) -> Screen:
    language = person.language
    stored = uow.interviews.open_of(person.id)
    if stored is None:
        return Screen(say(language, "card.nothing_open"))
    button = _button(say(language, "button.resume"), Verb.RESUME, stored.id)
    return Screen(say(language, "card.aside"), ((button,),))


def later_screen(_uow: UnitOfWork, person: Person, _arguments: Arguments) -> Screen:
    return Screen(say(person.language, "card.later"))


def thanks_screen(uow: UnitOfWork, person: Person, arguments: Arguments) -> Screen:
    language = person.language
    stored = uow.interviews.by_id(arguments["interview"])
    questionnaire = uow.questionnaires.by_id(stored.questionnaire)
    when = stored.submitted_at
    if when is None:
        return list_screen(uow, person, arguments)
    office = uow.offices.by_code(person.office)
    written = format_datetime(local(when, office), "d MMMM y, HH:mm", locale=language)
    return Screen(
        _join(
            bold(say(language, "thanks.title", name=clean(person.name))),
            say(
                language,
                "thanks.received",
                title=clean(questionnaire.title),
                when=f"{written} {_zone(office.zone)}",
            ),
            say(language, "thanks.next"),
        ),
        ((_button(say(language, "button.list"), Verb.LIST),),),
    )


def _zone(zone: str) -> str:
    return {"Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}.get(zone, "WIB")


_VIEWS: dict[str, Callable[[UnitOfWork, Person, Arguments], Screen]] = {
    "list": list_screen,
    "aside": aside_screen,
    "later": later_screen,
    "thanks": thanks_screen,
}


# Question ------------------------------------------------------------------------------------


def turn_screen(opened: Opened, arguments: Arguments) -> Screen:
    """The present question, or the review when every question was passed."""
    prompt = opened.turn(opened.stored.touched_at).prompt
    if prompt is None:
        return review_screen(opened, arguments)
    return question_screen(opened, prompt, arguments)


def question_screen(opened: Opened, prompt: Prompt, arguments: Arguments) -> Screen:
    language = opened.person.language
    asked = Asked(
        prompt,
        opened.stored.id,
        opened.passage.card,
        ticked(opened.passage, prompt.value),
        language,
    )
    drawn = draw(asked)
    text = _join(
        _problem_line(language, arguments),
        _echo_line(opened, arguments),
        _progress_line(opened, prompt),
        bold(clean(prompt.label)) + (f"\n{clean(prompt.hint)}" if prompt.hint else ""),
        *drawn.lines,
        _present_line(language, prompt),
    )
    return Screen(text, (*drawn.rows, _navigation(asked)))


def _navigation(asked: Asked) -> Row:
    row = [asked.button(asked.say("button.back"), Verb.BACK)]
    if not asked.prompt.required and not isinstance(asked.prompt.input, Acknowledge):
        row.append(asked.button(asked.say("button.skip"), Verb.SKIP))
    return tuple(row)


def _progress_line(opened: Opened, prompt: Prompt) -> str:
    now = opened.local(opened.stored.touched_at)
    done = engine.progress(opened.form, opened.passage.interview, now)
    line = say(
        opened.person.language,
        "card.progress",
        section=done.section,
        sections=done.sections,
        answered=done.answered,
        total=done.total,
    )
    return f"{line}\n{clean(prompt.section, lines=False)}" if prompt.section else line


def _problem_line(language: str, arguments: Arguments) -> str:
    """Why the last input was not taken, or one line on where the person stopped."""
    code = arguments.get("problem")
    if code:
        details = arguments.get("details", {})
        if details.get("message"):
            return say(language, "problem.constraint", message=clean(details["message"]))
        key = f"problem.{code}"
        return say(language, key if has(key) else "problem.constraint-plain", **details)
    if arguments.get("resumed"):
        return say(language, "card.resumed")
    if arguments.get("dropped"):
        return say(language, "card.dropped")
    return ""


def _echo_line(opened: Opened, arguments: Arguments) -> str:
    path = arguments.get("echo")
    if not path:
        return ""
    now = opened.local(opened.stored.touched_at)
    items = engine.review(opened.form, opened.passage.interview, now).items
    shown = next((item.shown for item in items if item.path == path), "")
    return say(opened.person.language, "card.echo", answer=clean(shown)) if shown else ""


def _present_line(language: str, prompt: Prompt) -> str:
    if isinstance(prompt.input, PickMany | Acknowledge) or not prompt.value:
        return ""
    shown = prompt.shown
    if isinstance(prompt.input, PickOne):
        names = [choice.name for choice in prompt.input.choices]
        if prompt.value in names:
            shown = str(names.index(prompt.value) + 1)
    return say(language, "card.present", answer=clean(shown))


# Review --------------------------------------------------------------------------------------


def review_screen(opened: Opened, arguments: Arguments) -> Screen:
    """Sections with counts, what is missing, a way to each answer, then submit."""
    now = opened.local(opened.stored.touched_at)
    found = engine.review(opened.form, opened.passage.interview, now)
    chosen = arguments.get("section")
    if chosen is not None and chosen < len(found.sections):
        return _section_screen(opened, found, chosen)
    language = opened.person.language
    lines = [
        say(
            language,
            "review.section",
            position=position,
            title=clean(section.label) or say(language, "review.general"),
            answered=section.answered,
            asked=section.asked,
        )
        for position, section in enumerate(found.sections, 1)
    ]
    buttons = [
        _step(opened, str(position), Verb.SECTION, position - 1)
        for position in range(1, len(found.sections) + 1)
    ]
    rows: list[Row] = [tuple(buttons[i : i + 5]) for i in range(0, len(buttons), 5)]
    if found.missing:
        ending = say(language, "review.missing", count=len(found.missing))
        label = say(language, "button.first_missing")
        rows.append((_step(opened, label, Verb.EDIT, _index(opened, found.missing[0])),))
    else:
        ending = say(language, "review.complete")
        rows.append((_step(opened, say(language, "button.submit"), Verb.SUBMIT),))
    rows.append((_step(opened, say(language, "button.back"), Verb.BACK),))
    text = _join(
        _problem_line(language, arguments),
        _echo_line(opened, arguments),
        bold(say(language, "review.title")),
        "\n".join(lines),
        ending,
    )
    return Screen(text, tuple(rows))


def _section_screen(opened: Opened, found: engine.Review, chosen: int) -> Screen:
    language = opened.person.language
    items = [item for item in found.items if item.section == chosen]
    lines, buttons = [], []
    for position, item in enumerate(items, 1):
        key = "review.is_missing" if item.missing else "review.empty"
        shown = clean(item.shown, lines=False) if item.shown else say(language, key)
        lines.append(f"{position}. {clean(item.label, lines=False)}\n→ {shown}")
        buttons.append(_step(opened, str(position), Verb.EDIT, _index(opened, item.path)))
    rows = [tuple(buttons[i : i + 5]) for i in range(0, len(buttons), 5)]
    rows.append((_step(opened, say(language, "button.review"), Verb.REVIEW),))
    text = _join(
        bold(clean(found.sections[chosen].label) or say(language, "review.general")),
        *lines,
        say(language, "review.change"),
    )
    return Screen(text, tuple(rows))


def _step(opened: Opened, label: str, verb: Verb, *numbers: int) -> Button:
    return Button(label, Tap(INTERVIEWS, verb, (opened.stored.id, opened.passage.card, *numbers)))


def _index(opened: Opened, path: str) -> int:
    return tuple(opened.form.questions).index(path)


# Typed words for a button --------------------------------------------------------------------


def typed_tap(uow: UnitOfWork, chat_id: int, text: str, now: datetime) -> Tap | None:
    """The button of the live card whose words were typed, or off a question its number.

    A question of free text claims every text for itself.
    """
    person = uow.chats.person_at(chat_id)
    if person is None:
        return None
    stored = live_interview(uow, person) if has_consented(uow, person) else None
    prompt = open_interview(uow, stored, now).turn(now).prompt if stored else None
    if prompt is not None and isinstance(prompt.input, TypeText):
        return None
    screen = card_screen(uow, {"person": person.id}, chat_id)
    buttons = [button for row in screen.rows for button in row] if screen else []
    typed = _folded(text)
    for button in buttons:
        if _folded(button.label) == typed:
            return button.tap
    if prompt is None and typed.isascii() and typed.isdecimal() and len(typed) <= 3:
        return dict(enumerate((button.tap for button in buttons), 1)).get(int(typed))
    return None


def _folded(text: str) -> str:
    return " ".join(
        "".join(c if c.isalnum() else " " for c in clean(text, lines=False)).casefold().split()
    )


NOTICES = {"interviews.card": card_screen}
