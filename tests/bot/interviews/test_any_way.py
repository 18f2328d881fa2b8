"""Whatever way somebody answers, the answers in the end are those of who goes straight through."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, note, reject, settings
from hypothesis import strategies as st

from bot.access import Operator
from bot.questionnaires import service as questionnaires
from flows import engine, load_form
from flows.xlsform import Checked, Sides
from storage.database import Database
from tests.bot.interviews.anyway.surveys import Questionnaire, questionnaire
from tests.bot.interviews.anyway.wandering import Wanderer
from tests.bot.interviews.anyway.wanted import Unanswerable, straight
from tests.bot.interviews.walking import AGREE, answers
from tests.support.chat import Phone
from tests.support.people import MARIA, NOW, SARI, found_ministry, issue

# ANY_WAY: how many walks, others each time; without it few and the same, so that CI stays quick.
WALKS = int(os.environ.get("ANY_WAY", "0"))
STEPS = 30
CHATS = {SARI: (501, "BP3MI-NTT"), MARIA: (502, "P4MI-MOF")}


@pytest.fixture(scope="module")
def ministry(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the test ministry in it, to copy."""
    path = tmp_path_factory.mktemp("ministry") / "pandu.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    found_ministry(database)
    database.close()
    return path


class World:
    """Two people with one questionnaire on a database that is opened anew now and then."""

    def __init__(self, file: Path, asked: Questionnaire, seed: int) -> None:
        self.url = f"sqlite:///{file}"
        self.database = Database(self.url)
        checked = Checked("baru.md", "baru", "1", "Baru", asked.xml, Sides(), ())
        self.database.write(lambda uow: questionnaires.publish(uow, Operator(), checked, b"", NOW))
        self.people = [self._enter(staff, asked, seed) for staff in CHATS]

    def _enter(self, staff_id: str, asked: Questionnaire, seed: int) -> Wanderer:
        chat, office = CHATS[staff_id]
        phone = Phone(self.database, chat)
        phone.type(f"/start {issue(self.database, staff_id).code}")
        phone.tap(AGREE)
        who = Wanderer(phone, staff_id, load_form(asked.xml), asked, seed, office)
        who.look()
        return who

    def restart(self) -> None:
        """The process ends, and another one opens the same file."""
        self.database.close()
        self.database = Database(self.url)
        for who in self.people:
            who.phone.database = self.database
            who.phone.log.append("# restart")


done: Counter[str] = Counter()


@pytest.fixture(scope="module", autouse=True)
def _counts() -> Iterator[None]:
    yield
    print(" ".join(f"{what}={count}" for what, count in sorted(done.items())))


def wander(file: Path, form_seed: int, way: int) -> None:
    asked = questionnaire(Random(form_seed))
    form = load_form(asked.xml)
    try:
        straight(form, form_seed, NOW, {})
    except Unanswerable:
        reject()
    world, random = World(file, asked, form_seed), Random(way)
    who, other = world.people
    try:
        for _ in range(STEPS):
            if random.random() < 0.04:
                world.restart()
            acting, beside = (who, other) if random.random() < 0.8 else (other, who)
            untouched = beside.stored
            acting.wander(random, [beside])
            assert beside.stored == untouched, "somebody else's interview moved"
        meant = straight(form, form_seed, who.now, {})
        who.finish(random, meant)
        assert who.stored.status == "submitted"
        given = answers(world.database, who.staff_id, form="baru")
        assert given == engine.answers(form, meant, who.now)
        done.update(walks=1, answers=len(given), **who.acts)
    except BaseException:
        note(asked.table)
        for each in world.people:
            note("\n".join([f"# {each.staff_id}", *each.phone.log]))
        raise
    finally:
        world.database.close()


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@settings(
    max_examples=WALKS or 30,
    derandomize=not WALKS,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_any_way_ends_where_the_straight_one_does(ministry: Path, form_seed: int, way: int) -> None:
    file = ministry.parent / f"{form_seed}-{way}.db"
    shutil.copy(ministry, file)
    wander(file, form_seed, way)
    file.unlink()
