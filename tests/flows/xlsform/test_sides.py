"""Side columns and sheets: read whole, and each mistake named with its cell."""

import json

import pytest

from flows.xlsform import Checked, Indicator, Sides
from tests.flows.xlsform.books import YES_NO, Cell, cell, checked, found

SURVEY = """
    | type          | name | label::Indonesia (id) | label::English (en) | prefill     | indicator |
    | select_one r  | role | Tugas?                | Duty?               | person.role |           |
    | begin group   | d1   | Bagian                | Part                |             |           |
    | select_one lv | q1   | Satu                  | One                 |             | D1.1      |
    | select_one lv | q2   | Dua                   | Two                 |             | D1.2      |
    | end group     |      |                       |                     |             |           |
"""
CHOICES = """
    | choices |
    |  | list_name | name | label::Indonesia (id) | label::English (en) | score |
    |  | r         | FD   | Depan                 | Front               |       |
    |  | lv        | low  | Rendah                | Low                 | 1     |
    |  | lv        | high | Tinggi                | High                | 4.5   |
"""
INDICATORS = """
| indicators |
|  | iCode | Parent | Level | Weight | Direction | LowerBound | UpperBound | iName::id | iName::en |
|  | D1    | ICI    | 2     | 1      | 1         |            |            | Bagian    | Part      |
|  | D1.1  | D1     | 1     | 0.4    | -1        | 1          | 5          | Satu      | One       |
|  | D1.2  | D1     | 1     | 0.6    |           | 1          | 5          | Dua       |           |
|  | ICI   |        | 3     | 1      |           |            |            | Indeks    | Index     |
"""
LEVELS = """
    | required_levels |
    |  | iCode | FD | HB  | status |
    |  | D1.1  | 0  | 2.5 | usulan |
    |  | D1.2  | 1  | 4   | usulan |
"""
SETTINGS = """
| settings |
|  | form_id | default_language | audience | purpose::id | purpose::English (en) | minutes |
|  | uji     | Indonesia (id)   | FD, HB   | Untuk       | For                   | 7.5     |
"""


def with_sides(
    survey: str = SURVEY,
    choices: str = CHOICES,
    indicators: str = INDICATORS,
    levels: str = LEVELS,
    settings: str = SETTINGS,
) -> Checked:
    return checked(survey, choices, indicators, levels, settings=settings)


def test_everything_beside_the_form_is_read() -> None:
    result = with_sides()
    assert result.problems == ()
    scores = {"low": 1.0, "high": 4.5}
    assert result.sides == Sides(
        prefill={"/data/role": "person.role"},
        indicators={"/data/d1/q1": "D1.1", "/data/d1/q2": "D1.2"},
        scores={"/data/d1/q1": scores, "/data/d1/q2": scores},
        framework=(
            Indicator(
                "D1", "ICI", 2, 1.0, names={"Indonesia (id)": "Bagian", "English (en)": "Part"},
            ),
            Indicator(
                "D1.1", "D1", 1, 0.4, -1, 1.0, 5.0,
                names={"Indonesia (id)": "Satu", "English (en)": "One"},
            ),
            Indicator("D1.2", "D1", 1, 0.6, 1, 1.0, 5.0, names={"Indonesia (id)": "Dua"}),
            Indicator(
                "ICI", "", 3, 1.0, names={"Indonesia (id)": "Indeks", "English (en)": "Index"},
            ),
        ),
        required_levels={"D1.1": {"FD": 0.0, "HB": 2.5}, "D1.2": {"FD": 1.0, "HB": 4.0}},
        audience=("FD", "HB"),
        purpose={"Indonesia (id)": "Untuk", "English (en)": "For"},
        minutes=8,
    )  # fmt: skip


def test_a_result_survives_json() -> None:
    result = with_sides(survey=SURVEY.replace("D1.2", "D9"))
    assert not result.ok
    assert Checked.from_json(json.loads(json.dumps(result.to_json()))) == result


def test_without_sides_everyone_is_asked_and_the_time_is_estimated() -> None:
    rows = "\n".join(f"| text | q{number} | Q |" for number in range(10))
    sides = checked(f"| type | name | label |\n| note | n | N |\n{rows}").sides
    assert sides == Sides(minutes=4)


Change = tuple[str, str, str]  # sheet argument, old, new

BROKEN: list[tuple[str, Change, Cell]] = [
    ("prefill-unknown", ("survey", "person.role", "person.age"), ("survey", 2, "prefill")),
    ("prefill-type", ("survey", "select_one r ", "decimal"), ("survey", 2, "prefill")),
    ("indicator-type", ("survey", "select_one lv | q2", "text | q2"), ("survey", 5, "indicator")),
    ("indicator-unknown", ("survey", "D1.2", "D7.7"), ("survey", 5, "indicator")),
    ("indicator-unknown", ("survey", "D1.2", "D1"), ("survey", 5, "indicator")),
    ("indicator-duplicate", ("survey", "D1.2", "D1.1"), ("survey", 5, "indicator")),
    ("indicator-unasked", ("survey", "D1.2", ""), ("indicators", 4, "iCode")),
    ("score-missing", ("choices", "4.5", ""), ("choices", 4, "score")),
    ("number-expected", ("choices", "4.5", "many"), ("choices", 4, "score")),
    ("number-expected", ("choices", "4.5", "nan"), ("choices", 4, "score")),
    ("number-out-of-range", ("choices", "4.5", "6"), ("choices", 4, "score")),
    ("number-expected", ("indicators", "0.6", "0,6"), ("indicators", 4, "Weight")),
    ("number-expected", ("indicators", "0.6", ""), ("indicators", 4, "Weight")),
    ("number-out-of-range", ("indicators", "0.6", "-1"), ("indicators", 4, "Weight")),
    ("number-out-of-range", ("indicators", "1     | 0.6", "0 | 0.6"), ("indicators", 4, "Level")),
    ("number-whole", ("indicators", "1     | 0.6", "1.5 | 0.6"), ("indicators", 4, "Level")),
    ("direction-unknown", ("indicators", "-1 ", "0 "), ("indicators", 3, "Direction")),
    ("direction-unknown", ("indicators", "-1 ", "0.5 "), ("indicators", 3, "Direction")),
    ("number-out-of-range", ("indicators", "-1 ", "2 "), ("indicators", 3, "Direction")),
    ("goalposts-order", ("indicators", "| 5 ", "| 0 "), ("indicators", 3, "UpperBound")),
    ("goalposts-order", ("indicators", "| 5 ", "| 1 "), ("indicators", 3, "UpperBound")),
    ("goalpost-missing", ("indicators", "| 5 ", "|  "), ("indicators", 3, "UpperBound")),
    ("goalpost-missing", ("indicators", "| 1          | 5", "| | 5"),
     ("indicators", 3, "LowerBound")),
    ("root-many", ("indicators", "D1    | ICI", "D1 |"), ("indicators", 2, "Parent")),
    ("framework-levels", ("indicators", "|  | ICI   |  ", "|  | X | | 4 | 1 |\n|  | ICI | X"),
     ("indicators", 5, "Level")),
    ("childless", ("indicators", "|  | ICI   | ", "|  | D2 | ICI | 2 | 1 |\n|  | ICI   | "),
     ("indicators", 5, "iCode")),
    ("weights-zero", ("indicators", "| 2     | 1 ", "| 2 | 0 "), ("indicators", 2, "Weight")),
    ("indicator-duplicate", ("indicators", "D1.2", "D1.1"), ("indicators", 4, "iCode")),
    ("name-missing", ("indicators", "D1.2", ""), ("indicators", 4, "iCode")),
    ("parent-unknown", ("indicators", "D1     | 1     | 0.6", "X | 1 | 0.6"),
     ("indicators", 4, "Parent")),
    ("parent-level", ("indicators", "D1     | 1     | 0.6", "D1.1 | 1 | 0.6"),
     ("indicators", 4, "Parent")),
    ("column-missing", ("indicators", "Weight", "Bobot"), ("indicators", 1, None)),
    ("column-missing", ("indicators", "UpperBound", "Batas"), ("indicators", 1, None)),
    ("indicator-unknown", ("levels", "D1.2", "D9"), ("required_levels", 3, "iCode")),
    ("indicator-duplicate", ("levels", "D1.2", "D1.1"), ("required_levels", 3, "iCode")),
    ("number-expected", ("levels", "| 4 ", "| x "), ("required_levels", 3, "HB")),
    ("number-out-of-range", ("levels", "| 4 ", "| 6 "), ("required_levels", 3, "HB")),
    ("role-unknown", ("settings", "FD, HB", "FD BH"), ("settings", 2, "audience")),
    ("number-expected", ("settings", "7.5", "lama"), ("settings", 2, "minutes")),
    ("number-out-of-range", ("settings", "7.5", "0"), ("settings", 2, "minutes")),
]  # fmt: skip

SHEETS = {
    "survey": SURVEY,
    "choices": CHOICES,
    "indicators": INDICATORS,
    "levels": LEVELS,
    "settings": SETTINGS,
}


@pytest.mark.parametrize(("code", "change", "place"), BROKEN)
def test_a_mistake_is_named_with_its_cell(code: str, change: Change, place: Cell) -> None:
    sheet, old, new = change
    assert old in SHEETS[sheet]
    result = with_sides(**{sheet: SHEETS[sheet].replace(old, new, 1)})
    problems = [problem for problem in result.problems if problem.code == code]
    assert place in map(cell, problems), result.problems
    assert not result.ok


def test_a_list_of_two_questions_complains_once() -> None:
    result = with_sides(choices=CHOICES.replace("4.5", ""))
    assert cell(found(result, "score-missing")) == ("choices", 4, "score")


def test_a_scored_list_without_the_column_is_named() -> None:
    result = with_sides(
        survey="| type | name | label | indicator |\n| select_one yn | q | Q | D1.1 |",
        choices=YES_NO,
        indicators=INDICATORS.replace("| D1.2", "| ", 1).replace("D1.2", "D1.3"),
        levels="",
    )
    rows = [problem.row for problem in result.problems if problem.code == "score-missing"]
    assert rows == [2, 3]


@pytest.mark.parametrize("column", ["prefill", "indicator"])
def test_inside_a_repeat_a_side_column_means_nothing(column: str) -> None:
    value = "person.role" if column == "prefill" else "D1.1"
    repeated = f"""
        | type          | name | label | {column} |
        | begin repeat  | r    | R     |          |
        | select_one lv | q    | Q     | {value}  |
        | end repeat    |      |       |          |
    """
    assert cell(found(with_sides(survey=repeated), "side-repeated")) == ("survey", 3, column)
