"""What was measured, as a table and in sentences."""

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

AIM = 1.5  # times the throughput of the peer
SATURATED = 0.9  # of a core
DISTURBED = 0.1  # of a core, by processes that are not measured


@dataclass(frozen=True, slots=True)
class Measured:
    """`seconds` are of the wall; bot, api and load are CPU seconds; others' are by core."""

    name: str
    answers: int
    seconds: float
    latencies: Sequence[float]
    calls: Mapping[str, int]
    bot: float
    api: float
    load: float
    others_on_bot_core: float
    others_on_load_core: float

    @property
    def rate(self) -> float:
        return self.answers / self.seconds

    def share(self, cpu: float) -> float:
        return cpu / self.seconds


def pooled(rounds: Sequence[Measured]) -> Measured:
    """The rounds of one contestant as if they were one."""

    def total(field: str) -> float:
        return float(sum(getattr(one, field) for one in rounds))

    return Measured(
        name=rounds[0].name,
        answers=sum(one.answers for one in rounds),
        seconds=total("seconds"),
        latencies=[seconds for one in rounds for seconds in one.latencies],
        calls=sum((Counter(one.calls) for one in rounds), Counter()),
        bot=total("bot"),
        api=total("api"),
        load=total("load"),
        others_on_bot_core=total("others_on_bot_core"),
        others_on_load_core=total("others_on_load_core"),
    )


HEADINGS = (
    "bot",
    "answers/s",
    "p50 ms",
    "p99 ms",
    "CPU ms/answer",
    "calls/answer",
    "bot CPU",
    "API CPU",
    "load CPU",
)


def table(rows: Sequence[Measured]) -> str:
    """A Markdown table; shares of CPU are of one core, in the measured time."""
    return aligned([HEADINGS, *(_cells(row) for row in rows)])


def aligned(cells: Sequence[Sequence[str]], names: int = 1) -> str:
    """A Markdown table of the headings and their rows; the first columns are `names`."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    headings, *rows = (
        " | ".join(
            cell.ljust(width) if column < names else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    )
    rule = "|".join(
        "-" * (width + 2) if column < names else "-" * (width + 1) + ":"
        for column, width in enumerate(widths)
    )
    return "\n".join([f"| {headings} |", f"|{rule}|", *(f"| {row} |" for row in rows)])


def _cells(row: Measured) -> tuple[str, ...]:
    cuts = statistics.quantiles(row.latencies, n=100, method="inclusive")
    calls = sum(count for method, count in row.calls.items() if method != "getUpdates")
    return (
        row.name,
        f"{row.rate:.1f}",
        f"{cuts[49] * 1000:.0f}",
        f"{cuts[98] * 1000:.0f}",
        f"{row.bot / row.answers * 1000:.2f}",
        f"{calls / row.answers:.2f}",
        f"{row.share(row.bot):.0%}",
        f"{row.share(row.api):.0%}",
        f"{row.share(row.load):.0%}",
    )


def limit(row: Measured) -> str:
    """What keeps this bot from answering more, by the measured shares of both cores."""
    bot, rest = row.share(row.bot), row.share(row.api + row.load)
    others = row.share(row.others_on_bot_core), row.share(row.others_on_load_core)
    polls = row.calls.get("getUpdates", 0) / row.answers
    if max(others) >= DISTURBED:
        why = f"other processes took {others[0]:.0%} and {others[1]:.0%} of the cores: run it again"
    elif bot >= SATURATED:
        why = f"its own CPU, {bot:.0%} of its core"
    elif rest >= SATURATED:
        why = f"the local Bot API and the load, {rest:.0%} of their core"
    else:
        why = f"waiting for calls and the disk; its core idles {1 - bot - others[0]:.0%}"
    return f"{row.name}: {why} (getUpdates per answer {polls:.2f})"


def words(rows: Sequence[Measured], synced: float) -> list[str]:
    """The comparison and the limits, in sentences."""
    ours, *peers = rows
    lines = [
        f"{ours.name}: {ours.rate / row.rate:.2f} times the throughput of {row.name},"
        f" {ours.bot / row.bot:.2f} times its CPU per answer"
        for row in peers
    ]
    lines.append(f"aim: {AIM} times; one fdatasync takes {synced * 1000:.2f} ms here")
    lines += [f"what limits {limit(row)}" for row in rows]
    refused = [f"{row.name} had requests refused" for row in rows if row.calls.get("refused")]
    return lines + refused
