"""The figures of a report as a file for other programs."""

import csv
import io
from collections.abc import Iterator

from bot.chat.screen import Document
from bot.pictures.figures import nearest
from bot.reports.figures import IndexReport, OfficeFigures
from bot.reports.words import Words

HEAD = (
    "questionnaire",
    "wave",
    "office",
    "office_name",
    "submitted",
    "asked",
    "suppressed",
    "dimension",
    "dimension_name",
    "score",
    "n",
)


def figures_file(report: IndexReport, language: str, name: str, *, exact: bool) -> Document:
    """CSV for Excel: a row for every office and dimension, and one for the index.

    `exact`, without rounding, is for whoever may have all answers: two exact means, before and
    after a colleague has answered, give that colleague's score away.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    words = Words(report.questionnaire, language)
    for office in report.offices:
        writer.writerows(_rows(report, words, office, exact=exact))
    return Document(name, out.getvalue().encode("utf-8-sig"))  # Excel needs the mark


def _rows(
    report: IndexReport, words: Words, office: OfficeFigures, *, exact: bool
) -> Iterator[list[object]]:
    """Blank where a figure is not shown."""

    def figure(score: float | None) -> float | None:
        return score if exact or score is None else nearest(score)

    about: list[object] = [
        report.questionnaire.name,
        "" if report.wave is None else report.wave,
        office.office.code,
        office.office.name,
        office.submitted,
        office.asked,
        int(office.suppressed),
    ]
    root = report.framework.root
    people = None if office.suppressed else office.submitted
    yield [*about, root, words.name(root), figure(office.index), people]
    for code in report.framework.dimensions:
        of = office.dimensions.get(code)
        yield [*about, code, words.name(code), of and figure(of.score), of and of.n]
