"""Whatever way somebody answers, the answers in the end are those of who goes straight through."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, note, reject, settings
from hypothesis import strategies as st

from bot.access import Operator
from bot.questionnaires import service as questionnaires
from bot.questionnaires.moving import move_all
from flows import Form, engine, load_form
from flows.xlsform import Checked, Sides
from storage.database import Database
from tests.bot.interviews.anyway.later import correct, go_over
from tests.bot.interviews.anyway.surveys import Questionnaire, changed, questionnaire
from tests.bot.interviews.anyway.wandering import Wanderer
from tests.bot.interviews.anyway.wanted import Unanswerable, straight
from tests.bot.interviews.walking import AGREE, answers
from tests.support.chat import Phone
from tests.support.databases import empty
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

    def __init__(self, url: str, files: Path, asked: Questionnaire, seed: int) -> None:
        self.url, self.files, self.asked = url, files, asked
        self.database = Database(url, files)
        self._publish(asked, "1")
        self.town: dict[int, Phone] = {}
        self.people = [self._enter(staff, asked, seed) for staff in CHATS]

    def _publish(self, asked: Questionnaire, version: str) -> None:
        checked = Checked("baru.md", "baru", version, "Baru", asked.xml, Sides(), ())
        self.database.write(
            lambda uow: questionnaires.publish(uow, Operator(), checked, version.encode(), NOW)
        )

    def _enter(self, staff_id: str, asked: Questionnaire, seed: int) -> Wanderer:
        chat, office = CHATS[staff_id]
        phone = Phone(self.database, chat, town=self.town)
        phone.type(f"/start {issue(self.database, staff_id).code}")
        phone.tap(AGREE)
        who = Wanderer(phone, staff_id, load_form(asked.xml), asked, seed, office)
        who.look()
        return who

    def restart(self) -> None:
        """The process ends, and another one opens the same database."""
        self.database.close()
        self.database = Database(self.url, self.files)
        for who in self.people:
            who.phone.database = self.database
            who.phone.log.append("# restart")

    def sleep(self) -> None:
        """It is another day."""
        for who in self.people:
            who.phone.now += timedelta(days=1)
            who.phone.log.append("# another day")

    def change(self, random: Random) -> None:
        """Another version is published, and what is open moves to it."""
        asked = changed(self.asked, random)
        form = load_form(asked.xml)
        if not answerable(form, self.people[0].seed, self.people[0].now):
            return
        before = [who.current(who.interview) for who in self.people]
        self._publish(asked, "2")
        with self.database.read() as uow:
            target = uow.questionnaires.by_name("baru")
        assert target
        now = max(who.phone.now for who in self.people)
        for who in self.people:
            who.phone.now = now
        assert move_all(self.database, Operator(), target, lambda: now) == len(self.people)
        for who, interview in zip(self.people, before, strict=True):
            go_over(who, interview, form, asked)


def answerable(form: Form, seed: int, now: datetime) -> bool:
    try:
        straight(form, seed, now, {})
    except Unanswerable:
        return False
    return True


done: Counter[str] = Counter()


@pytest.fixture(scope="module", autouse=True)
def _counts() -> Iterator[None]:
    yield
    print(" ".join(f"{what}={count}" for what, count in sorted(done.items())))


def wander(url: str, files: Path, form_seed: int, way: int) -> None:
    asked = questionnaire(Random(form_seed))
    if not answerable(load_form(asked.xml), form_seed, NOW):
        reject()
    world, random = World(url, files, asked, form_seed), Random(way)
    who, other = world.people
    change_at = random.randrange(STEPS * 2)
    try:
        for step in range(STEPS):
            if random.random() < 0.04:
                world.restart()
            if random.random() < 0.03:
                world.sleep()
            if step == change_at:
                world.change(random)
            acting, beside = (who, other) if random.random() < 0.8 else (other, who)
            untouched = beside.stored
            acting.wander(random, [beside])
            assert beside.stored == untouched, "somebody else's interview moved"
        arrive(world, who, random)
        if random.random() < 0.4:
            who.seed += 1
            who.phone.now += timedelta(days=random.choice((0, 1)))
            correct(who, random, STEPS // 4, straight(who.form, who.seed, who.now, {}))
            agree(world, who)
        done.update(walks=1, answers=len(answers(world.database, who.staff_id, form="baru")))
        done.update(who.acts)
    except Unanswerable:
        reject()  # on the day that it is by now
    except BaseException:
        note(who.questionnaire.table)
        for each in world.people:
            note("\n".join([f"# {each.staff_id}", *each.phone.log]))
        raise
    finally:
        world.database.close()


def arrive(world: World, who: Wanderer, random: Random) -> None:
    """Come to the end that is meant, and send it."""
    who.finish(random, straight(who.form, who.seed, who.now, {}))
    assert who.stored.status == "submitted"
    agree(world, who)


def agree(world: World, who: Wanderer) -> None:
    """What is stored is what the straight way gives."""
    meant = straight(who.form, who.seed, who.now, {})
    given = answers(world.database, who.staff_id, form="baru")
    assert given == engine.answers(who.form, meant, who.now)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@settings(
    max_examples=WALKS or 15,
    derandomize=not WALKS,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_any_way_ends_where_the_straight_one_does(ministry: Path, form_seed: int, way: int) -> None:
    file = ministry.parent / f"{form_seed}-{way}.db"
    shutil.copy(ministry, file)
    wander(f"sqlite:///{file}", ministry.parent / "files", form_seed, way)
    file.unlink()


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@settings(
    max_examples=WALKS // 10 or 2,
    derandomize=not WALKS,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_so_it_does_on_postgresql(
    postgres_address: str, tmp_path_factory: pytest.TempPathFactory, form_seed: int, way: int
) -> None:
    files = tmp_path_factory.mktemp("files")
    database = Database(postgres_address, files)
    found_ministry(database)
    database.close()
    try:
        wander(postgres_address, files, form_seed, way)
    finally:
        empty(postgres_address)
