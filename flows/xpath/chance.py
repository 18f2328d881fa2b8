"""Shuffling (stands until the exact one arrives)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from flows.xpath.values import Value, to_number

T = TypeVar("T")


def shuffled(items: Sequence[T], seed: int | None, draw: Callable[[], float]) -> list[T]:
    return list(items)


def seed_of(value: Value) -> int:
    return int(to_number(value))
