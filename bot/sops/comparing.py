"""The library compared by meaning: its vectors are made beside the bot's work, and kept."""

from datetime import datetime, timedelta
from itertools import islice

from bot.chat.jobs import Job
from bot.settings import settings
from bot.sops.shelf import reshelve, shelf, shelved
from knowledge.meaning import Meaning, Vectors, load_meaning
from storage.database import Database
from storage.unit_of_work import UnitOfWork

EVERY = timedelta(seconds=2)
AT_ONCE = 3  # batches, a second of work: a stop does not wait for longer


def compare(database: Database, _now: datetime) -> None:
    """Have the library at hand before it is asked; where a model is to be had, with vectors."""
    with database.read() as uow:
        shelf(uow)
    meaning = load_meaning(settings().meaning == "on")
    if meaning is not None:
        learn(database, meaning, AT_ONCE)


def learn(database: Database, meaning: Meaning, batches: int | None = None) -> None:
    """Make the vectors that are lacking, or some batches of them.

    Until all are there, the library goes by words alone. What was made is kept batch by batch: a
    restart goes on where it stopped.
    """
    with database.read() as uow:
        held = shelved(uow)
        if held.library.space is not None or not held.library.sops:
            return
        vectors = held.vectors or Vectors(meaning)
        texts = held.library.texts()
        vectors.learn(uow.vectors.known(meaning.name, vectors.lacking(texts)))
    for made in islice(vectors.make(texts), batches):
        _keep(database, meaning.name, made)
    if not vectors.lacking(texts):
        with database.read() as uow:
            reshelve(uow, vectors)


def _keep(database: Database, model: str, made: dict[str, bytes]) -> None:
    def keep(uow: UnitOfWork) -> None:
        uow.vectors.keep(model, made)

    database.write(keep)


COMPARING = Job("sops.compare", EVERY, compare)
