"""What is said where no page answers: how to ask, lists, choices, why there is no answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.chat.screen import Button, Screen, bold
from bot.chat.text import brief, paragraphs
from bot.sops.cards import Verb, marks
from bot.sops.drawn import Holder, Row, turns
from bot.sops.pages import TITLE, sop_button
from bot.sops.rules import Contact
from knowledge.articles import Sop, said
from knowledge.library import Library, Written

EXAMPLES = ("sops.example.1", "sops.example.2", "sops.example.3")
ON_A_PAGE = 8  # SOPs of the list
CHOICE = 34  # characters of a choice on its button, behind its number
SHORT = 120  # of a step, or of a question, below a choice
# Kinds of questions that are not answered: to which SOPs are offered, which tell how to ask, and
# which wait for a coordinator.
WHICH = ("underspecified",)
HOW = ("unreadable", "greeting")
QUEUED = ("unknown", "none", "other_sop")
CONTACTED = (*QUEUED, "private")

Option = tuple[str | None, int | None, int | None]  # SOP, step, written answer


# Browsing --------------------------------------------------------------------------------------


def start_screen(holder: Holder, begun: Iterable[tuple[Sop, int]], used: Iterable[Sop]) -> Screen:
    """How to ask, checklists that are half done with how much of them, and SOPs used most."""
    rows = [(_resume(holder, sop, done),) for sop, done in begun]
    rows += [(sop_button(holder, sop),) for sop in used]
    rows.append((holder.button(holder.say("sops.button.all"), Verb.LIST, 0),))
    return Screen(paragraphs(bold(holder.say("sops.title")), how_to_ask(holder)), tuple(rows))


def how_to_ask(holder: Holder) -> str:
    examples = (f"– {holder.say(key)}" for key in EXAMPLES)
    return "\n".join((holder.say("sops.how"), *examples))


def _resume(holder: Holder, sop: Sop, done: int) -> Button:
    label = holder.say("sops.button.resume", code=sop.code, done=done, count=len(sop.steps))
    return holder.button(label, Verb.CHECKLIST, *marks(sop))


def list_screen(holder: Holder, sops: Sequence[Sop], page: int) -> Screen:
    """A page of all SOPs."""
    pages = max(1, -(-len(sops) // ON_A_PAGE))
    page = min(page, pages - 1)
    shown = sops[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    lines = [f"{each.code} · {brief(said(each.title, holder.language), TITLE)}" for each in shown]
    more = turns(
        lambda key, other: holder.button(holder.say(key), Verb.LIST, other), page, range(pages)
    )
    heading = holder.say("sops.list", page=page + 1, pages=pages, count=len(sops))
    start = holder.button(holder.say("sops.button.start"), Verb.START)
    rows: list[Row] = [(sop_button(holder, each),) for each in shown]
    rows += [more] if more else []
    return Screen(paragraphs(bold(heading), "\n".join(lines)), (*rows, (start,)))


# Choices ---------------------------------------------------------------------------------------


def choices_screen(holder: Holder, library: Library, options: Iterable[Option]) -> Screen:
    """Whether one, or which of up to three, was meant; what is gone meanwhile is left out."""
    known = [each for each in options if each[0] in library.sops or each[2] in library.written]
    lines, rows = [], list[Row]()
    for number, (code, step, written) in enumerate(known, 1):
        if written is not None:
            line, tapped = _written_choice(holder, library.written[written])
        else:
            line, tapped = _sop_choice(holder, library.sops[code or ""], step)
        lines.append(f"{number}. {line}")
        label = f"{number}. {brief(tapped.label, CHOICE)}"
        rows.append((Button(label, tapped.tap),))
    asked, none = "sops.choices", "sops.button.none"
    if len(known) == 1:
        asked, none = "sops.choices.one", "sops.button.not_it"
    rows.append((holder.button(holder.say(none), Verb.NONE),))
    return Screen(paragraphs(bold(holder.say(asked)), *lines), tuple(rows))


def _sop_choice(holder: Holder, sop: Sop, number: int | None) -> tuple[str, Button]:
    title, step = said(sop.title, holder.language), sop.step(number or 0)
    line = f"{brief(title, TITLE)} ({sop.code})"
    if step is not None:
        activity = brief(said(step.activity, holder.language), SHORT)
        line = f"{line}\n{holder.say('sops.choice.step', number=step.number, activity=activity)}"
    return line, holder.button(title, Verb.CHOOSE, *marks(sop), number or 0)


def _written_choice(holder: Holder, written: Written) -> tuple[str, Button]:
    line = holder.say("sops.choice.written", question=brief(written.question, SHORT))
    return line, holder.button(written.question, Verb.CHOOSE_WRITTEN, written.id)


# No answer -------------------------------------------------------------------------------------


def told_screen(holder: Holder, kind: str, contact: Contact | None, used: Iterable[Sop]) -> Screen:
    """Why there is no answer, and what can be done; of CONTACTED also whom to turn to."""
    queued, which = kind in QUEUED, kind in WHICH
    text = paragraphs(
        holder.say(f"sops.told.{kind}"),
        holder.say("sops.queued") if queued else "",
        contact_line(holder, contact) if contact is not None else "",
        how_to_ask(holder) if kind in HOW else "",
    )
    rows: list[Row] = [(sop_button(holder, sop),) for sop in used] if which else []
    if queued or which:
        rows.append((holder.button(holder.say("sops.button.all"), Verb.LIST, 0),))
    return Screen(text, tuple(rows))


def contact_line(holder: Holder, contact: Contact) -> str:
    """Whom to turn to: people where they are known, else the office above."""
    lines = [
        holder.say("sops.contact.head", names=_names(contact.heads), office=contact.office)
        if contact.heads
        else holder.say("sops.contact.office", office=contact.office)
    ]
    if contact.coordinators:
        names = _names(contact.coordinators)
        lines.append(holder.say("sops.contact.coordinator", names=names))
    return "\n".join(lines)


def _names(names: Iterable[str]) -> str:
    return ", ".join(brief(name, SHORT) for name in names)


def with_warning(holder: Holder, screen: Screen, arguments: Mapping[str, object]) -> Screen:
    """The screen, and above it that a personal number was left out of what we keep."""
    if not arguments.get("masked"):
        return screen
    return replace(screen, text=paragraphs(holder.say("sops.masked"), screen.text))
