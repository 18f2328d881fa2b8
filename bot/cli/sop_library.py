"""The library as the command line asks it: stored, or the one that comes with the product."""

from collections.abc import Iterable, Mapping, Sized
from functools import partial

from bot.cli.console import opened_database, words
from bot.settings import settings
from bot.sops.shelf import stored
from knowledge.library import Library, seed
from knowledge.meaning import WORKERS, Vectors, load_meaning
from storage.database import Database
from storage.unit_of_work import UnitOfWork

LONG = 200  # texts whose vectors take so long that it is said


def open_library() -> Library:
    """Ready to be asked, by meaning too where that is wanted and there is a model."""
    meaning = load_meaning(settings().meaning == "on")
    with opened_database() as database:
        with database.read() as uow:
            library = stored(uow) if uow.sops.current() else Library.of(seed())
        if meaning is None:
            return library
        vectors = Vectors(meaning)
        _fill(vectors, library.texts(), database)
    return library.compared(vectors)


def _fill(vectors: Vectors, texts: Iterable[str], database: Database) -> None:
    """From those that were made before; new ones are kept as they are made."""
    name = vectors.meaning.name
    wanted = list(vectors.lacking(texts).items())
    with database.read() as uow:
        vectors.learn(uow.vectors.known(name, [key for key, _ in wanted]))
    lacking = vectors.lacking(text for _, text in wanted)
    say_how_many(lacking)
    for made in vectors.make(lacking.values(), workers=WORKERS):
        database.write(partial(_keep, name, made))


def _keep(name: str, made: Mapping[str, bytes], uow: UnitOfWork) -> None:
    uow.vectors.keep(name, made)


def say_how_many(lacking: Sized) -> None:
    """That vectors of so many texts are to be made, where somebody waits for it."""
    if len(lacking) >= LONG:
        words("cli.sop_vectors", count=len(lacking))
