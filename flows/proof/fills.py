"""Interviews filled in by chance, the same ones each time: what they open, take and offer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from flows.engine import Interview, start
from flows.engine.asking import fault
from flows.engine.chance import drawn
from flows.engine.run import Run
from flows.proof.samples import Samples
from flows.proof.slices import Answers
from flows.proof.world import LANGUAGES, OFFICE, ROLES, World
from flows.xform import Question
from flows.xpath import At, canonical

SKIPPED = 0.15  # of the questions that are not required
TRIES = 8  # answers that are tried where a constraint refuses


@dataclass(frozen=True, slots=True)
class Filled:
    """What one interview showed, by the paths of nodes."""

    opened: frozenset[str]  # groups, repeats and questions that were there and relevant
    answered: frozenset[str]
    offered: frozenset[str]  # questions that had a choice to offer
    values: Answers  # in the end
    asked: int  # questions


@dataclass(eq=False)
class Filler:
    world: World
    samples: Samples
    _base: dict[int, Interview] = field(default_factory=dict)

    def fill(self, number: int, wanted: Answers) -> Filled:
        """The interview of this number, with the answers that are wanted where they are taken."""
        return _Fill(self, number, wanted).whole()

    def begun(self, number: int) -> Interview:
        """A new interview of one whom the roster knows; their facts change with the number."""
        turn = number % (len(ROLES) * len(LANGUAGES))
        if turn not in self._base:
            facts = facts_of(turn)
            known = {path: facts[key] for path, key in self.world.prefill.items() if facts[key]}
            self._base[turn] = start(self.world.form, self.world.now, prefill=known).interview
        return self._base[turn]


def facts_of(turn: int) -> dict[str, str]:
    """What the roster may say: every role comes up, in both languages."""
    return {
        "person.role": ROLES[turn % len(ROLES)],
        "person.office": OFFICE,
        "person.language": LANGUAGES[turn // len(ROLES) % len(LANGUAGES)],
    }


class _Fill:
    def __init__(self, filler: Filler, number: int, wanted: Answers) -> None:
        self.world, self.samples, self.wanted = filler.world, filler.samples, wanted
        self.run = Run(filler.world.form, filler.begun(number), filler.world.now)
        self.number, self.draws = number, 0
        self.opened: set[str] = set()
        self.answered: set[str] = set()
        self.offered: set[str] = set()
        self.asked = 0

    def whole(self) -> Filled:
        form = self.world.form
        for path, text in self.wanted.items():
            if path not in form.questions:
                self.run.put(self.world.spots[path], self.world.typed(path, text))
        for question in form.questions.values():
            at = (1,) * question.node.depth
            if self._is_asked(question, at):
                self.asked += 1
                self._ask(question, at)
        for path, node in form.nodes.items():
            spot = node.at((1,) * node.depth)
            if spot not in self.run.irrelevant and self._exists(path):
                self.opened.add(path)
        values = {
            path: canonical(value)
            for path in form.leaves
            if (value := self.run.values.get(self.world.spots[path], "")) != ""
        }
        return Filled(
            frozenset(self.opened),
            frozenset(self.answered),
            frozenset(self.offered),
            values,
            self.asked,
        )

    def _exists(self, path: str) -> bool:
        """Whether the first instance of every repeat around the node is there and asked."""
        run, around = self.run, self.world.form.around[path]
        return all(
            run.asked_instances(run.form.repeats[each], (1,) * depth) >= 1
            for depth, each in enumerate(around)
        )

    def _is_asked(self, question: Question, at: At) -> bool:
        path = question.node.at(at)
        hidden = path in self.run.irrelevant or path in self.run.prefilled
        return not hidden and self._exists(question.path)

    def _ask(self, question: Question, at: At) -> None:
        run, path = self.run, question.node.at(at)
        self.opened.add(question.path)
        names = [option.name for option in run.offered(question, at)]
        if names:
            self.offered.add(question.path)
        if question.kind == "note" or run.is_readonly((question.node, at)):
            return
        for text in islice(self._tries(question, names), TRIES):
            run.put(path, run.typed(question.node, text))
            if run.value(path) != "" and fault(run, (question.node, at)) is None:
                self.answered.add(question.path)
                return
        run.put(path, "")

    def _tries(self, question: Question, names: list[str]) -> Iterator[str]:
        bind = self.world.form.binds[question.path]
        wanted = self.wanted.get(question.path)
        if wanted == "" and bind.required is None:
            return
        if wanted is not None:
            yield wanted
        elif bind.required is None and self._chance() < SKIPPED:
            return
        own = list(self._own(question, names))
        if question.path in self.world.formulas.constraint:
            own += self.samples.near(("constraint", question.path), self._held)
        place = int(self._chance() * len(own)) if own else 0
        yield from own[place:]
        yield from own[:place]

    def _own(self, question: Question, names: list[str]) -> Iterator[str]:
        if question.kind == "select_one":
            yield from names
        elif question.kind == "rank":
            yield " ".join(names)
        elif question.kind == "select_multiple":
            yield from names
            known = set(names)
            for some in self.samples.of(question.path):
                if set(some.split()) <= known:
                    yield some
            yield " ".join(name for name in names if self._chance() < 0.5)
        else:
            yield from self.samples.of(question.path)

    def _held(self, path: str) -> str:
        return canonical(self.run.value(self.world.spots[path]))

    def _chance(self) -> float:
        self.draws += 1
        return drawn(self.number, self.draws)
