"""The library as it is stored, built once for each of its revisions."""

from dataclasses import dataclass

from knowledge.body import from_json
from knowledge.library import Alias, Library, Written
from knowledge.meaning import Vectors
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Shelved:
    """What is kept between transactions; without `vectors` it is asked by words alone."""

    library: Library
    vectors: Vectors | None = None


def shelf(uow: UnitOfWork) -> Library:
    """The library of this database."""
    return shelved(uow).library


def shelved(uow: UnitOfWork) -> Shelved:
    """The library of this database; what did not change is taken from the one built before."""
    revision = uow.sops.revision()
    built: tuple[int, Shelved] | None = uow.sops.built()
    if built and built[0] == revision:
        return built[1]
    with uow.sops.building:
        built = uow.sops.built()
        if built and built[0] == revision:
            return built[1]  # by another thread, while this one waited
        before = built[1] if built else None
        vectors = before.vectors if before else None
        found = Shelved(stored(uow, before.library if before else None, vectors), vectors)
        uow.sops.keep_built(revision, found)
        return found


def reshelve(uow: UnitOfWork, vectors: Vectors) -> Library:
    """The library of this database, compared by meaning from now on where no vector is lacking."""
    with uow.sops.building:
        found = Shelved(shelf(uow).compared(vectors), vectors)
        uow.sops.keep_built(uow.sops.revision(), found)
        return found.library


def stored(
    uow: UnitOfWork, reuse: Library | None = None, vectors: Vectors | None = None
) -> Library:
    """The library that the rows make."""
    return Library.of(
        (from_json(version.body) for version in uow.sops.current()),
        (Alias(each.text, each.sop) for each in uow.sops.aliases()),
        (
            Written(each.id, each.question, each.text, each.language, each.sop, each.step)
            for each in uow.sops.answers()
        ),
        reuse=reuse,
        vectors=vectors,
    )
