"""Every node of an interview, in the shape in which reference engines print theirs."""

from datetime import datetime
from typing import Any

from flows.engine.asking import fault
from flows.engine.interview import Interview
from flows.engine.run import Run
from flows.xform import Form
from flows.xpath import canonical

_VIOLATIONS = {"answer-required": "required", "constraint": "constraint"}


def state(form: Form, interview: Interview, now: datetime) -> dict[str, Any]:
    """`{"ok", "languages", "default_language", "nodes": {path: {"kind", "relevant", …}}}`.

    Groups have `kind` and `relevant`; leaves also `value required readonly violation`, and
    questions with choices `choices`, the names offered now.
    """
    run = Run(form, interview, now)
    leaves = set(form.leaves)
    return {
        "ok": True,
        "languages": list(form.languages),
        "default_language": form.default_language or None,
        "nodes": {path: _node(run, path, leaf=path in leaves) for path in form.nodes},
    }


def _node(run: Run, path: str, *, leaf: bool) -> dict[str, Any]:
    relevant = path not in run.irrelevant
    if not leaf:
        return {"kind": "group", "relevant": relevant}
    bind, question = run.form.binds[path], run.form.questions.get(path)
    problem = fault(run, path)
    node: dict[str, Any] = {
        "kind": "question" if question else "value",
        "relevant": relevant,
        "value": canonical(run.value(path)),
        "required": run.holds(bind.required),
        "readonly": run.holds(bind.readonly),
        "violation": _VIOLATIONS[problem.code] if problem else None,
    }
    if question and question.itemset:
        node["choices"] = [option.name for option in question.itemset.offered(run.context)]
    return node
