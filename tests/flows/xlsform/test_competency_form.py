"""The competency self-assessment that we ship: whole, balanced, and valid for Kobo and ODK."""

import csv
import shutil
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from flows.engine import answer, record, review, start
from flows.prompts import PickDate, PickMany, PickOne, Prompt, TypeNumber, TypeText
from flows.xform import load_form
from flows.xlsform import ROLES, Checked, check, check_safely, export_xlsx
from flows.xlsform.columns import columns_of
from flows.xlsform.tables import read_markdown

SOURCE = Path(__file__).parents[3] / "bot/questionnaires/content/kompetensi.md"
MODEL = Path(__file__).parents[4] / "shared/domain/competency_model.csv"
NAME = "kompetensi.md"
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)

# Required level of FD PO PV PC HB as the competency model has it; 0: the role is not asked.
TARGETS = """
D1.1 23334  D1.2 12432  D1.3 12334  D1.4 22334
D2.1 32233  D2.2 21233  D2.3 23233  D2.4 22334
D3.1 24133  D3.2 13233  D3.3 24233  D3.4 13122
D4.1 23033  D4.2 13033  D4.3 12033  D4.4 22032
D5.1 22332  D5.2 23333  D5.3 02234  D5.4 23333
D6.1 12244  D6.2 13244  D6.3 03223  D6.4 22033
D7.1 33334  D7.2 11134  D7.3 12234  D7.4 13234
"""
ASKED = {"FD": 26, "PO": 28, "PV": 23, "PC": 28, "HB": 28}


@pytest.fixture(scope="module")
def form() -> Checked:
    return check(SOURCE.read_bytes(), NAME)


def targets() -> dict[str, dict[str, float]]:
    words = TARGETS.split()
    return {
        code: dict(zip(ROLES, map(float, levels), strict=True))
        for code, levels in zip(words[::2], words[1::2], strict=True)
    }


def test_it_has_neither_errors_nor_warnings(form: Checked) -> None:
    assert form.problems == ()
    assert (form.form_id, form.version) == ("kompetensi", "2026.1")
    assert form.title == "Penilaian Mandiri Kompetensi"


def test_the_child_process_agrees(form: Checked) -> None:
    assert check_safely(SOURCE.read_bytes(), NAME) == form


def test_excel_and_pyxform_alone_give_the_same_form(form: Checked) -> None:
    exported = export_xlsx(SOURCE.read_bytes())
    again = check(exported, "kompetensi.xlsx")
    assert (again.xform, again.sides, again.problems) == (form.xform, form.sides, ())
    warnings: list[str] = []
    assert convert(SOURCE.read_bytes(), warnings=warnings).xform == form.xform
    assert convert(exported, warnings=warnings).xform == form.xform
    assert warnings == []


@pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate needs java")
def test_odk_validate_accepts_it() -> None:
    warnings: list[str] = []
    convert(SOURCE.read_bytes(), warnings=warnings, validate=True)
    assert warnings == []


def test_weights_sum_to_one_under_every_parent(form: Checked) -> None:
    sums: dict[str, float] = defaultdict(float)
    for row in form.sides.framework:
        sums[row.parent] += row.weight
    assert set(sums) == {"", "ICI", *(f"D{number}" for number in range(1, 8))}
    assert all(total == pytest.approx(1) for total in sums.values())


def test_the_framework_is_28_indicators_on_levels_one_to_five(form: Checked) -> None:
    leaves = [row for row in form.sides.framework if row.level == 1]
    assert {row.code for row in leaves} == set(targets())
    assert {(row.lower, row.upper, row.direction) for row in leaves} == {(1.0, 5.0, 1)}
    assert all(set(row.names) == {"Bahasa Indonesia (id)", "English (en)"} for row in leaves)
    assert {row.status for row in form.sides.framework} == {"usulan_ilustratif"}
    assert sorted(form.sides.indicators.values()) == sorted(targets())
    five = {str(level): float(level) for level in range(1, 6)}
    assert all(scores == five for scores in form.sides.scores.values())


def test_required_levels_are_those_of_the_model(form: Checked) -> None:
    assert form.sides.required_levels == targets()


def asked_of(form: Checked, role: str) -> list[str]:
    """The paths put to a person of that role who says yes everywhere, in order."""
    xform = load_form(form.xform)
    filled = {"/data/tentang/peran": role, "/data/tentang/kantor": "BP3MI-NTT"}
    turn = start(xform, NOW, prefill=filled)
    paths = []
    while turn.prompt is not None:
        path = turn.prompt.path
        paths.append(path)
        turn = answer(xform, turn.interview, path, answer_to(turn.prompt), NOW)
        assert turn.problem is None, turn
    assert review(xform, turn.interview, NOW).missing == ()
    return paths


def answer_to(prompt: Prompt) -> str:
    match prompt.input:
        case PickOne(choices):
            return choices[0].name
        case PickMany(choices):
            return choices[-2].name
        case TypeNumber():
            return "2"
        case PickDate():
            return "2026-01-31"
        case TypeText():
            return "Pelatihan bahasa"
        case _:
            return "OK"


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_asked_what_the_model_wants_of_it(form: Checked, role: str) -> None:
    paths = asked_of(form, role)
    codes = {form.sides.indicators[path] for path in paths if path in form.sides.indicators}
    assert codes == {code for code, levels in targets().items() if levels[role] > 0}
    assert len(codes) == ASKED[role]
    assert len(paths) == len(set(paths))
    assert "/data/tentang/peran" not in paths
    branches = {"tanggal_pelatihan", "jumlah_kasus", "kasus_nonprosedural", "dukungan_lain"}
    assert branches <= {path.rpartition("/")[2] for path in paths}


@pytest.mark.parametrize(
    ("path", "raw", "message"),
    [
        ("/data/tentang/tanggal_pelatihan", "2026-12-31", "belum terjadi"),
        ("/data/d3/jumlah_kasus", "501", "dari 1 sampai 500"),
        ("/data/d3/kasus_nonprosedural", "3", "dari 0 sampai 2"),
        ("/data/penutup/dukungan", "tidak_ada pelatihan", "tidak dapat dipilih bersama"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_kindly(
    form: Checked, path: str, raw: str, message: str
) -> None:
    xform = load_form(form.xform)
    turn = start(xform, NOW, prefill={"/data/tentang/peran": "PO"})
    while turn.prompt is not None and turn.prompt.path != path:
        turn = answer(xform, turn.interview, turn.prompt.path, answer_to(turn.prompt), NOW)
    turn = record(xform, turn.interview, path, raw, NOW)
    assert turn.problem is not None
    assert message in turn.problem.details["message"]


def test_role_and_office_are_filled_by_us_and_asked_by_kobo(form: Checked) -> None:
    assert form.sides.prefill == {
        "/data/tentang/peran": "person.role",
        "/data/tentang/kantor": "person.office",
    }
    assert '<select1 ref="/data/tentang/peran">' in form.xform


def test_people_are_told_what_it_is_for(form: Checked) -> None:
    assert set(form.sides.purpose) == {"Bahasa Indonesia (id)", "English (en)"}
    assert form.sides.audience == ROLES
    assert form.sides.minutes == 15
    assert "usulan ilustratif" in form.sides.purpose["Bahasa Indonesia (id)"]


def test_its_words() -> None:
    text = SOURCE.read_text(encoding="utf-8").lower()
    assert "perlindungan" not in text
    assert "ilegal" not in text
    assert "illegal" not in text
    assert "nonprosedural" in text
    assert "kamu " not in text


@pytest.mark.skipif(not MODEL.exists(), reason="the competency model lies in ../shared")
def test_every_level_text_of_the_model_appears() -> None:
    with MODEL.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    columns = columns_of(read_markdown(SOURCE.read_bytes()), "choices")
    found = {
        (row.cells["list_name"], row.cells["name"], column.language): row.cells[column.header]
        for row in columns.sheet.filled()
        for column in columns.named("label")
    }
    for row in rows:
        name = row["indicator_code"].lower().replace(".", "_")
        for level in "12345":
            assert found[name, level, "Bahasa Indonesia (id)"] == row[f"level{level}_id"]
            assert found[name, level, "English (en)"] == row[f"level{level}_en"]
