"""The benchmark of the index compares equal things, at a size that says nothing about speed."""

import numpy as np
import pytest

from benchmarks.index import agree, contestants, measure, survey, table, words
from benchmarks.index_peers import InPandas, InPolars
from ici.scores import score

SMALL = survey(people=60, items=30, offices=6)
GIVEN = (
    *(SMALL.framework, SMALL.levels, SMALL.asked),
    *(SMALL.required, SMALL.office, SMALL.offices),
)


def test_the_survey_has_every_case_of_the_rules() -> None:
    card = score(*GIVEN)
    assert card.suppressed.any()
    assert not card.suppressed.all()
    assert np.isnan(card.persons).any()
    assert np.isnan(card.dimensions[~card.suppressed]).any()
    assert not np.isnan(card.index[~card.suppressed]).any()


def test_all_versions_agree_and_run() -> None:
    named = contestants(SMALL)
    taken = measure(named, runs=2)
    assert [name.split()[0] for name in taken] == ["ici", "pandas", "polars"]
    assert all(len(each) == 2 and min(each) > 0 for each in taken.values())


@pytest.mark.parametrize("peer", [InPandas, InPolars])
def test_a_difference_stops_the_benchmark(peer: type[InPandas] | type[InPolars]) -> None:
    card, found = score(*GIVEN), peer(*GIVEN)()
    agree(card, found)
    place = np.flatnonzero(~np.isnan(card.index))[0]
    card.index[place] *= 1 + 1e-7
    with pytest.raises(AssertionError, match="index"):
        agree(card, found)


def test_the_report_compares_medians_with_the_first() -> None:
    taken = {"ours": [1.0, 2.0, 9.0], "theirs": [4.0, 5.0, 6.0]}
    cells = [cell.strip() for cell in table(taken).splitlines()[2].strip("|").split("|")]
    assert cells == ["ours", "1.0", "2.0", "9.0"]
    assert words(taken) == [
        "all agree to 1e-9; aim: at most 100 ms, median 2.0 ms",
        "theirs takes 2.5 times as long",
    ]
