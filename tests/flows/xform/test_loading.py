"""What a form becomes when it is loaded, and what is refused by name and place."""

import pytest

from flows import UnsupportedForm, load_form
from tests.support.forms import YES_NO, form, xform

SURVEY = """
    | type          | name | label |
    | select_one yn | a    | A     |
    | begin_group   | g    | G     |
    | integer       | b    | B     |
    | end_group     |      |       |
    | calculate     | c    |       |
"""


def refused(xml: str) -> tuple[str, str, str]:
    with pytest.raises(UnsupportedForm) as caught:
        load_form(xml)
    return caught.value.code, caught.value.path, caught.value.detail


def test_nodes_are_named_by_their_paths() -> None:
    loaded = form(
        """
        | type          | name | label | calculation | appearance |
        | select_one yn | a    | A     |             | minimal    |
        | begin_group   | g    | G     |             |            |
        | integer       | b    | B     |             |            |
        | calculate     | c    |       | ${b} + 1    |            |
        | end_group     |      |       |             |            |
        """,
        YES_NO,
        "| form_id | version | form_title |\n| desk | 7 | Meja |",
    )
    assert (loaded.form_id, loaded.version, loaded.title) == ("desk", "7", "Meja")
    assert (loaded.languages, loaded.default_language) == ((), "")
    names = ["", "/a", "/g", "/g/b", "/g/c", "/meta", "/meta/instanceID"]
    assert loaded.nodes == tuple(f"/data{name}" for name in names)
    assert list(loaded.questions) == ["/data/a", "/data/g/b"]
    assert loaded.questions["/data/a"].kind == "select_one"
    assert loaded.questions["/data/a"].appearance == "minimal"
    assert [group.path for group in loaded.questions["/data/g/b"].groups] == ["/data/g"]


@pytest.mark.parametrize(
    ("row", "code", "path", "detail"),
    [
        ("| geopoint | x | X | |", "type", "/data/x", "geopoint"),
        ("| image | x | X | |", "type", "/data/x", "binary"),
        ("| time | x | X | |", "type", "/data/x", "time"),
        ("| datetime | x | X | |", "type", "/data/x", "dateTime"),
        ("| range | x | X | |", "control", "/data/x", "range"),
        ("| start | x | | |", "preload", "/data/x", "timestamp"),
        (
            "| text | x | X | frobnicate(1) |",
            "expression",
            "/data/x",
            "unknown-function at 0: frobnicate",
        ),
        ("| text | x | X | ${x} = 1 |", "cycle", "/data/x", "/data/x → /data/x"),
        (
            "| begin_repeat | r | R | |\n| text | x | X | |\n| end_repeat | | | |",
            "repeat",
            "/data/r",
            "r",
        ),
        (
            "| begin_group | g | G | ${x} = 1 |\n| text | x | X | |\n| end_group | | | |",
            "cycle",
            "/data/g",
            "/data/g → /data/g",
        ),
        (
            "| text | x | X | ${y} = 1 |\n| text | y | Y | ${x} = 1 |",
            "cycle",
            "/data/x",
            "/data/x → /data/y → /data/x",
        ),
        ("| select_one_from_file a.csv | x | X | |", "external-instance", "", "a"),
    ],
)
def test_what_is_not_built_is_refused(row: str, code: str, path: str, detail: str) -> None:
    assert refused(xform(f"| type | name | label | relevant |\n{row}")) == (code, path, detail)


def test_media_are_refused() -> None:
    survey = "| type | name | label | media::image |\n| text | x | X | a.png |"
    assert refused(xform(survey)) == ("media", "/data/x", "image")


def test_what_is_no_form_is_refused() -> None:
    assert refused("<a")[0] == "xml"
    assert refused("<a/>") == ("xml", "", "head or body")
    bomb = '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'
    assert refused(bomb)[0] == "xml"
    good = xform(SURVEY.replace("| calculate     | c    |       |", ""), YES_NO)
    assert (
        refused(good.replace("<model ", "<modell ").replace("</model>", "</modell>"))[0] == "model"
    )
    assert refused(good.replace('<input ref="/data/g/b"', '<input ref="/data/g/x"')) == (
        "unknown-node", "/data/g/x", "input",
    )  # fmt: skip
    assert refused(good.replace('nodeset="/data/g/b"', 'nodeset="/data/g/x"'))[0] == "unknown-node"
    assert refused(good.replace('type="int"', 'type="int" jr:preload="date"'))[0] == "preload"


def test_the_names_of_groups_nest_in_sections() -> None:
    loaded = form(
        """
        | type        | name | label |
        | begin_group | g    | Luar  |
        | begin_group | h    |       |
        | begin_group | i    | Dalam |
        | text        | x    | X     |
        | end_group   |      |       |
        | end_group   |      |       |
        | end_group   |      |       |
        """
    )
    assert [group.path for group in loaded.questions["/data/g/h/i/x"].groups] == [
        "/data/g", "/data/g/h", "/data/g/h/i",
    ]  # fmt: skip
