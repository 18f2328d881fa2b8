"""XML instances: read by the form's tree, with what does not belong to it named."""

from flows.submissions import Answers, Place, Sent, instance_id, read_files
from flows.xform import Form
from tests.flows.submissions.test_tables import CASES, DESK, NESTED, filled


def sent(xml: str) -> Sent:
    [found] = read_files([("a.xml", xml.encode())], "a.xml")
    assert isinstance(found, Sent), found
    return found


def read(form: Form, xml: str) -> Answers:
    return sent(xml).read(form)


def test_the_root_names_form_and_version() -> None:
    found = sent('<data id="desk" version="3"/>')
    assert (found.form_id, found.version) == ("desk", "3")
    assert sent("<data><meta/></data>").form_id == ""


def test_any_name_of_the_root_and_any_namespace() -> None:
    """Kobo names the root after its own id of the form."""
    xml = """
        <aXyz xmlns:orx="http://openrosa.org/xforms" id="aXyz" version="vKobo">
          <formhub><uuid>f</uuid></formhub>
          <kantor><meja>yes</meja><alat>no yes</alat><foto/></kantor>
          <__version__>vKobo</__version__>
          <orx:meta><orx:instanceID>uuid:1</orx:instanceID><rootUuid>uuid:1</rootUuid></orx:meta>
        </aXyz>"""
    answers = read(DESK, xml)
    assert filled(answers) == {
        "/data/kantor/meja": "yes",
        "/data/kantor/alat": "no yes",
        "/data/meta/instanceID": "uuid:1",
    }
    assert (answers.unknown, answers.problems) == ({}, [])
    assert answers.places["/data/kantor/meja"] == Place("a.xml", None, None, "kantor/meja")


def test_repeats_are_counted_where_they_stand() -> None:
    xml = """
        <data id="cases"><nama>Ani</nama><isi>
          <kasus><umur>7</umur><surat><judul>A</judul></surat><surat><judul>B</judul></surat></kasus>
          <kasus><nama>Budi</nama></kasus>
          <kasus/>
        </isi></data>"""
    answers = read(CASES, xml)
    assert filled(answers) == NESTED
    assert answers.values["/data/isi/kasus[3]"] == "", "an instance without answers is one"


def test_what_the_form_lacks_is_named() -> None:
    answers = read(DESK, '<d id="d"><lain>x</lain><kosong/><kantor><g><h>1</h></g></kantor></d>')
    assert list(answers.unknown) == ["lain", "kantor/g/h"]
    assert answers.others["lain"] == "x"


def test_a_question_stands_once() -> None:
    answers = read(DESK, '<d id="d"><kantor><meja>yes</meja><meja>no</meja></kantor></d>')
    assert [(each.code, each.place.column) for each in answers.problems] == [
        ("element-twice", "kantor/meja")
    ]


def test_the_id_may_stand_at_the_root() -> None:
    """As Aggregate and Briefcase write it."""
    xml = '<d id="d" instanceID="uuid:9" submissionDate="2020-01-01T00:00:00Z"/>'
    answers = read(DESK, xml)
    assert instance_id(DESK, answers) == "uuid:9"
    assert answers.others["SubmissionDate"] == "2020-01-01T00:00:00Z"
