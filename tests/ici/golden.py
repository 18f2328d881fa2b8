"""The published cases of COINr in ../shared, which a clone does not have."""

import csv
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ici.study_tables import Data, Meta, read_data, read_meta

Floats = NDArray[np.float64]
FOLDER = Path(__file__).parents[3] / "shared" / "golden" / "coinr"

needs_golden = pytest.mark.skipif(
    not FOLDER.exists(), reason="the published cases of COINr lie in ../shared"
)


def content(name: str) -> bytes:
    return (FOLDER / f"{name}.csv").read_bytes()


def asem(meta: str = "asem_iMeta") -> tuple[Meta, Data]:
    """51 countries × 49 indicators of the ASEM portal."""
    read = read_meta(content(meta))
    return read, read_data(content("asem_iData"), read)


def column_of(name: str, column: str) -> dict[str, str]:
    """The column of a case by its first column."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        first = (rows.fieldnames or [""])[0]
        return {row[first]: row[column] for row in rows}


def expected(name: str, units: tuple[str, ...], columns: tuple[str, ...]) -> Floats:
    """(units, columns) of a case, by `uCode`; blank is nan."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        rows = {row["uCode"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(units)
    return np.array([[float(rows[unit][column] or "nan") for column in columns] for unit in units])


def assert_equal(found: Floats, wanted: Floats) -> None:
    """1e-9 relative, and nan at the same places; 0 may be 1e-12."""
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12, equal_nan=True)
