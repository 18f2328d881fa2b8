"""Use cases of reports: the index, one's own profile, and what is sent of them to a chat."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.access import Actor, may, reach, require
from bot.chat.notices import tell_profile
from bot.chat.questionnaire import answers_of, form_language, form_of, interview_of
from bot.chat.speaker import speaker
from bot.reports.figures import (
    Counted,
    IndexReport,
    NextStep,
    OwnProfile,
    office_figures,
    person_figures,
)
from bot.reports.rules import (
    Gap,
    NoIndex,
    comparable,
    framework_of,
    levels_of,
    next_choice,
    own_gaps,
    own_strengths,
    response,
    scored,
)
from flows import engine
from ici.scores import Rules
from storage.errors import NotFound
from storage.records import Notice, Person, Questionnaire, StoredInterview
from storage.unit_of_work import UnitOfWork

# Figures -------------------------------------------------------------------------------------


def index(
    uow: UnitOfWork, actor: Actor, name: str, wave: int | None = None, *, persons: bool = False
) -> IndexReport:
    """The index of the actor's offices from all submitted interviews, of a person the latest.

    `wave` None means outside waves. Each interview is read by its own version, and scored by the
    framework and required levels of the newest. Offices are those that have answers or somebody
    to ask. Raises NotFound for an unknown name, or a wave in which nobody holds an interview, and
    NoIndex for a questionnaire that measures nothing.
    """
    require(actor, "report.read")
    if persons:
        require(actor, "index.persons")
    versions = {version.id: version for version in uow.questionnaires.versions(name)}
    if not versions:
        raise NotFound(f"questionnaire {name}")
    newest = versions[max(versions)]
    tree = framework_of(newest)
    people = {person.id: person for person in uow.people.all()}
    latest = _latest(uow, name, wave, versions, people)
    counted = [each for _, each in latest]
    submitted, asked = response(newest, counted, people.values())
    offices = [each for each in reach(actor, uow.offices.all()) if asked.get(each.code)]
    codes = dict.fromkeys(office.code for office in offices)
    within = [each for each in counted if each.office in codes]
    card = scored(newest, tree, within, list(codes), Rules())
    counting = {version for version, _ in latest} | {newest.id}
    figures = [person_figures(card, row, each) for row, each in enumerate(within) if persons]
    return IndexReport(
        questionnaire=newest,
        versions=tuple(versions[each].version for each in sorted(counting)),
        wave=wave,
        framework=tree,
        rules=Rules(),
        offices=office_figures(card, offices, submitted, asked),
        persons=tuple(sorted(figures, key=lambda figure: figure.respondent)),
    )


def _latest(
    uow: UnitOfWork,
    name: str,
    wave: int | None,
    versions: Mapping[int, Questionnaire],
    people: Mapping[int, Person],
) -> list[tuple[int, Counted]]:
    """With its version's id what each person has submitted last in the wave."""
    found: dict[int, tuple[tuple[datetime, int], int, Counted]] = {}
    held, newest = False, versions[max(versions)]
    indicators = {of: comparable(version, newest) for of, version in versions.items()}
    for stored in uow.interviews.of_questionnaire(name):
        if stored.wave != wave:
            continue
        held = True
        if stored.submitted_at is None:
            continue
        moment = (stored.submitted_at, stored.id)
        if stored.person not in found or found[stored.person][0] < moment:
            version = versions[stored.questionnaire]
            counted = _counted(stored, version, indicators[version.id], people[stored.person])
            found[stored.person] = (moment, version.id, counted)
    if wave is not None and not held:
        raise NotFound(f"wave {wave}")
    return [(version, counted) for _, version, counted in found.values()]


def _counted(
    stored: StoredInterview, version: Questionnaire, indicators: Mapping[str, str], person: Person
) -> Counted:
    levels = levels_of(version, indicators, answers_of(form_of(version.xform), stored))
    return Counted(person.staff_id, stored.office or "", stored.role or "", levels)


def profile(uow: UnitOfWork, actor: Actor, interview: int) -> OwnProfile:
    """What the person's own submitted interview adds up to. Raises NotFound and NoIndex."""
    stored = uow.interviews.by_id(interview)
    person = uow.people.by_id(stored.person)
    require(actor, "report.own", person)
    if stored.status != "submitted":
        raise NotFound(f"submitted interview {interview}")
    version = uow.questionnaires.by_id(stored.questionnaire)
    newest = uow.questionnaires.by_name(version.name) or version
    tree = framework_of(newest)
    indicators = comparable(version, newest)
    counted = _counted(stored, version, indicators, person)
    figures = person_figures(scored(newest, tree, [counted], [counted.office], Rules()), 0, counted)
    paths = {code: path for path, code in indicators.items()}
    gaps = {paths[gap.indicator]: gap for gap in own_gaps(figures.gaps)}
    return OwnProfile(
        questionnaire=newest,
        framework=tree,
        figures=figures,
        steps=tuple(_steps(stored, version, person, gaps, counted.levels)),
        strengths=own_strengths(tree, figures.gaps, counted.levels),
    )


def _steps(
    stored: StoredInterview,
    version: Questionnaire,
    person: Person,
    gaps: Mapping[str, Gap],
    levels: Mapping[str, float],
) -> Iterator[NextStep]:
    """What comes next where the person is furthest below, by the path of the question.

    In the words of the questionnaire that the person answered, in the person's language.
    """
    form, interview = form_of(version.xform), interview_of(stored)
    spoken = form_language(form.languages, person.language) or interview.language
    interview = replace(interview, language=spoken)
    for path, gap in gaps.items():
        level = levels[gap.indicator]
        offered = engine.choices(form, interview, path, stored.touched_at)
        above = next_choice(offered, version.sides["scores"][path], level)
        yield NextStep(gap.indicator, level, level + gap.levels, above)


def own_interview(uow: UnitOfWork, actor: Actor, person: Person) -> StoredInterview | None:
    """What the person has submitted last of what has an index."""
    require(actor, "report.own", person)
    names = {questionnaire.name for questionnaire in _measured(uow)}
    submitted = (
        (stored.submitted_at, stored.id, stored)
        for stored in uow.interviews.all_of(person.id)
        if stored.submitted_at is not None
        and uow.questionnaires.by_id(stored.questionnaire).name in names
    )
    return max(submitted, default=(None, 0, None))[2]


def measured(uow: UnitOfWork, actor: Actor) -> tuple[Questionnaire, ...]:
    """The newest version of every questionnaire that has an index, by name."""
    require(actor, "report.read")
    return tuple(_measured(uow))


def _measured(uow: UnitOfWork) -> Iterator[Questionnaire]:
    for questionnaire in uow.questionnaires.latest_all():
        try:
            framework_of(questionnaire)
        except NoIndex:
            continue
        yield questionnaire


# What is sent --------------------------------------------------------------------------------


def show_report(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    """`/laporan`: the offices within reach, or one's own profile."""
    person = speaker(uow, chat_id, "report.own")
    if not may(person, "report.read"):
        show_profile(uow, person, chat_id, now)
    else:
        found = measured(uow, person)
        if len(found) == 1:
            show_page(uow, person, chat_id, found[0].name, 0, now)
        else:
            uow.outbox.add(Notice(chat_id, "reports.choose", {"person": person.id}), now)


def show_profile(uow: UnitOfWork, person: Person, chat_id: int, now: datetime) -> None:
    """The person's own profile, or how to get one."""
    require(person, "report.own", person)
    stored = own_interview(uow, person, person)
    if stored is None:
        uow.outbox.add(Notice(chat_id, "reports.no_profile", {"person": person.id}), now)
    else:
        tell_profile(uow, person, chat_id, stored.id, now)


def show_page(
    uow: UnitOfWork, person: Person, chat_id: int, name: str, page: int, now: datetime
) -> None:
    """A page of the overview: its picture, and below it the same as text with the buttons."""
    require(person, "report.read")
    about = {**_about(uow, person, name, now), "page": page}
    uow.outbox.add(Notice(chat_id, "reports.overview_picture", about), now)
    # As a card: an older overview loses its buttons.
    card = f"reports.overview:{person.id}"
    uow.outbox.add(Notice(chat_id, "reports.overview", about, card=card, fresh=True), now)


def send_figures(uow: UnitOfWork, person: Person, chat_id: int, name: str, now: datetime) -> None:
    """The figures of all offices within reach, as a file."""
    require(person, "report.read")
    uow.outbox.add(Notice(chat_id, "reports.figures", _about(uow, person, name, now)), now)


def send_answers(uow: UnitOfWork, person: Person, chat_id: int, name: str, now: datetime) -> None:
    """All answers, submitted and open, as a file; the audit book says who took it."""
    require(person, "answers.export")
    uow.audit.add(now, person.id, "answers.export", f"questionnaire:{name}", {})
    uow.outbox.add(Notice(chat_id, "interviews.answers", _about(uow, person, name, now)), now)


def _about(uow: UnitOfWork, person: Person, name: str, now: datetime) -> dict[str, object]:
    """Whose report it is, of what, and the day where that person is."""
    zone = uow.offices.by_code(person.office).zone
    day = now.astimezone(ZoneInfo(zone)).date().isoformat()
    return {"person": person.id, "questionnaire": name, "day": day}
