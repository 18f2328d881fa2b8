"""The library as the command line asks it: stored, or the one that comes with the product."""

from collections.abc import Sized

from bot.cli.console import opened_database, words
from bot.settings import settings
from bot.sops.comparing import make, recall
from bot.sops.shelf import stored
from knowledge.library import Library, seed
from knowledge.meaning import WORKERS, Vectors, load_meaning

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
        with database.read() as uow:
            recall(uow, vectors, library.texts())
        say_how_many(vectors.lacking(library.texts()))
        make(database, vectors, library.texts(), workers=WORKERS)
    return library.compared(vectors)


def say_how_many(lacking: Sized) -> None:
    """That vectors of so many texts are to be made, where somebody waits for it."""
    if len(lacking) >= LONG:
        words("cli.sop_vectors", count=len(lacking))
