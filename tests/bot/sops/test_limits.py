"""Every page of every SOP that we ship, and of the longest that somebody may import, fits."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.chat.screen import Screen, bold
from bot.i18n import LANGUAGES
from bot.sops.cards import BROWSING
from bot.sops.drawn import Holder
from bot.sops.pages import checklist_page, related_page, step_page, whole_page
from bot.sops.rules import Contact
from bot.sops.telling import choices_screen, list_screen, start_screen, told_screen
from knowledge.articles import Sop, Source, Texts
from knowledge.library import Library, Written, seed
from tests.bot.limits import IN_ALL, measured
from tests.bot.sops.library import PASSPORT, step

BIG = 2**40  # an id of a person or a question
LONG: Texts = {"id": "kata " * 800, "en": "word " * 800}
LONGEST = replace(
    PASSPORT,
    code="SOP-CONTOH-2026-001",
    title=LONG,
    summary=LONG,
    legal_basis=(Source("x" * 900, "y" * 900, "unverified"),) * 40,
    requirements={"id": "\n".join(["syarat " * 90] * 40)},
    warning=LONG,
    total_time=LONG,
    steps=tuple(
        replace(
            step(number, "", "", actor=LONG, requirements=LONG, time=LONG, output=LONG, note=LONG),
            activity=LONG,
        )
        for number in range(1, 121)
    ),
)
SHIPPED = (*seed(), LONGEST)


def holders() -> Iterator[Holder]:
    for language in LANGUAGES:
        for question in (BROWSING, BIG):
            yield Holder(BIG, language, question)


def pages(sop: Sop) -> Iterator[Screen]:
    every = tuple(step.number for step in sop.steps)
    for holder in holders():
        yield whole_page(holder, sop)
        yield related_page(holder, sop, SHIPPED[:5])
        yield from (step_page(holder, sop, step) for step in sop.steps)
        for ticks in ((), every[:1], every):
            yield checklist_page(holder, sop, ticks, renewed=True)


@pytest.mark.parametrize("sop", SHIPPED, ids=lambda sop: str(sop.code))
def test_every_page_fits(sop: Sop) -> None:
    for screen in pages(sop):
        # Beside it there may stand that it was updated, a warning, and the question why not.
        more = bold("x" * 300)
        assert measured(replace(screen, text=f"{screen.text}\n\n{more}")).buttons <= IN_ALL - 6


@pytest.mark.parametrize("sop", seed(), ids=lambda sop: str(sop.code))
def test_nothing_of_a_shipped_step_is_cut(sop: Sop) -> None:
    for holder in holders():
        for each in sop.steps:
            assert "…" not in step_page(holder, sop, each).text


def test_every_answer_that_is_no_page_fits() -> None:
    written = Written(BIG, "tanya " * 600, "", "id", None, None)
    library = Library.of(SHIPPED, written=(written,))
    contact = Contact("Kantor " * 40, ("Nama " * 24,) * 2, ("Nama " * 24,) * 2)
    options = [(LONGEST.code, 120, None), ("SOP-01", None, None), (None, None, BIG)]
    for holder in holders():
        measured(start_screen(holder, [(LONGEST, 119)] * 3, SHIPPED[-3:]))
        measured(choices_screen(holder, library, options))
        measured(told_screen(holder, "unknown", contact, ()))
        measured(told_screen(holder, "underspecified", contact, SHIPPED[-3:]))
        for page in range(3):
            measured(list_screen(holder, SHIPPED, page))
        measured(list_screen(holder, [LONGEST] * 8, 0))
