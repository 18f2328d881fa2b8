"""Pure decisions about asking: whom to turn to, what stays ticked, what is left to say."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from knowledge.articles import Sop
from knowledge.replies import Answer, Choices, Reply
from storage.records import Checklist, Office, Person, SopOutcome, SopUse

RECENT = timedelta(minutes=30)  # so long a question may be about the SOP looked at before
LATELY = timedelta(days=90)  # in which the most used SOPs are counted
WRITING = timedelta(minutes=10)  # so long the next text is the reason that was asked for
# Why an answer did not help; or in the asker's own words.
OTHER_SOP = "other_sop"  # after which a coordinator sees the question
COMPLAINTS = (OTHER_SOP, "wrong_step", "incomplete", "outdated")
OFFERED = 3  # SOPs that are used most
NAMED = 2  # people named to turn to


def outcome_of(reply: Reply) -> SopOutcome:
    """What is kept of a reply; a question that nothing answers waits for a coordinator."""
    if isinstance(reply, Answer):
        hit = reply.hit
        return SopOutcome("answer", sop=hit.sop, step=hit.step, written=hit.written)
    if isinstance(reply, Choices):
        return SopOutcome("choices")
    return SopOutcome("not_found", reply.reason, reply.kind, waits=reply.kind == "unknown")


def most_used(counts: Iterable[SopUse], office: str, last: str | None) -> list[str]:
    """Codes of SOPs: the person's last, then what this office opened most, then all offices."""
    own, all_ = Counter[str](), Counter[str]()
    for each in counts:
        all_[each.sop] += each.number
        own[each.sop] += each.number if each.office == office else 0
    ranked = sorted(all_, key=lambda code: (code != last, -own[code], -all_[code], code))
    return ranked[:OFFERED]


# Checklists ------------------------------------------------------------------------------------


def carried(checklist: Checklist, old: Sop | None, new: Sop) -> tuple[int, ...]:
    """What stays ticked in a new version: steps that say the same under the same number."""
    if old is None:
        return ()
    return tuple(number for number in checklist.ticks if _same(old, new, number))


def _same(old: Sop, new: Sop, number: int) -> bool:
    was, now = old.step(number), new.step(number)
    return was is not None and now is not None and was.activity == now.activity


def ticked(ticks: Iterable[int], number: int, *, on: bool) -> tuple[int, ...]:
    """The ticks with this one put or taken away."""
    kept = {tick for tick in ticks if tick != number}
    return tuple(sorted(kept | {number} if on else kept))


# People ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom an officer can ask: heads of the own office or the one above, and coordinators."""

    office: str  # where the heads are; else the office above, else the own
    heads: tuple[str, ...]
    coordinators: tuple[str, ...]


def contact_of(person: Person, offices: Mapping[str, Office], people: Iterable[Person]) -> Contact:
    """The nearest that are known; nobody is their own contact."""
    others = [each for each in people if each.id != person.id]
    above = _above(person.office, offices)
    heads = {code: _names(others, code, "head") for code in above}
    near = next((code for code in above if heads[code]), above[min(1, len(above) - 1)])
    found = next(filter(None, (_names(others, code, "coordinator") for code in above)), ())
    return Contact(offices[near].name, heads[near], found)


def _above(code: str, offices: Mapping[str, Office]) -> list[str]:
    """The office and those above it, the nearest first."""
    found: list[str] = []
    here: str | None = code
    while here is not None and here in offices and here not in found:
        found.append(here)
        here = offices[here].parent
    return found


def _names(people: Iterable[Person], office: str, access: str) -> tuple[str, ...]:
    named = sorted(p.name for p in people if (p.office, p.access) == (office, access))
    return tuple(named[:NAMED])
