"""An interview taken from the database, in the person's language and with the person's facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.chat.facts import known_of, local, prefill_values
from bot.chat.questionnaire import form_language, form_of, interview_of
from bot.chat.text import clean
from bot.i18n import file_size, say
from bot.interviews.passage import Passage
from bot.interviews.rules import seed_of
from bot.interviews.sent import called, takes_files
from flows.engine import (
    Foresight,
    Interview,
    Turn,
    foresee,
    foresee_removal,
    refill,
    resume,
    speak,
    start,
)
from flows.prompts import Choice, PickMany, PickOne, Prompt, Rank
from flows.xform import Form
from storage.records import LIVE, KeptFile, Office, Person, Questionnaire, StoredInterview
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Opened:
    """`prompt` is the question on the card: None at the review, while the card asks something of
    its own, and once submitted.

    `overtaken`: another day or another roster asks something else than the card last showed.
    `original`: the answers as they were submitted, of which this is a correction.
    `files` are there to be shown, by the names that answers hold; see `with_files`.
    """

    stored: StoredInterview
    person: Person
    office: Office
    questionnaire: Questionnaire
    form: Form
    passage: Passage
    prompt: Prompt | None = None
    overtaken: bool = False
    original: Interview | None = None
    files: Mapping[str, KeptFile] = field(default_factory=dict)

    def local(self, now: datetime) -> datetime:
        return local(now, self.office)

    @property
    def at_review(self) -> bool:
        passage = self.passage
        return self.prompt is None and passage.pending is None and not passage.asking

    @property
    def shown_on(self) -> date:
        """The day on which the card was drawn."""
        return self.local(self.stored.touched_at).date()

    @property
    def is_trial(self) -> bool:
        return self.stored.status == "trial"

    def say(self, key: str, **values: object) -> str:
        return say(self.person.language, key, **values)

    def worded(self, shown: str) -> str:
        """An answer as people read it: of a file also what it is, and how large."""
        file = self.files.get(shown)
        return file_words(self.person.language, file) if file else shown

    def ticked(self, prompt: Prompt) -> tuple[str, ...]:
        """What is ticked on the card now: the half-made choice, else the stored answer.

        Without what another answer has taken from the list since.
        """
        names = self.passage.ticks.get(prompt.path, tuple(prompt.value.split()))
        if not isinstance(prompt.input, PickMany):
            return names
        offered = {choice.name for choice in prompt.input.choices}
        return tuple(name for name in names if name in offered)

    def ranked(self, prompt: Prompt, choices: tuple[Choice, ...]) -> tuple[str, ...]:
        """The order so far, of what is offered now; one that is left over takes the last place."""
        offered = dict.fromkeys(choice.name for choice in choices)
        order = [name for name in dict.fromkeys(self.ticked(prompt)) if name in offered]
        left = [name for name in offered if name not in order]
        return (*order, *left) if len(left) == 1 else tuple(order)


def with_files(uow: UnitOfWork, opened: Opened) -> Opened:
    """The same with what the person has sent as files, where the form asks for any."""
    if not takes_files(opened.form):
        return opened
    return replace(opened, files={file.name: file for file in uow.files.of(opened.person.id)})


def file_words(language: str, file: KeptFile) -> str:
    """A kept file in words: its kind and size, and the name that its sender gave it."""
    kind = say(language, f"file.{called(file.mime_type)}")
    key = "file.named" if file.title else "file.unnamed"
    size = file_size(language, file.size)
    return say(language, key, title=clean(file.title), kind=kind, size=size)


def begun(person: Person, office: Office, questionnaire: Questionnaire, now: datetime) -> Turn:
    """The first turn of a new interview, in the person's language and with the person's facts."""
    form = form_of(questionnaire.xform)
    return start(
        form,
        local(now, office),
        seed=seed_of(person, questionnaire, now),
        prefill=prefill_values(questionnaire.sides.get("prefill", {}), person, office),
        language=form_language(form.languages, person.language),
        properties=known_of(person),
    )


def open_interview(
    uow: UnitOfWork, person: Person, stored: StoredInterview, now: datetime
) -> Opened:
    """Load what belongs to the person's interview; while open, language and facts follow them.

    A correction keeps the facts that were true when it was submitted.

    When that asks something else than the card last showed, the card's buttons are void.
    """
    office = uow.offices.by_code(person.office)
    questionnaire = uow.questionnaires.by_id(stored.questionnaire)
    form = form_of(questionnaire.xform)
    opened = Opened(stored, person, office, questionnaire, form, Passage.from_json(stored.snapshot))
    if stored.corrects is not None:
        original = interview_of(uow.interviews.by_id(stored.corrects))
        opened = replace(opened, original=original)
    return _brought_up(opened, now) if stored.status in LIVE else opened


def _brought_up(opened: Opened, now: datetime) -> Opened:
    passage, form, moment = opened.passage, opened.form, opened.local(now)
    turn = resume(form, _following(opened, moment), moment)
    overtaken = False
    if not passage.over and (
        turn.interview != passage.interview or moment.date() != opened.shown_on
    ):
        shown = resume(form, passage.interview, opened.local(opened.stored.touched_at))
        overtaken = _asks(turn.prompt) != _asks(shown.prompt)
    passage = replace(passage, interview=turn.interview, card=passage.card + overtaken)
    held = replace(opened, passage=passage)
    if passage.pending is not None and (overtaken or foreseen(held, now) is None):
        overtaken = True
        passage = passage.turned(pending=None)
    if overtaken:
        passage = replace(passage, sought="", leaf=None, view=(), found=())
    covered = passage.over or passage.pending is not None or passage.asking != ""
    prompt = None if covered else turn.prompt
    return replace(opened, passage=passage, prompt=prompt, overtaken=overtaken)


def foreseen(opened: Opened, now: datetime) -> Foresight | None:
    """What the change that waits would do; None when there is none, or it can be made no more."""
    pending, interview, moment = opened.passage.pending, opened.passage.interview, opened.local(now)
    if pending is None:
        return None
    if pending.value is None:
        seen = foresee_removal(opened.form, interview, pending.path, moment)
    else:
        seen = foresee(opened.form, interview, pending.path, pending.value, moment)
    return None if seen.turn.problem is not None else seen


def _following(opened: Opened, moment: datetime) -> Interview:
    """The interview in the language and with the prefilled facts that the person has now."""
    form, person, interview = opened.form, opened.person, opened.passage.interview
    language = form_language(form.languages, person.language)
    if language and language != interview.language:
        interview = speak(form, interview, language, moment).interview
    if opened.original is not None:
        return interview
    prefill = opened.questionnaire.sides.get("prefill", {})
    return refill(form, interview, prefill_values(prefill, person, opened.office), moment)


def _asks(prompt: Prompt | None) -> tuple[str, ...]:
    """What a button of the question stands on: its path, and its choices in order."""
    if prompt is None:
        return ()
    if isinstance(prompt.input, PickOne | PickMany | Rank):
        return (prompt.path, *(choice.name for choice in prompt.input.choices))
    return (prompt.path,)


def save(uow: UnitOfWork, opened: Opened, passage: Passage, now: datetime) -> None:
    """Store the passage; raises Conflict when somebody else stored a newer one."""
    stored = opened.stored
    snapshot, language = passage.to_json(), opened.person.language
    uow.interviews.save(stored.id, stored.revision, snapshot, language, now)
