"""A page of the overview: the same figures as a text and as a heat map."""

from bot.chat.drawing import TEXT_LIMIT
from bot.chat.screen import bold
from bot.chat.text import paragraphs
from bot.pictures.figures import shown
from bot.pictures.heat_map import HeatMap, HeatRow
from bot.reports.figures import IndexReport, OfficeFigures
from bot.reports.rules import PAGE, Gap, largest_gaps, paged
from bot.reports.words import Words, columns, fitted, share

OFFICE_NAME = 48  # characters beside a row of the picture


def overview_text(report: IndexReport, language: str, page: int, day: str) -> str:
    """The page as text, in at most TEXT_LIMIT UTF-16 units."""

    def draw(limit: int) -> str:
        words = Words(report.questionnaire, language, limit)
        return _text(report, words, paged(report)[page], page, words.day(day))

    return fitted(draw, TEXT_LIMIT)


def _text(
    report: IndexReport, words: Words, offices: tuple[OfficeFigures, ...], page: int, day: str
) -> str:
    indexed = [each for each in offices if not each.suppressed]
    return paragraphs(
        f"{bold(words.title)}\n{words.say('reports.day', day=day)}",
        _response(report, words),
        _place(report, words, page, len(offices)),
        words.scale(report.goalposts) if indexed else "",
        *(_office(words, each) for each in indexed),
        _few(report, words, [each for each in offices if each.suppressed and each.submitted]),
        _none(words, [each for each in offices if not each.submitted]),
        "" if page else _gaps(report, words),
        _legend(report, words, indexed),
        words.illustrative(),
    )


def _response(report: IndexReport, words: Words) -> str:
    submitted = sum(each.submitted for each in report.offices)
    asked = sum(each.asked for each in report.offices)
    parts = {"submitted": submitted, "asked": asked, "share": share(submitted, asked)}
    return words.say("reports.response", **parts)


def _place(report: IndexReport, words: Words, page: int, here: int) -> str:
    """Which of the offices are on this page, when there are several pages."""
    count = len(report.offices)
    if count <= PAGE:
        return ""
    first = page * PAGE + 1
    if here == 1:
        return words.say("reports.page_of_one", place=first, count=count)
    return words.say("reports.page", first=first, last=first + here - 1, count=count)


def _office(words: Words, office: OfficeFigures) -> str:
    scores = " · ".join(f"{code} {shown(of.score)}" for code, of in office.dimensions.items())
    response = words.say(
        "reports.office_response",
        submitted=office.submitted,
        asked=office.asked,
        share=share(office.submitted, office.asked),
    )
    name = words.brief(office.office.name)
    heading = words.say("reports.office", office=name, index=shown(office.index))
    return f"{bold(heading)}\n{scores}\n{response}"


def _few(report: IndexReport, words: Words, offices: list[OfficeFigures]) -> str:
    """Who has answered where figures would tell of a single person."""
    if not offices:
        return ""
    least = report.rules.min_n
    heading = bold(words.say("reports.few", least=least))
    reason = words.say("reports.few_reason", least=least)
    return "\n".join((heading, reason, *(_short(words, each) for each in offices)))


def _none(words: Words, offices: list[OfficeFigures]) -> str:
    if not offices:
        return ""
    return "\n".join((bold(words.say("reports.none")), *(_short(words, each) for each in offices)))


def _short(words: Words, office: OfficeFigures) -> str:
    return words.say(
        "reports.short",
        office=words.brief(office.office.name),
        submitted=office.submitted,
        asked=office.asked,
    )


def _gaps(report: IndexReport, words: Words) -> str:
    if not any(office.gaps for office in report.offices):
        return ""  # nothing is required, or nothing may be shown
    gaps = largest_gaps(report.offices)
    if not gaps:
        return words.say("reports.no_gaps")
    lines = (f"{place}. {_gap(words, gap)}" for place, gap in enumerate(gaps, 1))
    return "\n".join((bold(words.say("reports.gaps")), *lines))


def _gap(words: Words, gap: Gap) -> str:
    office = words.brief(gap.office.office.name) if gap.office else ""
    parts = {"indicator": words.name(gap.indicator), "levels": words.levels(gap.levels)}
    return words.say("reports.gap", office=office, **parts)


def _legend(report: IndexReport, words: Words, indexed: list[OfficeFigures]) -> str:
    """What the codes stand for, and why a figure is missing."""
    if not indexed:
        return ""
    lines = (f"{code} {name}" for code, name in columns(report.framework, words))
    parts = (bold(words.say("reports.dimensions")), *lines, words.absent(report, indexed))
    return "\n".join(part for part in parts if part)


def overview_picture(report: IndexReport, language: str, page: int, day: str) -> HeatMap | None:
    """The offices of the page that have answers; None when there are none."""
    words = Words(report.questionnaire, language)
    offices = paged(report)[page]
    answered = [each for each in offices if each.submitted]
    if not answered:
        return None
    place = _place(report, words, page, len(offices))
    note = (words.scale(report.goalposts), words.absent(report, answered), words.illustrative())
    return HeatMap(
        title=words.title,
        subtitle=" · ".join(part for part in (words.day(day), place) if part),
        index_label=words.say("reports.index"),
        columns=columns(report.framework, words),
        rows=tuple(_row(report, words, each) for each in answered),
        note=" ".join(part for part in note if part),
    )


def _row(report: IndexReport, words: Words, office: OfficeFigures) -> HeatRow:
    label = Words(words.questionnaire, words.language, OFFICE_NAME).brief(office.office.name)
    if office.suppressed:
        blank = tuple(None for _ in report.framework.dimensions)
        return HeatRow(label, None, blank, words.say("reports.few", least=report.rules.min_n))
    return HeatRow(label, office.index, tuple(of.score for of in office.dimensions.values()))
