"""An invented colleague answers the competency questionnaire, by the moves of a real interview."""

from collections.abc import Mapping
from datetime import datetime

from bot.chat.questionnaire import form_of
from bot.interviews.opened import begun
from bot.interviews.passage import Passage
from bot.interviews.rules import CONSENT_VERSION
from bot.sample.baseline import Respondent, facts, level, sitting
from flows import engine
from flows.prompts import Acknowledge, Prompt
from flows.questions import ACKNOWLEDGED
from storage.records import Office, Person, Questionnaire
from storage.unit_of_work import UnitOfWork


def answer_baseline(
    uow: UnitOfWork, person: Person, questionnaire: Questionnaire, now: datetime
) -> bool:
    """Consent and one submitted interview, in the weeks before `now`; whether it was made now.

    Whoever has begun an interview or linked a chat answers for themselves, and is left alone.
    """
    if uow.interviews.all_of(person.id) or uow.chats.chats_of(person.id):
        return False
    office = uow.offices.by_code(person.office)
    began, passage, ended = _passed(person, office, questionnaire, now)
    uow.consents.give(person.id, CONSENT_VERSION, person.language, began)
    snapshot = passage.to_json()
    stored = uow.interviews.start(
        person.id, questionnaire.id, None, snapshot, person.language, began
    )
    place = (person.office, person.role)
    uow.interviews.submit(stored.id, stored.revision, snapshot, person.language, *place, ended)
    return True


def _passed(
    person: Person, office: Office, questionnaire: Questionnaire, now: datetime
) -> tuple[datetime, Passage, datetime]:
    """The way through all questions: its beginning, its end as stored, when that was.

    Raises ValueError where an answer is refused: the answers are made for another questionnaire.
    """
    form = form_of(questionnaire.xform)
    respondent = Respondent(person.staff_id, person.office, person.role)
    began, pace = sitting(respondent, office.zone, now)
    turn = begun(person, office, questionnaire, began)
    moment = began
    while turn.prompt is not None:
        moment += pace
        path, value = turn.prompt.path, _value(respondent, questionnaire, turn.prompt, moment)
        turn = engine.record(form, turn.interview, path, value, moment)
        if turn.problem is not None:
            raise ValueError(f"{path} refuses the sample's answer: {turn.problem.code}")
    ended = moment + pace
    return began, Passage(engine.finish(form, turn.interview, ended)), ended


def _value(
    respondent: Respondent, questionnaire: Questionnaire, prompt: Prompt, moment: datetime
) -> str:
    """The canonical answer; "" leaves out what nothing is invented for, such as texts."""
    if isinstance(prompt.input, Acknowledge):
        return ACKNOWLEDGED
    sides = questionnaire.sides
    indicator = sides["indicators"].get(prompt.path)
    if indicator is None:
        return facts(respondent, moment.date()).get(prompt.path.rpartition("/")[2], "")
    required = sides["required_levels"].get(indicator, {}).get(respondent.role)
    reached = level(respondent, indicator, required)
    scores: Mapping[str, float] = sides["scores"][prompt.path]
    return next(name for name, score in scores.items() if score == reached)
