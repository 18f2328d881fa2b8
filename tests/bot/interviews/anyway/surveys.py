"""Questionnaires nobody wrote, with every kind of question that the chat has, in two languages."""

import re
from dataclasses import dataclass
from random import Random

from tests.conformance.generated import Survey, sheet
from tests.support.forms import xform

ID, EN = "label::Bahasa Indonesia (id)", "label::English (en)"
TOWNS = (
    "Ambon", "Atambua", "Bandung", "Banjar", "Batam", "Bima", "Bogor", "Brebes", "Cilacap",
    "Denpasar", "Dumai", "Garut", "Jambi", "Jember", "Kendal", "Kupang", "Malang", "Manado",
    "Mataram", "Maumere", "Medan", "Nunukan", "Padang", "Palu", "Serang", "Sorong", "Subang",
    "Ternate", "Tuban", "Wonosobo",
)  # fmt: skip
_PAIRS = [("a", "x"), ("b", "x"), ("c", "y"), ("x", ""), ("y", "y")]
_CHOICES = (
    [("l", name, f"Pilih {name}", f"Choose {name}", k) for name, k in _PAIRS]
    + [("anak", f"{k}{n}", f"Anak {k}{n}", f"Child {k}{n}", k) for k in "abcxy" for n in (1, 2)]
    + [("urut", f"u{n}", f"Urut {n}", f"Order {n}", "") for n in (1, 2, 3)]
    + [("tingkat", str(n), f"Tingkat {n}", f"Level {n}", "") for n in range(1, 6)]
    + [("kota", f"k{n}", town, town, "xy"[n % 2]) for n, town in enumerate(TOWNS)]
)
_COLUMNS = (
    "type", "name", ID, EN, "relevant", "constraint", "required", "calculation", "default",
    "choice_filter", "repeat_count", "appearance", "parameters",
)  # fmt: skip
# Type, appearance, parameters: one row for each way in which the chat asks.
KINDS = (
    ("select_one l", "", ""),
    ("select_one anak", "", ""),
    ("select_one l", "likert", ""),
    ("select_one tingkat", "", ""),
    ("select_one kota", "", ""),
    ("select_multiple l", "", ""),
    ("select_multiple kota", "", ""),
    ("rank urut", "", ""),
    ("integer", "", ""),
    ("decimal", "", ""),
    ("range", "", "start=0 end=10 step=1"),
    ("range", "", "start=0 end=100 step=5"),
    ("text", "", ""),
    ("text", "multiline", ""),
    ("text", "numbers", ""),
    ("barcode", "", ""),
    ("date", "", ""),
    ("date", "month-year", ""),
    ("date", "year", ""),
    ("time", "", ""),
    ("datetime", "", ""),
    ("geopoint", "", ""),
    ("geotrace", "", ""),
    ("geoshape", "", ""),
    ("image", "", ""),
    ("file", "", ""),
    ("note", "", ""),
    ("acknowledge", "", ""),
    ("calculate", "", ""),
)
LEFT = ("geotrace", "geoshape", "image", "file")  # stay empty in the end, whatever came before
BOUNDS = (  # of several choices: at least, at most, nothing beside
    "count-selected(.) >= 2",
    "count-selected(.) <= 2",
    "count-selected(.) >= 1 and count-selected(.) <= 3",
    "not(selected(., 'a') and count-selected(.) > 1)",
)
COMPARED = ("select_one", "integer", "decimal", "range", "text", "date", "calculate")
DAYS = ("2026-03-03", "2026-03-04", "2026-03-06")  # on which something begins to be asked, or ends
_QUESTION = re.compile(r"^Q(\d+)\b", re.MULTILINE)
_ROWS = re.compile(r"^(?:Baris|Row) \d+ (?:dari|of) \d+:\n(?:.+\n)+\n", re.MULTILINE)
_ANOTHER = re.compile(r"^\S+ (G\d+)\?$", re.MULTILINE)
_INSTANCE = re.compile(r"\b(G\d+) (\d+)\b")


@dataclass
class ChatSurvey(Survey):
    """A survey of questions that the chat can ask; nothing in it depends on the way taken.

    No `once`, which keeps what came first, and nothing read-only, which keeps what was there: what
    such a form ends with is another thing after another way.
    """

    def _question(self) -> None:
        if self.random.random() < 0.06:
            self._table()
        else:
            self._asked()

    def _table(self) -> None:
        """Rows with the same choices below one heading."""
        number = len(self.rows)
        heading = f"G{number}"
        row = {"type": "begin_group", "name": f"g{number}", "appearance": "table-list"}
        self.rows.append(row | {ID: heading, EN: heading})
        for _ in range(self.random.randint(2, 3)):
            number = len(self.rows)
            row = {"type": "select_one l", "name": f"q{number}", ID: f"Q{number}", EN: f"Q{number}"}
            self.rows.append(row | self._sometimes("relevant", self._truth, 0.2))
            self.seen.append((row["name"], self.inside))
        self.rows.append({"type": "end_group"})

    def _truth(self) -> str:
        """Sometimes of the day on which it is looked at."""
        if self.random.random() < 0.06:
            sign = self.random.choice((">=", "<"))
            return f"today() {sign} date('{self.random.choice(DAYS)}')"
        return super()._truth()

    def _asked(self) -> None:
        kind, appearance, parameters = self.random.choice(KINDS)
        number, random = len(self.rows), self.random
        row = {"type": kind, "name": f"q{number}", "appearance": appearance}
        row |= {"parameters": parameters}
        if kind == "calculate":
            row["calculation"] = self._formula()
        else:
            shown = self._shown()
            row |= {ID: f"Q{number} {shown}", EN: f"Q{number} {shown}"}
            row |= self._sometimes("relevant", self._truth, 0.35)
        if kind not in ("calculate", "note", "acknowledge", *LEFT):
            row |= self._sometimes("constraint", lambda: f". != {self._value()}", 0.2)
        if kind.startswith("select_multiple"):
            row |= self._sometimes("constraint", lambda: random.choice(BOUNDS), 0.4)
            row |= self._sometimes("required", self._truth, 0.15)
            row |= self._sometimes("required", lambda: "yes", 0.15)
        if kind == "integer" or (kind == "text" and not appearance):
            row |= self._sometimes("default", self._default, 0.2)
        if kind == "text" and not row.keys() & {"required", "constraint", "default"}:
            row |= self._sometimes("calculation", self._formula, 0.3)
        if kind.endswith((" l", " anak", " kota")) and not appearance:
            filters = ("k = {}", "name != {}", "k = 'x' or name = {}", "contains(k, {})")
            chosen = random.choice(filters).format(self._value())
            row |= self._sometimes("choice_filter", lambda: chosen, 0.4)
        self.rows.append(row)
        if kind.startswith(COMPARED):
            self.seen.append((row["name"], self.inside))

    def _wrap(self, kind: str, depth: int) -> None:
        before = len(self.rows)
        many = f"if({self._truth()}, 3, 1)"
        super()._wrap(kind, depth)
        row = self.rows[before]
        row[ID] = row[EN] = row.pop("label").upper()
        if kind == "repeat" and self.random.random() < 0.3:
            # What a lowered count leaves is still counted by sums: no path of our own making.
            row["repeat_count"] = many
            self.seen = [each for each in self.seen if before not in each[1]]


@dataclass(frozen=True)
class Questionnaire:
    """A form, and where on a card its questions are found."""

    table: str
    xml: str
    around: dict[str, tuple[tuple[str, bool], ...]]  # names around a name, whether repeated
    rows: tuple[dict[str, str], ...]

    def path(self, text: str) -> str:
        """The path of the question that a card asks, by its words alone; "" when it asks none."""
        rows = _ROWS.search(text)
        asked = _QUESTION.search(text, rows.end() if rows else 0)
        another = _ANOTHER.search(text)
        found = another or asked
        if found is None:
            return ""
        name = f"q{found[1]}" if asked is found else found[1].lower()
        above = text[: found.start()]
        at = {group.lower(): number for group, number in _INSTANCE.findall(above)}
        if any(many and each not in at for each, many in self.around[name]):
            return ""  # a card about the question, which does not ask it
        parts = [f"{each}[{at[each]}]" if many else each for each, many in self.around[name]]
        return "/".join(["/data", *parts, name])

    def repeats(self, path: str) -> bool:
        """Whether the path is one of a repeat: the question whether there is one more."""
        return path.rpartition("/")[2].startswith("g")


def questionnaire(random: Random) -> Questionnaire:
    survey = ChatSurvey(random, once=False)
    survey.fill(9, 0)
    return _written(survey.rows, "1")


def changed(asked: Questionnaire, random: Random) -> Questionnaire:
    """Another version: other words, a question more, one less, one that takes other answers."""
    rows = [dict(row) for row in asked.rows]
    plain = [row for row in rows if row.get("name", "").startswith("q") and ID in row]
    for row in random.sample(plain, min(2, len(plain))):
        row[ID] += " (baru)"
        row[EN] += " (new)"
    read = " ".join(value for row in rows for value in row.values())
    unread = [row for row in plain if f"${{{row['name']}}}" not in read]
    for row in random.sample(unread, min(1, len(unread))):
        if random.random() < 0.5:
            rows.remove(row)
        else:
            row |= {"type": "integer", "appearance": "", "parameters": "", "choice_filter": ""}
            row |= {"constraint": ". != 3", "calculation": "", "default": "", "required": ""}
    number = 900
    for place in sorted(random.sample(range(len(rows) + 1), 2), reverse=True):
        kind = random.choice(("text", "select_one l", "select_multiple l", "integer"))
        new = {"type": kind, "name": f"q{number}", ID: f"Q{number}", EN: f"Q{number}"}
        if not _in_table(rows, place):
            rows.insert(place, new)
        number += 1
    return _written(rows, "2")


def _in_table(rows: list[dict[str, str]], place: int) -> bool:
    """Whether a row here would stand among those of a table."""
    depth = 0
    for row in reversed(rows[:place]):
        depth += row["type"].startswith("end_") - row["type"].startswith("begin_")
        if depth < 0:
            return row.get("appearance") == "table-list"
    return False


def _written(rows: list[dict[str, str]], version: str) -> Questionnaire:
    choices = sheet(
        [
            {"list_name": one, "name": two, ID: three, EN: four, "k": five}
            for one, two, three, four, five in _CHOICES
        ],
        ("list_name", "name", ID, EN, "k"),
    )
    settings = (
        "| form_id | version | form_title | default_language |\n"
        f"| baru | {version} | Baru | Bahasa Indonesia (id) |"
    )
    table = sheet(rows, _COLUMNS)
    return Questionnaire(table, xform(table, choices, settings), _around(rows), tuple(rows))


def _around(rows: list[dict[str, str]]) -> dict[str, tuple[tuple[str, bool], ...]]:
    found: dict[str, tuple[tuple[str, bool], ...]] = {}
    stack: list[tuple[str, bool]] = []
    for row in rows:
        kind = row["type"]
        if kind.startswith("end_"):
            stack.pop()
            continue
        found[row["name"]] = tuple(stack)
        if kind.startswith("begin_"):
            stack.append((row["name"], kind == "begin_repeat"))
    return found
