"""How reports say names and figures in a reader's language, as long as there is room."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from babel.numbers import format_decimal

from bot.chat.drawing import utf16
from bot.chat.questionnaire import translated
from bot.chat.screen import plain
from bot.chat.text import brief, clean
from bot.i18n import known, long_date, say
from bot.pictures.figures import nearest, whole
from bot.reports.figures import IndexReport, OfficeFigures
from ici.framework import Framework
from storage.records import Questionnaire

NAME_LIMITS = (80, 56, 40, 28, 20, 14)  # characters of a name, the first with which all fits
ILLUSTRATIVE = "usulan_ilustratif"


@dataclass(frozen=True, slots=True)
class Words:
    """A questionnaire's names, of at most `limit` characters, and our words in one language."""

    questionnaire: Questionnaire
    language: str
    limit: int = NAME_LIMITS[0]

    def say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)

    @property
    def title(self) -> str:
        return clean(self.questionnaire.title, lines=False)

    def name(self, code: str) -> str:
        """What the dimension or indicator is called; its code when nobody named it."""
        for row in self.questionnaire.sides["framework"]:
            if row["code"] == code:
                return self.brief(translated(row["names"], known(self.language)) or code)
        return code

    def brief(self, text: str) -> str:
        return brief(text, self.limit)

    def illustrative(self) -> str:
        """That the model is only proposed, where the workbook says so of any of its rows."""
        rows = self.questionnaire.sides["framework"]
        proposed = any(row["status"] == ILLUSTRATIVE for row in rows)
        return self.say("reports.illustrative") if proposed else ""

    def scale(self, bounds: tuple[float, float] | None) -> str:
        """What 0 and 100 mean, where they mean the same everywhere."""
        if bounds is None:
            return ""
        low, high = (f"{bound:g}" for bound in bounds)
        return self.say("reports.scale", low=low, high=high)

    def absent(self, report: IndexReport, offices: Iterable[OfficeFigures]) -> str:
        """What a dash stands for, where one of these offices has one."""
        scores = (of.score for office in offices for of in office.dimensions.values())
        return self.say("reports.absent", least=report.rules.min_n) if None in scores else ""

    def levels(self, levels: float) -> str:
        """Levels with one decimal, halves upwards, as in "1,8"."""
        tenths = nearest(levels * 10) / 10
        return str(format_decimal(tenths, format="0.0", locale=known(self.language)))

    def level(self, level: float) -> str:
        """A level as people say it: "2", and "2,5" where a workbook scores so."""
        return str(format_decimal(level, format="0.##", locale=known(self.language)))

    def day(self, day: str) -> str:
        return long_date(self.language, date.fromisoformat(day))


def share(part: int, of: int) -> str:
    """The share in per cent; of nobody it is none."""
    return whole(100 * part / of) if of else whole(0)


def columns(tree: Framework, words: Words) -> tuple[tuple[str, str], ...]:
    return tuple((code, words.name(code)) for code in tree.dimensions)


def fitted(draw: Callable[[int], str], room: int) -> str:
    """The text with names as long as `room` UTF-16 units allow; with the shortest it may be cut."""
    text = ""
    for limit in NAME_LIMITS:
        text = draw(limit)
        if utf16(plain(text)) <= room:
            break
    return text
