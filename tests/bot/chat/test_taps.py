"""A tap is read back only as it was signed, for the chat it was signed for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.screen import Tap
from bot.chat.taps import LIMIT, MAX_NUMBER, Codec, key_from_token

CODEC = Codec(key_from_token("42:TEST"))
NUMBERS = st.integers(0, MAX_NUMBER)
CHATS = st.integers(-(2**52), 2**52)


@given(NUMBERS, NUMBERS, st.lists(st.integers(0, 2**20), max_size=5), CHATS)
def test_what_is_encoded_is_decoded(
    feature: int, verb: int, numbers: list[int], chat_id: int
) -> None:
    tap = Tap(feature, verb, tuple(numbers))
    data = CODEC.encode(tap, chat_id)
    assert len(data.encode()) <= LIMIT
    assert CODEC.decode(data, chat_id) == tap


@given(st.text(max_size=70), CHATS)
def test_anything_else_is_nothing(data: str, chat_id: int) -> None:
    assert CODEC.decode(data, chat_id) is None


@given(st.integers(0, 25), st.sampled_from("ABCabc012-_="))
def test_a_changed_tap_is_nothing(at: int, other: str) -> None:
    data = CODEC.encode(Tap(3, 1, (17, 4, 2, 99)), 5)
    changed = data[:at] + other + data[at + 1 :]
    assert CODEC.decode(changed, 5) is None or changed == data


def test_a_tap_of_another_chat_or_token_is_nothing() -> None:
    data = CODEC.encode(Tap(3, 1, (17,)), 5)
    assert CODEC.decode(data, 6) is None
    assert Codec(key_from_token("43:TEST")).decode(data, 5) is None


def test_an_answers_tap_is_short() -> None:
    assert len(CODEC.encode(Tap(2, 0, (1200, 31, 4, 250)), 10**10)) <= 26


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="callback data"):
        CODEC.encode(Tap(1, 1, (MAX_NUMBER,) * 5), 1)
    with pytest.raises(ValueError, match="numbers"):
        CODEC.encode(Tap(1, 1, (-1,)), 1)
    with pytest.raises(ValueError, match="numbers"):
        CODEC.encode(Tap(1, 1, (MAX_NUMBER + 1,)), 1)
