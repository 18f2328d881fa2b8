"""`pandu ici study`: scores and ranks as JSON or a table, mistakes with file, row and column."""

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.cli.study import MOST_SAID
from bot.settings import settings
from tests.ici.golden import FOLDER, column_of, needs_golden
from tests.ici.test_tables import IDATA, IMETA

Tables = tuple[Path, Path]


@pytest.fixture(autouse=True, params=["en"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PANDU_LANGUAGE", request.param)
    monkeypatch.setenv("COLUMNS", "200")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return written(tmp_path)


def written(folder: Path, imeta: str = IMETA, idata: str = IDATA) -> Tables:
    files = folder / "meta.csv", folder / "data.csv"
    for file, text in zip(files, (imeta, idata), strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def studied(tables: Tables, *options: str) -> Result:
    where = ("--imeta", str(tables[0]), "--idata", str(tables[1]))
    return CliRunner().invoke(app, ["ici", "study", *where, *options])


def test_json_holds_scores_and_ranks_of_each_unit_and_element(tables: Tables) -> None:
    done = studied(tables, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert said["recipe"] == {
        "denominate": False,
        "impute": None,
        "screen": None,
        "treat": False,
        "normalise": "minmax",
        "scale": [0, 100],
        "aggregate": ["amean"],
        "threshold": 0,
    }
    assert said["elements"][0] == {"code": "a", "parent": "D", "level": 1, "weight": 2}
    second = said["units"][1]
    assert (second["unit"], second["name"]) == ("U2", "Dua")
    assert second["groups"] == {"wilayah": "barat"}
    scores = {"a": 100, "b": 50, "c": None, "D": 250 / 3, "E": None, "I": 250 / 3}
    assert second["scores"] == pytest.approx(scores)
    assert second["ranks"] == {"a": 1, "b": 2, "c": None, "D": 1, "E": None, "I": 1}
    ranks = {"a": 1, "b": 1, "c": None, "D": 1, "E": None, "I": 1}
    assert second["group_ranks"] == {"wilayah": ranks}
    assert (said["left_out"], said["undefined"]) == ([], [])


def test_options_reach_the_study(tables: Tables) -> None:
    options = ("--scale", "1", "100", "--aggregate", "gmean, copeland", "--threshold", "0.6")
    done = studied(tables, "--json", "--impute", "wilayah", "--denominate", "--treat", *options)
    recipe = json.loads(done.stdout)["recipe"]
    assert recipe == {
        "denominate": True,
        "impute": "wilayah",
        "screen": None,
        "treat": True,
        "normalise": "minmax",
        "scale": [1, 100],
        "aggregate": ["gmean", "copeland"],
        "threshold": 0.6,
    }


def test_a_table_begins_with_the_best_unit(tables: Tables) -> None:
    done = studied(tables)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines == [
        ["#", "uCode", "I", "D", "E"],
        ["1", "U2", "83.33", "83.33", "-"],
        ["2", "U1", "50.00", "33.33", "100.00"],
        ["3", "U3", "0.00", "0.00", "0.00"],
    ]


def test_a_unit_without_an_index_comes_last(tmp_path: Path) -> None:
    done = studied(written(tmp_path, idata=IDATA.replace("timur,1,2,3,4", "timur,1,,,")))
    assert done.stdout.splitlines()[-1].split() == ["-", "U1", "-", "-", "-"]


def test_what_was_left_out_is_said_beside_the_result(tables: Tables) -> None:
    done = studied(tables, "--screen", "0.9", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["left_out"] == ["U2", "U3"]
    assert done.stderr.splitlines() == [
        "Left out because of too few data: U2, U3.",
        "Some units have no score for these indicators, because their values do not allow this"
        " normalisation: a, b, c.",
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "data.csv, row 3, column b: “enam” is not a number; write it with a point before"
            " decimals, or leave the cell empty if it is not known.",
        ),
        (
            "id",
            "data.csv, baris 3, kolom b: “enam” bukan angka; tulis dengan titik sebelum desimal,"
            " atau kosongkan sel bila tidak diketahui.",
        ),
    ],
    indirect=["language"],
)
def test_a_bad_cell_gets_a_sentence_with_its_place(
    tmp_path: Path, language: None, sentence: str
) -> None:
    done = studied(written(tmp_path, idata=IDATA.replace("4,6,NA", "4,enam,NA")), "--json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"{sentence}\n"


def test_a_broken_tree_gets_the_words_of_its_fault(tmp_path: Path) -> None:
    done = studied(written(tmp_path, imeta=IMETA.replace("a,Satu,D", "a,Satu,F")))
    assert done.exit_code == 1
    assert done.stderr == (
        "meta.csv, row 2, column Parent: The parent “F” of “a” has no row;"
        " add it, or correct the code.\n"
    )


def test_many_mistakes_are_not_all_said(tmp_path: Path) -> None:
    rows = "".join(f"U{number},N,timur,1,x,y,z\n" for number in range(100))
    done = studied(written(tmp_path, idata=f"uCode,uName,wilayah,size,a,b,c\n{rows}"))
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == MOST_SAID + 1
    assert done.stderr.splitlines()[-1] == "There are 280 more problems; correct these first."


def test_a_file_that_is_not_there(tmp_path: Path, tables: Tables) -> None:
    done = studied((tables[0], tmp_path / "none.csv"))
    assert done.exit_code == 1
    assert "none.csv" in done.stderr


@pytest.mark.parametrize(
    "options",
    [
        ("--aggregate", "mean"),
        ("--aggregate", "amean,"),
        ("--normalise", "log"),
        ("--scale", "5", "5"),
        ("--scale", "0", "nan"),
        ("--normalise", "zscore", "--scale", "1", "0"),
        ("--normalise", "rank", "--scale", "0", "1"),
        ("--threshold", "1.5"),
    ],
)
def test_wrong_usage(tables: Tables, options: tuple[str, ...]) -> None:
    done = studied(tables, *options)
    assert (done.exit_code, done.stdout) == (2, "")


@needs_golden
def test_the_published_study_at_the_command_line() -> None:
    files = FOLDER / "asem_iMeta.csv", FOLDER / "asem_iData.csv"
    steps = ("--denominate", "--impute", "EurAsia_group", "--screen", "0.9", "--treat")
    units = json.loads(studied(files, *steps, "--json").stdout)["units"]
    scores, ranks = column_of("C01_results_scores", "Index"), column_of("C01_results_ranks", "Conn")
    assert len(units) == len(scores) == 51
    for unit in units:
        assert math.isclose(unit["scores"]["Index"], float(scores[unit["unit"]]), rel_tol=1e-9)
        assert unit["ranks"]["Conn"] == int(ranks[unit["unit"]])
