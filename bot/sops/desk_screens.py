"""The card of a coordinator's desk: the queue, a group of questions, and how to close it."""

from collections.abc import Callable, Mapping

from bot.chat.between import has_open_card
from bot.chat.screen import Screen, bold
from bot.chat.text import brief, clean, paragraphs
from bot.sops.cards import Verb
from bot.sops.closing import Closed, question_line
from bot.sops.desk import LONGEST, Sheet
from bot.sops.drawing import QUESTION, Arguments, Desk, desk_of, named, quoted
from bot.sops.drawn import Row, turns
from bot.sops.picking import pick_screen, tie_screen, tie_step_screen
from bot.sops.queue import Group, waiting
from storage.unit_of_work import UnitOfWork

GROUPS, ON_A_BUTTON = 5, 30  # groups on a page, and characters of a question on a button
TEXTS, OFFICES = 5, 6  # wordings and offices of a group that are shown


def desk_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """The page that the card shows now; the queue where what it was about is gone."""
    desk = desk_of(uow, arguments, chat_id)
    if desk is None:
        return None
    return _VIEWS[arguments["view"]](desk) or _queue(Desk(uow, desk.person, {"page": 0}))


# The queue -------------------------------------------------------------------------------------


def _queue(desk: Desk) -> Screen:
    """A page of groups, each with a button."""
    found = waiting(desk.uow)
    usage = desk.button("sops.button.usage", Verb.USAGE, 0)
    if not found:
        return Screen(desk.say("sops.desk.empty"), ((usage,),))
    pages = -(-len(found) // GROUPS)
    page = min(desk.page, pages - 1)
    begin = page * GROUPS
    names = {office.code: clean(office.name) for office in desk.uow.offices.all()}
    lines, rows = [], list[Row]()
    for number, group in enumerate(found[begin : begin + GROUPS], begin + 1):
        lines.append(f"{number}. {_line(desk, group, names)}")
        label = f"{number}. {brief(group.lead.text, ON_A_BUTTON)}"
        rows.append((desk.tap(label, Verb.GROUP, group.lead.id),))
    heading = desk.say("sops.desk.queue", count=desk.uow.sop_questions.how_many_wait())
    rows.append(turns(lambda key, other: desk.button(key, Verb.QUEUE, other), page, range(pages)))
    return Screen(paragraphs(bold(heading), *lines), (*(row for row in rows if row), (usage,)))


def _line(desk: Desk, group: Group, names: Mapping[str, str]) -> str:
    offices = ", ".join(group.offices(names)[:OFFICES])
    about = desk.say(
        "sops.desk.line",
        times=len(group.questions),
        offices=offices,
        day=desk.day(group.lead.asked_at),
    )
    return f"{brief(group.lead.text, QUESTION)}\n{about}"


def _group(desk: Desk) -> Screen | None:
    """Every wording of a question, who asks it, and ways to close it."""
    group = desk.group
    if group is None:
        return None
    names = {office.code: clean(office.name) for office in desk.uow.offices.all()}
    number, offices = group.lead.id, group.offices(names)
    text = paragraphs(
        "\n".join(f"– {brief(each, QUESTION)}" for each in group.texts[:TEXTS]),
        desk.say(
            "sops.desk.group",
            times=len(group.questions),
            day=desk.day(group.lead.asked_at),
            offices=", ".join(offices[:OFFICES]),
        ),
        bold(desk.say("sops.desk.how")),
    )
    rows = (
        (desk.button("sops.button.alias", Verb.PICK, number, 0),),
        (desk.button("sops.button.answer", Verb.ANSWER, number),),
        (
            desk.button("sops.button.dismiss", Verb.DISMISS, number),
            desk.button("sops.button.queue", Verb.QUEUE, 0),
        ),
    )
    return Screen(text, rows)


# A written answer ------------------------------------------------------------------------------


def _write(desk: Desk) -> Screen | None:
    """The next text is the answer."""
    group = desk.group
    if group is None:
        return None
    length = desk.arguments.get("length")
    text = paragraphs(
        quoted(group),
        desk.say("sops.desk.too_long", length=length, limit=LONGEST) if length else "",
        desk.say("sops.desk.personal") if desk.arguments.get("personal") else "",
        desk.say("sops.desk.write", limit=LONGEST),
        desk.say("sops.desk.interview") if has_open_card(desk.uow, desk.person) else "",
    )
    return Screen(text, ((desk.button("sops.button.cancel", Verb.DROP_ANSWER, desk.question),),))


def _preview(desk: Desk) -> Screen | None:
    """The answer as askers will read it."""
    group, sheet = desk.group, desk.sheet
    if group is None or sheet is None or not sheet.text:
        return None
    text = paragraphs(
        desk.say("sops.desk.preview"),
        bold(question_line(group)),
        sheet.text,
        _tied(desk, sheet),
        desk.say("sops.desk.question_line"),
    )
    number = desk.question
    rows = (
        (desk.button("button.publish", Verb.PUBLISH_ANSWER, number),),
        (desk.button("sops.button.tie", Verb.TIE, number, 0),),
        (
            desk.button("sops.button.rewrite", Verb.ANSWER, number),
            desk.button("sops.button.cancel", Verb.DROP_ANSWER, number),
        ),
    )
    return Screen(text, rows)


def _tied(desk: Desk, sheet: Sheet) -> str:
    """The SOP that the answer belongs to."""
    sop = desk.library.sops.get(sheet.sop or "")
    if sop is None:
        return ""
    if sheet.step is None:
        return desk.say("sops.desk.tied", sop=named(desk, sop))
    return desk.say("sops.desk.tied_to_step", sop=named(desk, sop), number=sheet.step)


# Afterwards ------------------------------------------------------------------------------------


def _closed(desk: Desk) -> Screen:
    """What was done, and the way back."""
    closed = Closed.from_json(desk.arguments["closed"])
    text = paragraphs(
        desk.say(f"sops.desk.closed.{closed.how}", sop=closed.sop or ""),
        desk.say("sops.desk.told", count=closed.told) if closed.told else "",
    )
    undo = desk.button("sops.button.undo", Verb.UNDO, desk.question)
    return Screen(text, ((undo, desk.button("sops.button.queue", Verb.QUEUE, 0)),))


_VIEWS: Mapping[str, Callable[[Desk], Screen | None]] = {
    "queue": _queue,
    "group": _group,
    "pick": pick_screen,
    "tie": tie_screen,
    "tie_step": tie_step_screen,
    "write": _write,
    "preview": _preview,
    "closed": _closed,
}
