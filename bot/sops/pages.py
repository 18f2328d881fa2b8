"""Pages of one SOP: a step, the whole, the checklist, and what is related."""

from collections.abc import Iterable, Sequence

from bot.chat.screen import Button, Screen, Share, bold
from bot.chat.text import brief, clean, paragraphs
from bot.i18n import long_date
from bot.sops.cards import BROWSING, Verb, marks
from bot.sops.drawn import Holder, Row
from knowledge.articles import Sop, Source, Step, Texts, said

# Characters of each part, so that a page fits into one message whatever its author wrote.
TITLE, FIELD, ACTIVITY, NOTE, BASES, LINES = 200, 350, 900, 400, 500, 1000
SUMMARY, ASIDE, WHOLE = 400, 300, 3500
CHECKLIST = 700  # of a checklist beside its steps
LEAST = 12  # of a step, be there ever so many
LABEL = 38  # characters of a button with a title
STEPS = 80  # that a page has buttons for
NUMBER = 8  # characters of a line beside its step
WIDE, WIDEST = 5, 7  # buttons with a number in a row
DIGITS = 30  # steps from which rows are wider
# Signs in notes that say how far a part of a step was verified.
SIGNS = {"[V]": "sops.source.verified", "[I]": "sops.source.illustrative"}
NOTHING = ("", "-", "–", "—")


def title_line(sop: Sop, language: str) -> str:
    return bold(f"{sop.code} · {brief(said(sop.title, language), TITLE)}")


def sop_button(holder: Holder, sop: Sop) -> Button:
    """Opens the SOP on the present card."""
    label = f"{sop.code} · {said(sop.title, holder.language)}"
    return holder.button(brief(label, LABEL), Verb.OPEN, *marks(sop))


# Step ------------------------------------------------------------------------------------------


def step_page(holder: Holder, sop: Sop, step: Step) -> Screen:
    """One step with all that its row of the procedure says, and ways to the others."""
    count = holder.say("sops.step", number=_place(sop, step), count=len(sop.steps))
    fields = (
        ("sops.actor", step.actor),
        ("sops.requirements", step.requirements),
        ("sops.time", step.time),
        ("sops.output", step.output),
    )
    text = paragraphs(
        f"{title_line(sop, holder.language)}\n{identity_line(holder, sop)}",
        f"{count}\n{bold(brief(said(step.activity, holder.language), ACTIVITY))}",
        "\n".join(_field(holder, key, texts) for key, texts in fields if _says(texts)),
        f"{_mark_line(holder, step)}\n{_basis_line(holder, sop)}".strip(),
    )
    rows = (_neighbours(holder, sop, step), *_ways(holder, sop))
    shared = Share(holder.say("sops.button.share"), f"{sop.code} {step.number}")
    return Screen(text, tuple(row for row in rows if row), share=shared)


def identity_line(holder: Holder, sop: Sop) -> str:
    """Which version it is, since when; and that it is but a sample."""
    day = long_date(holder.language, sop.effective, "date")
    version = holder.say("sops.version", version=sop.version, day=day)
    return f"{holder.say('sops.sample')}\n{version}" if sop.sample else version


def _place(sop: Sop, step: Step) -> int:
    return sop.steps.index(step) + 1


def _says(texts: Texts) -> bool:
    return texts.get("id", "").strip() not in NOTHING


def _field(holder: Holder, key: str, texts: Texts, room: int = FIELD) -> str:
    return holder.say(key, text=brief(said(texts, holder.language), room))


def _mark_line(holder: Holder, step: Step) -> str:
    """How far the step was verified, in words, and by what."""
    key = f"sops.mark.{step.verification}"
    if not _says(step.note):
        return holder.say(key)
    note = brief(said(step.note, holder.language), NOTE)
    for sign, meant in SIGNS.items():
        note = note.replace(sign, f"({holder.say(meant)})")
    return f"{holder.say(key)} {holder.say('sops.note', note=note)}"


def _basis_line(holder: Holder, sop: Sop) -> str:
    """Only what they are called: their articles are on the page of the whole."""
    names = dict.fromkeys(each.reference for each in sop.legal_basis)
    named = brief("; ".join(names), BASES)
    return holder.say("sops.basis", basis=named) if named else ""


def _reference(source: Source) -> str:
    return f"{source.reference} {source.article}".strip()


def _neighbours(holder: Holder, sop: Sop, step: Step) -> Row:
    place = sop.steps.index(step)
    before, after = sop.steps[:place][-1:], sop.steps[place + 1 :][:1]
    return (
        *(_to(holder, sop, "sops.button.before", each) for each in before),
        *(_to(holder, sop, "sops.button.after", each) for each in after),
    )


def _to(holder: Holder, sop: Sop, key: str, step: Step) -> Button:
    label = holder.say(key, number=_place(sop, step))
    return holder.button(label, Verb.STEP, *marks(sop), step.number)


def _ways(holder: Holder, sop: Sop) -> list[Row]:
    """From a step to the whole, to the checklist, and to what is related."""
    whole = holder.button(holder.say("sops.button.steps"), Verb.OPEN, *marks(sop))
    ticks = holder.button(holder.say("sops.button.checklist"), Verb.CHECKLIST, *marks(sop))
    return [(whole, ticks), *_onward(holder, sop)]


def _onward(holder: Holder, sop: Sop) -> list[Row]:
    row: Row = ()
    if sop.related:
        row = (holder.button(holder.say("sops.button.related"), Verb.RELATED, *marks(sop)),)
    if holder.question == BROWSING:
        row = (*row, holder.button(holder.say("sops.button.list"), Verb.LIST, 0))
    return [row] if row else []


# The whole -------------------------------------------------------------------------------------


def whole_page(holder: Holder, sop: Sop) -> Screen:
    """What the SOP is for, all its steps in short, what it needs and rests on."""
    language = holder.language
    head = paragraphs(
        f"{title_line(sop, language)}\n{identity_line(holder, sop)}",
        brief(said(sop.summary, language), SUMMARY),
    )
    foot = paragraphs(
        _field(holder, "sops.total_time", sop.total_time, ASIDE) if _says(sop.total_time) else "",
        _needs(holder, sop),
        _field(holder, "sops.warning", sop.warning, ASIDE) if _says(sop.warning) else "",
        _bases(holder, sop),
    )
    steps = _numbered(sop, language, WHOLE - len(head) - len(foot))
    text = paragraphs(head, _listed(holder, "sops.steps", steps), foot)
    ticks = holder.button(holder.say("sops.button.checklist"), Verb.CHECKLIST, *marks(sop))
    rows = (*_digits(holder, sop), (ticks,), *_onward(holder, sop))
    return Screen(text, rows, share=Share(holder.say("sops.button.share"), sop.code))


def _listed(holder: Holder, key: str, lines: Iterable[str]) -> str:
    return "\n".join((holder.say(key), *lines))


def _numbered(sop: Sop, language: str, room: int) -> list[str]:
    """A line a step, as long as this room allows with all of them."""
    each = max(LEAST, room // max(1, min(STEPS, len(sop.steps))) - NUMBER)
    return [
        f"{place}. {brief(said(step.activity, language), each)}"
        for place, step in enumerate(sop.steps[:STEPS], 1)
    ]


def _needs(holder: Holder, sop: Sop) -> str:
    if not _says(sop.requirements):
        return ""
    lines = [line for line in clean(said(sop.requirements, holder.language)).split("\n") if line]
    room = LINES // len(lines)
    return _listed(holder, "sops.needs", [f"- {brief(line, max(20, room))}" for line in lines[:20]])


def _bases(holder: Holder, sop: Sop) -> str:
    """Each legal basis, with how far it was verified."""
    if not sop.legal_basis:
        return ""
    room = LINES // len(sop.legal_basis)
    lines = [
        f"- {brief(_reference(each), max(20, room))}: "
        f"{holder.say(f'sops.source.{each.verification}')}"
        for each in sop.legal_basis[:10]
    ]
    return _listed(holder, "sops.bases", lines)


def _digits(holder: Holder, sop: Sop) -> list[Row]:
    """A button for each step."""
    shown = sop.steps[:STEPS]
    buttons = [
        holder.button(str(place), Verb.STEP, *marks(sop), step.number)
        for place, step in enumerate(shown, 1)
    ]
    return rows_of(buttons)


def rows_of(buttons: Sequence[Button]) -> list[Row]:
    """Buttons with a number, in rows of about the same length."""
    widest = WIDE if len(buttons) <= DIGITS else WIDEST
    rows = -(-len(buttons) // widest)
    width = -(-len(buttons) // max(1, rows))
    return [tuple(buttons[i : i + width]) for i in range(0, len(buttons), width or 1)]


# Checklist -------------------------------------------------------------------------------------


def checklist_page(holder: Holder, sop: Sop, ticks: tuple[int, ...], *, renewed: bool) -> Screen:
    """Every step with a tick that can be put and taken away."""
    done = [step for step in sop.steps if step.number in ticks]
    count = holder.say("sops.checklist", done=len(done), count=len(sop.steps))
    lines = [
        f"{'☑' if step.number in ticks else '☐'} {line}"
        for step, line in zip(
            sop.steps, _numbered(sop, holder.language, WHOLE - CHECKLIST), strict=False
        )
    ]
    text = paragraphs(
        f"{title_line(sop, holder.language)}\n{identity_line(holder, sop)}",
        holder.say("sops.renewed") if renewed else "",
        f"{bold(count)}\n{holder.say('sops.checklist.how')}",
        "\n".join(lines),
        holder.say("sops.checklist.done") if len(done) == len(sop.steps) else "",
    )
    buttons = [_tick(holder, sop, place, step, ticks) for place, step in enumerate(sop.steps, 1)]
    clear = holder.button(holder.say("sops.button.clear"), Verb.CLEAR, *marks(sop))
    whole = holder.button(holder.say("sops.button.steps"), Verb.OPEN, *marks(sop))
    return Screen(text, (*rows_of(buttons[:STEPS]), (whole, clear) if done else (whole,)))


def _tick(holder: Holder, sop: Sop, place: int, step: Step, ticks: tuple[int, ...]) -> Button:
    on = step.number in ticks
    label = f"{'☑' if on else '☐'} {place}"
    return holder.button(label, Verb.TICK, *marks(sop), step.number, int(not on))


# Related ---------------------------------------------------------------------------------------


def related_page(holder: Holder, sop: Sop, others: Iterable[Sop]) -> Screen:
    """The SOPs that this one names."""
    lines = [f"{each.code} · {brief(said(each.title, holder.language), TITLE)}" for each in others]
    back = holder.button(holder.say("sops.button.back"), Verb.OPEN, *marks(sop))
    text = paragraphs(
        title_line(sop, holder.language),
        _listed(holder, "sops.related", lines) if lines else holder.say("sops.related.none"),
    )
    return Screen(text, (*((sop_button(holder, each),) for each in others), (back,)))
