"""Random numbers that depend on nothing but a seed and their place in the row."""

_MASK = 2**64 - 1


def drawn(seed: int, place: int) -> float:
    """SplitMix64 (Steele, Lea, Flood 2014): the number at this place, in [0, 1)."""
    mixed = (seed + place * 0x9E3779B97F4A7C15) & _MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return ((mixed ^ (mixed >> 31)) >> 11) / 2**53
