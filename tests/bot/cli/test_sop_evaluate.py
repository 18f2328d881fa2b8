"""`pandu sop evaluate`: figures of questions with known answers."""

import json

from tests.bot.cli.running import Shell

GOLD = """
{"id": "1", "query": "siapa menanggung biaya pemulangan jenazah", "style": "formal", "answerable": true, "expected": ["SOP-19"], "expected_step": 3}
{"id": "2", "query": "skor pertandingan semalam", "style": "colloquial", "answerable": false, "expected_behaviour": "decline_and_point_to_help"}
"""  # noqa: E501


def test_shares_are_printed(shell: Shell) -> None:
    (shell.folder / "gold.jsonl").write_text(GOLD, encoding="utf-8")
    done = shell.pandu("sop", "evaluate", "gold.jsonl", "--json", PANDU_MEANING="off")
    assert (done.code, done.err) == (0, "")
    figures = json.loads(done.out)
    assert figures["questions"] == 2
    assert [figures[name] for name in ("first", "in_three", "step", "accepted", "rejected")] == [
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
    ]
    assert figures["reasons"] == {"accepted": {"accepted": 1}, "decline": {"decline": 1}}
    assert figures["meaning"] is False
    spoken = shell.pandu("sop", "evaluate", "gold.jsonl", PANDU_MEANING="off")
    assert "1.000" in spoken.out
    assert "gold.jsonl" in spoken.err


def test_wrong_lines_are_named(shell: Shell) -> None:
    (shell.folder / "gold.jsonl").write_text(GOLD + '{"id": 3}\nno\n', encoding="utf-8")
    done = shell.pandu("sop", "evaluate", "gold.jsonl", PANDU_MEANING="off")
    assert done.code == 1
    assert done.out == ""
    assert "4" in done.err
    assert "5" in done.err
