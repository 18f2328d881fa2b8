"""Vectors of the library are made little by little, kept, and made once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Barrier

import numpy as np
from numpy.typing import NDArray

from bot.sops.comparing import learn
from bot.sops.shelf import shelf
from knowledge.library import Library
from knowledge.meaning import content_hash
from storage.database import Database
from tests.bot.sops.library import COUNSEL, HEARING, PASSPORT, RENEWED, stock, write_answer

Floats = NDArray[np.float32]
LETTERS = "abcdefghijklmnopqrstuvwxyz "
READERS = 4


@dataclass
class Letters:
    """A model for which texts of the same letters mean the same."""

    name = "letters"
    made: list[str] = field(default_factory=list)

    def passages(self, texts: Sequence[str]) -> Floats:
        self.made += texts
        return np.array([self.query(text) for text in texts], dtype=np.float32)

    def query(self, text: str) -> Floats:
        counts = np.array([text.lower().count(each) + 0.01 for each in LETTERS], dtype=np.float32)
        vector: Floats = counts / np.linalg.norm(counts)
        return vector


def shelved(database: Database) -> Library:
    with database.read() as uow:
        return shelf(uow)


def test_it_goes_by_words_until_all_vectors_are_there(database: Database) -> None:
    model = Letters()
    learn(database, model)
    assert model.made == [], "of an empty library nothing is made"
    stock(database, PASSPORT, COUNSEL)
    before = shelved(database)
    assert before.space is None
    learn(database, model)
    library = shelved(database)
    assert library.space is not None
    assert sorted(model.made) == sorted(set(before.texts()))
    learn(database, model)
    assert len(model.made) == len(set(before.texts()))


def test_of_many_who_need_a_changed_library_one_builds_it(database: Database) -> None:
    stock(database, PASSPORT, COUNSEL, HEARING)
    together = Barrier(READERS)

    def read(_number: int) -> Library:
        with database.read() as uow:
            together.wait(10)
            return shelf(uow)

    with ThreadPoolExecutor(READERS) as threads:
        first, *others = threads.map(read, range(READERS))
    assert all(library is first for library in others)


def test_some_at_a_time_until_all_are_there(database: Database) -> None:
    model = Letters()
    stock(database, PASSPORT)
    texts = set(shelved(database).texts())
    runs = 0
    while shelved(database).space is None:
        learn(database, model, batches=2)
        runs += 1
        assert runs < 99
    assert runs > 1
    assert sorted(model.made) == sorted(texts)


def test_only_what_is_new_is_made(database: Database) -> None:
    model = Letters()
    stock(database, PASSPORT)
    learn(database, model)
    first = len(model.made)
    stock(database, HEARING)
    write_answer(database, "jam berapa loket dibuka", "Pukul delapan.", None)
    assert shelved(database).space is None
    learn(database, model)
    assert shelved(database).space is not None
    fresh = model.made[first:]
    assert "jam berapa loket dibuka" in fresh
    assert not set(fresh) & set(model.made[:first])


def test_what_no_text_has_any_more_is_forgotten_once_the_others_are_there(
    database: Database,
) -> None:
    model, other = Letters(), {content_hash("paspor"): b"by another model"}
    stock(database, PASSPORT)
    learn(database, model)
    before = set(shelved(database).texts())
    database.write(lambda uow: uow.vectors.keep("figures", other))
    stock(database, RENEWED)
    now = set(shelved(database).texts())
    learn(database, model, batches=0)
    assert kept(database) == {("letters", each) for each in map(content_hash, before)} | {
        ("figures", each) for each in other
    }
    learn(database, model)
    assert before - now
    assert kept(database) == {("letters", each) for each in map(content_hash, now)}
    stock(database, replace(PASSPORT, version="2026-03-01"))
    made = len(model.made)
    learn(database, model)
    assert set(model.made[made:]) == before - now, "in memory it was forgotten too"


def kept(database: Database) -> set[tuple[str, str]]:
    with database.read() as uow:
        return uow.vectors.all()


def test_a_restart_makes_nothing_twice(database_url: str, tmp_path: Path) -> None:
    one = Database(database_url, tmp_path / "files")
    stock(one, PASSPORT)
    learn(one, Letters())
    one.close()
    other, model = Database(database_url, tmp_path / "files"), Letters()
    learn(other, model)
    assert model.made == []
    assert shelved(other).space is not None
    other.close()
