"""Questions as they stand in a run: asked or not, their choices, their words, their faults."""

from flows.answers import Problem
from flows.engine.run import Run
from flows.prompts import Acknowledge, Choice, Prompt
from flows.questions import TYPES, Asked
from flows.xform import Question
from flows.xpath import Closure, EvaluationError, canonical, to_boolean

SEPARATOR = " › "


def is_asked(run: Run, path: str) -> bool:
    """Whether a question is put to the person at all: relevant, and not filled in beforehand."""
    return (
        path in run.form.questions
        and path not in run.irrelevant
        and path not in run.before.prefilled
    )


def asked_paths(run: Run) -> list[str]:
    """The questions asked now, in order."""
    hidden = run.irrelevant | run.before.prefilled if run.before.prefilled else run.irrelevant
    return [path for path in run.form.questions if path not in hidden]


def only_shown(run: Run, question: Question) -> bool:
    """A note, or a question that is read-only now: passed without an answer."""
    return question.kind == "note" or run.holds(run.form.binds[question.path].readonly)


def asked(run: Run, question: Question) -> Asked:
    """The question with the choices it offers now."""
    options = question.itemset.offered(run.context) if question.itemset else ()
    return Asked(
        choices=tuple(
            Choice(option.name, option.label.say(run.context) or option.name) for option in options
        ),
        language=run.context.language,
        today=run.context.now.date(),
        span=question.span,
        appearance=question.appearance,
    )


def label(run: Run, question: Question) -> str:
    return question.label.say(run.context) if question.label else ""


def section(run: Run, question: Question) -> str:
    """Labels of the enclosing groups, the outermost first."""
    said = [group.label.say(run.context) for group in question.groups if group.label]
    return SEPARATOR.join(words for words in said if words)


def shown(run: Run, question: Question) -> str:
    """The answer as people read it."""
    value = canonical(run.value(question.path))
    return TYPES[question.kind].show(asked(run, question), value) if value else ""


def prompt(run: Run, path: str) -> Prompt:
    """The question at `path` as it is put to a person."""
    question = run.form.questions[path]
    bind, kind = run.form.binds[path], TYPES[question.kind]
    now = asked(run, question)
    value = canonical(run.value(path))
    return Prompt(
        path=path,
        section=section(run, question),
        label=label(run, question),
        hint=question.hint.say(run.context) if question.hint else "",
        input=Acknowledge() if only_shown(run, question) else kind.input(now),
        required=run.holds(bind.required),
        value=value,
        shown=kind.show(now, value) if value else "",
    )


def fault(run: Run, path: str) -> Problem | None:
    """What is wrong with the answer that a question has now, if it is relevant.

    A blank is judged by `required` only: constraints are not evaluated on an empty answer.
    """
    bind = run.form.binds[path]
    if path in run.irrelevant:
        return None
    if run.value(path) == "":
        if not run.holds(bind.required):
            return None
        said = bind.required_message.say(run.context) if bind.required_message else ""
        return Problem("answer-required", {"message": said} if said else {})
    if bind.constraint is None or _satisfied(run, bind.constraint):
        return None
    said = bind.constraint_message.say(run.context) if bind.constraint_message else ""
    return Problem("constraint", {"message": said} if said else {})


def _satisfied(run: Run, constraint: Closure) -> bool:
    """A constraint that cannot be evaluated forbids nothing."""
    try:
        return to_boolean(constraint(run.context))
    except EvaluationError:
        return True
