"""Who may do what on whose data: one table, asked by every use case."""

from collections.abc import Iterable
from dataclasses import dataclass

from storage.records import Office, Person

EVERYONE = frozenset({"respondent", "head", "coordinator", "administrator"})
OFFICE = frozenset({"coordinator", "administrator"})


class NotAllowed(Exception):  # noqa: N818 - a refusal, not an error
    """The actor may not do this; the person is told so in one sentence."""


class Stranger(NotAllowed):
    """Nobody is known at this chat yet."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever has a shell on the server: acts as an administrator, has no chat."""


Actor = Person | Operator


def audited(actor: Actor) -> int | None:
    """Who the audit book names: the person's id, None for the operator."""
    return None if isinstance(actor, Operator) else actor.id


@dataclass(frozen=True, slots=True)
class Rule:
    accesses: frozenset[str]
    own_only: bool = False


RULES: dict[str, Rule] = {
    "interview.answer": Rule(EVERYONE, own_only=True),
    "interview.read": Rule(EVERYONE, own_only=True),
    "consent.give": Rule(EVERYONE, own_only=True),
    "language.choose": Rule(EVERYONE, own_only=True),
    "help.read": Rule(EVERYONE, own_only=True),
    "people.switch": Rule(EVERYONE, own_only=True),
    "people.import": Rule(OFFICE),
    "people.invite": Rule(OFFICE),
    "people.invite-administrator": Rule(frozenset({"administrator"})),
    "questionnaire.publish": Rule(OFFICE),
    "questionnaire.list": Rule(OFFICE),
    "questionnaire.try": Rule(OFFICE),
    "answers.export": Rule(OFFICE),
    "submissions.export": Rule(frozenset({"administrator"})),
    "submissions.import": Rule(frozenset({"administrator"})),
    "sop.ask": Rule(EVERYONE, own_only=True),
    "sop.queue": Rule(OFFICE),
    "sop.publish": Rule(OFFICE),
    "sop.usage": Rule(OFFICE | {"head"}),  # of the offices within `reach`
    "report.own": Rule(EVERYONE, own_only=True),
    "report.read": Rule(OFFICE | {"head"}),  # of the offices within `reach`
    "index.persons": Rule(frozenset({"administrator"})),
    "status.read": Rule(OFFICE),
}


def may(actor: Actor, action: str, subject: Person | None = None) -> bool:
    """Whether `actor` may do `action` on what belongs to `subject` (None: to nobody)."""
    rule = RULES[action]
    if isinstance(actor, Operator):
        return not rule.own_only
    if rule.own_only and (subject is None or subject.id != actor.id):
        return False
    return actor.access in rule.accesses


def holders(action: str) -> frozenset[str]:
    """The accesses that may do `action`."""
    return RULES[action].accesses


def reach(actor: Actor, offices: Iterable[Office]) -> tuple[Office, ...]:
    """The offices whose figures the actor may see: a head sees the own one and those below it."""
    if isinstance(actor, Operator) or actor.access in OFFICE:
        return tuple(offices)
    if actor.access != "head":
        return ()
    return tuple(each for each in offices if actor.office in (each.code, each.parent))


def require(actor: Actor, action: str, subject: Person | None = None) -> None:
    if not may(actor, action, subject):
        raise NotAllowed(action)
