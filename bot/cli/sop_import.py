"""`pandu sop import`: a document in the ministry's form, as a draft with every doubt marked."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bot.cli.articles import doubt_json, problem_json, say_doubts, say_problems
from bot.cli.console import PROBLEM, emit, file_content, replacing, words
from knowledge.body import to_json
from knowledge.export import write_markdown
from knowledge.importing import Draft, read_document
from knowledge.markdown import read_source
from knowledge.problems import SopProblem, Unreadable


def import_(
    file: Annotated[Path, typer.Argument(help=".docx or .xlsx; or .md, as this command writes.")],
    code: Annotated[str, typer.Option(help="The code of the SOP, such as SOP-21.")] = "",
    output: Annotated[
        Path | None, typer.Option("-o", help="The .md to write the draft to, instead of stdout.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read an SOP in the ministry's table layout: the draft as Markdown, and what to look at."""
    try:
        draft = read_draft(file, code)
    except Unreadable as unreadable:
        _refuse(file, unreadable.problems, as_json=as_json)
    if output is not None:
        with replacing(output) as part:
            part.write_text(write_markdown(draft.sop), encoding="utf-8")
        words("cli.written", file=str(output))
    if as_json:
        emit(_result(file, draft))
    else:
        if output is None:
            typer.echo(write_markdown(draft.sop))
        say_doubts(draft.doubts)
        words("cli.sop_read", steps=len(draft.sop.steps), doubts=len(draft.doubts))


def read_draft(file: Path, code: str = "") -> Draft:
    """What the file holds, under this code if one is given. Raises Unreadable."""
    draft = _read(file)
    return _coded(draft, code) if code else draft


def _read(file: Path) -> Draft:
    source = file_content(file)
    if file.suffix.lower() == ".md":
        return Draft(read_source(source, file.name), ())
    return read_document(file.name, source)


def _coded(draft: Draft, code: str) -> Draft:
    doubts = tuple(doubt for doubt in draft.doubts if doubt.code != "code-missing")
    return Draft(replace(draft.sop, code=code), doubts)


def _refuse(file: Path, problems: tuple[SopProblem, ...], *, as_json: bool) -> NoReturn:
    if as_json:
        found = [problem_json(problem) for problem in problems]
        emit({"file": file.name, "ok": False, "sop": None, "doubts": [], "problems": found})
    else:
        say_problems(problems)
    raise typer.Exit(PROBLEM)


def _result(file: Path, draft: Draft) -> dict[str, Any]:
    return {
        "file": file.name,
        "ok": True,
        "sop": to_json(draft.sop),
        "doubts": [doubt_json(doubt) for doubt in draft.doubts],
        "problems": [],
    }
