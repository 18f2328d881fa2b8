"""What a person has submitted, to read: the review's pages without a way to change them."""

from dataclasses import replace
from datetime import datetime

from babel.dates import format_date

from bot.chat.facts import local
from bot.chat.questionnaire import form_language
from bot.chat.screen import Button, Screen, Tap, bold
from bot.chat.text import clean, paragraphs
from bot.interviews.correcting import is_correctable
from bot.interviews.drawn import grid
from bot.interviews.opened import Opened, open_interview, with_files
from bot.interviews.review import (
    first_leaf,
    item_lines,
    leaves_of,
    near_leaves,
    review_of,
    section_lines,
    title_of,
)
from bot.interviews.tapping import INTERVIEWS, Verb
from flows import engine
from flows.questions.clock import show_clock
from storage.records import Office, Person, StoredInterview
from storage.unit_of_work import UnitOfWork

ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


def moment_words(moment: datetime, office: Office, language: str) -> str:
    """ "2 Maret 2026, 09.07 WITA", by the clock of the office."""
    there = local(moment, office)
    day = format_date(there, "d MMMM y", locale=language)
    clock = show_clock(there.time().replace(second=0), language)
    return f"{day}, {clock} {ZONES.get(office.zone, office.zone)}"


def reading_screen(uow: UnitOfWork, person: Person, stored: StoredInterview, leaf: int) -> Screen:
    """The overview (`leaf` 0) or a page (1, 2, …) of a submitted interview."""
    opened = open_interview(uow, person, stored, stored.touched_at)
    opened = with_files(uow, _in_words_of(person, opened))
    found = review_of(opened)
    leaves = leaves_of(found)
    if not 1 <= leaf <= len(leaves):
        sections = [
            _page(opened, str(place + 1), first_leaf(leaves, place) + 1)
            for place in range(len(found.sections))
        ]
        text = paragraphs(
            bold(clean(opened.questionnaire.title)),
            _sent(opened),
            section_lines(opened, found),
            opened.say("reading.sections"),
        )
        return Screen(text, (*grid(sections), *_ways_on(uow, opened)))
    here = leaves[leaf - 1]
    near = tuple(_page(opened, label, other + 1) for label, other in near_leaves(leaves, leaf - 1))
    overview = _page(opened, opened.say("button.review"), 0)
    text = paragraphs(bold(title_of(opened, found, here.section)), *item_lines(opened, found, here))
    return Screen(text, (near, (overview,)) if near else ((overview,),))


def _in_words_of(person: Person, opened: Opened) -> Opened:
    """In the language that the person speaks now."""
    form, passage = opened.form, opened.passage
    language = form_language(form.languages, person.language)
    if not language or language == passage.interview.language:
        return opened
    moment = opened.local(opened.stored.touched_at)
    spoken = engine.speak(form, passage.interview, language, moment).interview
    return replace(opened, passage=replace(passage, interview=spoken))


def _sent(opened: Opened) -> str:
    """When it was submitted, and when it was corrected last."""
    stored, language = opened.stored, opened.person.language
    moments = (
        ("reading.submitted", stored.submitted_at),
        ("reading.corrected", stored.corrected_at),
    )
    return "\n".join(
        opened.say(key, when=moment_words(moment, opened.office, language))
        for key, moment in moments
        if moment is not None
    )


def _ways_on(uow: UnitOfWork, opened: Opened) -> tuple[tuple[Button, ...], ...]:
    person, stored = opened.person, opened.stored
    correct = Tap(INTERVIEWS, Verb.CORRECT, (person.id, stored.id))
    to_list = Button(opened.say("button.list"), Tap(INTERVIEWS, Verb.LIST, (person.id,)))
    if not is_correctable(uow, person, stored):
        return ((to_list,),)
    return ((Button(opened.say("button.correct"), correct),), (to_list,))


def _page(opened: Opened, label: str, leaf: int) -> Button:
    numbers = (opened.person.id, opened.stored.id, leaf)
    return Button(label, Tap(INTERVIEWS, Verb.READ, numbers))
