"""The library compared by meaning: its vectors are made beside the bot's work, and kept."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from bot.chat.jobs import Job
from bot.settings import settings
from bot.sops.shelf import reshelve, shelf, shelved
from knowledge.meaning import Meaning, Vectors, content_hash, load_meaning
from storage.database import Database
from storage.unit_of_work import UnitOfWork

EVERY = timedelta(seconds=2)
AT_ONCE = 3  # batches, a second of work: a stop does not wait for longer
IN_ONE_WRITE = 500  # vectors that are dropped; whoever waits to write comes in between


def compare(database: Database, _now: datetime) -> None:
    """Have the library at hand before it is asked; where a model is to be had, with vectors."""
    with database.read() as uow:
        shelf(uow)
    meaning = load_meaning(settings().meaning == "on")
    if meaning is not None:
        learn(database, meaning, AT_ONCE)


def learn(database: Database, meaning: Meaning, batches: int | None = None) -> None:
    """Make the vectors that are lacking, or some batches of them.

    Until all are there, the library goes by words alone; then the vectors that it does not need any
    more are forgotten.
    """
    with database.read() as uow:
        held = shelved(uow)
        if held.library.space is not None or not held.library.sops:
            return
        vectors = held.vectors or Vectors(meaning)
        texts = held.library.texts()
        recall(uow, vectors, texts)
    make(database, vectors, texts, batches)
    with database.read() as uow:
        library = reshelve(uow, vectors)
    if library.space is not None:
        _forget(database, vectors, library.texts())


def recall(uow: UnitOfWork, vectors: Vectors, texts: Iterable[str]) -> None:
    """Take in what was made of these texts before."""
    vectors.learn(uow.vectors.known(vectors.meaning.name, vectors.lacking(texts)))


def make(
    database: Database,
    vectors: Vectors,
    texts: Iterable[str],
    batches: int | None = None,
    workers: int = 1,
) -> None:
    """Make what is lacking of these texts, and keep it batch by batch: a restart goes on there."""
    for made in islice(vectors.make(texts, workers=workers), batches):
        database.write(partial(_keep, vectors.meaning.name, made))


def _keep(model: str, made: Mapping[str, bytes], uow: UnitOfWork) -> None:
    uow.vectors.keep(model, made)


def _forget(database: Database, vectors: Vectors, texts: Iterable[str]) -> None:
    """Keep the vectors of these texts alone, and of the present model."""
    vectors.forget(texts)
    needed = {(vectors.meaning.name, content_hash(text)) for text in texts}
    with database.read() as uow:
        gone = list(uow.vectors.all() - needed)
    for begin in range(0, len(gone), IN_ONE_WRITE):
        database.write(partial(_drop, gone[begin : begin + IN_ONE_WRITE]))


def _drop(some: Iterable[tuple[str, str]], uow: UnitOfWork) -> None:
    uow.vectors.drop(some)


COMPARING = Job("sops.compare", EVERY, compare)
