"""What a form becomes when it is loaded, and what is refused by name and place."""

import json
from datetime import UTC, datetime

import pytest

from flows import UnsupportedForm, load_form, record, start, state
from flows.xform import Span
from tests.support.forms import YES_NO, form, xform

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
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
    assert tuple(loaded.nodes) == tuple(f"/data{name}" for name in names)
    assert list(loaded.questions) == ["/data/a", "/data/g/b"]
    assert loaded.questions["/data/a"].kind == "select_one"
    assert loaded.questions["/data/a"].appearance == "minimal"
    assert [group.path for group in loaded.questions["/data/g/b"].groups] == ["/data/g"]


@pytest.mark.parametrize(
    ("row", "code", "path", "detail"),
    [
        (
            "| text | x | X | frobnicate(1) |",
            "expression",
            "/data/x",
            "unknown-function at 0: frobnicate",
        ),
        ("| text | x | X | ${x} = 1 |", "cycle", "/data/x", "/data/x → /data/x"),
        (
            "| begin_repeat | r | R | |\n| text | x | X | sum(${x}) > 1 |\n| end_repeat | | | |",
            "cycle",
            "/data/r/x",
            "/data/r/x → /data/r/x",
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
        ("| select_one_from_file a.csv | x | X | |", "attachment-missing", "", "a.csv"),
    ],
)
def test_what_is_not_built_is_refused(row: str, code: str, path: str, detail: str) -> None:
    assert refused(xform(f"| type | name | label | relevant |\n{row}")) == (code, path, detail)


KINDS = """
    | type           | name | label | parameters              | calculation |
    | geopoint       | a    | A     |                         |             |
    | geotrace       | b    | B     |                         |             |
    | geoshape       | c    | C     |                         |             |
    | image          | d    | D     |                         |             |
    | audio          | e    | E     |                         |             |
    | video          | f    | F     |                         |             |
    | file           | g    | G     |                         |             |
    | barcode        | h    | H     |                         |             |
    | time           | i    | I     |                         |             |
    | datetime       | j    | J     |                         |             |
    | range          | k    | K     | start=1 end=5 step=0.5  |             |
    | rank yn        | l    | L     |                         |             |
    | acknowledge    | m    | M     |                         |             |
    | start          | n    |       |                         |             |
    | calculate      | o    |       |                         | 1           |
    """


def test_every_type_has_its_kind() -> None:
    loaded = form(KINDS, YES_NO)
    kinds = "geopoint geotrace geoshape image audio video file barcode time datetime range rank"
    assert [each.kind for each in loaded.questions.values()] == [*kinds.split(), "acknowledge"]
    assert loaded.questions["/data/k"].span == Span("1", "5", "0.5")


def test_media_stand_beside_the_words() -> None:
    survey = "| type | name | label | media::image |\n| text | x | X | a.png |"
    label = form(survey).questions["/data/x"].label
    assert label is not None
    assert label.languages == {"default": ("X",)}
    assert label.others["image"].languages == {"default": ("jr://images/a.png",)}


def test_what_a_chat_passes_over_is_noted() -> None:
    text = xform("| type | name | label |\n| text | x | X |").replace(
        '<input ref="/data/x">', '<input ref="/data/x" intent="ex:app" appearance="search(1)">'
    )
    assert load_form(text).ignored == (
        ("attribute", "/data/x", "intent"),
        ("attribute", "/data/x", "search()"),
    )


def test_lists_lie_in_files() -> None:
    survey = """
        | type                        | name | label | choice_filter |
        | text                        | p    | P     |               |
        | select_one_from_file a.csv  | x    | X     | prov = ${p}   |
        | select_one_from_file b.xml  | y    | Y     |               |
        | select_one_from_file c.geojson | z | Z     |               |
        """
    point = {"type": "Point", "coordinates": [106.8, -6.2]}
    feature = {"id": "monas", "properties": {"title": "Monas"}, "geometry": point}
    files = {
        "a.csv": "\ufeffname;label;prov\nk;Kupang;ntt\nm;Medan;sumut\n".encode(),
        "b.xml": b"<root><item><name>n</name><label>N</label></item></root>",
        "c.geojson": json.dumps({"type": "FeatureCollection", "features": [feature]}).encode(),
    }
    loaded = load_form(xform(survey), files)
    interview = record(loaded, start(loaded, NOW).interview, "/data/p", "ntt", NOW).interview
    nodes = state(loaded, interview, NOW, full=True)["nodes"]
    assert [nodes[f"/data/{name}"]["choices"] for name in "xyz"] == [["k"], ["n"], ["monas"]]
    assert [nodes[f"/data/{name}"]["choice_labels"] for name in "xyz"] == [
        [{"": "Kupang"}], [{"": "N"}], [{"": "Monas"}],
    ]  # fmt: skip


@pytest.mark.parametrize("broken", [b"\xff\xfe", b"{", b'{"type": "Feature"}', b"[1]"])
def test_a_broken_file_is_refused_by_name(broken: bytes) -> None:
    survey = "| type | name | label |\n| select_one_from_file c.geojson | z | Z |"
    with pytest.raises(UnsupportedForm) as caught:
        load_form(xform(survey), {"c.geojson": broken})
    assert caught.value.code == "attachment-broken"
    assert caught.value.detail.startswith("c.geojson")


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
    assert refused(good.replace('type="int"', 'type="int" jr:preload="moon"'))[0] == "preload"


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
