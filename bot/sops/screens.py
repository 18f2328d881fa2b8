"""All that this feature sends: the card of a question or of browsing, and what is told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.chat.screen import Screen, bold
from bot.chat.speaker import reader
from bot.chat.text import clean, paragraphs
from bot.i18n import long_date
from bot.sops.answered_screen import answered_screen
from bot.sops.asking import often_used
from bot.sops.cards import BROWSING, Verb, marks
from bot.sops.desk_screens import desk_screen
from bot.sops.draft_screens import broken_screen, draft_screen
from bot.sops.drawn import Holder, Row
from bot.sops.news_screen import news_screen
from bot.sops.pages import checklist_page, related_page, sop_button, step_page, whole_page
from bot.sops.queue import question as question_of
from bot.sops.rules import COMPLAINTS, LATELY, Contact, contact_of
from bot.sops.shelf import shelf
from bot.sops.telling import (
    CONTACTED,
    WHICH,
    choices_screen,
    list_screen,
    start_screen,
    told_screen,
    with_warning,
)
from bot.sops.usage_screens import usage_screen, waiting_screen, week_screen
from knowledge.articles import Sop
from knowledge.library import Library
from storage.errors import NotFound
from storage.records import Person, SopAnswer
from storage.unit_of_work import UnitOfWork

Arguments = Mapping[str, Any]
WRITTEN = 3000  # characters of a written answer
HALF_DONE = 3  # checklists that are offered


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the pages of a card are drawn from."""

    uow: UnitOfWork
    person: Person
    holder: Holder
    library: Library
    arguments: Arguments

    @property
    def sop(self) -> Sop | None:
        return self.library.sops.get(self.arguments.get("sop") or "")

    def sops(self, codes: Iterable[str]) -> list[Sop]:
        return [self.library.sops[code] for code in codes if code in self.library.sops]


def _drawing(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Drawing | None:
    """None when the phone went to a colleague meanwhile."""
    person = reader(uow, arguments, chat_id, "sop.ask")
    if person is None:
        return None
    holder = Holder(person.id, person.language, arguments["question"])
    return Drawing(uow, person, holder, shelf(uow), arguments)


def card_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """The page that the card shows now."""
    drawing = _drawing(uow, arguments, chat_id)
    if drawing is None:
        return None
    screen = _VIEWS[arguments["view"]](drawing) or _gone(drawing)
    return with_warning(drawing.holder, screen, arguments)


def _gone(drawing: Drawing) -> Screen:
    holder = drawing.holder
    every = holder.button(holder.say("sops.button.all"), Verb.LIST, 0)
    return Screen(holder.say("sops.gone"), ((every,),))


def told_card(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """Choices, or why there is no answer and whom to turn to."""
    drawing = _drawing(uow, arguments, chat_id)
    if drawing is None:
        return None
    holder, kind = drawing.holder, arguments["kind"]
    if kind == "choices":
        screen = choices_screen(holder, drawing.library, map(tuple, arguments["options"]))
    else:
        contact = _contact(drawing) if kind in CONTACTED else None
        used = _used_before(drawing) if kind in WHICH else []
        screen = told_screen(holder, kind, contact, used)
    return with_warning(holder, screen, arguments)


def _used_before(drawing: Drawing) -> list[Sop]:
    """What was used most when the question was asked."""
    asked = drawing.uow.sop_questions.by_id(drawing.holder.question)
    return drawing.sops(often_used(drawing.uow, drawing.person, asked.asked_at - LATELY))


def _contact(drawing: Drawing) -> Contact:
    offices = {office.code: office for office in drawing.uow.offices.all()}
    return contact_of(drawing.person, offices, drawing.uow.people.all())


# Browsing --------------------------------------------------------------------------------------


def _start(drawing: Drawing) -> Screen:
    library = drawing.library
    if not library.sops:
        return Screen(drawing.holder.say("sops.empty"))
    begun = [
        (library.sops[each.sop], len(each.ticks))
        for each in drawing.uow.checklists.begun(drawing.person.id)
        if each.ticks and each.sop in library.sops
    ]
    half_done = [(sop, done) for sop, done in begun if done < len(sop.steps)]
    since = datetime.fromisoformat(drawing.arguments["since"])
    used = drawing.sops(often_used(drawing.uow, drawing.person, since))
    return start_screen(drawing.holder, half_done[:HALF_DONE], used)


def _list(drawing: Drawing) -> Screen:
    sops = list(drawing.library.sops.values())
    return list_screen(drawing.holder, sops, drawing.arguments["page"])


# Pages of an SOP -------------------------------------------------------------------------------


def _whole(drawing: Drawing) -> Screen | None:
    sop = drawing.sop
    if sop is None:
        return None
    return _rated(drawing, whole_page(drawing.holder, sop), (*marks(sop), 0))


def _step(drawing: Drawing) -> Screen | None:
    sop = drawing.sop
    step = sop.step(drawing.arguments["step"]) if sop else None
    if sop is None or step is None:
        return _whole(drawing)  # the present version has fewer
    page = (*marks(sop), step.number)
    return _rated(drawing, step_page(drawing.holder, sop, step), page)


def _checklist(drawing: Drawing) -> Screen | None:
    sop = drawing.sop
    if sop is None:
        return None
    kept = drawing.uow.checklists.of(drawing.person.id, sop.code)
    ticks = kept.ticks if kept and kept.version == sop.version else ()
    renewed = bool(drawing.arguments.get("renewed"))
    return checklist_page(drawing.holder, sop, ticks, renewed=renewed)


def _related(drawing: Drawing) -> Screen | None:
    sop = drawing.sop
    if sop is None:
        return None
    return related_page(drawing.holder, sop, drawing.sops(sop.related))


def _written(drawing: Drawing) -> Screen | None:
    """What a coordinator wrote, and the SOP that belongs to it."""
    answer, holder = _answer(drawing), drawing.holder
    if answer is None:
        return None
    day = long_date(holder.language, answer.written_at.date(), "date")
    heading = bold(holder.say("sops.written", day=day))
    rows: list[Row] = [(sop_button(holder, sop),) for sop in drawing.sops([answer.sop or ""])]
    text = paragraphs(heading, brief_lines(answer.text, WRITTEN))
    return _rated(drawing, Screen(text, tuple(rows)), (0, 0, answer.id))


def _answer(drawing: Drawing) -> SopAnswer | None:
    try:
        return drawing.uow.sops.answer(drawing.arguments["written"])
    except NotFound:
        return None


def brief_lines(text: str, limit: int) -> str:
    """`text` safe, with its lines, and at most so long."""
    shown = clean(text)
    return shown if len(shown) <= limit else f"{shown[: limit - 1].rstrip()}…"


# Whether it helped -----------------------------------------------------------------------------


def _rated(drawing: Drawing, screen: Screen, page: tuple[int, ...]) -> Screen:
    """The page of an answer, with the question whether it helped."""
    holder, arguments = drawing.holder, drawing.arguments
    news = holder.say("sops.updated") if arguments.get("updated") else ""
    screen = replace(screen, text=paragraphs(news, screen.text))
    if holder.question == BROWSING:
        return screen
    asks = _ASKS.get(arguments.get("asks", ""))
    if asks is not None:
        return asks(holder, screen, page)
    asked = question_of(drawing.uow, holder.question)
    if asked is None or asked.helpful is not None:  # forgotten meanwhile, or said already
        return screen
    yes = holder.button(holder.say("sops.button.helpful"), Verb.HELPFUL, *page)
    no = holder.button(holder.say("sops.button.unhelpful"), Verb.UNHELPFUL, *page)
    return replace(screen, rows=(*screen.rows, (yes, no)))


def _ask_reason(holder: Holder, screen: Screen, page: tuple[int, ...]) -> Screen:
    """What was wrong with it, under the answer itself."""
    reasons = [
        (holder.button(holder.say(f"sops.complaint.{code}"), Verb.COMPLAIN, *page, index),)
        for index, code in enumerate(COMPLAINTS)
    ]
    write = holder.button(holder.say("sops.button.write"), Verb.WRITE, *page)
    leave = holder.button(holder.say("sops.button.leave"), Verb.LEAVE, *page)
    text = paragraphs(screen.text, bold(holder.say("sops.why")))
    return Screen(text, (*reasons, (write, leave)))


def _ask_words(holder: Holder, screen: Screen, page: tuple[int, ...]) -> Screen:
    leave = holder.button(holder.say("sops.button.leave"), Verb.LEAVE, *page)
    return Screen(paragraphs(screen.text, bold(holder.say("sops.write"))), ((leave,),))


_ASKS = {"reason": _ask_reason, "words": _ask_words}
_VIEWS: Mapping[str, Callable[[Drawing], Screen | None]] = {
    "start": _start,
    "list": _list,
    "whole": _whole,
    "step": _step,
    "checklist": _checklist,
    "related": _related,
    "written": _written,
}

NOTICES = {
    "sops.card": card_screen,
    "sops.told": told_card,
    "sops.desk": desk_screen,
    "sops.answered": answered_screen,
    "sops.usage": usage_screen,
    "sops.week": week_screen,
    "sops.waiting": waiting_screen,
    "sops.news": news_screen,
    "sops.draft": draft_screen,
    "sops.broken": broken_screen,
}
