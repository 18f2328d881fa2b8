"""One person's scores beside what the role requires: a bar and a mark for each dimension."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.pictures.colours import ABSENT, EMPTY, MARK, MILD, PAPER, PLAIN, SCORE
from bot.pictures.figures import DASH, whole
from bot.pictures.lettering import BODY, MARGIN, SMALL, WIDTH, Align, Font
from bot.pictures.page import CONTENT, closing, opening
from bot.pictures.painting import paint

if TYPE_CHECKING:
    from bot.pictures.sheet import Sheet

NUMBER = Font(38, bold=True)
BAR_HEIGHT = 40
SCALE_WIDTH = 765  # of 100 points
SCORE_RIGHT = 920
REQUIRED_LEFT = 980  # of its number; the mark stands before it
HALF, SMALL_HALF = 17, 11  # of the mark's diagonal


@dataclass(frozen=True, slots=True)
class Bar:
    """Scores are 0–100; a remark stands where there is no score."""

    label: str
    score: float | None
    required: float | None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    score_label: str
    required_label: str
    note: str

    def png(self) -> bytes:
        return paint(self.draw)

    def draw(self, sheet: "Sheet") -> None:
        y = opening(sheet, self.title, self.subtitle)
        y = _legend(sheet, self, y + 24)
        for bar in self.bars:
            y = _bar(sheet, bar, y + 22)
        y = _ticks(sheet, y + 10)
        closing(sheet, self.note, y)


def _legend(sheet: "Sheet", profile: Profile, top: float) -> float:
    left, bottom = float(MARGIN), top
    for number, words in enumerate((profile.score_label, profile.required_label)):
        block = sheet.block(words, SMALL, CONTENT - 70)
        if number and left + 60 + block.width > WIDTH - MARGIN:
            left, top = MARGIN, bottom + 6
        middle = top + block.leading / 2
        if number:
            _mark(sheet, left + 22, middle)
        else:
            sheet.box(left, middle - 12, 44, 24, SCORE)
        bottom = max(bottom, sheet.write(block, left + 60, top, PLAIN))
        left += 60 + block.width + 48
    return bottom


def _bar(sheet: "Sheet", bar: Bar, top: float) -> float:
    top = sheet.write(sheet.block(bar.label, BODY, CONTENT), MARGIN, top, PLAIN) + 6
    if bar.score is None:
        bottom = _remark(sheet, bar.remark or DASH, top)
    else:
        bottom = _score(sheet, bar.score, top)
    middle = (top + bottom) / 2
    if bar.required is not None:
        if bar.score is not None:
            _mark(sheet, MARGIN + _across(bar.required), middle)
        number = sheet.block(whole(bar.required), SMALL, CONTENT)
        sheet.write(number, REQUIRED_LEFT, middle - number.height / 2, MILD)
        _mark(sheet, REQUIRED_LEFT - 22, middle, SMALL_HALF)
    return bottom


def _remark(sheet: "Sheet", words: str, top: float) -> float:
    """Why there is no score, where the bar would be."""
    remark = sheet.block(words, SMALL, SCALE_WIDTH - 40)
    height = max(BAR_HEIGHT, remark.height + 4)
    sheet.box(MARGIN, top, SCALE_WIDTH, height, ABSENT.behind)
    sheet.write(remark, MARGIN + 20, top + (height - remark.height) / 2, ABSENT)
    return top + height


def _score(sheet: "Sheet", score: float, top: float) -> float:
    sheet.box(MARGIN, top, SCALE_WIDTH, BAR_HEIGHT, EMPTY)
    sheet.box(MARGIN, top, _across(score), BAR_HEIGHT, SCORE)
    number = sheet.block(whole(score), NUMBER, CONTENT)
    sheet.write(number, SCORE_RIGHT, top + (BAR_HEIGHT - number.height) / 2, PLAIN, "right")
    return top + BAR_HEIGHT


def _ticks(sheet: "Sheet", top: float) -> float:
    for tick in range(0, 101, 25):
        align: Align = "centre" if tick else "left"
        block = sheet.block(str(tick), SMALL, CONTENT)
        bottom = sheet.write(block, MARGIN + _across(tick), top, MILD, align)
    return bottom


def _across(score: float) -> int:
    return round(min(max(score, 0.0), 100.0) / 100 * SCALE_WIDTH)


def _mark(sheet: "Sheet", x: float, y: float, half: float = HALF) -> None:
    """The required level: a diamond with a light edge so that it shows on bar and track."""
    points = ((x - half, y), (x, y - half), (x + half, y), (x, y + half))
    sheet.polygon(points, MARK, PAPER)
