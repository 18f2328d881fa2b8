"""Every card of every path, drawn as Telegram gets it, and held against Telegram's limits."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.chat import drawing
from bot.chat.facts import prefill_values
from bot.chat.questionnaire import form_language, form_of
from bot.chat.screen import Screen, plain
from bot.chat.taps import LIMIT, Codec
from bot.i18n import LANGUAGES, say
from bot.interviews.opened import Opened
from bot.interviews.passage import Passage
from bot.interviews.question import turn_screen
from flows.engine import Interview, record, speak, start
from flows.prompts import Acknowledge, AddAnother, PickMany, PickNumber, PickOne, Prompt, Rank
from flows.proof import Walk
from flows.questions import TYPES, YES, Asked
from storage.records import Office, Person, Questionnaire, StoredInterview

CHAT = 1
ROW, KEYBOARD = 8, 100  # buttons, Bot API InlineKeyboardMarkup
# The largest numbers that a database gives: a button must hold them in the last interview too.
INTERVIEW, CARD = 2**63 - 1, 2**31 - 1
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around the interviews that are simulated; `now` is in the office's zone."""

    questionnaire: Questionnaire
    office: Office
    now: datetime


@dataclass(eq=False)
class Cards:
    """Cards that were drawn, each once; `steps` of a walk name them by their place."""

    setting: Setting
    drawn: list[Json] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)
    _codec: Codec = field(default_factory=lambda: Codec(b"simulation"))

    def walk(self, walk: Walk) -> Json:
        """`{"role", "stuck", "steps": [{"path", "cards": {language}, "said": {language}}]}`.

        The last step is the review, or the question where no answer was found; it has no `said`.
        """
        asked = "person.role" in self.setting.questionnaire.sides["prefill"].values()
        return {
            "role": walk.facts["person.role"] if asked else "",
            "stuck": walk.stuck,
            "steps": list(self._steps(walk)),
        }

    def _steps(self, walk: Walk) -> Iterator[Json]:
        form, now = form_of(self.setting.questionnaire.xform), self.setting.now
        person = self._person(walk)
        filled = prefill_values(
            self.setting.questionnaire.sides["prefill"], person, self.setting.office
        )
        interview = start(form, now, seed=walk.seed, prefill=filled).interview
        for step in walk.steps:
            yield self._step(person, interview, step.path, step.value)
            interview = record(form, interview, step.path, step.value, now).interview
        yield self._step(person, interview, walk.stuck, None)

    def _step(self, person: Person, interview: Interview, path: str, value: str | None) -> Json:
        cards, said = {}, {}
        for language in LANGUAGES:
            opened = self._opened(replace(person, language=language), interview)
            cards[language] = self._place(turn_screen(opened, {}))
            if value is not None and opened.prompt is not None:
                said[language] = self._said(opened, opened.prompt, value)
        return {"path": path, "cards": cards, "said": said}

    def _person(self, walk: Walk) -> Person:
        role, office = walk.facts["person.role"], self.setting.office.code
        return Person(CHAT, "SIM", "Contoh", office, role, "respondent", LANGUAGES[0])

    def _opened(self, person: Person, interview: Interview) -> Opened:
        """The interview as it lies open on a person's phone, in the person's language."""
        setting = self.setting
        form = form_of(setting.questionnaire.xform)
        language = form_language(form.languages, person.language) or interview.language
        turn = speak(form, interview, language, setting.now)
        stored = StoredInterview(
            id=INTERVIEW,
            person=person.id,
            questionnaire=setting.questionnaire.id,
            wave=None,
            status="open",
            revision=1,
            snapshot={},
            language=person.language,
            office=None,
            role=None,
            started_at=setting.now,
            touched_at=setting.now,
            submitted_at=None,
        )
        return Opened(
            stored=stored,
            person=person,
            office=setting.office,
            questionnaire=setting.questionnaire,
            form=form,
            passage=Passage(turn.interview, card=CARD),
            prompt=turn.prompt,
        )

    def _said(self, opened: Opened, prompt: Prompt, value: str) -> str:
        """The answer as a person reads it."""
        given, language = prompt.input, opened.person.language
        if isinstance(given, Acknowledge):
            return say(language, "button.next")
        if isinstance(given, AddAnother):
            return say(language, "button.add" if value == YES else "button.enough")
        if value == "":
            return say(language, "button.skip")
        if isinstance(given, PickOne | PickMany | PickNumber | Rank):
            labels = {choice.name: choice.label for choice in given.choices}
            return ", ".join(labels.get(name, name) for name in value.split())
        question = opened.form.questions[opened.form.generic(prompt.path)]
        asked = Asked(
            choices=(),
            language=opened.passage.interview.language,
            now=self.setting.now,
            span=question.span,
            appearance=question.appearance,
        )
        return TYPES[question.kind].show(asked, value)

    def _place(self, screen: Screen) -> int:
        card = card_of(screen, self._codec)
        key = repr(card)
        if key not in self._places:
            self._places[key] = len(self.drawn)
            self.drawn.append(card)
        return self._places[key]


def card_of(screen: Screen, codec: Codec) -> Json:
    """`{"text", "entities", "rows", "points", "units", "buttons", "bytes", "faults"}`.

    `text` and `entities` as sendMessage gets them, `rows` the words on the buttons; `points` and
    `units` are the whole text's code points and UTF-16 units, `bytes` the longest callback data.
    `faults` names the limits that are broken: text, row, keyboard, callback, label.
    """
    whole = plain(screen.text).strip()
    units, rows = drawing.utf16(whole), [[each.label for each in row] for row in screen.rows]
    text, entities = drawing.marked(screen.text, drawing.TEXT_LIMIT)
    try:
        keyboard = drawing.message(screen, codec, CHAT)["reply_markup"]["inline_keyboard"]
        longest = max((len(b["callback_data"]) for row in keyboard for b in row), default=0)
    except ValueError:  # it does not fit
        longest = LIMIT + 1
    checks = {
        "text": not whole or max(len(whole), units) > drawing.TEXT_LIMIT,
        "row": any(len(row) > ROW for row in rows),
        "keyboard": sum(map(len, rows)) > KEYBOARD,
        "callback": longest > LIMIT,
        "label": any(not label.strip() for row in rows for label in row),
    }
    faults = [name for name, broken in checks.items() if broken]
    return {
        "text": text,
        "entities": [[each["offset"], each["length"]] for each in entities],
        "rows": rows,
        "points": len(whole),
        "units": units,
        "buttons": sum(map(len, rows)),
        "bytes": longest,
        "faults": faults,
    }
