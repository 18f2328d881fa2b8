"""The roster file: what is taken, and where each fault is said to be."""

import pytest

from bot.people.roster import read_roster

OFFICES = frozenset({"BP3MI-NTT"})
HEAD = "staff_id,name,office,role,access,language\n"


def problems(text: str) -> list[tuple[str, int, str]]:
    _, found = read_roster(text.encode(), OFFICES)
    return [(problem.code, problem.line, problem.column) for problem in found]


def test_semicolons_capitals_and_empty_cells_are_read() -> None:
    rows, found = read_roster(
        "\ufeffStaff_ID;Name;Office;Role;Access;Language\nS1; Sari ;BP3MI-NTT;fd;;\n".encode(),
        OFFICES,
    )
    assert not found
    assert (rows[0].staff_id, rows[0].name, rows[0].role) == ("S1", "Sari", "FD")
    assert (rows[0].access, rows[0].language) == ("respondent", "id")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + "S1,Sari,BP3MI-XXX,FD,respondent,id\n", ("roster-office-unknown", 2, "office")),
        (HEAD + "S1,Sari,BP3MI-NTT,XX,respondent,id\n", ("roster-value-unknown", 2, "role")),
        (HEAD + "S1,Sari,BP3MI-NTT,FD,king,id\n", ("roster-value-unknown", 2, "access")),
        (HEAD + "S1,Sari,BP3MI-NTT,FD,respondent,fr\n", ("roster-value-unknown", 2, "language")),
        (HEAD + ",Sari,BP3MI-NTT,FD,respondent,id\n", ("roster-empty", 2, "staff_id")),
        (HEAD + "S1,,BP3MI-NTT,FD,respondent,id\n", ("roster-empty", 2, "name")),
        (HEAD + f"S1,{'x' * 200},BP3MI-NTT,FD,respondent,id\n", ("roster-too-long", 2, "name")),
        (HEAD + 'S1,"Sari,BP3MI-NTT\n', ("roster-unreadable", 2, "")),
        ('"staff_id,name\n', ("roster-unreadable", 1, "")),
        ("staff_id,name,office,role,access\nS1,Sari\n", ("roster-column-missing", 1, "language")),
    ],
)
def test_each_fault_is_named_with_its_place(text: str, expected: tuple[str, int, str]) -> None:
    assert expected in problems(text)


def test_a_staff_id_twice_is_named_at_its_second_place() -> None:
    line = "S1,Sari,BP3MI-NTT,FD,respondent,id\n"
    assert problems(HEAD + line + line) == [("roster-twice", 3, "staff_id")]


def test_a_file_that_is_not_utf8_is_refused_with_its_line() -> None:
    _, found = read_roster((HEAD + "S1,José\n").encode("latin-1"), OFFICES)
    assert [(problem.code, problem.line) for problem in found] == [("roster-not-utf8", 2)]


def test_marks_that_turn_the_line_around_are_left_out_of_names() -> None:
    rows, _ = read_roster(
        (HEAD + "S1,\u202eSari <b>&,BP3MI-NTT,FD,respondent,id\n").encode(), OFFICES
    )
    assert rows[0].name == "Sari <b>&"
