"""What is to be sent: order, claims, outcomes and recovery."""

from collections.abc import Callable

import pytest

from storage.database import Database
from storage.errors import Conflict
from storage.records import Outgoing, Recovered
from storage.unit_of_work import UnitOfWork
from tests.storage.samples import NOW, add, at, claim, counts, ids, notice

OUTCOMES: dict[str, Callable[[UnitOfWork, int, str], None]] = {
    "sent": lambda uow, row, owner: uow.outbox.sent(row, owner, 55, NOW),
    "queued": lambda uow, row, owner: uow.outbox.retry(row, owner, at(60), "429"),
    "failed": lambda uow, row, owner: uow.outbox.fail(row, owner, "403", NOW),
    "unknown": lambda uow, row, owner: uow.outbox.unknown(row, owner, "timeout", NOW),
    "suppressed": lambda uow, row, owner: uow.outbox.suppress(row, owner, NOW),
}


def mark_sending(database: Database, row: int, owner: str = "a", seconds: float = 0) -> None:
    database.write(lambda uow: uow.outbox.sending(row, owner, at(seconds)))


def end(database: Database, outcome: str, row: int, owner: str = "a") -> None:
    database.write(lambda uow: OUTCOMES[outcome](uow, row, owner))


def test_a_notice_comes_back_as_it_was_given(database: Database) -> None:
    given = notice(
        arguments={"name": "Siti <b>", "n": 3},
        card="interviews.card:1",
        fresh=True,
        lane=2,
        dedupe_key="k",
        due=at(-5),
    )
    add(database, given)
    (row,) = claim(database)
    assert row.notice == given
    assert (row.state, row.attempts, row.due, row.message_id) == ("claimed", 0, at(-5), None)


def test_a_dedupe_key_is_used_once(database: Database) -> None:
    add(database, notice(dedupe_key="wave:1"))
    assert add(database, notice(dedupe_key="wave:1")) == []
    assert len(claim(database)) == 1
    assert add(database, notice(dedupe_key="wave:1")) == []


def test_a_used_dedupe_key_suppresses_no_card(database: Database) -> None:
    add(database, notice(card="c", dedupe_key="k"))
    add(database, notice(card="c", dedupe_key="k"))
    assert counts(database) == {"queued": 1}


def test_lanes_go_before_ids(database: Database) -> None:
    rows = add(database, notice(1, lane=3), notice(2, lane=0), notice(3, lane=3), notice(4, lane=1))
    assert ids(claim(database)) == [rows[1], rows[3], rows[0], rows[2]]


def test_a_claim_is_bounded(database: Database) -> None:
    rows = add(database, *(notice(chat) for chat in range(5)))
    assert ids(claim(database, limit=2)) == rows[:2]
    assert ids(claim(database, limit=2)) == rows[2:4]


def test_a_chat_and_lane_has_one_row_under_way(database: Database) -> None:
    first, second, other_lane, other_chat = add(
        database, notice(7), notice(7), notice(7, lane=1), notice(8)
    )
    assert ids(claim(database)) == [first, other_chat, other_lane]
    assert claim(database) == ()
    mark_sending(database, first)
    assert claim(database) == ()
    end(database, "sent", first)
    assert ids(claim(database)) == [second]


def test_a_row_to_be_tried_again_holds_up_the_newer_ones(database: Database) -> None:
    first, second = add(database, notice(7), notice(7))
    claim(database)
    end(database, "queued", first)
    assert claim(database, seconds=59) == ()
    assert ids(claim(database, seconds=60)) == [first]
    end(database, "sent", first)
    assert ids(claim(database, seconds=60)) == [second]


def test_a_row_planned_for_later_holds_nobody_up(database: Database) -> None:
    planned, second = add(database, notice(7, due=at(3600)), notice(7))
    assert ids(claim(database)) == [second]
    end(database, "sent", second)
    assert ids(claim(database, seconds=3600)) == [planned]


@pytest.mark.parametrize("outcome", ["failed", "unknown", "suppressed"])
def test_a_row_given_up_lets_the_next_go(database: Database, outcome: str) -> None:
    first, second = add(database, notice(7), notice(7))
    claim(database)
    end(database, outcome, first)
    assert ids(claim(database)) == [second]


def test_a_claim_that_ran_out_is_taken_over(database: Database) -> None:
    (row,) = add(database, notice())
    claim(database, "a")
    assert claim(database, "b", seconds=14.9) == ()
    assert ids(claim(database, "b", seconds=15)) == [row]
    with pytest.raises(Conflict):
        mark_sending(database, row, "a", seconds=16)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_is_written_from_both_marks(database: Database, outcome: str) -> None:
    claimed, sending = add(database, notice(1), notice(2))
    claim(database)
    mark_sending(database, sending)
    end(database, outcome, claimed)
    end(database, outcome, sending)
    assert counts(database) == {outcome: 2}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_nobody_writes_over_a_newer_owner(database: Database, outcome: str) -> None:
    (row,) = add(database, notice(card="c"))
    claim(database, "a")
    mark_sending(database, row, "a")
    database.write(lambda uow: uow.outbox.recover(at(20)))
    claim(database, "b", seconds=20)
    with pytest.raises(Conflict):
        end(database, outcome, row, "a")
    assert counts(database) == {"claimed": 1}


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("before", ["sent", "failed", "suppressed", "queued"])
def test_an_outcome_is_written_once(database: Database, before: str, outcome: str) -> None:
    (row,) = add(database, notice())
    claim(database)
    end(database, before, row)
    with pytest.raises(Conflict):
        end(database, outcome, row)
    assert counts(database) == {before: 1}


def test_sending_twice_is_refused(database: Database) -> None:
    (row,) = add(database, notice())
    claim(database)
    mark_sending(database, row)
    with pytest.raises(Conflict):
        mark_sending(database, row)


def test_sending_renews_the_lease(database: Database) -> None:
    (row,) = add(database, notice())
    claim(database)
    mark_sending(database, row, seconds=10)
    assert database.write(lambda uow: uow.outbox.recover(at(20))) == Recovered(0, 0)
    assert database.write(lambda uow: uow.outbox.recover(at(25))) == Recovered(0, 1)


@pytest.mark.parametrize(("outcome", "kept"), [("sent", {}), ("failed", {}), ("unknown", {"n": 1})])
def test_what_is_finished_loses_its_arguments(
    database: Database, outcome: str, kept: dict[str, int]
) -> None:
    (row,) = add(database, notice(arguments={"n": 1}))
    claim(database)
    end(database, outcome, row)
    assert database.write(lambda uow: uow.outbox.by_id(row)).notice.arguments == kept


def test_an_outcome_is_remembered(database: Database) -> None:
    sent, failed = add(database, notice(1), notice(2))
    claim(database)
    end(database, "sent", sent)
    end(database, "failed", failed)
    with database.read() as uow:
        assert uow.outbox.by_id(sent).message_id == 55
        assert uow.outbox.by_id(failed).last_error == "403"


def test_attempts_are_counted(database: Database) -> None:
    (row,) = add(database, notice())
    for attempts in range(3):
        (claimed,) = claim(database, seconds=60)
        assert claimed.attempts == attempts
        end(database, "queued", row)


def test_a_newer_row_of_a_card_suppresses_the_waiting_ones(database: Database) -> None:
    add(database, notice(card="c"), notice(card="c"), notice(card="d"))
    (newest,) = add(database, notice(8, card="c"))
    assert counts(database) == {"suppressed": 2, "queued": 2}
    assert newest in ids(claim(database))


def test_a_card_under_way_is_not_suppressed(database: Database) -> None:
    (first,) = add(database, notice(card="c"))
    claim(database)
    (second,) = add(database, notice(card="c"))
    assert counts(database) == {"claimed": 1, "queued": 1}
    end(database, "sent", first)
    assert ids(claim(database)) == [second]


def test_a_suppressed_card_hands_on_that_it_was_to_be_fresh(database: Database) -> None:
    add(database, notice(card="c", fresh=True), notice(card="c"))
    (row,) = claim(database)
    assert row.notice.fresh


def test_a_card_tried_again_gives_way_to_a_newer_one(database: Database) -> None:
    (first,) = add(database, notice(card="c", fresh=True))
    claim(database)
    (second,) = add(database, notice(card="c"))
    end(database, "queued", first)
    assert counts(database) == {"suppressed": 1, "queued": 1}
    (row,) = claim(database)
    assert (row.id, row.notice.fresh) == (second, True)


def test_recovery_queues_what_may_be_repeated(database: Database) -> None:
    claimed, card, message = add(database, notice(1), notice(2, card="c"), notice(3))
    claim(database)
    mark_sending(database, card)
    mark_sending(database, message)
    assert database.write(lambda uow: uow.outbox.recover(at(14))) == Recovered(0, 0)
    assert database.write(lambda uow: uow.outbox.recover(at(15))) == Recovered(2, 1)
    assert ids(claim(database, "b", seconds=15)) == [claimed, card]
    with database.read() as uow:
        (unknown,) = uow.outbox.unknowns()
    assert (unknown.id, unknown.state, unknown.last_error) == (message, "unknown", "sender lost")


def test_the_one_owner_takes_back_everything_at_once(database: Database) -> None:
    claimed, card, message = add(database, notice(1), notice(2, card="c"), notice(3))
    claim(database)
    mark_sending(database, card)
    mark_sending(database, message)
    assert database.write(lambda uow: uow.outbox.release_all(NOW)) == Recovered(2, 1)
    assert ids(claim(database, "b")) == [claimed, card]
    with pytest.raises(Conflict):
        end(database, "sent", claimed, "a")


def test_a_recovered_card_gives_way_to_a_newer_one(database: Database) -> None:
    add(database, notice(card="c", fresh=True))
    claim(database)
    (second,) = add(database, notice(card="c"))
    database.write(lambda uow: uow.outbox.recover(at(20)))
    (row,) = claim(database, "b", seconds=20)
    assert (row.id, row.notice.fresh) == (second, True)
    assert counts(database) == {"suppressed": 1, "claimed": 1}


def test_a_sender_thought_lost_may_still_say_that_it_arrived(database: Database) -> None:
    (row,) = add(database, notice())
    claim(database)
    mark_sending(database, row)
    database.write(lambda uow: uow.outbox.recover(at(30)))
    with pytest.raises(Conflict):
        end(database, "sent", row, "b")
    end(database, "sent", row, "a")
    assert counts(database) == {"sent": 1}


def test_what_was_settled_is_swept_and_what_needs_a_person_stays(database: Database) -> None:
    sent, lost, keyed, waiting = add(
        database, notice(1), notice(2), notice(3, dedupe_key="wave:1"), notice(4, due=at(900))
    )
    claim(database)
    for row, outcome in ((sent, "sent"), (lost, "unknown"), (keyed, "sent")):
        end(database, outcome, row)
    assert database.write(lambda uow: uow.outbox.sweep(at(1))) == 1
    with database.read() as uow:
        assert ids(uow.outbox.unknowns()) == [lost]
        assert uow.outbox.by_id(waiting).state == "queued"
    assert database.write(lambda uow: uow.outbox.add(notice(3, dedupe_key="wave:1"), NOW)) is None


def test_the_next_due_moment_is_in_the_future(database: Database) -> None:
    with database.read() as uow:
        assert uow.outbox.next_due(NOW) is None
    add(database, notice(1), notice(2, due=at(90)), notice(3, due=at(30)))
    with database.read() as uow:
        assert uow.outbox.next_due(NOW) == at(30)
        assert uow.outbox.next_due(at(30)) == at(90)


def test_two_claimers_share_no_row(database_url: str, database: Database) -> None:
    rows = add(database, *(notice(chat) for chat in range(200)))
    other = Database(database_url)

    def claimer(owner: str) -> Callable[[UnitOfWork], tuple[Outgoing, ...]]:
        return lambda uow: uow.outbox.claim(owner, 10, NOW)

    try:
        futures = [
            place.submit(claimer(owner))
            for _ in range(10)
            for owner, place in (("a", database), ("b", other))
        ]
        taken = [row.id for future in futures for row in future.result()]
    finally:
        other.close()
    assert sorted(taken) == rows


def test_which_keys_were_used(database: Database) -> None:
    add(database, notice(dedupe_key="a"), notice(dedupe_key="b"), notice())
    with database.read() as uow:
        assert uow.outbox.used(["a", "c"]) == {"a"}
        assert uow.outbox.used([]) == set()
