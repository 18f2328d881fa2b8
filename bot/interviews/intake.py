"""Submissions of KoboToolbox and ODK in: each becomes an interview, or a list of problems."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.access import Actor, audited, require
from bot.chat.facts import local, prefill_values
from bot.chat.questionnaire import form_language, form_of, interview_of, is_for
from bot.interviews.passage import Passage
from flows import engine, submissions
from flows.engine import Fault, Interview
from flows.submissions import Answers, FileProblem, Place, Sent
from flows.xform import Form
from storage.records import Office, Person, Questionnaire, StoredInterview
from storage.unit_of_work import UnitOfWork

MOST_PROBLEMS = 100  # of one submission
Done = Literal["added", "unchanged"]


class _Refused(Exception):  # noqa: N818 -- leads to problems, is no error
    def __init__(self, *problems: FileProblem) -> None:
        super().__init__()
        self.problems = problems


@dataclass(slots=True)
class Intake:
    """One import. `questionnaire` "" means the one that each file names, `respondent` "" the
    usual fields for the staff id.
    """

    actor: Actor
    questionnaire: str = ""
    respondent: str = ""
    _known: dict[str, set[str]] = field(default_factory=dict)  # instance ids, by questionnaire

    def take(self, uow: UnitOfWork, sent: Sent, now: datetime) -> Done | tuple[FileProblem, ...]:
        """Store one submission, or say why not; with problems nothing is written."""
        require(self.actor, "submissions.import")
        try:
            return self._take(uow, sent, now)
        except _Refused as refusal:
            return refusal.problems[:MOST_PROBLEMS]

    def _take(self, uow: UnitOfWork, sent: Sent, now: datetime) -> Done:
        version = _version(uow, sent, self.questionnaire)
        form = form_of(version.xform)
        answers = sent.read(form)
        instance = submissions.instance_id(form, answers)
        if instance in self._ids(uow, version.name):
            return "unchanged"
        problems = [*answers.problems, *self._unknown(answers)]
        if not instance or not engine.instance_id_path(form):
            problems.append(FileProblem("instance-id-missing", sent.place))
        person = self._person(uow, form, answers, sent.place)
        if isinstance(person, FileProblem):
            raise _Refused(person, *problems)
        uow.people.hold(person.id)
        before = _before(uow, person, version.name)
        if instance in before:
            return "unchanged"
        if not is_for(version, person):
            problems.append(FileProblem("role-not-asked", sent.place))
        if before:
            problems.append(FileProblem("submitted-before", sent.place))
        office = uow.offices.by_code(person.office)
        held = _Held(version, form, answers, sent.place, instance, person, office)
        return self._store(uow, held, problems, now)

    def _store(
        self, uow: UnitOfWork, held: "_Held", problems: list[FileProblem], now: datetime
    ) -> Done:
        """Store it when there are no problems, and none with its answers."""
        interview = held.interview(now)
        if not isinstance(interview, Interview):
            raise _Refused(*problems, *(held.problem(each) for each in interview))
        if problems:
            raise _Refused(*problems)
        stored = held.store(uow, interview, now)
        subject, details = f"interview:{stored.id}", {"instance": held.instance}
        uow.audit.add(now, audited(self.actor), "submissions.import", subject, details)
        self._known[held.version.name].add(held.instance)
        return "added"

    def _ids(self, uow: UnitOfWork, name: str) -> set[str]:
        """The ids of all interviews with the questionnaire, read once."""
        if name not in self._known:
            found = (_instance_of(uow, each) for each in uow.interviews.of_questionnaire(name))
            self._known[name] = {instance for instance in found if instance}
        return self._known[name]

    def _person(
        self, uow: UnitOfWork, form: Form, answers: Answers, place: Place
    ) -> Person | FileProblem:
        staff_id, name = submissions.respondent(form, answers, self.respondent)
        if not staff_id:
            fields = self.respondent or ", ".join(submissions.USUAL_FIELDS)
            return FileProblem("respondent-missing", place, {"fields": fields})
        found = uow.people.by_staff_id(staff_id)
        return found or FileProblem("respondent-unknown", replace(place, column=name))

    def _unknown(self, answers: Answers) -> Iterator[FileProblem]:
        """Columns with answers to nothing the form asks; that of the staff id may be extra."""
        named = (self.respondent, *submissions.USUAL_FIELDS)
        for name, place in answers.unknown.items():
            if not any(each and submissions.is_named(name, each) for each in named):
                yield FileProblem("column-unknown", place)


@dataclass(frozen=True, slots=True)
class _Held:
    """A submission with the person who made it."""

    version: Questionnaire
    form: Form
    answers: Answers
    place: Place
    instance: str
    person: Person
    office: Office

    def interview(self, now: datetime) -> Interview | tuple[Fault, ...]:
        values = dict(self.answers.values)
        prefill = self.version.sides.get("prefill", {})
        facts = prefill_values(prefill, self.person, self.office)
        values.update({path: fact for path, fact in facts.items() if not values.get(path)})
        path = engine.instance_id_path(self.form)
        if path:
            values[path] = self.instance
        language = form_language(self.form.languages, self.person.language)
        moment = local(self.ended(now), self.office)
        return engine.taken_in(self.form, values, moment, language)

    def ended(self, now: datetime) -> datetime:
        """When it was submitted; a phone's clock may be wrong, but nothing comes from tomorrow."""
        found = submissions.ended(self.form, self.answers, ZoneInfo(self.office.zone))
        return min(found.astimezone(UTC), now) if found else now

    def begun(self, now: datetime) -> datetime:
        found = submissions.begun(self.form, self.answers, ZoneInfo(self.office.zone))
        ended = self.ended(now)
        return min(found.astimezone(UTC), ended) if found else ended

    def problem(self, fault: Fault) -> FileProblem:
        """A fault of an answer, where it stands in the file."""
        column = submissions.relative(self.form, fault.path)
        at = self.answers.places.get(fault.path, replace(self.place, column=column))
        return FileProblem(fault.problem.code, at, fault.problem.details)

    def store(self, uow: UnitOfWork, interview: Interview, now: datetime) -> StoredInterview:
        """With the office and role that the person has now."""
        return uow.interviews.take_in(
            self.person.id,
            self.version.id,
            Passage(interview).to_json(),
            self.person.language,
            self.person.office,
            self.person.role,
            self.begun(now),
            self.ended(now),
        )


def _version(uow: UnitOfWork, sent: Sent, name: str) -> Questionnaire:
    """The version that the file names; without such a one the newest of a questionnaire named
    by the importer.
    """
    wanted = name or sent.form_id
    if not wanted:
        raise _Refused(FileProblem("questionnaire-needed", sent.place))
    versions = uow.questionnaires.versions(wanted)
    if not versions:
        raise _Refused(FileProblem("questionnaire-unknown", sent.place, {"name": wanted}))
    for version in versions:
        if version.version == sent.version:
            return version
    if not name and sent.version:
        details = {"name": wanted, "version": sent.version}
        raise _Refused(FileProblem("version-unknown", sent.place, details))
    return versions[-1]


def _before(uow: UnitOfWork, person: Person, name: str) -> set[str]:
    """The ids of what the person has submitted outside of waves; "" for one without."""
    return {
        _instance_of(uow, stored)
        for stored in uow.interviews.all_of(person.id)
        if stored.status == "submitted"
        and stored.wave is None
        and uow.questionnaires.by_id(stored.questionnaire).name == name
    }


def _instance_of(uow: UnitOfWork, stored: StoredInterview) -> str:
    form = form_of(uow.questionnaires.by_id(stored.questionnaire).xform)
    return engine.instance_id(form, interview_of(stored))
