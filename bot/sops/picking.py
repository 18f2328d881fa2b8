"""Choosing the SOP that a question or a written answer belongs to."""

from collections.abc import Sequence

from bot.chat.screen import Button, Screen, bold
from bot.chat.text import brief, paragraphs
from bot.sops.cards import Verb, mark
from bot.sops.drawing import Desk, quoted
from bot.sops.drawn import Row, turns
from bot.sops.pages import rows_of
from bot.sops.queue import Group
from knowledge.articles import Sop, said
from knowledge.ask import ask
from knowledge.library import Library

SOPS_ON_A_PAGE, LIKELY = 8, 3
CODED, ACTIVITY = 22, 70  # characters of a title on a button, and of a step
STEPS, LINES = 80, 40  # steps that have a button, and a line


def pick_screen(desk: Desk) -> Screen | None:
    """To which SOP the question belongs."""
    group = desk.group
    if group is None:
        return None
    back = desk.button("sops.button.back", Verb.GROUP, desk.question)
    rows = (*_sops(desk, group, Verb.ALIAS, Verb.PICK), (back,))
    return Screen(paragraphs(quoted(group), desk.say("sops.desk.pick")), rows)


def tie_screen(desk: Desk) -> Screen | None:
    """To which SOP the written answer belongs."""
    group, sheet = desk.group, desk.sheet
    if group is None or sheet is None:
        return None
    none = desk.button("sops.button.no_sop", Verb.TIE_SOP, desk.question, 0)
    rows = (*_sops(desk, group, Verb.TIE_SOP, Verb.TIE), (none,))
    return Screen(paragraphs(quoted(group), desk.say("sops.desk.tie")), rows)


def _sops(desk: Desk, group: Group, choose: Verb, turn: Verb) -> list[Row]:
    """The likeliest SOPs, or a page of them all."""
    every = sorted(desk.library.sops.values(), key=lambda sop: sop.code)
    if desk.page == 0:
        shown: Sequence[Sop] = _likeliest(desk.library, group)
        more: Row = (desk.button("sops.button.all", turn, desk.question, 1),)
    else:
        begin = (desk.page - 1) * SOPS_ON_A_PAGE
        shown = every[begin : begin + SOPS_ON_A_PAGE]
        pages = range(1, -(-len(every) // SOPS_ON_A_PAGE) + 1)
        more = turns(
            lambda key, page: desk.button(key, turn, desk.question, page), desk.page, pages
        )
    rows: list[Row] = [(_sop_button(desk, sop, choose),) for sop in shown]
    return [*rows, more] if more else rows


def _likeliest(library: Library, group: Group) -> list[Sop]:
    """What would have come first if there were an answer."""
    ranking = ask(library, group.lead.text).ranking
    codes = dict.fromkeys(hit.sop for hit in ranking if hit.sop in library.sops)
    return [library.sops[code] for code in codes if code][:LIKELY]


def _sop_button(desk: Desk, sop: Sop, verb: Verb) -> Button:
    label = f"{sop.code} · {brief(said(sop.title, desk.person.language), CODED)}"
    return desk.tap(label, verb, desk.question, mark(sop.code))


def tie_step_screen(desk: Desk) -> Screen | None:
    """To which step of the SOP."""
    sheet = desk.sheet
    sop = desk.library.sops.get(sheet.sop or "") if sheet else None
    if sop is None or desk.group is None:
        return None
    language = desk.person.language
    lines = [
        f"{each.number}. {brief(said(each.activity, language), ACTIVITY)}" for each in sop.steps
    ]
    numbers = [
        desk.tap(str(each.number), Verb.TIE_STEP, desk.question, mark(sop.code), each.number)
        for each in sop.steps[:STEPS]
    ]
    whole = desk.button("sops.button.whole", Verb.TIE_STEP, desk.question, mark(sop.code), 0)
    text = paragraphs(bold(desk.say("sops.desk.tie_step")), "\n".join(lines[:LINES]))
    return Screen(text, (*rows_of(numbers), (whole,)))
