"""The distinct paths through a form: interviews that ask different sets of questions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Literal

from flows.engine import Turn, record, start
from flows.prompts import Acknowledge, AddAnother, PickMany, PickNumber, PickOne, Prompt, Rank
from flows.proof.fills import Filler, facts_of
from flows.proof.pairs import pairwise_cover
from flows.proof.reach import Search
from flows.proof.samples import Samples
from flows.proof.slices import Answers, Collector
from flows.proof.world import LANGUAGES, ROLES, World
from flows.questions import ACKNOWLEDGED, NO, YES
from flows.xpath import canonical

EVERY = 600  # combinations of answers that are gone through one by one
COVER = 96  # interviews of a pairwise cover
VALUES = 8  # of one question that are combined
STEPS = 2_000  # answers of one walk
ROUNDS = 2  # of a repeat to which people add
TRIES = 12


@dataclass(frozen=True, slots=True)
class Step:
    """An answer, canonical; "" for a question that was skipped."""

    path: str
    value: str


@dataclass(frozen=True, slots=True)
class Walk:
    """One way through the form. `facts` are what the roster says of the person, `seed` its chance.

    `stuck` is the required question for which no answer was found, "" where the end was reached.
    """

    facts: Mapping[str, str]
    seed: int
    steps: tuple[Step, ...]
    stuck: str = ""


@dataclass(frozen=True, slots=True)
class Paths:
    """`method`: whether every combination of answers was gone through that decides what is asked,
    a pairwise cover of them, or a part of it. `decisive` are the questions whose answers decide;
    `found` counts the distinct paths, of which `walks` has at most as many as were wanted: those
    that together ask the most questions.
    """

    walks: tuple[Walk, ...]
    method: Literal["every", "pairs", "some"]
    decisive: tuple[str, ...]
    found: int


def paths_of(world: World, most: int) -> Paths:
    """The distinct paths, at most so many; the same ones each time."""
    filler = Filler(world, Samples(world))
    factors = tuple(_factors(world))
    combinations, method = _combined([values for _, values in factors])
    distinct: dict[frozenset[str], tuple[int, Answers]] = {}

    def note(turn: int, wanted: Answers) -> None:
        asked = filler.fill(turn, wanted).opened.intersection(world.form.questions)
        distinct.setdefault(asked, (turn, wanted))

    for number, chosen in enumerate(combinations):
        answers = {path: value for (path, _), value in zip(factors, chosen, strict=True)}
        note(_turn_for(world, answers, number), answers)
    for others in list(_others(world, filler, distinct)):
        note(_turn_for(world, others, 0), others)
    chosen_paths = _telling(distinct, most)
    walks = (_walked(world, filler.samples, turn, wanted) for turn, wanted in chosen_paths)
    decisive = tuple(path for path, _ in factors if path in world.form.questions)
    return Paths(tuple(walks), method, decisive, len(distinct))


def _factors(world: World) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What decides which questions are asked, with the values that can make a difference."""
    goals = [("relevant", path) for path in world.formulas.relevant]
    counts = [each.count.node.path for each in world.form.repeats.values() if each.count]
    part = Collector(world).slice(goals, 0, counts=counts)
    for path, domain in zip(part.inputs, part.domains, strict=True):
        question = world.form.questions.get(path)
        values = domain.values
        if len(values) > VALUES:
            named = {str(use.constant) for key in part.keys for use in world.uses(key)}
            first = [value for value in values if value in named]
            values = tuple(dict.fromkeys((*first, *values)))[:VALUES]
        optional = question is not None and path not in world.formulas.required
        if question is None and len(values) < 2:
            continue
        if values:
            yield path, (*values, "") if optional else values


def _combined(
    values: list[tuple[str, ...]],
) -> tuple[Iterable[tuple[str, ...]], Literal["every", "pairs", "some"]]:
    sizes = [len(each) for each in values]
    if prod(sizes) <= EVERY:
        return product(*values), "every"
    rows, whole = pairwise_cover(sizes, COVER)
    chosen = [tuple(each[at] for each, at in zip(values, row, strict=True)) for row in rows]
    return chosen, "pairs" if whole else "some"


def _turn_for(world: World, wanted: Answers, number: int) -> int:
    """A person whose roster facts are those that are wanted."""
    for turn in range(len(ROLES) * len(LANGUAGES)):
        facts = facts_of(turn)
        told = {path: facts[key] for path, key in world.prefill.items() if path in wanted}
        if all(wanted[path] == value for path, value in told.items()):
            return turn
    return number % (len(ROLES) * len(LANGUAGES))


def _others(
    world: World, filler: Filler, distinct: Mapping[frozenset[str], object]
) -> Iterator[Answers]:
    """Interviews that reach what no combination has: a branch may need three answers at once."""
    missed = set(world.form.questions) - {path for asked in distinct for path in asked}
    if not missed:
        return
    search = Search(world, filler)
    search.findings()
    for path in world.form.questions:
        if path in missed:
            wanted = search.witness(path)
            if wanted is not None:
                yield wanted


def _telling(
    distinct: Mapping[frozenset[str], tuple[int, Answers]], most: int
) -> list[tuple[int, Answers]]:
    """One after another whichever asks the most that is new; of equals, the longest."""
    left = sorted(distinct, key=lambda asked: (-len(asked), sorted(asked)))
    seen: set[str] = set()
    telling: list[tuple[int, Answers]] = []
    while left and len(telling) < most:
        best = max(left, key=lambda asked: len(asked - seen))  # the first of equals
        left.remove(best)
        seen |= best
        telling.append(distinct[best])
    return telling


def _walked(world: World, samples: Samples, turn: int, wanted: Answers) -> Walk:
    """The interview step by step, as a person takes it."""
    facts, form = facts_of(turn), world.form
    known = {path: facts[key] for path, key in world.prefill.items() if facts[key]}
    now = start(form, world.now, seed=turn, prefill=known)
    steps: list[Step] = []
    while now.prompt is not None and len(steps) < STEPS:
        following = None
        for value in _tries(world, samples, now, wanted):
            following = record(form, now.interview, now.prompt.path, value, world.now)
            if following.problem is None:
                steps.append(Step(now.prompt.path, value))
                break
        if following is None or following.problem is not None:
            return Walk(facts, turn, tuple(steps), now.prompt.path)
        now = following
    return Walk(facts, turn, tuple(steps))


def _tries(world: World, samples: Samples, turn: Turn, wanted: Answers) -> Iterator[str]:
    """Answers to try, the likeliest first; the last resort is to skip."""
    prompt = turn.prompt
    assert prompt is not None
    path, given = world.form.generic(prompt.path), prompt.input
    if isinstance(given, Acknowledge):
        yield ACKNOWLEDGED
        return
    if isinstance(given, AddAnother):
        yield YES if given.count < ROUNDS else NO
        return
    if path in wanted:
        yield wanted[path]
    yield from _usual(samples, prompt, path)
    if path in world.formulas.constraint:
        held = turn.interview.values
        yield from samples.near(
            ("constraint", path), lambda node: canonical(held.get(world.spots[node], ""))
        )
    if not prompt.required:
        yield ""


def _usual(samples: Samples, prompt: Prompt, path: str) -> Iterator[str]:
    given = prompt.input
    if isinstance(given, PickOne | PickNumber):
        names = [choice.name for choice in given.choices]
        middle = len(names) // 2 if len(names) > 2 else 0
        yield from (*names[middle:TRIES], *names[:middle][:TRIES])
    elif isinstance(given, PickMany):
        names = [choice.name for choice in given.choices]
        yield " ".join(names[:2])
        yield from names[:TRIES]
    elif isinstance(given, Rank):
        yield " ".join(choice.name for choice in given.choices)
    else:
        yield from samples.likely(path)
