"""Questions as they stand in a run: asked or not, their choices, their words, their faults."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flows.answers import Problem
from flows.engine.run import Run
from flows.engine.selections import Accepts, bounded, refused
from flows.prompts import (
    Acknowledge,
    AddAnother,
    Choice,
    GridRow,
    Instance,
    PickMany,
    Prompt,
)
from flows.questions import TYPES, Asked
from flows.xform import Bind, Form, Group, Question, Repeat
from flows.xpath import At, Closure, EvaluationError, Spot, canonical, to_boolean

SEPARATOR = " › "
_PLAIN = Bind()


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A question in one instance, or a repeat behind its instances: what a turn can be about."""

    path: str
    at: At
    question: Question | None
    repeat: Repeat | None = None

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups around; a repeat stands in the section that it is itself."""
        if self.question is not None:
            return self.question.groups
        assert self.repeat is not None
        return (*self.repeat.groups, Group(self.repeat.path, self.repeat.label))


def places(run: Run) -> list[Place]:
    """What is asked now, in order: relevant, and not filled in beforehand."""
    if run.asked is None:
        hidden = run.irrelevant | run.prefilled if run.prefilled else run.irrelevant
        if run.form.flat is not None:
            run.asked = [place for path, place in _flat(run.form) if path not in hidden]
        else:
            run.asked = list(_places(run, hidden))
    return run.asked


@lru_cache(maxsize=64)
def _flat(form: Form) -> tuple[tuple[str, Place], ...]:
    """The questions of a form without repeats."""
    asked = ((path, each) for path, each in form.questions.items() if not each.is_heading)
    return tuple((path, Place(path, (), each)) for path, each in asked)


def _places(run: Run, hidden: set[str]) -> Iterator[Place]:
    for item, at, path in run.order():
        if isinstance(item, Question):
            if path not in hidden and not item.is_heading:
                yield Place(path, at, item)
        elif not item.fixed and is_offered(run, item, at):
            yield Place(path, at, None, item)


def is_offered(run: Run, repeat: Repeat, at: At) -> bool:
    """Whether one more instance of the repeat would be relevant, and may be added."""
    if run.room <= 0:
        return False
    parent = repeat.node.parent
    if parent is not None and parent.at(at[: parent.depth]) in run.irrelevant:
        return False
    relevance = run.form.relevance.get(repeat.path)
    following = run.counts.get(repeat.node.set_at(at), 0) + 1
    return relevance is None or run.holds(relevance, (*at, following))


def asked_paths(run: Run) -> list[str]:
    """The paths of what is asked now, in order."""
    return [place.path for place in places(run)]


def place_at(run: Run, path: str) -> Place | None:
    """What is asked at a path; None when nothing is, now."""
    spot = run.form.spot(path)
    if spot is None:
        found = (each for each in places(run) if each.path == path)
        return next(found, None) if run.form.repeats else None
    question = run.form.questions.get(spot[0].path)
    hidden = path in run.irrelevant or path in run.prefilled
    if question is None or question.is_heading or hidden or not is_there(run, spot):
        return None
    return Place(path, spot[1], question)


def is_there(run: Run, spot: Spot) -> bool:
    """Whether the instance exists, and is not one more than its repeat's count."""
    node, at = spot
    for depth in range(1, len(at) + 1):
        repeat = run.form.repeats[run.form.around[node.path][depth - 1]]
        if not 1 <= at[depth - 1] <= run.asked_instances(repeat, at[: depth - 1]):
            return False
    return True


def only_shown(run: Run, place: Place) -> bool:
    """A note, or a question that is read-only now: passed without an answer."""
    question = place.question
    if question is None:
        return False
    return question.kind == "note" or run.is_readonly((question.node, place.at))


def asked(run: Run, question: Question, at: At) -> Asked:
    """The question with the choices it offers now."""
    options = run.offered(question, at)
    return Asked(
        choices=tuple(
            Choice(option.name, option.label.say(run.context) or option.name) for option in options
        ),
        language=run.context.language,
        now=run.context.now,
        span=question.span,
        appearance=question.appearance,
    )


def label(run: Run, place: Place) -> str:
    about = place.question or place.repeat
    run.context.at = place.at
    return about.label.say(run.context) if about and about.label else ""


def hint(run: Run, question: Question, at: At) -> str:
    """The hint, and below it the guidance that a workbook may add to it."""
    run.context.at = at
    if question.hint is None:
        return ""
    guidance = question.hint.others.get("guidance")
    said = (question.hint.say(run.context), guidance.say(run.context) if guidance else "")
    return "\n".join(words for words in said if words)


def section(run: Run, place: Place) -> str:
    """Labels of the enclosing groups, the outermost first."""
    said = (_said(run, group, place.at) for group in place.groups)
    return SEPARATOR.join(words for words in said if words)


def instance(run: Run, place: Place) -> str:
    """The instances of repeats around a question, the outermost first; "" in none.

    One of a repeat without a label is its number.
    """
    around = place.groups if place.question is not None else place.groups[:-1]
    said = (
        _said(run, group, place.at) or str(place.at[run.form.nodes[group.path].depth - 1])
        for group in around
        if group.repeats
    )
    return SEPARATOR.join(said)


def _said(run: Run, group: Group, at: At) -> str:
    """A group's label; of an instance of a repeat with its number."""
    node = run.form.nodes.get(group.path)
    run.context.at = at[: node.depth] if node else at
    words = group.label.say(run.context) if group.label else ""
    return f"{words} {run.context.at[-1]}" if words and group.repeats else words


def shown(run: Run, place: Place) -> str:
    """The answer as people read it; of a repeat, how many instances there are."""
    if place.question is None:
        return str(instances(run, place))
    value = canonical(run.value(place.path))
    now = asked(run, place.question, place.at)
    return TYPES[place.question.kind].show(now, value) if value else ""


def instances(run: Run, place: Place) -> int:
    return run.counts.get(place.path, 0)


def prompt(run: Run, place: Place) -> Prompt:
    """The question as it is put to a person."""
    question = place.question
    if question is None:
        return Prompt(
            path=place.path,
            section=section(run, place),
            label=label(run, place),
            hint="",
            input=AddAnother(instances(run, place), label(run, place), beginnings(run, place)),
            required=True,
            value="",
            shown="",
        )
    bind, kind = bind_of(run, question), TYPES[question.kind]
    now = asked(run, question, place.at)
    value = canonical(run.value(place.path))
    input_ = Acknowledge() if only_shown(run, place) else kind.input(now)
    if isinstance(input_, PickMany) and bind.constraint is not None:
        input_ = bounded(input_, _trying(run, question, bind.constraint, place.at))
    words, section_ = label(run, place), section(run, place)
    run.context.at = place.at
    return Prompt(
        path=place.path,
        section=section_,
        label=words,
        hint=hint(run, question, place.at),
        input=input_,
        required=run.holds(bind.required, place.at),
        value=value,
        shown=kind.show(now, value) if value else "",
        instance=which_instance(run, place),
        grid=grid(run, place),
    )


def refusal(run: Run, place: Place, value: str, said: Problem) -> Problem:
    """A constraint's refusal of a value, more exactly where it counts choices."""
    given = prompt(run, place).input
    return refused(given, value.split(), said) if isinstance(given, PickMany) else said


def beginnings(run: Run, place: Place) -> tuple[str, ...]:
    """The first answer in each instance of a repeat, as people read it; "" where there is none."""
    assert place.repeat is not None
    depth = len(place.at)
    found: dict[int, str] = {}
    for item, at, path in run.order():
        inside = isinstance(item, Question) and place.repeat.path in run.form.around[item.path]
        if inside and at[:depth] == place.at and not found.get(at[depth]):
            assert isinstance(item, Question)
            here = Place(path, at, item)
            is_asked = path not in run.irrelevant and not only_shown(run, here)
            found[at[depth]] = shown(run, here) if is_asked else ""
    return tuple(found.get(number, "") for number in range(1, instances(run, place) + 1))


def which_instance(run: Run, place: Place) -> Instance | None:
    """Which instance of the innermost repeat a question stands in."""
    around = [group for group in place.groups if group.repeats]
    if not around or not place.at:
        return None
    repeat = run.form.repeats[around[-1].path]
    count = run.asked_instances(repeat, place.at[:-1]) if repeat.fixed else 0
    return Instance(place.at[-1], count, named=_said(run, around[-1], place.at) != "")


def grid(run: Run, place: Place) -> tuple[GridRow, ...]:
    """The rows of the grid that a question is a row of, those that are asked; () outside of one."""
    if place.question is None or not place.question.is_row:
        return ()
    group, rows = place.question.groups[-1:], []
    for question in run.form.questions.values():
        if question.is_row and question.groups[-1:] == group:
            here = Place(question.node.at(place.at), place.at, question)
            if here.path not in run.irrelevant | run.prefilled:
                rows.append(GridRow(label(run, here), shown(run, here), here.path == place.path))
    return tuple(rows) if len(rows) > 1 else ()


def another(run: Run) -> Asked:
    """The question whether there is one more instance."""
    return Asked(choices=(), language=run.context.language, now=run.context.now)


def bind_of(run: Run, question: Question) -> Bind:
    return run.form.binds.get(question.path, _PLAIN)


def fault(run: Run, spot: Spot) -> Problem | None:
    """What is wrong with the answer that a node has now, if it is relevant.

    A blank is judged by `required` only: constraints are not evaluated on an empty answer.
    """
    node, at = spot
    path, bind = node.at(at), run.form.binds.get(node.path, _PLAIN)
    if path in run.irrelevant:
        return None
    if run.value(path) == "":
        if not run.holds(bind.required, at):
            return None
        said = bind.required_message.say(run.context) if bind.required_message else ""
        return Problem("answer-required", {"message": said} if said else {})
    if bind.constraint is None or _satisfied(run, bind.constraint, at):
        return None
    said = bind.constraint_message.say(run.context) if bind.constraint_message else ""
    return Problem("constraint", {"message": said} if said else {})


def _trying(run: Run, question: Question, constraint: Closure, at: At) -> Accepts:
    """Whether a constraint would hold of some choices, all else as it is."""
    path = question.node.at(at)

    def accepts(names: Sequence[str]) -> bool:
        held = run.values.get(path)
        run.values[path] = run.typed(question.node, " ".join(names))
        try:
            return _satisfied(run, constraint, at)
        finally:
            if held is None:
                del run.values[path]
            else:
                run.values[path] = held

    return accepts


def _satisfied(run: Run, constraint: Closure, at: At) -> bool:
    """A constraint that cannot be evaluated forbids nothing."""
    run.context.at = at
    try:
        return to_boolean(constraint(run.context))
    except EvaluationError:
        return True
