"""A pairwise cover: few ways to fill factors in that show every two values of two factors."""

from collections.abc import Sequence
from itertools import combinations

Pair = tuple[int, int, int, int]  # factor and value, factor and value; the first factor is lower


def pairwise_cover(sizes: Sequence[int], most: int) -> tuple[list[tuple[int, ...]], bool]:
    """Rows of one value a factor, values by their place, and whether all pairs are in them.

    Greedy: each row begins with a pair that is still missing and takes value by value what brings
    the most new ones. At most `most` rows.
    """
    missing = {
        (a, x, b, y): None
        for a, b in combinations(range(len(sizes)), 2)
        for x in range(sizes[a])
        for y in range(sizes[b])
    }
    rows: list[tuple[int, ...]] = []
    while missing and len(rows) < most:
        row = _row(sizes, missing)
        rows.append(row)
        for a, b in combinations(range(len(sizes)), 2):
            missing.pop((a, row[a], b, row[b]), None)
    return rows, not missing


def _row(sizes: Sequence[int], missing: dict[Pair, None]) -> tuple[int, ...]:
    first, x, second, y = next(iter(missing))
    chosen = {first: x, second: y}
    for factor, size in enumerate(sizes):
        if factor not in chosen:
            gains = [_gain(factor, value, chosen, missing) for value in range(size)]
            chosen[factor] = gains.index(max(gains))
    return tuple(chosen[factor] for factor in range(len(sizes)))


def _gain(factor: int, value: int, chosen: dict[int, int], missing: dict[Pair, None]) -> int:
    return sum(
        ((other, taken, factor, value) if other < factor else (factor, value, other, taken))
        in missing
        for other, taken in chosen.items()
    )
