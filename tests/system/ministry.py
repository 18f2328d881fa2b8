"""Invitations for a crowd, and the judge of what the Bot API server saw of it."""

import re
from collections import Counter
from typing import Any

from bot.clock import utcnow
from storage.database import Database
from tests.support.people import issue_open
from tests.system.crowd import QUESTIONS, Respondent, planned


def invitations(database: Database, people: int) -> list[str]:
    """Codes for newcomers of one office."""
    return [issue_open(database, "BP3MI-NTT", now=utcnow()).code for _ in range(people)]


def judge(respondent: Respondent, log: list[dict[str, Any]]) -> None:
    """What the server saw: every answer where it belongs, each acknowledged at most once."""
    assert respondent.finished
    expected = {q: planned(respondent.number, q) for q in range(QUESTIONS)}
    assert respondent.review == expected
    tried = [entry for entry in log if entry["chat_id"] == respondent.chat]
    mine = [entry for entry in tried if not entry["error"]]
    stored = Counter(
        entry["query"]["id"]
        for entry in mine
        if entry["query"] and "Tersimpan" in entry["parameters"].get("text", "")
    )
    assert set(stored.values()) <= {1}
    # A 5xx may come after the effect: what was tried counts as shown.
    texts = [str(entry["parameters"].get("text", "")) for entry in tried]
    assert sum("Terima kasih, " in text and "diterima" in text for text in texts) >= 1
    reached = [int(found[1]) for text in texts if (found := re.search(r"Soal (\d\d)\?", text))]
    # The card only ever moves on: a lost answer would bring an earlier question back.
    before_review = reached[: reached.index(QUESTIONS - 1) + 1]
    assert before_review == sorted(before_review)


def summary(report: dict[str, Any], people: int) -> str:
    """One line of the local Bot API's report: calls, faults, and how soon taps were answered."""
    faults = " ".join(f"{kind}={count}" for kind, count in sorted(report["faults"].items()))
    took = report["answer_ms"]
    return (
        f"people={people} requests={report['requests']} taps={report['taps']}"
        f" answered after p50={took['p50']} p95={took['p95']} max={took['max']} ms"
        f" unanswered={len(report['unanswered'])} violations={len(report['violations'])}"
        f" faults: {faults}"
    )
