"""Publishing: who may, what is refused, and that a version never changes."""

import pytest

from bot.access import Actor, NotAllowed, Operator
from bot.questionnaires import service
from flows.xlsform import Checked
from storage.database import Database
from storage.errors import Conflict
from tests.bot.interviews.forms import SHORT
from tests.support.people import NOW, RATNA, SARI, found_ministry, person

SOURCE = SHORT.encode()


@pytest.fixture(scope="module")
def checked() -> Checked:
    return service.check_workbook(SOURCE, "pendek.md")


def publish(
    database: Database, checked: Checked, source: bytes = SOURCE, actor: Actor | None = None
) -> service.Published:
    who = actor or Operator()
    return database.write(lambda uow: service.publish(uow, who, checked, source, NOW))


def test_a_version_holds_what_the_workbook_says(database: Database, checked: Checked) -> None:
    done = publish(database, checked)
    row = done.questionnaire
    assert not done.again
    assert (row.name, row.version, row.title) == ("pendek", "1", "Potret kantor")
    assert (row.audience, row.minutes) == (("FD", "PO", "PC"), 3)
    assert row.source == SOURCE
    assert row.xform == checked.xform
    with database.read() as uow:
        assert service.latest(uow, Operator(), "pendek") == row
        assert service.published(uow, Operator()) == (row,)
        assert service.latest(uow, Operator(), "lain") is None
        [line] = uow.audit.about("pendek@1")
    assert (line.action, line.actor) == ("questionnaire.publish", None)


def test_the_same_again_is_no_new_version(database: Database, checked: Checked) -> None:
    first = publish(database, checked)
    again = publish(database, checked)
    assert again.again
    assert again.questionnaire == first.questionnaire
    with database.read() as uow:
        assert len(uow.audit.about("pendek@1")) == 1


def test_a_version_with_other_content_is_a_conflict(database: Database, checked: Checked) -> None:
    first = publish(database, checked)
    with pytest.raises(Conflict):
        publish(database, checked, SOURCE + b"\n")
    with database.read() as uow:
        assert service.latest(uow, Operator(), "pendek") == first.questionnaire


def test_a_workbook_with_errors_is_never_published(database: Database) -> None:
    broken = service.check_workbook(SHORT.replace("${meja}", "${mejja}").encode(), "pendek.md")
    assert not broken.ok
    with pytest.raises(ValueError, match="errors"):
        publish(database, broken)


def test_the_office_publishes_and_staff_do_not(database: Database, checked: Checked) -> None:
    found_ministry(database)
    with pytest.raises(NotAllowed):
        publish(database, checked, actor=person(database, SARI))
    coordinator = person(database, RATNA)
    done = publish(database, checked, actor=coordinator)
    assert done.questionnaire.published_by == coordinator.id
    with database.read() as uow, pytest.raises(NotAllowed):
        service.published(uow, person(database, SARI))
