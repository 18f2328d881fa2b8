"""A passage in pieces of a few sentences: what answers a question is seldom the whole of it."""

import re
from collections.abc import Iterator

WINDOW = 45  # words; sentences are kept together up to so many
LONGEST = 90  # words of a sentence that stays whole
SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[\"'“‘(\[]?[A-ZÀ-Þ0-9])|\n+")


def windows(title: str, text: str) -> tuple[str, ...]:
    """Its title, and its text in runs of sentences; at least one."""
    found = [each for each in (title.strip(), *_runs(text)) if each]
    return tuple(dict.fromkeys(found)) or ("",)


def _runs(text: str) -> Iterator[str]:
    run: list[str] = []
    for sentence in _sentences(text):
        words = sentence.split()
        if run and len(run) + len(words) > WINDOW:
            yield " ".join(run)
            run = []
        run += words
    yield " ".join(run)


def _sentences(text: str) -> Iterator[str]:
    for sentence in SENTENCE.split(text):
        words = sentence.split()
        if len(words) <= LONGEST:
            yield sentence
        else:
            starts = range(0, len(words), WINDOW)
            yield from (" ".join(words[start : start + WINDOW]) for start in starts)
