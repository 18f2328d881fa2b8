"""The competency questionnaire as its Markdown says it, read without the product's own reader."""

import re
from dataclasses import dataclass
from functools import cache

from bot.questionnaires.content import COMPETENCY

LANGUAGES = {"id": "label::Bahasa Indonesia (id)", "en": "label::English (en)"}


@dataclass(frozen=True, slots=True)
class Question:
    """`labels` and the labels of `options` (name: labels) are by language."""

    path: str
    type: str
    labels: dict[str, str]
    options: dict[str, dict[str, str]]

    def line(self, language: str) -> "re.Pattern[str]":
        """The line of a card that asks it; what stands for another answer may be anything."""
        parts = re.split(r"\$\{\w+\}", self.labels[language])
        return re.compile(".+".join(re.escape(part) for part in parts))


@cache
def questions() -> dict[str, Question]:
    """All questions and notes by name, in the order of the form."""
    sheets = _sheets()
    found: dict[str, Question] = {}
    groups = ["/data"]
    for row in sheets["survey"]:
        kind, _, listed = row["type"].partition(" ")
        if row["type"] == "begin group":
            groups.append(f"{groups[-1]}/{row['name']}")
        elif row["type"] == "end group":
            groups.pop()
        else:
            options = {c["name"]: _labels(c) for c in sheets["choices"] if c["list_name"] == listed}
            path = f"{groups[-1]}/{row['name']}"
            found[row["name"]] = Question(path, kind, _labels(row), options)
    return found


def _labels(row: dict[str, str]) -> dict[str, str]:
    return {language: row[column] for language, column in LANGUAGES.items()}


def _sheets() -> dict[str, list[dict[str, str]]]:
    """Rows by column name; a line with one cell names a sheet, the next its columns."""
    sheets: dict[str, list[dict[str, str]]] = {}
    columns: list[str] = []
    rows: list[dict[str, str]] = []
    for line in COMPETENCY.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 1:
            rows, columns = sheets.setdefault(cells[0], []), []
        elif not columns:
            columns = cells
        else:
            rows.append(dict(zip(columns, cells, strict=False)))
    return sheets
