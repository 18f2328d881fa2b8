"""Vectors of texts: made little by little, kept by content, and what a model makes of languages."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.meaning import (
    Floats,
    Meaning,
    Vectors,
    _loaded,
    content_hash,
    load_meaning,
    meaning_state,
)
from tests.knowledge.models import Letters, model

SICK = "Penanganan pekerja yang sakit dan rehabilitasinya"
DEAD = "Pemulangan jenazah ke daerah asal"
PASS = "Penggantian paspor yang hilang"


def test_meaning_that_is_not_wanted_is_not_loaded() -> None:
    assert load_meaning(on=False) is None
    assert meaning_state(on=False) == "off"


@pytest.mark.parametrize("flags", ["flags : fpu sse4_2 avx", None])
def test_a_processor_that_cannot_run_it_has_none(
    flags: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cpu = tmp_path / "cpuinfo"
    if flags is not None:
        cpu.write_text(flags, encoding="utf-8")
    monkeypatch.setattr("knowledge.meaning.CPU", cpu)
    _loaded.cache_clear()
    try:
        assert load_meaning(on=True) is None
        assert meaning_state(on=True) == "absent"
    finally:
        _loaded.cache_clear()


def test_vectors_come_batch_by_batch_and_only_once() -> None:
    vectors = Vectors(Letters())
    assert vectors.of([SICK, DEAD]) is None
    batches = list(vectors.make([SICK, DEAD, SICK, PASS], batch=2))
    assert [len(batch) for batch in batches] == [2, 1]
    assert not list(vectors.make([SICK, DEAD]))
    found = vectors.of([DEAD, SICK])
    assert found is not None
    assert np.allclose(found, Letters().passages([DEAD, SICK]), atol=1e-3)


def test_texts_are_answered_for_while_others_are_being_made() -> None:
    vectors = Vectors(Letters())
    making = vectors.make([SICK, DEAD], batch=1)
    next(making)
    assert vectors.of([SICK]) is not None
    assert vectors.of([SICK, DEAD]) is None
    assert vectors.lacking([SICK, DEAD]) == {content_hash(DEAD): DEAD}
    next(making)
    assert vectors.of([SICK, DEAD]) is not None


def test_what_was_kept_is_not_made_again() -> None:
    first = Vectors(Letters())
    kept = {key: row for batch in first.make([SICK, DEAD]) for key, row in batch.items()}
    second = Vectors(Unwilling())
    second.learn(kept)
    assert not list(second.make([SICK, DEAD]))
    assert same(second.of([SICK, DEAD]), first.of([SICK, DEAD]))


def test_several_threads_make_the_same() -> None:
    texts = [f"{SICK} {number}" for number in range(20)]
    one, two = Vectors(Letters()), Vectors(Letters())
    assert list(one.make(texts, batch=3)) == list(two.make(texts, batch=3, workers=2))
    assert same(one.of(texts), two.of(texts))


def test_what_is_no_longer_said_is_forgotten() -> None:
    vectors = Vectors(Letters())
    list(vectors.make([SICK, DEAD]))
    vectors.forget([DEAD])
    assert vectors.of([SICK]) is None
    assert vectors.of([DEAD]) is not None


def test_a_question_is_near_what_answers_it_in_another_language() -> None:
    meaning = model()
    passages = meaning.passages([SICK, DEAD, PASS])
    assert passages.shape == (3, 384)
    for question, place in [("my passport is lost", 2), ("the worker has fallen ill", 0)]:
        assert int(np.argmax(passages @ meaning.query(question))) == place


@pytest.mark.parametrize("text", ["", " ", "\0", "a\0b", "\ud800", "😀", "a" * 4096])
def test_any_text_has_a_vector(text: str) -> None:
    vector = model().query(text)
    assert vector.dtype == np.float32
    assert np.isclose(np.linalg.norm(vector), 1, atol=1e-3)


def same(one: Floats | None, other: Floats | None) -> bool:
    return one is not None and other is not None and np.array_equal(one, other)


class Unwilling:
    """A model that is not to be asked."""

    name = "unwilling"

    def passages(self, texts: Sequence[str]) -> Floats:
        raise AssertionError(texts)

    def query(self, text: str) -> Floats:
        raise AssertionError(text)


UNWILLING: Meaning = Unwilling()
