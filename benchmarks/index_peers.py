"""The first index in pandas and in polars, each written the way its documentation asks for."""

from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped,unused-ignore]
import polars as pl
from numpy.typing import NDArray

from ici.framework import Framework

SHARE, FEWEST = 2 / 3, 5  # the rules
Found = dict[str, Any]  # a frame or series for each name of a scorecard's figures


class InPandas:
    """Wide frames, arithmetic by column, groupby by office."""

    def __init__(
        self,
        tree: Framework,
        levels: NDArray[np.float64],
        asked: NDArray[np.bool_],
        required: NDArray[np.float64],
        office: NDArray[np.int64],
        offices: int,
    ) -> None:
        self.tree, self.offices = tree, offices
        codes = list(tree.indicators)
        self.levels = pd.DataFrame(levels, columns=codes)
        self.asked = pd.DataFrame(asked, columns=codes)
        self.required = pd.DataFrame(required, columns=codes)
        self.office = pd.Series(office, name="office")
        self.weights = pd.Series({each.code: each.weight for each in tree.elements})

    def __call__(self) -> Found:
        answers, needs = self.levels.where(self.asked), self.required.where(self.asked)
        asked, answered = self._count(self.asked), self._count(answers.notna())
        enough = (asked > 0) & (answered / asked >= SHARE)
        persons = self._dimensions(answers).where(enough)
        gaps = answers - needs
        dimensions, dimension_n = self._by_office(persons)
        office_gaps, gap_n = self._by_office(gaps)
        weights = self.weights[list(self.tree.dimensions)]
        return {
            "persons": persons,
            "answered": answered,
            "asked": asked,
            "required": self._dimensions(needs),
            "gaps": gaps,
            "n": self.office.value_counts().reindex(range(self.offices), fill_value=0),
            "dimensions": dimensions,
            "dimension_n": dimension_n,
            "index": _pandas_mean(dimensions, weights),
            "office_gaps": office_gaps,
            "gap_n": gap_n,
        }

    def _count(self, truths: Any) -> Any:
        children = self.tree.children
        return pd.DataFrame(
            {code: truths[list(children(code))].sum(axis=1) for code in self.tree.dimensions}
        )

    def _dimensions(self, levels: Any) -> Any:
        scores = (levels - 1) / 4 * 100
        means = {}
        for code in self.tree.dimensions:
            children = list(self.tree.children(code))
            means[code] = _pandas_mean(scores[children], self.weights[children])
        return pd.DataFrame(means)

    def _by_office(self, values: Any) -> tuple[Any, Any]:
        grouped, every = values.groupby(self.office), range(self.offices)
        n = grouped.count().reindex(every, fill_value=0)
        return grouped.mean().reindex(every).where(n >= FEWEST), n


def _pandas_mean(values: Any, weights: Any) -> Any:
    """Of each row, over what is there."""
    here = values.notna().mul(weights, axis=1).sum(axis=1)
    return values.mul(weights, axis=1).sum(axis=1) / here.where(here > 0)


class InPolars:
    """One lazy query of expressions over a wide frame."""

    def __init__(
        self,
        tree: Framework,
        levels: NDArray[np.float64],
        asked: NDArray[np.bool_],
        required: NDArray[np.float64],
        office: NDArray[np.int64],
        offices: int,
    ) -> None:
        self.tree, self.offices = tree, offices
        columns: dict[str, NDArray[Any]] = {"office": office}
        for place, code in enumerate(tree.indicators):
            columns[code] = levels[:, place]
            columns[f"{code} asked"] = asked[:, place]
            columns[f"{code} required"] = required[:, place]
        self.frame = pl.DataFrame(columns).fill_nan(None)

    def __call__(self) -> Found:
        codes, dimensions = list(self.tree.indicators), list(self.tree.dimensions)
        gaps = [(pl.col(code) - pl.col(f"{code} required")).alias(f"{code} gap") for code in codes]
        people = (
            self.frame.lazy()
            .with_columns(_asked_only(code, name) for code in codes for name in _columns(code))
            .with_columns(*gaps, *(each for code in dimensions for each in self._scores(code)))
        )
        shown = [*dimensions, *(f"{code} gap" for code in codes)]
        offices = (
            pl.LazyFrame({"office": range(self.offices)})
            .join(people.group_by("office").agg(_by_office(shown)), on="office", how="left")
            .with_columns(self._index())
            .sort("office")
        )
        persons, found = pl.collect_all([people, offices])
        return {
            "persons": persons.select(dimensions),
            "answered": persons.select(f"{code} answered" for code in dimensions),
            "asked": persons.select(f"{code} asked" for code in dimensions),
            "required": persons.select(f"{code} required" for code in dimensions),
            "gaps": persons.select(f"{code} gap" for code in codes),
            "n": found["n"].fill_null(0),
            "dimensions": found.select(dimensions),
            "dimension_n": found.select(f"{code} n" for code in dimensions).fill_null(0),
            "index": found["index"],
            "office_gaps": found.select(f"{code} gap" for code in codes),
            "gap_n": found.select(f"{code} gap n" for code in codes).fill_null(0),
        }

    def _scores(self, code: str) -> list[pl.Expr]:
        children = self.tree.children(code)
        weights = [self.tree.element(child).weight for child in children]
        answered = pl.sum_horizontal(pl.col(each).is_not_null() for each in children)
        asked = pl.sum_horizontal(f"{each} asked" for each in children)
        enough = (asked > 0) & (answered / asked >= SHARE)
        mean = _polars_mean([(pl.col(each) - 1) / 4 * 100 for each in children], weights)
        needs = [(pl.col(f"{each} required") - 1) / 4 * 100 for each in children]
        return [
            pl.when(enough).then(mean).alias(code),
            answered.alias(f"{code} answered"),
            asked.alias(f"{code} asked"),
            _polars_mean(needs, weights).alias(f"{code} required"),
        ]

    def _index(self) -> pl.Expr:
        codes = self.tree.dimensions
        weights = [self.tree.element(code).weight for code in codes]
        return _polars_mean([pl.col(code) for code in codes], weights).alias("index")


def _columns(code: str) -> tuple[str, str]:
    return code, f"{code} required"


def _asked_only(code: str, name: str) -> pl.Expr:
    return pl.when(pl.col(f"{code} asked")).then(pl.col(name)).alias(name)


def _by_office(names: list[str]) -> list[pl.Expr]:
    found = [pl.len().alias("n")]
    for name in names:
        column = pl.col(name)
        found.append(pl.when(column.count() >= FEWEST).then(column.mean()).alias(name))
        found.append(column.count().alias(f"{name} n"))
    return found


def _polars_mean(values: list[pl.Expr], weights: list[float]) -> pl.Expr:
    """Of each row, over what is there."""
    each = list(zip(values, weights, strict=True))
    total = pl.sum_horizontal(value * weight for value, weight in each)
    here = pl.sum_horizontal(value.is_not_null() * weight for value, weight in each)
    return pl.when(here > 0).then(total / here)
