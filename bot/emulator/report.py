"""What a run came to: calls, faults, violations of the Bot API, and how soon taps were answered."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from bot.emulator.journal import Entry
from bot.emulator.queries import InlineQuery, Query
from bot.emulator.world import World

Json = dict[str, Any]

# Refusals that a bot without fault hears when an answer was lost, or a person was faster.
HARMLESS = (
    "message is not modified",
    "query is too old",
    "message to edit not found",
    "message to delete not found",
)
REFUSED = range(400, 500)
NOT_OURS = (403, 409)  # the person blocked the bot; another process polls


def summed_up(world: World) -> Json:
    """Counts and lists of the whole run; times are milliseconds from a tap to its answer."""
    entries = world.journal.entries
    return {
        "requests": len(entries),
        "calls": dict(Counter(entry.method for entry in entries)),
        "faults": _faults(world),
        "violations": [_violation(entry) for entry in entries if is_violation(entry)],
        **_times("taps", world.queries.values()),
        "inline": _times("queries", world.inline_queries.values()),
    }


def is_violation(entry: Entry) -> bool:
    """Whether the bot asked for what the Bot API forbids, whatever fault struck the request."""
    if entry.error is None or entry.status not in REFUSED or entry.status in NOT_OURS:
        return False
    if entry.fault == str(entry.status):
        return False
    return not any(harmless in entry.error for harmless in HARMLESS)


def _violation(entry: Entry) -> Json:
    return {"seq": entry.seq, "method": entry.method, "error": entry.error}


def _faults(world: World) -> dict[str, int]:
    """How often each kind struck; a duplicate is an update that was delivered again."""
    struck = Counter(entry.fault for entry in world.journal.entries if entry.fault)
    struck["duplicate"] = sum(update.repeated for update in world.updates.all)
    return {str(kind): count for kind, count in struck.items() if count}


def _times(name: str, queries: Iterable[Query | InlineQuery]) -> Json:
    """Those that reached the bot: how many, which were never answered, how long the others took."""
    asked = [query for query in queries if query.update_id is not None]
    took = sorted(
        (query.answered - query.created) * 1000 for query in asked if query.answered is not None
    )
    return {
        name: len(asked),
        "unanswered": [query.id for query in asked if query.answered is None],
        "answer_ms": {
            "p50": round(took[len(took) // 2], 1) if took else None,
            "p95": round(took[len(took) * 95 // 100], 1) if took else None,
            "max": round(took[-1], 1) if took else None,
        },
    }
