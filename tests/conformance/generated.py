"""Forms nobody wrote: random surveys whose expressions read what stands before them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.support.forms import xform

CHOICES = """
    | list_name | name | label | k |
    | l         | a    | A     | x |
    | l         | b    | B     | x |
    | l         | c    | C     | y |
    | l         | x    | X     |   |
    | l         | y    | Y     | y |
"""
_COLUMNS = (
    "type", "name", "label", "relevant", "constraint", "required", "readonly", "calculation",
    "default", "choice_filter", "repeat_count", "trigger",
)  # fmt: skip
_TYPES = ("text", "integer", "decimal", "date", "select_one l", "select_multiple l", "calculate")


@dataclass
class Survey:
    """Rows of a survey sheet, drawn one after another; each may read those before it."""

    random: Random
    once: bool  # whether calculations may keep their first value
    rows: list[dict[str, str]] = field(default_factory=list)
    seen: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)  # name, repeats around it
    inside: tuple[int, ...] = ()
    repeats: dict[int, str] = field(default_factory=dict)

    def fill(self, many: int, depth: int) -> None:
        for _ in range(many):
            dice = self.random.random()
            if depth < 3 and dice < 0.12:
                self._wrap("group", depth)
            elif depth < 3 and dice < 0.22:
                self._wrap("repeat", depth)
            else:
                self._question()

    def _wrap(self, kind: str, depth: int) -> None:
        number = len(self.rows)
        row = {"type": f"begin_{kind}", "name": f"g{number}", "label": f"G{number}"}
        if self.random.random() < 0.5:
            row["relevant"] = self._truth()
        outer = self.inside
        if kind == "repeat":
            if self.random.random() < 0.4:
                row["repeat_count"] = self.random.choice(("0", "2", "3"))
            self.repeats[number] = row["name"]
        self.rows.append(row)
        self.inside = (*outer, number) if kind == "repeat" else outer
        self.fill(self.random.randint(1, 4), depth + 1)
        self.inside = outer
        self.rows.append({"type": f"end_{kind}"})

    def _question(self) -> None:
        kind, number, random = self.random.choice(_TYPES), len(self.rows), self.random
        row = {"type": kind, "name": f"q{number}", "label": f"Q{number} {self._shown()}"}
        if kind == "calculate":
            row |= {"label": "", "calculation": self._formula()}
        else:
            row |= self._sometimes("relevant", self._truth, 0.4)
            row |= self._sometimes("constraint", lambda: f". != {self._value()}", 0.3)
            row |= self._sometimes("required", self._truth, 0.2)
            row |= self._sometimes("readonly", self._truth, 0.1)
            if kind in ("text", "integer"):
                row |= self._sometimes("calculation", self._formula, 0.1)
                row |= self._sometimes("default", self._default, 0.2)
            if kind.startswith("select"):
                filters = ("k = {}", "name != {}", "k = 'x' or name = {}", "contains(k, {})")
                text = random.choice(filters).format(self._value())
                row |= self._sometimes("choice_filter", lambda: text, 0.5)
        self.rows.append(row)
        self.seen.append((row["name"], self.inside))

    def _sometimes(self, column: str, make: Callable[[], str], share: float) -> dict[str, str]:
        return {column: make()} if self.random.random() < share else {}

    def _default(self) -> str:
        return self.random.choice(("3", "7", "1 + 1", "position(..)"))

    def _near(self) -> list[str]:
        """Names with one value here: outside of repeats, or in those around."""
        return [name for name, around in self.seen if around == self.inside[: len(around)]]

    def _far(self) -> list[str]:
        """Names in a repeat elsewhere; in one inside another JavaRosa misses new instances."""
        far = [each for each in self.seen if each[1] != self.inside[: len(each[1])]]
        return [name for name, around in far if len(around) == 1]

    def _shown(self) -> str:
        near = self._near()
        return f"${{{self.random.choice(near)}}}" if near and self.random.random() < 0.3 else ""

    def _value(self) -> str:
        random, near = self.random, self._near()
        constants = ("1", "0", "2.5", "'a'", "'x'", "''", "true()")
        if near and random.random() < 0.7:
            return f"${{{random.choice(near)}}}"
        return random.choice(constants)

    def _truth(self) -> str:
        random, left, right = self.random, self._value(), self._value()
        forms = (
            f"{left} = {right}", f"{left} != ''", f"{left} > {right}", f"not({left})",
            f"selected(string({left}), 'a')", f"{left} = 'a' or {right} < 3",
            f"{left} != {right} and {left}", f"string-length({left}) >= 1",
            f"count-selected(concat({left}, ' a')) > 1",
        )  # fmt: skip
        return random.choice(forms)

    def _formula(self) -> str:
        random, left, right = self.random, self._value(), self._value()
        forms = [
            f"{left} + {right}", f"concat({left}, '-', {right})",
            f"if({self._truth()}, {left}, {right})",
            f"coalesce({left}, {right})", f"once({left})", f"string({left})", f"round({left})",
            f"number({left}) * 2", "position(..)", f"jr:choice-name({left}, '{left}')",
            f"instance('l')/root/item[name = {left}]/k", f"int({left}) mod 3",
            f"selected-at(concat({left}, ' ', {right}), 1)",
        ]  # fmt: skip
        if not self.once:
            forms.remove(f"once({left})")
        if not left.startswith("$"):
            forms.remove(f"jr:choice-name({left}, '{left}')")
        for name in self._far():
            forms += [f"sum(${{{name}}})", f"count(${{{name}}})", f"join(' ', ${{{name}}})"]
        return random.choice(forms)


def form_of(random: Random, *, once: bool = True) -> str:
    """The XForm of a random survey."""
    survey = Survey(random, once)
    survey.fill(9, 0)
    return xform(sheet(survey.rows, _COLUMNS), CHOICES)


def sheet(rows: list[dict[str, str]], columns: tuple[str, ...]) -> str:
    """Rows as a Markdown table with these columns."""
    lines = [columns, *(tuple(row.get(column, "") for column in columns) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
