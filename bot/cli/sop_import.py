"""`pandu sop import`: a document in the ministry's form, as a draft with every doubt marked."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bot.cli.articles import doubt_json, problem_json, say_doubts, say_problems
from bot.cli.console import PROBLEM, emit, replacing, words
from bot.cli.sop_drafts import publish_draft, read_draft
from bot.sops.publishing import Published
from knowledge.body import to_json
from knowledge.export import write_markdown
from knowledge.importing import Draft
from knowledge.problems import SopProblem, Unreadable


def import_(
    file: Annotated[Path, typer.Argument(help=".docx or .xlsx; or .md, as this command writes.")],
    code: Annotated[str, typer.Option(help="The code of the SOP, such as SOP-21.")] = "",
    output: Annotated[
        Path | None, typer.Option("-o", help="The .md to write the draft to, instead of stdout.")
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Make it the present version, as `sop publish` does.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read an SOP in the ministry's table layout: the draft as Markdown, and what to look at."""
    try:
        draft = read_draft(file, code)
    except Unreadable as unreadable:
        _refuse(file, unreadable.problems, as_json=as_json)
    if not as_json:
        say_doubts(draft.doubts)
        words("cli.sop_read", steps=len(draft.sop.steps), doubts=len(draft.doubts))
    done = None
    if publish:
        sop, done = publish_draft(file, draft)
        draft = replace(draft, sop=sop)
    if output is not None:
        with replacing(output) as part:
            part.write_text(write_markdown(draft.sop), encoding="utf-8")
        words("cli.written", file=str(output))
    if as_json:
        emit(_result(file, draft, done))
    elif output is None and done is None:
        typer.echo(write_markdown(draft.sop))


def _refuse(file: Path, problems: tuple[SopProblem, ...], *, as_json: bool) -> NoReturn:
    if as_json:
        found = [problem_json(problem) for problem in problems]
        emit({"file": file.name, "ok": False, "sop": None, "doubts": [], "problems": found})
    else:
        say_problems(problems)
    raise typer.Exit(PROBLEM)


def _result(file: Path, draft: Draft, done: Published | None) -> dict[str, Any]:
    return {
        "file": file.name,
        "ok": True,
        "sop": to_json(draft.sop),
        "doubts": [doubt_json(doubt) for doubt in draft.doubts],
        "problems": [],
        "published": None if done is None else {"again": done.again, "told": done.told},
    }
