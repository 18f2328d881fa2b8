"""Every node of an interview, in the shape in which reference engines print theirs."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from flows.engine.asking import fault
from flows.engine.interview import Interview
from flows.engine.run import Run
from flows.xform import Form, Option, Question, Text
from flows.xpath import At, Node, canonical

Offered = Mapping[str, tuple[Option, ...]]  # choices by the path of their question

_VIOLATIONS = {"answer-required": "required", "constraint": "constraint"}


def state(form: Form, interview: Interview, now: datetime, *, full: bool = False) -> dict[str, Any]:
    """`{"ok", "languages", "default_language", "nodes": {path: {"kind", "relevant", …}}}`.

    Groups and repeats have `kind` and `relevant`; leaves also `value required readonly
    violation`, and questions with choices `choices`, the names offered now. `full` adds the texts
    of questions by language: `label hint choice_labels`, and `message` where a constraint is
    violated.
    """
    run = Run(form, interview, now)
    offered = {
        node.at(at): run.offered(form.questions[node.path], at) for node, at in run.selects()
    }
    return state_of(run, offered, full=full)


def state_of(run: Run, offered: Offered, *, full: bool = False) -> dict[str, Any]:
    """The state of a run, with the choices that are offered by path."""
    form = run.form
    return {
        "ok": True,
        "languages": list(form.languages),
        "default_language": form.default_language or None,
        "nodes": {
            node.at(at): _node(run, node, at, offered, full=full)
            for node, at in _spots(run, form.root, ())
        },
    }


def _spots(run: Run, node: Node, at: At) -> Iterator[tuple[Node, At]]:
    for child in node.children:
        for place in run.context.instances(child, at):
            yield child, place
            yield from _spots(run, child, place)


def _node(run: Run, node: Node, at: At, offered: Offered, *, full: bool) -> dict[str, Any]:
    path = node.at(at)
    leaf = not node.children or (bool(at) and not _has_children(run, node, at))
    question = run.form.questions.get(node.path)
    found: dict[str, Any] = {"kind": "question" if question else "value"}
    if node.repeats or not leaf:
        found["kind"] = "repeat" if node.repeats else "group"
    found["relevant"] = path not in run.irrelevant
    if not leaf:
        return found
    bind = run.form.binds.get(node.path)
    problem = fault(run, (node, at))
    found |= {
        "value": canonical(run.value(path)),
        "required": bind is not None and run.holds(bind.required, at),
        "readonly": run.is_readonly((node, at)),
        "violation": _VIOLATIONS[problem.code] if problem else None,
    }
    if path in offered:
        found["choices"] = [option.name for option in offered[path]]
    if question and full:
        found |= _texts(run, question, at, violated=found["violation"] == "constraint")
        if path in offered:
            found["choice_labels"] = [_in_all(run, each.label, at) for each in offered[path]]
    return found


def _has_children(run: Run, node: Node, at: At) -> bool:
    """A group made by a repeat may be empty: its own repeats begin without instances."""
    return any(run.context.instances(child, at) for child in node.children)


def _texts(run: Run, question: Question, at: At, *, violated: bool) -> dict[str, Any]:
    found = {"label": _in_all(run, question.label, at), "hint": _in_all(run, question.hint, at)}
    if violated:
        found["message"] = _in_all(run, run.form.binds[question.path].constraint_message, at)
    return found


def _in_all(run: Run, text: Text | None, at: At) -> dict[str, str | None]:
    """A text by language."""
    return {language: _written(run, text, language, at) for language in run.form.languages or ("",)}


def _written(run: Run, text: Text | None, language: str, at: At) -> str | None:
    if text is None:
        return None
    outer = run.context.language
    run.context.language, run.context.at = language, at
    try:
        return text.written(run.context)
    finally:
        run.context.language = outer
