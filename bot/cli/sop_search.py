"""`pandu sop search`: questions in as JSON lines, what is found for them out."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from bot.cli.console import PROBLEM, emit, stop, words
from bot.cli.sop_library import open_library, say_how_many
from bot.settings import settings
from knowledge.ask import ask
from knowledge.meaning import WORKERS, Vectors, load_meaning
from knowledge.passages import Passage, Passages, texts_of
from knowledge.replies import Answer, Choices, Hit, NotFound, Reply

FOUND = 100  # passages of a ranking

Id = str | int
Line = TypeVar("Line", bound=BaseModel)


class Question(BaseModel):
    id: Id
    query: str


class Entry(BaseModel):
    id: Id
    title: str | None = None
    text: str


Found = Callable[[str], dict[str, Any]]  # a question → what is written of it


def search(
    corpus: Annotated[
        Path | None,
        typer.Option(help='Search these passages: JSON lines of "id", "title", "text".'),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, as it always does.")] = True,
) -> None:
    """Read questions (JSON lines of "id", "query") from stdin, write what is found for each.

    Without --corpus the SOPs are asked.
    """
    del as_json
    find = _in_passages(corpus) if corpus else _in_sops()
    wrong = False
    for number, line in enumerate(sys.stdin.buffer, 1):
        question = _read(Question, line)
        if question is not None:
            emit({"id": question.id} | find(question.query))
            sys.stdout.flush()
        elif line.strip():
            words("cli.sop_question_wrong", line=number)
            wrong = True
    if wrong:
        raise typer.Exit(PROBLEM)


def _in_passages(corpus: Path) -> Found:
    passages, ids = _collection(corpus)

    def find(query: str) -> dict[str, Any]:
        found = passages.search(query, FOUND)
        return {"ranking": [{"id": ids[key], "score": score} for key, score in found]}

    return find


def _in_sops() -> Found:
    library = open_library()
    return lambda query: reply_json(ask(library, query))


def reply_json(reply: Reply) -> dict[str, Any]:
    """A reply as scripts read it; `sop` and `step` only of an answer."""
    answered = isinstance(reply, Answer)
    first = _hit_json(reply.ranking[0]) if isinstance(reply, Answer) else {}
    options = [hit.sop for hit in reply.options] if isinstance(reply, Choices) else []
    return {
        "outcome": "answer" if answered else "choices" if options else "not_found",
        "reason": reply.reason if isinstance(reply, NotFound) else None,
        "kind": reply.kind if isinstance(reply, NotFound) else None,
        "sop": first.get("sop"),
        "step": first.get("step"),
        "written": first.get("written"),
        "options": options,
        "ranking": [_hit_json(hit) for hit in reply.ranking],
    }


def _hit_json(hit: Hit) -> dict[str, Any]:
    return {"sop": hit.sop, "step": hit.step, "score": hit.score, "written": hit.written}


def _collection(file: Path) -> tuple[Passages, dict[str, Id]]:
    """The passages of a file, and their ids as they are written there."""
    entries = list(_entries(file))
    ids = {str(entry.id): entry.id for entry in entries}
    passages = [Passage(str(entry.id), entry.title or "", entry.text) for entry in entries]
    meaning = load_meaning(settings().meaning == "on")
    if meaning is None:
        return Passages.of(passages), ids
    vectors = Vectors(meaning)
    texts = texts_of(passages)
    say_how_many(vectors.lacking(texts))
    for _ in vectors.make(texts, workers=WORKERS):
        pass  # not ours to keep
    return Passages.of(passages, vectors), ids


def _entries(file: Path) -> Iterator[Entry]:
    seen: set[str] = set()
    wrong = False
    for number, line in enumerate(_lines(file), 1):
        entry = _read(Entry, line)
        if entry is not None and str(entry.id) not in seen:
            seen.add(str(entry.id))
            yield entry
        elif line.strip():
            key = "cli.sop_passage_twice" if entry else "cli.sop_passage_wrong"
            words(key, file=file.name, line=number)
            wrong = True
    if wrong:
        raise typer.Exit(PROBLEM)


def _lines(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as lines:
            yield from lines
    except OSError as error:
        stop(PROBLEM, "cli.file_unreadable", file=str(file), reason=error.strerror or "")


def _read(kind: type[Line], line: bytes) -> Line | None:
    try:
        return kind.model_validate(json.loads(line))
    except (ValueError, ValidationError, RecursionError):
        return None
