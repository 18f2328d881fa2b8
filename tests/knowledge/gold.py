"""The gold sets: C and E (short, as at a counter) for calibrating, D held out, and the sample
questions where ../shared lies."""

from pathlib import Path

from knowledge.evaluate import Gold

FOLDER = Path(__file__).parent
SAMPLE = FOLDER.parents[2] / "shared" / "domain" / "queries_dev.jsonl"


def read(file: Path) -> tuple[Gold, ...]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(Gold.model_validate_json(line) for line in lines if line)


def gold_sets() -> dict[str, tuple[Gold, ...]]:
    """By name; the sample only beside a checkout that has it."""
    found = {name: read(FOLDER / f"gold_{name}.jsonl") for name in ("c", "d", "e")}
    return found | ({"sample": read(SAMPLE)} if SAMPLE.exists() else {})
