"""SOPs in any chat: steps that answer what is typed after the bot's name."""

from dataclasses import replace

from bot.chat.inline import InlineReply, InlineResult
from bot.chat.text import brief
from bot.i18n import known, say
from bot.sops.drawn import Holder
from bot.sops.pages import step_page, whole_page
from bot.sops.shelf import shelf
from knowledge.articles import Sop, Step, said
from knowledge.ask import ask
from knowledge.library import Library
from knowledge.naming import by_code
from knowledge.replies import Choices, NotFound
from storage.unit_of_work import UnitOfWork

RESULTS = 8
TITLE, DESCRIPTION = 80, 120  # characters
Found = tuple[Sop, int | None]


def found_inline(uow: UnitOfWork, user: int, language: str, words: str) -> InlineReply:
    """What somebody who has enrolled may send on; of a stranger's words nothing is looked up.

    A private chat has the number of its user.
    """
    person = uow.chats.person_at(user)
    if person is None:
        return InlineReply((), say(known(language), "sops.inline.stranger"))
    library, holder = shelf(uow), Holder(person.id, person.language)
    results = [_result(holder, *each) for each in _found(library, words)]
    return InlineReply(tuple(results), "" if results else holder.say("sops.inline.nothing"))


def _found(library: Library, words: str) -> list[Found]:
    """SOPs and steps, the likeliest first: all where nothing was typed, one by its code."""
    if not words.strip():
        every: list[Found] = [(sop, None) for sop in library.sops.values()]
        return every[:RESULTS]
    called = by_code(words, library.sops)  # what a button to share has put there
    if called is not None:
        return [(library.sops[called.sop or ""], called.step)]
    reply = ask(replace(library, space=None), words)  # by words alone: it is asked at every key
    if isinstance(reply, NotFound):
        return []
    hits = reply.options if isinstance(reply, Choices) else reply.ranking
    known_hits = [hit for hit in hits if hit.written is None and hit.sop in library.sops]
    return [(library.sops[hit.sop or ""], hit.step) for hit in known_hits[:RESULTS]]


def _result(holder: Holder, sop: Sop, number: int | None) -> InlineResult:
    step = sop.step(number) if number else None
    title = brief(f"{sop.code} · {said(sop.title, holder.language)}", TITLE)
    page = step_page(holder, sop, step) if step else whole_page(holder, sop)
    return InlineResult(
        id=f"{sop.code[:40]}:{number or 0}",
        title=title,
        description=brief(_description(holder, sop, step), DESCRIPTION),
        text=page.text,
    )


def _description(holder: Holder, sop: Sop, step: Step | None) -> str:
    if step is None:
        return said(sop.summary, holder.language)
    activity = said(step.activity, holder.language)
    place = sop.steps.index(step) + 1
    return holder.say("sops.choice.step", number=place, activity=activity)
