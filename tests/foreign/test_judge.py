"""The judge of the walk finds what it is there to find."""

import pytest

from tests.foreign.driver import Query, Request
from tests.foreign.judge import asked, badly_answered, broken_rules, requests_within

STOP = (10.0, 20.0)


def answered(query: str, arrived: float) -> Request:
    return Request("answerCallbackQuery", {"callback_query_id": query}, arrived, None)


def polled(arrived: float) -> Request:
    return Request("getUpdates", {}, arrived, None)


@pytest.mark.parametrize(
    ("created", "requests", "found"),
    [
        (1.0, [answered("1", 2.9)], []),
        (1.0, [answered("1", 3.1)], ["query 1 waited 2.10 s"]),
        (1.0, [answered("2", 1.1)], ["query 1 was answered 0 times"]),
        (1.0, [answered("1", 1.1), answered("1", 1.2)], ["query 1 was answered 2 times"]),
        (15.0, [polled(9.0), polled(25.0), answered("1", 26.0)], []),
        (15.0, [polled(9.0), polled(25.0), answered("1", 27.5)], ["query 1 waited 2.50 s"]),
        (21.0, [polled(25.0), answered("1", 25.1)], ["query 1 waited 4.10 s"]),
    ],
)
def test_answers_of_callback_queries(
    created: float, requests: list[Request], found: list[str]
) -> None:
    assert badly_answered(requests, [Query("1", created)], [STOP]) == found


def test_a_bot_that_was_not_stopped() -> None:
    assert requests_within([polled(5), polled(15), polled(25)], [STOP]) == ["getUpdates"]


def test_broken_rules() -> None:
    same = "Bad Request: message is not modified: specified new message content"
    wrong = 'Bad Request: unknown parameter "foo"'
    requests = [Request("editMessageText", {}, 1, same), Request("sendMessage", {}, 2, wrong)]
    assert broken_rules(requests) == [f"sendMessage: {wrong}"]


def test_questions_are_known_by_a_whole_line() -> None:
    text = "Bagian 1/9\n\nApa tugas utama Anda?\nDari 12 kasus itu"
    requests = [Request("sendMessage", {"text": text}, 1, None)]
    assert asked(requests, "id") == ["peran"]
