"""Screens of figures: usage by SOP and office, the week, and how many questions wait."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.access import may
from bot.chat.screen import Screen, bold
from bot.chat.text import brief, clean, paragraphs
from bot.sops.cards import Verb
from bot.sops.drawing import Desk, desk_of
from bot.sops.drawn import Row
from bot.sops.summary import Week, week
from bot.sops.usage import BY_OFFICE, BY_SOP, LATELY, OfficeUse, Usage, usage
from knowledge.articles import said
from storage.unit_of_work import UnitOfWork

Arguments = Mapping[str, Any]
MOST, TITLE, WORDS, QUOTED = 20, 60, 120, 3  # lines, and characters of titles and of complaints
BUSIEST = 5  # SOPs and offices in the summary


def usage_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """By SOP or by office; the button leads to the other."""
    desk = desk_of(uow, arguments, chat_id, "sop.usage")
    if desk is None:
        return None
    found = usage(uow, desk.person, datetime.fromisoformat(arguments["since"]))
    by_office = arguments["by"] == BY_OFFICE
    lines = _offices(desk, found.offices) if by_office else _sops(desk, found.sops)
    other, key = (
        (BY_SOP, "sops.button.by_sop") if by_office else (BY_OFFICE, "sops.button.by_office")
    )
    text = paragraphs(
        bold(desk.say("sops.usage", days=LATELY.days)),
        _in_all(desk, found),
        "\n".join(lines[:MOST]) or desk.say("sops.usage.none"),
    )
    rows: tuple[Row, ...] = ((desk.button(key, Verb.USAGE, other),),)
    if may(desk.person, "sop.queue"):
        rows = (*rows, (desk.button("sops.button.queue", Verb.QUEUE, 0),))
    return Screen(text, rows)


def _in_all(desk: Desk, found: Usage) -> str:
    return desk.say("sops.usage.all", opened=found.opened, asked=found.asked)


def _sops(desk: Desk, sops: tuple[tuple[str, int], ...]) -> list[str]:
    library, language = desk.library, desk.person.language
    titles = {code: brief(said(sop.title, language), TITLE) for code, sop in library.sops.items()}
    return [f"{number}× {code} · {titles.get(code, '–')}" for code, number in sops]


def _offices(desk: Desk, offices: tuple[OfficeUse, ...]) -> list[str]:
    return [
        desk.say(
            "sops.usage.office",
            office=clean(each.name, lines=False),
            opened=each.opened,
            asked=each.asked,
            not_found=each.not_found,
        )
        for each in offices
    ]


def week_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """The summary of Monday morning."""
    desk = desk_of(uow, arguments, chat_id)
    if desk is None:
        return None
    since = datetime.fromisoformat(arguments["since"])
    found = week(uow, desk.person, since)
    text = paragraphs(
        bold(desk.say("sops.week", day=desk.day(since))),
        desk.say(
            "sops.week.questions",
            asked=found.asked,
            answered=found.answered,
            choices=found.choices,
            not_found=found.not_found,
            declined=found.declined,
            share=found.share,
        ),
        _complaints(desk, found),
        _listed(desk, "sops.week.sops", _sops(desk, found.sops)[:BUSIEST]),
        _listed(desk, "sops.week.offices", _offices(desk, found.offices)[:BUSIEST]),
        desk.say("sops.week.waiting", count=found.waiting),
    )
    queue = desk.button("sops.button.open_queue", Verb.QUEUE, 0)
    return Screen(text, ((queue,), (desk.button("sops.button.usage", Verb.USAGE, BY_SOP),)))


def _complaints(desk: Desk, found: Week) -> str:
    """How many answers were of no use, why, and what askers wrote about it."""
    lines = [
        f"{number}× {desk.say(f'sops.complaint.{reason}')}" for reason, number in found.complaints
    ]
    quoted = [f"– “{brief(words, WORDS)}”" for words in found.words[:QUOTED]]
    return _listed(desk, "sops.week.complaints", [*lines, *quoted])


def _listed(desk: Desk, key: str, lines: list[str]) -> str:
    return "\n".join((desk.say(key), *lines)) if lines else ""


def waiting_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """How many new questions wait; nothing when they were closed meanwhile."""
    desk = desk_of(uow, arguments, chat_id)
    since = datetime.fromisoformat(arguments["since"])
    new = uow.sop_questions.how_many_wait(since)
    if desk is None or not new:
        return None
    text = desk.say("sops.waiting", new=new, count=uow.sop_questions.how_many_wait())
    return Screen(text, ((desk.button("sops.button.open_queue", Verb.QUEUE, 0),),))
