"""Expressions beside JavaRosa itself: that the records are true, and random expressions.

Needs the oracle that lies beside the repository and a JDK; the product does not.
"""

from datetime import datetime
from random import Random

from tests.flows.xpath.fuzz import expression
from tests.flows.xpath.probes import STOPPED, ZONE, agrees, asked, computed, probes
from tests.flows.xpath.record import evaluated
from tests.support.oracle import JavaRosa, needs_oracle

KINDS = ("string", "string", "string", "int", "decimal", "date", "dateTime", "time", "boolean")
RANDOM = 1000


def test_every_probe_is_recorded() -> None:
    assert [(kind, text) for kind, text, _ in probes()] == asked()


@needs_oracle
def test_the_recorded_probes_are_what_javarosa_says() -> None:
    rows = sorted(probes(), key=lambda row: row[2] == STOPPED)
    pairs = [(kind, text) for kind, text, _ in rows]
    stops = [value for _, _, value in rows].index(STOPPED)
    with JavaRosa(ZONE.key) as javarosa:
        found = evaluated(javarosa, pairs[:stops], 64) + evaluated(javarosa, pairs[stops:], 1)
    wrong = [(row, value) for row, value in zip(rows, found, strict=True) if row[2] != value]
    assert wrong == []


@needs_oracle
def test_random_expressions_have_the_value_javarosa_gives_them() -> None:
    random = Random("probes")
    pairs = [
        (random.choice(KINDS), expression(random, random.randint(1, 4))) for _ in range(RANDOM)
    ]
    ours = computed(pairs, datetime.now(ZONE))
    with JavaRosa(ZONE.key) as javarosa:
        theirs = evaluated(javarosa, pairs)
    wrong = [
        (pair, left, right)
        for pair, left, right in zip(pairs, ours, theirs, strict=True)
        if not agrees(left, right)
    ]
    assert wrong == []
