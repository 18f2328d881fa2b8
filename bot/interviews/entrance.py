"""What the buttons of consent and list do: they lead into an interview."""

from collections.abc import Callable
from dataclasses import replace

from bot.access import require
from bot.chat.questionnaire import is_for
from bot.chat.speaker import choose_language
from bot.interviews.correcting import begin_correction
from bot.interviews.opened import begun
from bot.interviews.passage import Passage
from bot.interviews.rules import CONSENT, CONSENT_VERSION
from bot.interviews.service import has_consented, rest, submitted_names, take_up
from bot.interviews.tapping import Tapping, Verb
from bot.interviews.trial import TRIAL
from storage.errors import NotFound
from storage.records import LIVE, Questionnaire, StoredInterview


def _agree(act: Tapping, questionnaire_id: int, *version: int) -> str:
    questionnaire = _asked_of(act, questionnaire_id)
    if questionnaire is None or version != CONSENT:
        return act.stale()
    require(act.person, "consent.give", act.person)
    if not has_consented(act.uow, act.person):
        act.uow.consents.give(act.person.id, CONSENT_VERSION, act.person.language, act.now)
        act.uow.audit.add(act.now, act.person.id, "consent.give", CONSENT_VERSION, {})
    return _enter(act, questionnaire)


def _later(act: Tapping) -> str:
    return act.show(act.say("toast.later"), view="later")


def _language(act: Tapping, index: int) -> str:
    person = choose_language(act.uow, act.person, index)
    if person is None:
        return act.stale()
    changed = replace(act, person=person)
    return changed.show(changed.say("toast.language"))


def _choose(act: Tapping, questionnaire_id: int) -> str:
    questionnaire = _asked_of(act, questionnaire_id)
    if questionnaire is None or not has_consented(act.uow, act.person):
        return act.stale()
    return _enter(act, questionnaire)


def _asked_of(act: Tapping, questionnaire_id: int) -> Questionnaire | None:
    """The newest version of the questionnaire of this version, if the person is asked it."""
    try:
        named = act.uow.questionnaires.by_id(questionnaire_id)
    except NotFound:
        return None
    latest = act.uow.questionnaires.by_name(named.name)
    return latest if latest and is_for(latest, act.person) else None


def _enter(act: Tapping, questionnaire: Questionnaire) -> str:
    """Go on where the questionnaire is open, else begin it."""
    stored = act.uow.interviews.open_for(act.person.id, questionnaire.name)
    if stored is not None:
        return _resume(act, stored.id)
    if questionnaire.name in submitted_names(act.uow, act.person):
        return act.show(act.say("toast.already_submitted"))
    _begin(act, questionnaire)
    return act.show(act.say("toast.begun"))


def _begin(act: Tapping, questionnaire: Questionnaire) -> None:
    act.uow.interviews.end_trials(act.person.id)
    office = act.uow.offices.by_code(act.person.office)
    turn = begun(act.person, office, questionnaire, act.now)
    act.uow.interviews.start(
        act.person.id,
        questionnaire.id,
        None,
        Passage(turn.interview).to_json(),
        act.person.language,
        act.now,
    )


def _resume(act: Tapping, interview_id: int) -> str:
    """Stored anew so that it is the interview touched last: typed text belongs to it now."""
    for stored in act.uow.interviews.all_of(act.person.id):
        if stored.id == interview_id and stored.status in LIVE:
            take_up(act.uow, act.person, stored, act.now)
            return act.show(act.say("toast.resumed"), resumed=True)
    return act.stale()


def _list(act: Tapping) -> str:
    """Below the thanks, which stay as the person's receipt."""
    rest(act.uow, act.person, act.now)
    return replace(act, fresh=True).show(act.say("toast.opened"))


# What was submitted --------------------------------------------------------------------------


def _read(act: Tapping, interview_id: int, leaf: int) -> str:
    """A page of it; the card of another interview rests meanwhile."""
    require(act.person, "interview.read", act.person)
    if _submitted(act, interview_id) is None:
        return act.stale()
    rest(act.uow, act.person, act.now)
    return act.show(act.say("toast.opened"), view="read", interview=interview_id, leaf=leaf)


def _correct(act: Tapping, interview_id: int) -> str:
    stored = _submitted(act, interview_id)
    if stored is None:
        return act.stale()
    draft = begin_correction(act.uow, act.person, stored, act.now)
    if draft is None:
        return act.show(act.say("toast.too_late"), view="read", interview=interview_id, leaf=0)
    take_up(act.uow, act.person, draft, act.now)
    return act.show(act.say("toast.opened"))


def _submitted(act: Tapping, interview_id: int) -> StoredInterview | None:
    """The interview, if this person has submitted it."""
    mine = act.uow.interviews.all_of(act.person.id)
    found = (each for each in mine if each.id == interview_id and each.status == "submitted")
    return next(found, None)


# What a verb does, and how many numbers it carries: the person's first.
ENTRANCE: dict[int, tuple[Callable[..., str], int]] = {
    Verb.AGREE: (_agree, 4),
    Verb.LATER: (_later, 1),
    Verb.LANGUAGE: (_language, 2),
    Verb.CHOOSE: (_choose, 2),
    Verb.RESUME: (_resume, 2),
    Verb.LIST: (_list, 1),
    Verb.READ: (_read, 3),
    Verb.CORRECT: (_correct, 2),
    **TRIAL,
}
