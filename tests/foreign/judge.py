"""What the server's own log says of the bot: the rules kept, callbacks answered, what was asked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tests.foreign.driver import Query, Request, asks_about
from tests.foreign.questionnaire import questions

Stop = tuple[float, float]  # when the bot was not there, on the server's clock

SOON = 2.0  # seconds in which a callback query is to be answered
# Refused, yet no broken rule: the message shows already what it shall show.
HARMLESS = "Bad Request: message is not modified"
MENTIONS = ("sendMessage", "editMessageText")


def broken_rules(requests: Iterable[Request]) -> list[str]:
    """Requests that broke the published Bot API."""
    return [
        f"{each.method}: {each.problem}"
        for each in requests
        if each.problem and not each.problem.startswith(HARMLESS)
    ]


def badly_answered(
    requests: Sequence[Request], queries: Iterable[Query], stops: Sequence[Stop]
) -> list[str]:
    """Callback queries not answered exactly once, or later than SOON.

    For a query made while the bot was stopped, time runs from the bot's first poll after it.
    """
    counts = Counter(filter(None, map(asks_about, requests)))
    times = {asks_about(each): each.arrived for each in requests}
    found = []
    for query in queries:
        counted_from = query.created
        if any(begin <= query.created <= end for begin, end in stops):
            polls = (each.arrived for each in requests if each.method == "getUpdates")
            counted_from = min(poll for poll in polls if poll > query.created)
        if counts[query.id] != 1:
            found.append(f"query {query.id} was answered {counts[query.id]} times")
        elif times[query.id] - counted_from > SOON:
            found.append(f"query {query.id} waited {times[query.id] - counted_from:.2f} s")
    return found


def requests_within(requests: Iterable[Request], stops: Sequence[Stop]) -> list[str]:
    """What the bot asked while it was stopped: nothing, if it was."""
    return [
        each.method for each in requests if any(begin < each.arrived < end for begin, end in stops)
    ]


def asked(requests: Iterable[Request], language: str) -> list[str]:
    """The names of the questions that were shown as a card, in the order of the first showing."""
    return list(dict.fromkeys(_asked(requests, language)))


def _asked(requests: Iterable[Request], language: str) -> Iterator[str]:
    patterns = {name: each.line(language) for name, each in questions().items()}
    for request in requests:
        if request.method in MENTIONS:
            lines = str(request.parameters["text"]).splitlines()
            for name, pattern in patterns.items():
                if any(pattern.fullmatch(line) for line in lines):
                    yield name
