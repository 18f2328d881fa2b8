"""COINr's tables as files: read whole, and each mistake named with row and column."""

from collections.abc import Mapping

import numpy as np
import pytest

from ici.aggregate import method
from ici.framework import CODES as FAULTS
from ici.study import Recipe, Results, study
from ici.study_tables import read_data, read_meta
from ici.tables import CODES, BadTables, Problem

HEADER = (
    "iCode,iName,Parent,Level,Weight,Direction,Type,Target,Denominator,"
    "goalpost_lower,goalpost_upper,goalpost_trunc2posts"
)
IMETA = f"""{HEADER}
a,Satu,D,1,2,1,Indicator,9,size,0,10,TRUE
b,Dua,D,1,1,-1,Indicator,1,,0,10,FALSE
c,Tiga,E,1,1,,Indicator,5,NA,0,10,TRUE
D,Bagian,I,2,3,1,Aggregate,,,,,
E,Lain,I,2,1,1,Aggregate,,,,,
I,Indeks,,3,,1,Aggregate,,,,,
wilayah,Wilayah,,,,,Group,,,,,
size,Ukuran,,,,,Denominator,,,,,
"""
IDATA = """uCode,uName,wilayah,size,a,b,c
U1,Satu,timur,1,2,3,4
U2,Dua,barat,2,4,6,NA
U3,Tiga,barat,4,,9,1
"""


def results(imeta: str = IMETA, idata: str = IDATA, recipe: Recipe = Recipe()) -> Results:  # noqa: B008
    meta = read_meta(imeta.encode())
    return study(meta, read_data(idata.encode(), meta), recipe)


def test_both_tables_are_read() -> None:
    meta = read_meta(IMETA.encode())
    assert meta.framework.indicators == ("a", "b", "c")
    assert meta.direction.tolist() == [1, -1, 1]
    assert meta.groups == ("wilayah",)
    assert meta.denominators == {"a": "size"}
    assert meta.targets.tolist() == [9, 1, 5]
    assert meta.goalposts.truncated.tolist() == [True, False, True]
    assert meta.goalposts.scale.tolist() == [100, 100, 100]
    data = read_data(IDATA.encode(), meta)
    assert data.units == ("U1", "U2", "U3")
    assert data.names == ("Satu", "Dua", "Tiga")
    assert data.groups == {"wilayah": ("timur", "barat", "barat")}
    wanted = np.array([[2, 3, 4], [4, 6, np.nan], [np.nan, 9, 1]])
    assert np.array_equal(data.values, wanted, equal_nan=True)


def test_scores_and_ranks_by_hand() -> None:
    found = results()
    # a: 0, 100, -; b mirrored: 100, 50, 0; c: 100, -, 0
    # D: (0·2 + 100)/3, (200 + 50)/3, 0; E: 100, -, 0
    index = [((100 / 3) * 3 + 100) / 4, 250 / 3, 0]
    assert np.allclose(found.scores[:, -1], index)
    assert found.ranks[:, -1].tolist() == [2, 1, 3]
    assert found.group_ranks["wilayah"][:, -1].tolist() == [1, 1, 2]


def test_a_semicolon_and_a_byte_order_mark_are_as_good() -> None:
    semicolons = [text.replace(",", ";") for text in (IMETA, IDATA)]
    found = results("\ufeff" + semicolons[0], semicolons[1])
    assert np.array_equal(found.scores, results().scores, equal_nan=True)


def test_units_with_too_few_data_are_named() -> None:
    found = results(recipe=Recipe(screen=0.9))
    assert (found.units, found.left_out) == (("U1",), ("U2", "U3"))
    # one unit has no range
    assert found.undefined == ("a", "b", "c")
    assert np.isnan(found.scores).all()


def test_denominators_and_groups_are_applied() -> None:
    found = results(recipe=Recipe(denominate=True, impute="wilayah"))
    assert found.prepared[:, 0].tolist() == [2, 2, 2]
    assert found.prepared[:, 2].tolist() == [4, 1, 1]
    assert found.undefined == ("a",)


def test_a_row_counts_as_excel_counts_it() -> None:
    with pytest.raises(BadTables) as refused:
        results(idata=IDATA.replace("U3", "\n\nU1"))
    assert refused.value.problems[0].row == 6


Change = tuple[str, str, str]  # file, old, new
Place = tuple[str, int | None, str | None]
GMEAN = (method("gmean"),)

BROKEN: list[tuple[str, Change, Recipe, Place]] = [
    ("not-csv", ("idata", "U2,", '"U2,'), Recipe(), ("idata", 4, None)),
    ("empty", ("idata", IDATA, ""), Recipe(), ("idata", None, None)),
    ("empty", ("idata", IDATA[28:], ""), Recipe(), ("idata", None, None)),
    ("column-missing", ("imeta", "Weight", "Bobot"), Recipe(), ("imeta", 1, None)),
    ("column-missing", ("idata", "uCode", "kode"), Recipe(), ("idata", 1, None)),
    ("column-missing", ("idata", "a,b,c", "a,b,d"), Recipe(), ("idata", 1, None)),
    ("column-missing", ("imeta", "Target", "Sasaran"), Recipe(normalise="dist2targ"),
     ("imeta", 1, None)),
    ("column-twice", ("idata", "a,b,c", "a,b,a"), Recipe(), ("idata", 1, "a")),
    ("cells", ("idata", "4,6,NA", "4,6"), Recipe(), ("idata", 3, None)),
    ("number", ("idata", "4,6,NA", "4,6,banyak"), Recipe(), ("idata", 3, "c")),
    ("number", ("idata", "4,6,NA", "4,1_0,NA"), Recipe(), ("idata", 3, "b")),
    ("number", ("idata", "4,6,NA", "4,inf,NA"), Recipe(), ("idata", 3, "b")),
    ("number", ("idata", "barat,2,", "barat,x,"), Recipe(), ("idata", 3, "size")),
    ("number", ("imeta", "D,1,2", "D,1,berat"), Recipe(), ("imeta", 2, "Weight")),
    ("number-missing", ("imeta", "D,1,2", "D,1,"), Recipe(), ("imeta", 2, "Weight")),
    ("whole-number", ("imeta", "D,1,2", "D,1.5,2"), Recipe(), ("imeta", 2, "Level")),
    ("truth", ("imeta", "FALSE", "MAYBE"), Recipe(), ("imeta", 3, "goalpost_trunc2posts")),
    ("type", ("imeta", "1,1,Aggregate", "1,1,Total"), Recipe(), ("imeta", 6, "Type")),
    ("unit-missing", ("idata", "U2", ""), Recipe(), ("idata", 3, "uCode")),
    ("unit-twice", ("idata", "U2", "U1"), Recipe(), ("idata", 3, "uCode")),
    ("denominator-zero", ("idata", "barat,2", "barat,0"), Recipe(denominate=True),
     ("idata", 3, "size")),
    ("denominator-unknown", ("imeta", "9,size", "9,berat"), Recipe(denominate=True),
     ("imeta", 2, "Denominator")),
    ("target-missing", ("imeta", "Indicator,9", "Indicator,"), Recipe(normalise="dist2targ"),
     ("imeta", 2, "Target")),
    ("goalposts-missing", ("imeta", "size,0,10", "size,0,"), Recipe(normalise="goalposts"),
     ("imeta", 2, "goalpost_lower")),
    ("group-unknown", ("imeta", "", ""), Recipe(impute="pulau"), ("imeta", None, "Type")),
    ("methods", ("imeta", "", ""), Recipe(aggregate=GMEAN * 3), ("imeta", None, "Level")),
    ("none-left", ("idata", "U1,Satu,timur,1,2", "U1,Satu,timur,1,"), Recipe(screen=1),
     ("idata", None, None)),
    ("not-positive", ("idata", "", ""), Recipe(aggregate=GMEAN), ("idata", 2, None)),
    ("framework", ("imeta", "a,Satu,D", "a,Satu,F"), Recipe(), ("imeta", 2, "Parent")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change", "recipe", "place"), BROKEN)
def test_a_mistake_is_named_with_its_place(
    code: str, change: Change, recipe: Recipe, place: Place
) -> None:
    file, old, new = change
    files = {"imeta": IMETA, "idata": IDATA}
    assert old in files[file]
    if old:
        files[file] = files[file].replace(old, new, 1)
    with pytest.raises(BadTables) as refused:
        results(files["imeta"], files["idata"], recipe)
    found = [each for each in refused.value.problems if each.code == code]
    assert place in [(each.file, each.row, each.column) for each in found], refused.value


def test_other_encodings_are_refused_with_their_row() -> None:
    meta = read_meta(IMETA.encode())
    with pytest.raises(BadTables) as refused:
        read_data(IDATA.replace("Tiga", "Café").encode("latin-1"), meta)
    assert refused.value.problems == (Problem("not-utf8", "idata", 4),)


def test_every_code_is_tried() -> None:
    assert {code for code, *_ in BROKEN} | {"not-utf8"} == set(CODES)


FRAMEWORK: Mapping[str, tuple[str, str, int | None, str | None]] = {
    "code-missing": ("b,Dua", ",Dua", 3, "iCode"),
    "duplicate": ("b,Dua", "a,Dua", 3, "iCode"),
    "level": ("D,1,2", "D,0,2", 2, "Level"),
    "weight": ("D,1,2", "D,1,-2", 2, "Weight"),
    "direction": ("1,1,-1", "1,1,0", 3, "Direction"),
    "bounds": ("size,0,10", "size,10,10", 2, "goalpost_upper"),
    "parent-unknown": ("a,Satu,D", "a,Satu,F", 2, "Parent"),
    "parent-level": ("a,Satu,D", "a,Satu,I", 2, "Parent"),
    "cycle": ("Indeks,,3,", "Indeks,D,3,1", 5, "Parent"),
    "root-missing": ("Indeks,,3,", "Indeks,D,3,1", None, "Parent"),
    "root-many": ("Lain,I", "Lain,", 6, "Parent"),
    "childless": ("c,Tiga,E", "c,Tiga,D", 6, "iCode"),
    "weights-zero": ("c,Tiga,E,1,1", "c,Tiga,E,1,0", 4, "Weight"),
}


@pytest.mark.parametrize("fault", FRAMEWORK)
def test_a_broken_tree_is_named_with_its_place(fault: str) -> None:
    old, new, row, column = FRAMEWORK[fault]
    assert old in IMETA
    with pytest.raises(BadTables) as refused:
        results(IMETA.replace(old, new, 1))
    found = [each for each in refused.value.problems if each.details.get("fault") == fault]
    assert [(each.row, each.column) for each in found] == [(row, column)], refused.value


def test_a_table_without_elements_has_no_index() -> None:
    with pytest.raises(BadTables) as refused:
        read_meta(b"iCode,Parent,Level,Weight,Type\nwilayah,,,,Group\n")
    assert [each.details["fault"] for each in refused.value.problems] == ["empty"]


def test_every_fault_is_tried() -> None:
    # the first index alone wants goalposts and three levels
    assert {*FRAMEWORK, "empty"} == set(FAULTS) - {"bounds-missing", "levels"}
