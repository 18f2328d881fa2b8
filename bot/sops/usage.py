"""How much each SOP and each office is used: counts only, of the offices within reach."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.access import Actor, reach, require
from bot.chat.speaker import speaker
from storage.records import Notice, Person
from storage.unit_of_work import UnitOfWork

LATELY = timedelta(days=28)
BY_SOP, BY_OFFICE = 0, 1  # which of the two a page shows


@dataclass(frozen=True, slots=True)
class OfficeUse:
    """What an office did: SOPs opened, questions asked, and how many found nothing."""

    name: str
    opened: int
    asked: int
    not_found: int


@dataclass(frozen=True, slots=True)
class Usage:
    """What is used most comes first."""

    sops: tuple[tuple[str, int], ...]  # code, how often it was opened
    offices: tuple[OfficeUse, ...]

    @property
    def asked(self) -> int:
        return sum(office.asked for office in self.offices)

    @property
    def opened(self) -> int:
        return sum(number for _, number in self.sops)


def usage(uow: UnitOfWork, actor: Actor, since: datetime) -> Usage:
    """What was opened and asked since then."""
    require(actor, "sop.usage")
    names = {office.code: office.name for office in reach(actor, uow.offices.all())}
    sops, opened, asked, not_found = (Counter[str]() for _ in range(4))
    for use in uow.sop_uses.counts(since):
        if use.office in names:
            sops[use.sop] += use.number
            opened[use.office] += use.number
    for count in uow.sop_questions.counts(since):
        if count.office in names and count.reason != "smalltalk":
            asked[count.office] += count.number
            not_found[count.office] += count.number if count.reason == "unknown" else 0
    offices = [
        OfficeUse(name, opened[code], asked[code], not_found[code])
        for code, name in names.items()
        if opened[code] or asked[code]
    ]
    return Usage(
        sops=tuple(sorted(sops.items(), key=lambda each: (-each[1], each[0]))),
        offices=tuple(sorted(offices, key=lambda each: (-each.opened - each.asked, each.name))),
    )


def show_usage(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    """`/pemakaian`."""
    person = speaker(uow, chat_id, "sop.usage")
    uow.outbox.add(_card(person, chat_id, BY_SOP, now, fresh=True), now)


def show_page(uow: UnitOfWork, person: Person, chat_id: int, by: int, now: datetime) -> None:
    """The other page, on the same card."""
    require(person, "sop.usage")
    uow.outbox.add(_card(person, chat_id, by, now), now)


def _card(person: Person, chat_id: int, by: int, now: datetime, *, fresh: bool = False) -> Notice:
    since = (now - LATELY).isoformat()
    return Notice(
        chat_id,
        "sops.usage",
        {"person": person.id, "by": by, "since": since},
        card=f"sops.usage:{person.id}",
        fresh=fresh,
    )
