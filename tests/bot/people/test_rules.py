"""The growing delay after wrong codes, and what is kept of a code."""

from datetime import timedelta

from bot.people.rules import LONGEST_DELAY, code_hash, delay_after


def test_the_delay_grows_to_an_hour() -> None:
    delays = [delay_after(failures) for failures in range(1, 30)]
    assert delays[:4] == [
        timedelta(0),
        timedelta(0),
        timedelta(seconds=30),
        timedelta(seconds=60),
    ]
    assert delays == sorted(delays)
    assert delays[-1] == LONGEST_DELAY


def test_a_code_is_read_as_people_copy_it() -> None:
    assert code_hash(" ABCD-efgh ") == code_hash("abcdefgh")
    assert "abcdefgh" not in code_hash("abcdefgh")
