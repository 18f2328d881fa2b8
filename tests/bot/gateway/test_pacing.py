"""P7 as arithmetic: thirty unasked messages a second, one a chat; everything else is debited."""

from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.pacing import PER_WINDOW, WINDOW, Pace


def test_one_message_a_second_for_a_chat() -> None:
    pace = Pace()
    assert pace.delay(1, 100.0) == 0
    pace.debit(100.0, 1)
    assert pace.delay(1, 100.5) > 0.5
    assert pace.delay(2, 100.5) == 0
    assert pace.delay(1, 100.0 + WINDOW) == 0


def test_everything_is_debited() -> None:
    pace = Pace()
    for _ in range(PER_WINDOW):
        pace.debit(100.0)
    assert pace.delay(1, 100.2) > 0.8
    assert pace.delay(1, 100.0 + WINDOW) == 0


def test_a_reserved_place_counts_until_it_is_used_or_given_back() -> None:
    pace = Pace()
    for chat_id in range(PER_WINDOW):
        pace.reserve(chat_id)
    assert pace.delay(99, 100.0) > 0
    pace.release(0)
    assert pace.delay(99, 100.0) == 0
    pace.debit(100.0, 1)
    assert pace.delay(99, 100.0) == 0
    pace.debit(100.0)
    assert pace.delay(99, 100.0) > 0


def test_a_pause_holds_everything() -> None:
    pace = Pace()
    pace.pause(105.0)
    pace.pause(103.0)
    assert pace.paused(104.0) == 1
    assert pace.delay(1, 104.0) == 1
    assert pace.paused(106.0) == 0


@given(st.lists(st.tuples(st.integers(0, 40), st.floats(0, 0.3)), max_size=200))
def test_whoever_waits_as_told_never_breaks_the_promise(wanted: list[tuple[int, float]]) -> None:
    pace, now = Pace(), 1000.0
    sent: list[tuple[float, int]] = []
    for chat_id, step in wanted:
        now += step
        while (delay := pace.delay(chat_id, now)) > 0:
            now += delay + 1e-6
        pace.debit(now, chat_id)
        sent.append((now, chat_id))
    for at, chat_id in sent:
        window = [other for other in sent if at <= other[0] <= at + 1]
        assert len(window) <= PER_WINDOW
        assert sum(other[1] == chat_id for other in window) == 1
