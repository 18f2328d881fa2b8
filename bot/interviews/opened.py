"""An interview taken from the database, in the person's language and with the person's facts."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from bot.interviews.passage import Passage
from bot.interviews.rules import form_language, local, prefill_values
from flows.engine import Turn, refill, resume, speak
from flows.xform import Form, load_form
from storage.records import Office, Person, Questionnaire, StoredInterview
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Opened:
    stored: StoredInterview
    person: Person
    office: Office
    questionnaire: Questionnaire
    form: Form
    passage: Passage

    def turn(self, now: datetime) -> Turn:
        """The question where the person is; its prompt is None at the review."""
        return resume(self.form, self.passage.interview, self.local(now))

    def local(self, now: datetime) -> datetime:
        return local(now, self.office)


@lru_cache(maxsize=32)
def form_of(xform: str) -> Form:
    """The compiled form. Published versions never change, so their text is the key."""
    return load_form(xform)


def open_interview(uow: UnitOfWork, stored: StoredInterview, now: datetime) -> Opened:
    """Load what belongs to an interview; language and prefilled facts follow the person."""
    person = uow.people.by_id(stored.person)
    office = uow.offices.by_code(person.office)
    questionnaire = uow.questionnaires.by_id(stored.questionnaire)
    form = form_of(questionnaire.xform)
    passage = Passage.from_json(stored.snapshot)
    interview = passage.interview
    language = form_language(form.languages, person.language)
    if language and language != interview.language:
        interview = speak(form, interview, language, local(now, office)).interview
    if stored.status == "open":
        facts = prefill_values(questionnaire.sides.get("prefill", {}), person, office)
        interview = refill(form, interview, facts, local(now, office))
    if interview is not passage.interview:
        passage = replace(passage, interview=interview)
    return Opened(stored, person, office, questionnaire, form, passage)


def save(uow: UnitOfWork, opened: Opened, passage: Passage, now: datetime) -> Opened:
    """Store the passage; raises Conflict when somebody else stored a newer one."""
    stored = uow.interviews.save(
        opened.stored.id,
        opened.stored.revision,
        passage.to_json(),
        opened.person.language,
        now,
    )
    return replace(opened, stored=stored, passage=passage)
