"""`python -m tests.flows.xpath.record`: asks JavaRosa for the value of every probe anew."""

from tests.flows.xpath.probes import STOPPED, ZONE, asked, probe_form, record
from tests.support.oracle import JavaRosa

BATCH = 16


def evaluated(javarosa: JavaRosa, pairs: list[tuple[str, str]], batch: int = BATCH) -> list[str]:
    """The values of (bind type, expression) pairs.

    One expression at which JavaRosa stops spoils the form that it is in, so halves are tried.
    """
    found: list[str] = []
    for start in range(0, len(pairs), batch):
        found += _batch(javarosa, pairs[start : start + batch])
    return found


def _batch(javarosa: JavaRosa, pairs: list[tuple[str, str]]) -> list[str]:
    nodes = javarosa.nodes(probe_form(pairs))
    if nodes is not None:
        return [nodes[f"/data/e{place}"]["value"] for place in range(len(pairs))]
    if len(pairs) == 1:
        return [STOPPED]
    half = len(pairs) // 2
    return _batch(javarosa, pairs[:half]) + _batch(javarosa, pairs[half:])


if __name__ == "__main__":
    pairs = asked()
    with JavaRosa(ZONE.key) as reference:
        values = evaluated(reference, pairs)
    record([(*pair, value) for pair, value in zip(pairs, values, strict=True)])
    print(f"{len(pairs)} probes recorded, {values.count(STOPPED)} of them stop JavaRosa")
