"""Lists and media beside a workbook: what is missing, broken, too much, or dangerous."""

import json

import pytest

from flows.xlsform import Checked, FormProblem, check, check_safely
from flows.xlsform.attachments import MAX_FILES, MAX_TOTAL, is_file_name
from tests.flows.xlsform.books import SETTINGS, YES_NO, book, cell

ONE = "| type | name | label | parameters | choice_filter |\n| {} | q | Q | {} | {} |"
CITIES = b"name,label,province\na,Kota A,x\nb,Kota B,y\n"


def codes(result: Checked) -> list[str]:
    """What we ourselves say; the engine has its own tests."""
    return [problem.code for problem in result.problems if problem.code != "form-unsupported"]


def asked(
    files: dict[str, bytes],
    kind: str = "select_one_from_file cities.csv",
    parameters: str = "",
    choice_filter: str = "",
) -> Checked:
    return check(book(ONE.format(kind, parameters, choice_filter)), "uji.md", files)


def only(result: Checked, code: str) -> FormProblem:
    assert codes(result) == [code]
    return next(problem for problem in result.problems if problem.code == code)


def rows(count: int) -> bytes:
    return b"name,label\n" + b"".join(b"c%d,Pilihan\n" % number for number in range(count))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cities.csv", CITIES),
        ("cities.csv", b'\xef\xbb\xbfname;label\r\na;"Kota; A"\r\nb;Kota B\r\n'),
        ("cities.csv", b'\nname,label,province\n\na,"Kota\nA"\n'),
        ("cities.xml", b"<root><item><name>a</name><label>Kota A</label></item></root>"),
        (
            "cities.geojson",
            json.dumps(
                {
                    "type": "FeatureCollection",
                    "features": [
                        {"type": "Feature", "id": "a", "properties": {"title": "A"}, "geometry": {}}
                    ],
                }
            ).encode(),
        ),
    ],
)
def test_a_list_in_a_file_is_read(name: str, content: bytes) -> None:
    result = asked({name: content}, f"select_multiple_from_file {name}")
    assert codes(result) == []
    assert result.files == (name,)


def test_a_missing_list_is_named_with_its_cell() -> None:
    result = asked({})
    problem = only(result, "attachment-missing")
    assert cell(problem) == ("survey", 2, "type")
    assert problem.details == {"file": "cities.csv"}
    assert (result.ok, result.files) == (False, ("cities.csv",))


@pytest.mark.parametrize(
    ("rows", "file", "column"),
    [
        ("| csv-external | cities | | |", "cities.csv", "type"),
        ("| xml-external | cities | | |", "cities.xml", "type"),
        ("| calculate | c | | pulldata('cities', 'label', 'name', 'a') |", "cities.csv", None),
    ],
)
def test_every_way_to_name_a_file(rows: str, file: str, column: str | None) -> None:
    survey = f"| type | name | label | calculation |\n{rows}\n| text | a | A | |"
    result = check(book(survey), "uji.md")
    problem = next(each for each in result.problems if each.code == "attachment-missing")
    assert cell(problem) == ("survey", 2, column or "calculation")
    assert problem.details == {"file": file}


def test_columns_that_the_form_reads_must_be_there() -> None:
    assert codes(asked({"cities.csv": CITIES}, parameters="value=province label=name")) == []
    problem = only(
        asked({"cities.csv": CITIES}, parameters="value=kode"), "attachment-column-missing"
    )
    assert cell(problem) == ("cities.csv", 1, None)
    assert problem.details == {"name": "kode", "cell": "survey A2"}
    plain = only(asked({"cities.csv": b"name,nama\na,A\n"}), "attachment-column-missing")
    assert plain.details["name"] == "label"


def test_a_value_that_is_pulled_needs_its_columns() -> None:
    survey = "| type | name | label | calculation |\n| calculate | c | | {} |\n| text | a | A | |"
    call = "pulldata('cities', 'mayor', 'name', 'a')"
    result = check(book(survey.format(call)), "uji.md", {"cities.csv": CITIES})
    problem = next(each for each in result.problems if each.code == "attachment-column-missing")
    assert problem.details == {"name": "mayor", "cell": "survey D2"}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"name,label\na,A\nb,B,,C\n", 3),
        (b"name,label\n\n\na,A,B\n", 4),
        (b'name,label\na,"A\nb,B\n', 2),
        (b'name,label\na,"A"x\nb,B\n', 2),
    ],
)
def test_a_broken_row_is_named_by_file_and_line(content: bytes, line: int) -> None:
    problem = only(asked({"cities.csv": content}), "attachment-row")
    assert cell(problem) == ("cities.csv", line, None)
    assert problem.severity == "error"


def test_a_column_twice_is_named() -> None:
    problem = only(asked({"cities.csv": b"name,label,name\na,A,b\n"}), "header-duplicate")
    assert cell(problem) == ("cities.csv", 1, "name")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b"\xff\xfe"),
        ("a.xml", b"<root>"),
        (
            "a.xml",
            b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r><i><n>&e;</n></i></r>',
        ),
        ("a.xml", b"<!DOCTYPE r><r><item><name>a</name></item></r>"),
        ("a.geojson", b"[]"),
        ("a.geojson", b'{"type": "Feature"}'),
        ("a.geojson", b"[" * 100_000),
        ("a.csv", rows(100_001)),
    ],
)
def test_an_unreadable_list_is_one_problem(name: str, content: bytes) -> None:
    problem = only(asked({name: content}, f"select_one_from_file {name}"), "attachment-unreadable")
    assert problem.sheet == name
    assert problem.details["file"] == name


def test_a_feature_without_properties_is_a_broken_row() -> None:
    content = (
        b'{"type": "FeatureCollection", "features": [{"id": 1}, {"properties": {"title": 1}}]}'
    )
    result = asked({"a.geojson": content}, "select_one_from_file a.geojson")
    assert "attachment-row" in codes(result)


def test_a_long_list_in_a_file_is_filtered_or_refused() -> None:
    refused = only(asked({"cities.csv": rows(2_001)}), "choices-too-many")
    assert cell(refused) == ("survey", 2, "type")
    assert codes(asked({"cities.csv": rows(2_000)})) == []
    source = book(ONE.format("select_one_from_file cities.csv", "", "name != 'c1'"))
    assert codes(check_safely(source, "uji.md", {"cities.csv": rows(10_000)})) == []


def test_a_picture_beside_a_text_is_a_warning() -> None:
    survey = "| type | name | label | image | media::audio |\n| text | a | A | a.png | b.mp3 |"
    choices = YES_NO.replace("| label |", "| label | image |").replace("Ya    |", "Ya | c.png |")
    source = book(f"{survey}\n| select_one yn | s | S | | jr://audio/d.mp3 |", choices)
    result = check(source, "uji.md", {"b.mp3": b""})
    assert result.files == ("a.png", "b.mp3", "c.png", "d.mp3")
    skipped = [problem for problem in result.problems if problem.code == "medium-skipped"]
    assert [cell(problem) for problem in skipped] == [
        ("choices", 2, "image"),
        ("survey", 2, "image"),
        ("survey", 2, "media::audio"),
        ("survey", 3, "media::audio"),
    ]
    assert all(problem.severity == "warning" for problem in skipped)


def test_a_file_that_nothing_names_is_a_warning() -> None:
    problem = only(asked({"cities.csv": CITIES, "citties.csv": b""}), "attachment-unused")
    assert cell(problem) == ("citties.csv", None, None)


@pytest.mark.parametrize(
    "name", ["../a.csv", "a/b.csv", "a\\b.csv", "c:a.csv", "a\n.csv", "", ".."]
)
def test_names_lead_nowhere_else(name: str) -> None:
    assert not is_file_name(name)
    for result in (
        check(book("| type |"), "a.md", {name: b""}),
        check_safely(b"", "a.md", {name: b""}),
    ):
        assert codes(result) == ["attachment-name-invalid"]


def test_a_form_cannot_name_a_file_elsewhere() -> None:
    problem = only(asked({}, "select_one_from_file ../cities.csv"), "attachment-name-invalid")
    assert cell(problem) == ("survey", 2, "type")


def test_attachments_are_limited_in_number_and_size() -> None:
    many = {f"{number}.png": b"" for number in range(MAX_FILES + 1)}
    large = {"a.png": bytes(MAX_TOTAL + 1)}
    for files in (many, large):
        assert codes(check_safely(book(ONE), "a.md", files)) == ["attachments-too-large"]
        assert codes(check(book(ONE), "a.md", files)) == ["attachments-too-large"]


def test_attachments_pass_through_the_child_unchanged() -> None:
    source = book(ONE.format("select_one_from_file cities.csv", "", ""), settings=SETTINGS)
    files = {"b.mp3": b"\n\0{", "cities.csv": CITIES}
    assert check_safely(source, "uji.md", files) == check(source, "uji.md", files)
