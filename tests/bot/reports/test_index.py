"""What the index is made of: whose answers count, where, by which version, and who may see it."""

from datetime import timedelta

import pytest

from bot.access import NotAllowed, Operator
from bot.reports import service
from bot.reports.figures import IndexReport, OfficeFigures
from bot.reports.rules import NoIndex, largest_gaps, paged
from storage.database import Database
from storage.errors import NotFound
from tests.bot.interviews.forms import SHORT
from tests.bot.reports.measured import (
    DANIEL,
    FRONT_DESK,
    MEASURED,
    NO_LEVELS,
    OFFICE,
    OFFICER,
    PO,
    YOHANES,
    five,
    founded,
    many_offices,
    roster,
    submit,
)
from tests.support.people import MARIA, NOW, RATNA, RINA, ROSTER, SARI, person
from tests.support.system import publish

D1 = (1250 / 30 + 3 * 43.75 + 2750 / 30) / 5  # front desk, officers, head: by hand


def report(database: Database, actor: str = "", wave: int | None = None) -> IndexReport:
    """The report with persons for an operator, else as the actor sees it."""
    who = person(database, actor) if actor else Operator()
    with database.read() as uow:
        return service.index(uow, who, "ukuran", wave, persons=not actor)


def office(database: Database, code: str = OFFICE) -> OfficeFigures:
    [found] = [each for each in report(database).offices if each.office.code == code]
    return found


def codes(found: IndexReport) -> list[str]:
    return [each.office.code for each in found.offices]


def test_the_figures_of_an_office_by_hand(database: Database) -> None:
    founded(database)
    five(database)
    found = office(database)
    assert not found.suppressed
    assert found.dimensions["D1"].score == pytest.approx(D1, abs=1e-12)
    assert (found.dimensions["D2"].score, found.dimensions["D2"].n) == (None, 4)
    assert found.index == pytest.approx(D1, abs=1e-12)
    assert found.gaps == pytest.approx({"D1.1": 0.4, "D1.2": 0.2})
    assert largest_gaps([found]) == ()


def test_the_figures_of_persons_by_hand(database: Database) -> None:
    founded(database)
    five(database)
    people = {each.respondent: each for each in report(database).persons}
    assert list(people) == [*PO, SARI, YOHANES]
    sari, yohanes = people[SARI].dimensions, people[YOHANES].dimensions
    assert sari["D1"].score == pytest.approx(1250 / 30)
    assert (sari["D1"].answered, sari["D1"].asked, sari["D1"].required) == (2, 2, 25)
    assert sari["D2"].score == pytest.approx(55)
    assert people[SARI].gaps == {"D1.1": 1, "D1.2": 0, "D2.1": 1, "D2.2": 0}
    # Two of three are two thirds; what the role is not asked does not count though answered.
    assert (yohanes["D1"].answered, yohanes["D1"].asked) == (2, 3)
    assert yohanes["D1"].score == pytest.approx(2750 / 30)
    assert (yohanes["D2"].score, yohanes["D2"].answered, yohanes["D2"].asked) == (None, 0, 0)


def test_four_answers_show_nothing(database: Database) -> None:
    founded(database)
    for each in (SARI, *PO):
        submit(database, each, OFFICER)
    found = office(database)
    assert (found.suppressed, found.index) == (True, None)
    assert not found.dimensions
    assert not found.gaps
    assert (found.submitted, found.asked) == (4, 5)
    submit(database, YOHANES, OFFICER)
    assert not office(database).suppressed


def test_answers_to_questions_that_are_no_longer_asked_do_not_count(database: Database) -> None:
    founded(database)
    submit(database, PO[0], "aturan=3 dok=3 kasus=ya rujuk=5 kasus=tidak info=5 waktu=1")
    [found] = report(database).persons
    assert found.dimensions["D1"].answered == 2
    assert "D1.3" not in found.gaps


def test_the_latest_of_a_person_counts_and_open_ones_do_not(database: Database) -> None:
    founded(database)
    submit(database, SARI, FRONT_DESK, NOW + timedelta(days=2))
    submit(database, SARI, "aturan=1 dok=1 info=1 waktu=1", NOW + timedelta(days=1))
    [found] = report(database).persons
    assert found.gaps["D1.1"] == 1


def test_office_and_role_are_those_of_the_submission(database: Database) -> None:
    founded(database)
    five(database)
    before = office(database)
    more = "".join(f"{each},Rekan {each},BP3MI-SUT,FD,respondent,id\n" for each in PO)
    roster(database, ROSTER.replace("Sari Lango,BP3MI-NTT,FD", "Sari Lango,P4MI-MOF,PC") + more)
    after = office(database)
    assert after.dimensions == before.dimensions
    assert (after.submitted, after.asked) == (5, 5)
    # Where they went they are not asked a second time.
    assert [(each.submitted, each.asked) for each in report(database).offices] == [
        (5, 5),  # BP3MI-NTT
        (0, 1),  # BP3MI-SUT: Rina
        (0, 1),  # P4MI-MOF: Maria
        (0, 1),  # P4MI-TJB: Dewi
    ]


def test_offices_without_anybody_to_ask_are_left_out(database: Database) -> None:
    founded(database)
    assert codes(report(database)) == [OFFICE, "BP3MI-SUT", "P4MI-MOF", "P4MI-TJB"]
    assert all(each.suppressed and not each.submitted for each in report(database).offices)


def test_a_head_sees_the_own_office_and_those_below(database: Database) -> None:
    founded(database)
    five(database)
    submit(database, RINA, OFFICER)
    seen = report(database, YOHANES)
    assert codes(seen) == [OFFICE, "P4MI-MOF"]
    assert seen.offices[0] == office(database)
    assert codes(report(database, RATNA)) == codes(report(database))


def test_who_may_see_what(database: Database) -> None:
    founded(database)
    with database.read() as uow:
        for staff_id in (SARI, MARIA):
            with pytest.raises(NotAllowed):
                service.index(uow, person(database, staff_id), "ukuran")
        for staff_id in (YOHANES, RATNA):
            with pytest.raises(NotAllowed):
                service.index(uow, person(database, staff_id), "ukuran", persons=True)
        service.index(uow, person(database, DANIEL), "ukuran", persons=True)


def test_a_profile_is_for_its_person_only(database: Database) -> None:
    founded(database)
    mine = submit(database, SARI, FRONT_DESK)
    with database.read() as uow:
        own = service.profile(uow, person(database, SARI), mine)
        for other in (person(database, DANIEL), person(database, MARIA), Operator()):
            with pytest.raises(NotAllowed):
                service.profile(uow, other, mine)
    assert own.figures == report(database).persons[0]


def test_waves_are_apart(database: Database) -> None:
    founded(database)
    submit(database, SARI, FRONT_DESK)
    submit(database, MARIA, OFFICER, wave=7)
    assert [each.respondent for each in report(database).persons] == [SARI]
    assert [each.respondent for each in report(database, wave=7).persons] == [MARIA]
    assert report(database, wave=7).wave == 7
    with pytest.raises(NotFound):
        report(database, wave=8)


def test_an_older_version_is_read_by_its_own_sheets(database: Database) -> None:
    """Another path, another scale of scores, an indicator that came later."""
    older = (
        MEASURED.replace("| aturan |", "| hukum  |")
        .replace("Pemantauan                   | Monitoring          | 4", "Baik | Good | 5")
        .replace("| D2.2      |", "|           |")
    )
    older = "\n".join(line for line in older.splitlines() if "| D2.2  |" not in line)
    founded(database, older)
    submit(database, SARI, "hukum=3 dok=4 kasus=tidak info=4 waktu=5")
    publish(database, MEASURED.replace("| ukuran  | 1 ", "| ukuran  | 2 "), "ukuran.md")
    submit(database, PO[0], OFFICER)
    found = report(database)
    assert found.versions == ("1", "2")
    officer, sari = found.persons
    assert sari.gaps == {"D1.1": 1, "D1.2": 3, "D2.1": 2}
    assert (sari.dimensions["D2"].answered, sari.dimensions["D2"].asked) == (1, 2)
    assert sari.dimensions["D2"].score is None
    assert officer.dimensions["D2"].asked == 2


def test_an_answer_on_another_scale_does_not_count(database: Database) -> None:
    """Its goalposts were 1 and 6, and are 1 and 5 now: a 3 of 6 is no 3 of 5."""
    row = next(line for line in MEASURED.splitlines() if "| D1.1  | D1 " in line)
    founded(database, MEASURED.replace(row, row.replace("| 5          |", "| 6          |")))
    mine = submit(database, SARI, FRONT_DESK)
    publish(database, MEASURED.replace("| ukuran  | 1 ", "| ukuran  | 2 "), "ukuran.md")
    [sari] = report(database).persons
    assert sari.gaps == {"D1.2": 0, "D2.1": 1, "D2.2": 0}
    assert (sari.dimensions["D1"].answered, sari.dimensions["D1"].asked) == (1, 2)
    with database.read() as uow:
        assert service.profile(uow, person(database, SARI), mine).figures == sari


def test_without_required_levels_everything_is_asked_and_nothing_is_missing(
    database: Database,
) -> None:
    founded(database, NO_LEVELS)
    five(database)
    found = office(database)
    assert (found.dimensions["D2"].n, found.gaps) == (5, {})
    assert all(not each.gaps for each in report(database).persons)


def test_a_role_that_the_table_does_not_know_is_asked_everything(database: Database) -> None:
    founded(database, MEASURED.replace("FD PO PC HB | 5", "            | 5"))
    submit(database, RATNA, OFFICER)
    [found] = report(database).persons
    assert (found.role, found.gaps) == ("", {})
    assert [each.asked for each in found.dimensions.values()] == [3, 2]
    assert [each.required for each in found.dimensions.values()] == [None, None]


def test_what_has_no_index(database: Database) -> None:
    founded(database)
    publish(database, SHORT, "pendek.md")
    with database.read() as uow:
        with pytest.raises(NoIndex):
            service.index(uow, Operator(), "pendek")
        with pytest.raises(NotFound):
            service.index(uow, Operator(), "lain")
        assert [each.name for each in service.measured(uow, Operator())] == ["ukuran"]


def test_pages_begin_with_the_lowest(database: Database) -> None:
    founded(database)
    five(database)
    many_offices(database, 6, 5)
    rows = [each for page in paged(report(database)) for each in page]
    indices = [each.index for each in rows if each.index is not None]
    assert len(indices) == 7
    assert indices == sorted(indices)
    assert [each.submitted > 0 for each in rows] == [True] * 7 + [False] * 3
    gaps = [gap.levels for gap in largest_gaps(rows)]
    assert gaps == sorted(gaps, reverse=True)
    assert len(gaps) == 5
