"""Exports of KoboToolbox and ODK Central: which answer each cell is, and what belongs together."""

from collections.abc import Mapping
from datetime import datetime

import pytest

from flows.submissions import Answers, FileProblem, Place, Sent, instance_id, read_files
from flows.xform import Form
from tests.support.exports import Rows, csv_file, kobo_xlsx
from tests.support.forms import YES_NO, form

DESK = form(
    """
    | type               | name   | label   |
    | username           | username |       |
    | begin_group        | kantor | Kantor  |
    | select_one yn      | meja   | Meja?   |
    | select_multiple yn | alat   | Alat?   |
    | date               | hari   | Hari?   |
    | datetime           | saat   | Saat?   |
    | integer            | staf   | Staf?   |
    | geopoint           | tempat | Tempat? |
    | image              | foto   | Foto?   |
    | end_group          |        |         |
    """,
    YES_NO,
)
CASES = form(
    """
    | type         | name  | label  |
    | text         | nama  | Nama?  |
    | begin_group  | isi   | Isi    |
    | begin_repeat | kasus | Kasus  |
    | integer      | umur  | Umur?  |
    | text         | nama  | Nama?  |
    | begin_repeat | surat | Surat  |
    | text         | judul | Judul? |
    | end_repeat   |       |        |
    | end_repeat   |       |        |
    | end_group    |       |        |
    """
)


def read(form: Form, files: Mapping[str, bytes]) -> tuple[list[Answers], list[FileProblem]]:
    found = list(read_files(files.items(), "whole"))
    answers = [each.read(form) for each in found if isinstance(each, Sent)]
    problems = [each for each in found if isinstance(each, FileProblem)]
    return answers, problems + [each for one in answers for each in one.problems]


def only(form: Form, files: Mapping[str, bytes]) -> Answers:
    [answers], problems = read(form, files)
    assert not problems
    return answers


def filled(answers: Answers) -> dict[str, str]:
    return {path: value for path, value in answers.values.items() if value}


KOBO = {
    "start": "2026-03-02T09:00:00.000+08:00",
    "username": "S001",
    "kantor/meja": "yes",
    "kantor/alat": "no yes",
    "kantor/alat/yes": "1",
    "kantor/alat/no": "1",
    "kantor/hari": "2026-03-01",
    "kantor/staf": "4",
    "kantor/tempat": "-10.17 123.6 0 0",
    "kantor/_tempat_latitude": "-10.17",
    "_kantor/tempat_longitude": "123.6",
    "kantor/foto": "a.jpg",
    "kantor/foto_URL": "https://kf.example/a.jpg",
    "__version__": "vX",
    "_version_": "vX",
    "meta/instanceID": "uuid:1",
    "meta/rootUuid": "uuid:1",
    "formhub/uuid": "f",
    "_id": "17",
    "_uuid": "1",
    "_submission_time": "2026-03-02T01:30:00",
    "_validation_status": "",
    "_tags": "",
    "_index": "1",
}
SAID = {
    "/data/username": "S001",
    "/data/kantor/meja": "yes",
    "/data/kantor/alat": "no yes",
    "/data/kantor/hari": "2026-03-01",
    "/data/kantor/staf": "4",
    "/data/kantor/tempat": "-10.17 123.6 0 0",
    "/data/kantor/foto": "a.jpg",
    "/data/meta/instanceID": "uuid:1",
}


@pytest.mark.parametrize("delimiter", [";", ","])
def test_a_csv_of_kobo(delimiter: str) -> None:
    answers = only(DESK, {"a.csv": csv_file([KOBO], delimiter)})
    assert (filled(answers), answers.unknown) == (SAID, {})
    assert answers.places["/data/kantor/meja"] == Place("a.csv", None, 2, "kantor/meja")


def test_groups_may_be_left_out_of_the_headers() -> None:
    bare = {name.removeprefix("kantor/"): value for name, value in KOBO.items()}
    assert filled(only(DESK, {"a.csv": csv_file([bare])})) == SAID


@pytest.mark.parametrize("ticked", ["1", "True", "TRUE"])
def test_choices_in_columns_of_their_own(ticked: str) -> None:
    row = {"kantor/alat/yes": ticked, "kantor/alat/no": "0", "_uuid": "1"}
    answers = only(DESK, {"a.csv": csv_file([row])})
    assert filled(answers) == {"/data/kantor/alat": "yes"}
    assert instance_id(DESK, answers) == "uuid:1"


def test_cells_of_excel_are_read_as_they_look() -> None:
    row = {
        "kantor/hari": datetime(2026, 3, 1),  # noqa: DTZ001 - Excel knows no zones
        "kantor/saat": datetime(2026, 3, 1, 9, 30),  # noqa: DTZ001
        "kantor/staf": 4,
        "kantor/alat/yes": True,
        "_uuid": "1",
    }
    answers = only(DESK, {"a.xlsx": kobo_xlsx({"Ekspor": [row]})})
    assert filled(answers) == {
        "/data/kantor/hari": "2026-03-01",
        "/data/kantor/saat": "2026-03-01T09:30:00",
        "/data/kantor/staf": "4",
        "/data/kantor/alat": "yes",
    }
    assert answers.places["/data/kantor/staf"] == Place("a.xlsx", "Ekspor", 2, "kantor/staf")


def test_a_csv_of_odk_central() -> None:
    row = {
        "SubmissionDate": "2026-03-02T01:30:00.123Z",
        "username": "S001",
        "kantor-meja": "yes",
        "kantor-alat": "no yes",
        "kantor-alat/yes": "1",
        "kantor-hari": "2026-03-01",
        "kantor-staf": "4",
        "kantor-tempat-Latitude": "-10.17",
        "kantor-tempat-Longitude": "123.6",
        "kantor-tempat-Altitude": "0",
        "kantor-tempat-Accuracy": "0",
        "kantor-foto": "a.jpg",
        "meta-instanceID": "uuid:1",
        "KEY": "uuid:1",
        "SubmitterID": "3",
        "AttachmentsPresent": "1",
        "ReviewState": "",
        "FormVersion": "1",
    }
    answers = only(DESK, {"desk.csv": csv_file([row])})
    assert (filled(answers), answers.unknown) == (SAID, {})


def test_columns_that_the_form_lacks_are_named_when_they_hold_something() -> None:
    rows = [{"kantor/meja": "yes", "lain": "x"}, {"kantor/meja": "no", "lain": ""}]
    answers, _ = read(DESK, {"a.csv": csv_file(rows)})
    assert [each.unknown for each in answers] == [{"lain": Place("a.csv", None, 2, "lain")}, {}]


def test_the_first_id_is_the_one_that_counts() -> None:
    """An edit on the server gives another `instanceID`; root and key stay."""
    edited = {"meta/instanceID": "uuid:2", "_uuid": "2"}
    for first in ({"meta/rootUuid": "uuid:1"}, {"KEY": "uuid:1"}):
        assert instance_id(DESK, only(DESK, {"a.csv": csv_file([edited | first])})) == "uuid:1"
    assert instance_id(DESK, only(DESK, {"a.csv": csv_file([edited])})) == "uuid:2"


def test_a_cell_that_excel_cannot_read_is_of_its_row() -> None:
    rows: Rows = [{"kantor/staf": 1, "_uuid": "1"}, {"kantor/staf": "#N/A", "_uuid": "2"}]
    answers, problems = read(DESK, {"a.xlsx": kobo_xlsx({"a": rows})})
    assert [(each.code, each.place) for each in problems] == [
        ("cell-unreadable", Place("a.xlsx", "a", 3, "kantor/staf"))
    ]
    assert [len(each.problems) for each in answers] == [0, 1]


def test_rows_are_counted_as_excel_counts_them() -> None:
    content = b'kantor/meja,lain\r\nyes,"a\nb"\r\n,\r\n\r\nno,c\r\n'
    answers, _ = read(DESK, {"a.csv": content})
    assert [each.unknown["lain"].row for each in answers] == [2, 5]


# Repeats -------------------------------------------------------------------------------------

NESTED = {
    "/data/nama": "Ani",
    "/data/isi/kasus[1]/umur": "7",
    "/data/isi/kasus[1]/surat[1]/judul": "A",
    "/data/isi/kasus[1]/surat[2]/judul": "B",
    "/data/isi/kasus[2]/nama": "Budi",
}
OF_EKSPOR = {"_parent_table_name": "Ekspor"}
OF_KASUS = {"_parent_table_name": "kasus"}
SHEETS: dict[str, Rows] = {
    "Ekspor": [
        {"nama": "Ani", "_uuid": "1", "_index": 1},
        {"nama": "Eka", "_uuid": "2", "_index": 2},
    ],
    "kasus": [
        {"isi/kasus/umur": 7, "_index": 1, **OF_EKSPOR, "_parent_index": 1},
        {"isi/kasus/umur": 9, "_index": 2, **OF_EKSPOR, "_parent_index": 2},
        {"isi/kasus/nama": "Budi", "_index": 3, **OF_EKSPOR, "_parent_index": 1},
    ],
    "surat": [
        {"isi/kasus/surat/judul": "A", "_index": 1, **OF_KASUS, "_parent_index": 1},
        {"isi/kasus/surat/judul": "B", "_index": 2, **OF_KASUS, "_parent_index": 1},
        {"isi/kasus/surat/judul": "C", "_index": 3, **OF_KASUS, "_parent_index": 2},
    ],
}


def test_repeats_of_kobo_lie_on_sheets() -> None:
    answers, problems = read(CASES, {"a.xlsx": kobo_xlsx(SHEETS)})
    assert not problems
    assert filled(answers[0]) == NESTED
    assert filled(answers[1]) == {
        "/data/nama": "Eka",
        "/data/isi/kasus[1]/umur": "9",
        "/data/isi/kasus[1]/surat[1]/judul": "C",
    }
    place = answers[0].places["/data/isi/kasus[2]/nama"]
    assert place == Place("a.xlsx", "kasus", 4, "isi/kasus/nama")


def test_a_sheet_may_have_another_name() -> None:
    """Kobo numbers names that come twice, and Excel cuts long ones."""
    renamed = {"Ekspor": SHEETS["Ekspor"], "lain": SHEETS["kasus"], "surat": []}
    answers, problems = read(CASES, {"a.xlsx": kobo_xlsx(renamed)})
    assert filled(answers[1])["/data/isi/kasus[1]/umur"] == "9"
    assert [each.code for each in problems] == ["repeat-absent"] * 2, "a sheet without headers"


CENTRAL: dict[str, Rows] = {
    "cases.csv": [{"nama": "Ani", "KEY": "uuid:1"}],
    "cases-isi-kasus.csv": [
        {"umur": "7", "nama": "", "PARENT_KEY": "uuid:1", "KEY": "uuid:1/isi/kasus[1]"},
        {"umur": "", "nama": "Budi", "PARENT_KEY": "uuid:1", "KEY": "uuid:1/isi/kasus[2]"},
    ],
    "cases-surat.csv": [
        {"judul": "A", "PARENT_KEY": "uuid:1/isi/kasus[1]", "KEY": "uuid:1/isi/kasus[1]/surat[1]"},
        {"judul": "B", "PARENT_KEY": "uuid:1/isi/kasus[1]", "KEY": "uuid:1/isi/kasus[1]/surat[2]"},
    ],
}


def test_repeats_of_odk_central_lie_in_files() -> None:
    answers = only(CASES, {name: csv_file(rows) for name, rows in CENTRAL.items()})
    assert filled(answers) == NESTED
    assert instance_id(CASES, answers) == "uuid:1"


def test_instances_may_be_named_in_the_headers() -> None:
    """As our own table of answers does."""
    row = {path.removeprefix("/data/"): value for path, value in NESTED.items()}
    assert filled(only(CASES, {"a.csv": csv_file([row])})) == NESTED


def test_an_export_without_its_repeats_is_not_whole() -> None:
    _, problems = read(CASES, {"cases.csv": csv_file(CENTRAL["cases.csv"])})
    assert [(each.code, each.details) for each in problems] == [
        ("repeat-absent", {"name": "kasus"}),
        ("repeat-absent", {"name": "surat"}),
    ]


def test_instances_of_nobody() -> None:
    sheets = dict(SHEETS) | {"Ekspor": SHEETS["Ekspor"][:1]}
    answers, problems = read(CASES, {"a.xlsx": kobo_xlsx(sheets)})
    assert filled(answers[0]) == NESTED
    assert [(each.code, each.place.sheet, each.place.row) for each in problems] == [
        ("parent-unknown", "kasus", 3)
    ]


def test_instances_that_are_their_own_parents() -> None:
    rows = [{"umur": "1", "KEY": "a/isi/kasus[1]", "PARENT_KEY": "a/isi/kasus[1]"}]
    files = {"c.csv": csv_file(CENTRAL["cases.csv"]), "c-kasus.csv": csv_file(rows)}
    _, problems = read(CASES, files)
    assert "parent-unknown" in {each.code for each in problems}


def test_a_sheet_of_a_repeat_that_the_form_lacks() -> None:
    sheets = {"Ekspor": [{"_uuid": "1", "_index": 1}]} | {
        "x": [{"y": "1", "_parent_index": 1, "_parent_table_name": "Ekspor"}]
    }
    _, problems = read(DESK, {"a.xlsx": kobo_xlsx(sheets)})
    assert [(each.code, each.place) for each in problems] == [
        ("sheet-unknown", Place("a.xlsx", "x", 2))
    ]
