"""What coordinators see of a document that may become an SOP: doubts, and what is new."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.chat.articles import doubt_line, problem_line
from bot.chat.screen import Screen, bold
from bot.chat.text import brief, clean, paragraphs
from bot.i18n import long_date
from bot.sops.cards import Verb, mark
from bot.sops.changes import change_lines
from bot.sops.drawing import Desk, desk_of, open_button
from bot.sops.drawn import Row
from bot.sops.publishing import current_of, draft_marked, obstacle, unusable
from bot.sops.received import doubt_of, problem_of
from knowledge.articles import Sop, said
from knowledge.body import from_json
from knowledge.changes import changes
from knowledge.likeness import likest
from storage.unit_of_work import UnitOfWork

Arguments = Mapping[str, Any]
LINE, LINES, TITLE, CODED = 300, 12, 160, 22
FAULTS = 4  # that keep it from being published
OFFERED = 3  # SOPs of which a document without a code may be the new version


def draft_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    desk = desk_of(uow, arguments, chat_id, "sop.publish")
    return _VIEWS[arguments["view"]](desk) if desk else None


def broken_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """Why a file cannot be read, with the place."""
    desk = desk_of(uow, arguments, chat_id, "sop.publish")
    if desk is None:
        return None
    language = desk.person.language
    lines = [problem_line(language, problem_of(each)) for each in desk.arguments["problems"]]
    text = paragraphs(
        desk.say("sops.draft.broken", file=clean(desk.arguments["file"], lines=False)),
        *(brief(line, LINE) for line in lines[:LINES]),
    )
    return Screen(text)


def _checked(desk: Desk) -> Screen:
    """The SOP as it was read, its doubts, and what is new in it."""
    draft = draft_marked(desk.uow, desk.person, desk.arguments["mark"])
    if draft is None:
        return _gone(desk)
    sop, language = from_json(draft.body), desk.person.language
    title = brief(said(sop.title, language), TITLE)
    faults = [brief(problem_line(language, each), LINE) for each in unusable(desk.uow, sop)]
    text = paragraphs(
        bold(f"{sop.code} · {title}" if sop.code else title),
        desk.say(
            "sops.draft.about", day=long_date(language, sop.revised, "date"), steps=len(sop.steps)
        ),
        "\n".join(faults[:FAULTS]),
        _doubts(desk),
        _news(desk, sop),
    )
    return Screen(text, (*(() if faults else _ways(desk, sop)), _discard(desk)))


def _doubts(desk: Desk) -> str:
    language, arguments = desk.person.language, desk.arguments
    lines = [
        brief(f"– {doubt_line(language, doubt_of(each))}", LINE) for each in arguments["doubts"]
    ]
    if not lines:
        return ""
    if arguments["more"]:
        lines.append(desk.say("sops.draft.more_doubts", count=arguments["more"]))
    return "\n".join((bold(desk.say("sops.draft.doubts")), *lines))


def _news(desk: Desk, sop: Sop) -> str:
    """What is new against the present version."""
    if not sop.code:
        return desk.say("sops.draft.which")
    hindrance = obstacle(desk.uow, sop)
    if hindrance is not None:
        return desk.say(hindrance.key, **hindrance.details)
    before = current_of(desk.uow, sop.code)
    if before is None:
        return desk.say("sops.draft.new")
    lines = change_lines(desk.person.language, changes(from_json(before.body), sop))
    if not lines:
        return desk.say("sops.draft.same", version=before.version)
    shown = [f"– {line}" for line in lines[:LINES]]
    if len(lines) > LINES:
        shown.append(desk.say("sops.news.more", count=len(lines) - LINES))
    heading = bold(desk.say("sops.draft.changes", version=before.version))
    return paragraphs("\n".join((heading, *shown)), desk.say("sops.draft.kept"))


def _ways(desk: Desk, sop: Sop) -> list[Row]:
    marked = desk.arguments["mark"]
    if not sop.code:
        return _codes(desk, sop, marked)
    if obstacle(desk.uow, sop) is not None:
        return []
    return [(desk.button("button.publish", Verb.PUBLISH, marked),)]


def _codes(desk: Desk, sop: Sop, marked: int) -> list[Row]:
    """Of which SOP it is a new version; or a new one."""
    library, language = desk.library.sops, desk.person.language
    titles = {code: said(each.title, "id") for code, each in library.items()}
    rows: list[Row] = []
    for code in likest(said(sop.title, "id"), titles)[:OFFERED]:
        title = brief(said(library[code].title, language), CODED)
        rows.append((desk.tap(f"{code} · {title}", Verb.CODE, marked, mark(code)),))
    return [*rows, (desk.button("sops.button.new_sop", Verb.CODE, marked, 0),)]


def _discard(desk: Desk) -> Row:
    return (desk.button("button.discard", Verb.DISCARD, desk.arguments["mark"]),)


def _published(desk: Desk) -> Screen:
    version = desk.uow.sops.by_id(desk.arguments["version"])
    sop, told = from_json(version.body), desk.arguments["told"]
    title = brief(said(sop.title, desk.person.language), TITLE)
    text = paragraphs(
        bold(f"{sop.code} · {title}"),
        desk.say("sops.draft.published", version=sop.version),
        desk.say("sops.draft.told", count=told) if told else "",
    )
    return Screen(text, ((open_button(desk, sop),),))


def _gone(desk: Desk) -> Screen:
    return Screen(desk.say("draft.gone"))


def _discarded(desk: Desk) -> Screen:
    return Screen(desk.say("draft.discarded"))


_VIEWS: Mapping[str, Callable[[Desk], Screen]] = {
    "checked": _checked,
    "published": _published,
    "gone": _gone,
    "discarded": _discarded,
}
