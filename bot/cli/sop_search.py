"""`pandu sop search`: questions in as JSON lines, what is found for them out."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from bot.cli.console import PROBLEM, emit, opened_database, stop, words
from bot.settings import settings
from knowledge.meaning import WORKERS, Vectors, load_meaning
from knowledge.passages import Passage, Passages, texts_of
from storage.database import Database
from storage.unit_of_work import UnitOfWork

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


def search(
    corpus: Annotated[
        Path,
        typer.Option(help='Search these passages: JSON lines of "id", "title", "text".'),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, as it always does.")] = True,
) -> None:
    """Read questions (JSON lines of "id", "query") from stdin, write what is found for each."""
    del as_json
    passages, ids = _collection(corpus)
    wrong = False
    for number, line in enumerate(sys.stdin.buffer, 1):
        question = _read(Question, line)
        if question is not None:
            found = passages.search(question.query, FOUND)
            ranking = [{"id": ids[key], "score": score} for key, score in found]
            emit({"id": question.id, "ranking": ranking})
            sys.stdout.flush()
        elif line.strip():
            words("cli.sop_question_wrong", line=number)
            wrong = True
    if wrong:
        raise typer.Exit(PROBLEM)


def _collection(file: Path) -> tuple[Passages, dict[str, Id]]:
    """The passages of a file, and their ids as they are written there."""
    entries = list(_entries(file))
    ids = {str(entry.id): entry.id for entry in entries}
    passages = [Passage(str(entry.id), entry.title or "", entry.text) for entry in entries]
    meaning = load_meaning(settings().meaning == "on")
    if meaning is None:
        return Passages.of(passages), ids
    vectors = Vectors(meaning)
    with opened_database() as database:
        _fill(vectors, texts_of(passages), database)
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


def _fill(vectors: Vectors, texts: Iterable[str], database: Database) -> None:
    """From those that were made before; new ones are kept as they are made."""
    name = vectors.meaning.name
    wanted = list(vectors.lacking(texts).items())
    with database.read() as uow:
        vectors.learn(uow.vectors.known(name, [key for key, _ in wanted]))
    for made in vectors.make((text for _, text in wanted), workers=WORKERS):
        database.write(partial(_keep, name, made))


def _keep(name: str, made: Mapping[str, bytes], uow: UnitOfWork) -> None:
    uow.vectors.keep(name, made)
