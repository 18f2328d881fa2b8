"""The same check in a process of its own, which may die of the file without harming us."""

import confined
from flows.xlsform.attachments import NONE, Attachments, limit_problems
from flows.xlsform.check import Checked, refused
from flows.xlsform.problems import FormProblem
from flows.xlsform.workbook import MAX_BYTES


def check_safely(
    source: bytes,
    name: str,
    attachments: Attachments = NONE,
    *,
    seconds: int = 20,
    megabytes: int = 512,
    child: str = "flows.xlsform.child",
) -> Checked:
    """`check` with limits of wall and processor time and of address space; never raises for a file.

    Too slow, too large or deadly files come back as a problem. `child` is the module that the
    other process runs.
    """
    if len(source) > MAX_BYTES:
        return refused(name, _too_large(f"{MAX_BYTES // 1_000_000} MB"))
    limits = tuple(limit_problems(attachments))
    if limits:
        return refused(name, *limits)
    order = {
        "name": name,
        "size": len(source),
        "attachments": {file: len(content) for file, content in attachments.items()},
    }
    contents = (source, *attachments.values())
    try:
        found = confined.run(child, order, contents, seconds=seconds, megabytes=megabytes)
    except confined.Dead as dead:
        problems = {
            "time": FormProblem("error", "workbook-too-slow", details={"seconds": str(seconds)}),
            "memory": _too_large(f"{megabytes} MB"),
            "fault": FormProblem("error", "workbook-unreadable", details={"text": ""}),
        }
        return refused(name, problems[dead.cause])
    return Checked.from_json(found)


def _too_large(limit: str) -> FormProblem:
    return FormProblem("error", "workbook-too-large", details={"limit": limit})
