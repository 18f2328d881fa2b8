"""Somebody who answers in any order and any way, and the rules that hold after each step."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from bot.chat.screen import Button, plain
from bot.chat.sent import Sent
from bot.interviews.passage import Passage
from bot.interviews.tapping import INTERVIEWS, Verb, mark
from flows import Form, Interview, engine
from flows.prompts import Acknowledge, AddAnother, PickMany, PickOne, Prompt, Rank, SendPlace
from flows.questions import ACKNOWLEDGED, NO, YES
from flows.xpath import canonical
from storage.records import StoredInterview
from tests.bot.interviews.anyway.surveys import Questionnaire
from tests.bot.interviews.anyway.wanted import room, typed, wanted
from tests.support.chat import Message, Phone
from tests.support.people import OFFICES, person

Facts = tuple[dict[str, str], dict[str, str], dict[str, int]]

COMMANDS = (
    "/mulai", "/batal", "/bantuan", "/bahasa", "/ganti", "/start", "/laporan",
    "/ubah", "/kuesioner",
)  # fmt: skip
# Message 0 is sent now, 7 perhaps before the question was there.
PHOTO = Sent("photo", "p1", 9, "image/jpeg", "", None, captioned=False, message_id=0)
VOICE = Sent("voice", "v1", 9, "audio/ogg", "", None, captioned=False, message_id=7)
SHEET = Sent(
    "document", "d1", 9, "application/pdf", "laporan.pdf", None, captioned=True, message_id=0
)
# What people write without having read the question, and what some write to see what happens.
WORDS = (
    "1", "2", "1 3", "0", "-4", "2,5", "1.250", "99999999999", "ya", "tidak", "ok", "lewati",
    "kembali", "lanjut", "selesai", "tambah", "kemarin", "12 Mei 25", "14.30", "setengah tiga",
    "-6.2, 106.8", "Kota 07", "pilih a", "🙂", "<b>&amp;</b>", "\u202eterbalik\u202c", "\x00",
    "x" * 2001, "/entah", " ", "Q1", "٣", "dua puluh",
)  # fmt: skip
REFUSALS = ("halo", "99", "?")  # to the question whether there is one more
FIRST = (
    Verb.CHANGE,
    Verb.ONWARD,
)  # verbs of buttons that say yes to a change, or lead from the review onward
CLOSERS = (Verb.SUBMIT, Verb.SEND, Verb.ABANDON)
CLOSING = 400  # steps after which somebody who means to finish should have
_PROGRESS = re.compile(r"(\d+) (?:dari|of) ±?(\d+)")


@dataclass
class Wanderer:
    """One person at one phone. `held` are all buttons ever seen, with what their card asked."""

    phone: Phone
    staff_id: str
    form: Form
    questionnaire: Questionnaire
    seed: int
    office: str
    drawn: dict[tuple[int, Button], str] = field(default_factory=dict)
    last: tuple[int, Button] | None = None
    farthest: float = 0.0
    acts: Counter[str] = field(default_factory=Counter)

    # Looking ------------------------------------------------------------------------------------

    @property
    def stored(self) -> StoredInterview:
        someone = person(self.phone.database, self.staff_id)
        with self.phone.database.read() as uow:
            return uow.interviews.all_of(someone.id)[-1]

    @property
    def interview(self) -> Interview:
        return Passage.from_json(self.stored.snapshot).interview

    @property
    def card(self) -> Message:
        """The newest message that speaks of the interview."""
        return next(each for each in reversed(self.phone.messages) if self._speaks(each))

    def _speaks(self, message: Message) -> bool:
        taps = (button.tap for row in message.screen.rows for button in row)
        return self.asks(message) != "" or any(tap.feature == INTERVIEWS for tap in taps)

    @property
    def root(self) -> str:
        """The path of the question that the card is about: asked, or to be changed after a yes."""
        snapshot = self.stored.snapshot
        waiting = snapshot.get("pending")
        return str(waiting[0]) if waiting else self.asks(self.card)

    def asks(self, message: Message) -> str:
        return self.questionnaire.path(plain(message.screen.text))

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.card.screen.rows for button in row]

    def offering(self, *verbs: Verb) -> list[Button]:
        return [
            each
            for each in self.buttons
            if each.tap.feature == INTERVIEWS and each.tap.verb in verbs
        ]

    @property
    def now(self) -> datetime:
        office = next(each for each in OFFICES if each.code == self.office)
        return self.phone.now.astimezone(ZoneInfo(office.zone))

    def current(self, interview: Interview) -> Interview:
        """What the same answers compute to in the language and at the time of now."""
        language = person(self.phone.database, self.staff_id).language
        spoken = next(each for each in self.form.languages if f"({language})" in each)
        if spoken != interview.language:
            interview = engine.speak(self.form, interview, spoken, self.now).interview
        return engine.resume(self.form, interview, self.now).interview

    def prompt(self) -> Prompt | None:
        """The question as the engine puts it, where the person is."""
        return engine.resume(self.form, self.current(self.interview), self.now).prompt

    # Acting -------------------------------------------------------------------------------------

    def press(self, message_id: int, button: Button) -> None:
        """Tap a button, however old: only what its card and the present one ask may change."""
        there, here = self.drawn.get((message_id, button), ""), self.root
        passage = Passage.from_json(self.stored.snapshot)
        void = button.tap.verb >= Verb.PICK and button.tap.numbers[:2] != (
            self.stored.id,
            passage.card,
        )
        self.phone.log.append(f"> [{button.label}] {button.tap.verb}{' (void)' if void else ''}")
        self.acts["void taps" if void else "taps"] += 1
        root = here if here == there and not void else ""
        self._act(root, lambda: self.phone.press(button, message_id), moves=not void)
        assert self.phone.toast, "a silent tap"
        self.last = message_id, button

    def type(self, text: str) -> None:
        root = "" if text.startswith("/") else self.root
        self.acts["commands" if text.startswith("/") else "texts"] += 1
        self._act(root, lambda: self.phone.type(text))

    def _act(self, root: str, do: Callable[[], None], *, moves: bool = True) -> None:
        """Do it; what is stored may differ only by another answer at `root`, and what follows."""
        before, taken = self.interview, self.stored.snapshot.get("pending") or ("", "")
        self.phone.now += timedelta(seconds=20)
        do()
        after = self.interview
        if not moves:
            assert after.cursor == self.current(before).cursor, "a void button moved the person"
        self._judge(before, after, root, removes=taken[1] is None)
        self.look()

    def _judge(self, before: Interview, after: Interview, root: str, *, removes: bool) -> None:
        found, base = facts(after), self.current(before)
        if found in (facts(before), facts(base)):
            return
        assert root, f"no question was on the card, yet {differing(facts(base), found)}"
        value = canonical({**after.parked, **after.values}.get(root, ""))
        value = YES if self.questionnaire.repeats(root) else value
        if removes:
            turn = engine.remove(self.form, base, root, self.now)
        else:
            turn = engine.record(self.form, base, root, value, self.now)
        assert turn.problem is None, f"{root} took {value!r}: {turn.problem}"
        expected = facts(turn.interview)
        assert expected == found, f"beside {root}: {differing(expected, found)}"

    def look(self) -> None:
        """Remember the buttons that are there; one live card, whose progress never falls."""
        live, root = 0, self.root
        for message in self.phone.messages:
            asked = None
            for row in message.screen.rows:
                for button in row:
                    if asked is None:
                        asked = root if message is self.card else self.asks(message)
                        live += button.tap.feature == INTERVIEWS and button.tap.verb >= Verb.PICK
                    self.drawn.setdefault((message.id, button), asked)
        assert live <= 1, "two live cards"
        cursor, asked = self.current(self.interview).cursor, self.asks(self.card)
        assert asked in ("", cursor), f"the card asks {asked}, the interview {cursor}"
        shown = _PROGRESS.search(plain(self.card.screen.text))
        if shown and self.asks(self.card):
            share = int(shown[1]) / max(1, int(shown[2]))
            assert share >= self.farthest - 1e-9, f"progress fell to {shown[0]}"
            self.farthest = share

    # Wandering ----------------------------------------------------------------------------------

    def wander(self, random: Random, others: "list[Wanderer]") -> None:
        """One step of any kind."""
        dice = random.random()
        old = list(self.drawn)
        if dice < 0.40:
            self.tap_any(random)
        elif dice < 0.65:
            self.type_any(random)
        elif dice < 0.72:
            self.type(random.choice(COMMANDS))
        elif dice < 0.77:
            self.send_any(random)
        elif dice < 0.82 and self.last:
            self.press_old(*self.last)
        elif dice < 0.90 and old:
            self.press_old(*random.choice(old))
        elif others and (theirs := list(random.choice(others).drawn)):
            self.foreign(*random.choice(theirs))
        else:
            self.toward(random)

    def tap_any(self, random: Random) -> None:
        """Any button that is there, but the one that sends."""
        found = [
            (message.id, button)
            for message in self.phone.messages
            for row in message.screen.rows
            for button in row
            if not self._forbidden(button)
        ]
        if found:
            self.press(*random.choice(found))

    def type_any(self, random: Random) -> None:
        prompt = self.prompt()
        if prompt is not None and isinstance(prompt.input, AddAnother):
            self.type(random.choice(REFUSALS if not room(prompt, self.seed) else ("ya", *REFUSALS)))
        elif prompt is not None and random.random() < 0.6:
            self.type(typed(prompt, random.choice(wanted(prompt, self.seed))) or "lewati")
        else:
            self.type(random.choice(WORDS))

    def send_any(self, random: Random) -> None:
        """A file or a place, asked for or not."""
        self.acts["files and places"] += 1
        prompt = self.prompt()
        if random.random() < 0.5 or (prompt and isinstance(prompt.input, SendPlace)):
            self._act(self.root, lambda: self.phone.share(random.uniform(-9, 5), 120.5))
        elif random.random() < 0.5:
            self.send_album(random)
        else:
            sent = random.choice((PHOTO, VOICE, SHEET, replace(PHOTO, message_id=7)))
            self._act(self.root, lambda: self.phone.attach(sent))

    def send_album(self, random: Random) -> None:
        """Several photos at once: when one of them is an answer, the others are none."""
        self.acts["albums"] += 1
        album = f"a{random.randrange(10**9)}"
        for _ in range(3):
            sent = replace(PHOTO, album=album, message_id=len(self.phone.messages) + 1)
            with self.phone.database.read() as uow:
                taken = uow.files.has_album(self.stored.person, album)
            self._act("" if taken else self.root, partial(self.phone.attach, sent))

    def press_old(self, message_id: int, button: Button) -> None:
        if not self._forbidden(button):
            self.press(message_id, button)

    def foreign(self, message_id: int, button: Button) -> None:
        """A button of somebody else's chat: nothing moves."""
        if button.tap.feature == INTERVIEWS:
            self.phone.log.append(f"> [{button.label}] of another chat")
            self.acts["foreign taps"] += 1
            self._act("", lambda: self.phone.press(button, message_id), moves=False)

    def _forbidden(self, button: Button) -> bool:
        """Sending belongs to the end; what is added stays, so no more than is meant to be."""
        tap = button.tap
        if tap.feature != INTERVIEWS:
            return False
        if (tap.verb, tap.numbers[2:]) == (Verb.MORE, (1,)):
            prompt = self.prompt()
            return prompt is None or not room(prompt, self.seed)
        return tap.verb in CLOSERS

    def toward(self, random: Random) -> None:
        """Answer what is asked as it is meant in the end."""
        prompt = self.prompt()
        if prompt is not None and self.asks(self.card):
            self.give(random, prompt, wanted(prompt, self.seed)[0])

    # Closing ------------------------------------------------------------------------------------

    def finish(self, random: Random, meant: Interview) -> None:
        """Give every question the value that it has in `meant`, then close it."""
        self.type("/bahasa")
        self.phone.tap("Bahasa Indonesia")
        self.come_back()
        tries: dict[str, int] = {}
        for _ in range(CLOSING):
            prompt = self.prompt()
            if asking := self.asking():
                self.press(self.card.id, asking)
            elif prompt is None:
                apart, spare = self.apart(meant), self.spare(meant)
                if spare:
                    self.open(spare, Verb.REMOVE)
                elif apart:
                    self.open(apart)
                elif close := self.offering(*CLOSERS):
                    self.press(self.card.id, close[0])
                    return
                else:
                    self.press(self.card.id, self.offering(Verb.REVIEW)[0])
            else:
                assert self.asks(self.card) == prompt.path, f"not asked: {prompt.path}"
                tried = tries.get(prompt.path, 0)
                tries[prompt.path] = tried + 1
                if _is_closed(prompt):
                    self.retreat(tried + 1)
                else:
                    self.give(random, prompt, self.meant(prompt, meant, tried))
                if not _is_closed(prompt) and self.interview.cursor != prompt.path:
                    tries.pop(prompt.path)
        raise AssertionError(f"never came to an end: {self.apart(meant)}")

    def come_back(self) -> None:
        """To the card of what is open, from wherever the person is."""
        self.type("/start")
        while self.stored.corrects is not None and (
            onto := self.offering(Verb.CORRECT) or self.offering(Verb.READ)
        ):
            self.press(self.card.id, onto[0])

    def asking(self) -> Button | None:
        """Yes, on a card that asks before it changes something; onward, from another one."""
        first = (each for verb in FIRST for each in self.buttons if each.tap.verb == verb)
        return next((each for each in first if each.tap.feature == INTERVIEWS), None)

    def retreat(self, many: int) -> None:
        """Back from where nothing can be chosen, to what decides on the choices."""
        for _ in range(many):
            if back := self.offering(Verb.BACK):
                self.press(self.card.id, back[0])

    def meant(self, prompt: Prompt, meant: Interview, tried: int) -> str:
        """The final value; of a question that is not asked in the end, one that it takes."""
        if isinstance(prompt.input, AddAnother):
            return YES if prompt.input.count < meant.repeats.get(prompt.path, 0) else NO
        if self.is_computed(prompt.path):
            return prompt.value
        if isinstance(prompt.input, Acknowledge):
            return ACKNOWLEDGED
        value = self._items(meant).get(prompt.path)
        values = wanted(prompt, self.seed)
        # What is meant may not be on offer, or not valid, before the questions above are final.
        if value is None or not _is_offered(prompt, value) or tried > 1:
            return values[tried % len(values)]
        return value

    def apart(self, meant: Interview) -> str:
        """The first question in the form's order that has another value than in the end, or ""."""
        now, end = self._items(self.current(self.interview)), self._items(meant)
        apart = [path for path, value in end.items() if now.get(path) != value]
        apart = [path for path in apart if not self.is_computed(path)]
        # What lies in an instance that is still missing comes with it.
        return next((path for path in apart if path in now), *apart[:1] or ("",))

    def spare(self, meant: Interview) -> str:
        """An instance that is there and not in the end, the last first; ""."""
        now = self.interview.repeats
        paths = (item.path for item in engine.review(self.form, self.interview, self.now).items)
        mine = (path for path in paths if self.questionnaire.repeats(path))
        over = (path for path in mine if now.get(path, 0) > max(1, meant.repeats.get(path, 0)))
        return next((f"{path}[{now[path]}]" for path in over), "")

    def is_computed(self, path: str) -> bool:
        """What is typed over a calculation lasts until the next message: it is left as it is."""
        node = self.form.generic(path)
        return any(each.calculates and each.node.path == node for each in self.form.graph.triggers)

    def _items(self, interview: Interview) -> dict[str, str]:
        """Canonical values by path of what the review lists; of a repeat, its instances."""
        found = engine.answers(self.form, interview, self.now)
        return {
            item.path: str(interview.repeats.get(item.path, 0))
            if self.questionnaire.repeats(item.path)
            else found.get(item.path, "")
            for item in engine.review(self.form, interview, self.now).items
        }

    def open(self, path: str, verb: Verb = Verb.EDIT) -> None:
        """Go through the pages of the review to the button for this answer, or instance."""
        seen: set[int] = set()
        for _ in range(CLOSING):
            found = [b for b in self.offering(verb) if b.tap.numbers[2] == mark(path)]
            pages = [b for b in self.offering(Verb.PAGE) if b.tap.numbers[2] not in seen]
            if found:
                self.press(self.card.id, found[0])
                return
            if pages:
                seen.add(pages[0].tap.numbers[2])
                self.press(self.card.id, pages[0])
            else:
                self.press(self.card.id, self.offering(Verb.REVIEW)[0])
        raise AssertionError(f"no way from the review to {path}")

    # Answering ----------------------------------------------------------------------------------

    def give(self, random: Random, prompt: Prompt, value: str) -> None:
        """Answer the question on the card with this value: by its buttons, or in words."""
        if value == "" or (value == prompt.value and random.random() < 0.7):
            self.leave(prompt, value)
        elif random.random() < 0.5 and self.by_buttons(prompt, value):
            return
        else:
            self.say(prompt, value)

    def leave(self, prompt: Prompt, value: str) -> None:
        """Pass with the answer that is there, or with none."""
        verbs = (Verb.SKIP,) if value == "" else (Verb.NEXT, Verb.DONE)
        found = self.offering(*verbs) or self.offering(Verb.DONE, Verb.NEXT, Verb.SKIP)
        if found and (value != "" or not prompt.required):
            self.press(self.card.id, found[0])
        elif value != "":
            self.say(prompt, value)

    def by_buttons(self, prompt: Prompt, value: str) -> bool:
        """Tap the answer; False when no button says it."""
        way = next((_WAYS[verb] for verb in _WAYS if self.offering(verb)), None)
        return way is not None and way(self, prompt, value)

    def tick(self, place: int, on: int) -> None:
        """Tap the toggle of this choice, if it is there and not as it shall be."""
        for button in self.offering(Verb.TICK):
            if button.tap.numbers[2:] == (place, on):
                self.press(self.card.id, button)
                return

    def ticked(self, prompt: Prompt) -> list[str]:
        """What is ticked by now."""
        half: dict[str, list[str]] = self.stored.snapshot["ticks"]
        return half.get(prompt.path, prompt.value.split())

    def say(self, prompt: Prompt, value: str) -> None:
        passing = self.offering(Verb.NEXT) and not prompt.value
        searched = isinstance(prompt.input, PickMany) and prompt.input.is_long
        if isinstance(prompt.input, AddAnother) or passing or searched:
            self.by_buttons(prompt, value)
        else:
            self.type(typed(prompt, value))


def _pick(who: Wanderer, prompt: Prompt, value: str) -> bool:
    names = [choice.name for choice in prompt.input.choices]  # type: ignore[union-attr]
    for button in who.offering(Verb.PICK):
        if names[button.tap.numbers[2]] == value:
            who.press(who.card.id, button)
            return True
    return False


def _tick(who: Wanderer, prompt: Prompt, value: str) -> bool:
    """Untick what is not meant, then tick what is: of a long list by its name."""
    choices = prompt.input.choices  # type: ignore[union-attr]
    meant = value.split()
    for on in (0, 1):
        for place, choice in enumerate(choices):
            if (choice.name in meant) == bool(on):
                who.tick(place, on)
    for choice in choices:
        if choice.name in meant and choice.name not in who.ticked(prompt):
            who.type(choice.label)
    who.press(who.card.id, who.offering(Verb.DONE)[0])
    return True


def _rank(who: Wanderer, prompt: Prompt, value: str) -> bool:
    names = [choice.name for choice in prompt.input.choices]  # type: ignore[union-attr]
    while undo := who.offering(Verb.UNRANK):
        who.press(who.card.id, undo[-1])
    for name in value.split():
        for button in who.offering(Verb.RANK):
            if names[button.tap.numbers[2]] == name:
                who.press(who.card.id, button)
    who.press(who.card.id, who.offering(Verb.DONE)[0])
    return True


def _more(who: Wanderer, prompt: Prompt, value: str) -> bool:
    wish = int(value == YES)
    button = next(each for each in who.offering(Verb.MORE) if each.tap.numbers[2] == wish)
    who.press(who.card.id, button)
    return True


def _read(who: Wanderer, prompt: Prompt, value: str) -> bool:
    if prompt.value not in ("", value):
        return False
    who.press(who.card.id, who.offering(Verb.NEXT)[0])
    return True


# How the buttons of a card are used to say a value, by a verb that it offers.
_WAYS: dict[Verb, Callable[[Wanderer, Prompt, str], bool]] = {
    Verb.PICK: _pick,
    Verb.TICK: _tick,
    Verb.RANK: _rank,
    Verb.UNRANK: _rank,
    Verb.MORE: _more,
    Verb.NEXT: _read,
}


def _is_offered(prompt: Prompt, value: str) -> bool:
    if not isinstance(prompt.input, PickOne | PickMany | Rank):
        return True
    return set(value.split()) <= {choice.name for choice in prompt.input.choices}


def _is_closed(prompt: Prompt) -> bool:
    """Whether an answer is required and nothing is on offer."""
    choosing = isinstance(prompt.input, PickOne | PickMany | Rank)
    return prompt.required and choosing and not prompt.input.choices  # type: ignore[union-attr]


def facts(interview: Interview) -> Facts:
    """All that is stored of answers: what counts, what is parked, how many instances."""
    return (
        {path: canonical(value) for path, value in interview.values.items()},
        {path: canonical(value) for path, value in interview.parked.items()},
        dict(interview.repeats),
    )


def differing(left: Facts, right: Facts) -> str:
    """What the one has and the other has not."""
    found = []
    for name, place in (("answer", 0), ("parked", 1), ("instances", 2)):
        one: dict[str, object] = {**left[place]}
        other: dict[str, object] = {**right[place]}
        found += [
            f"{name} {path}: {one.get(path)!r} / {other.get(path)!r}"
            for path in sorted(one.keys() | other.keys())
            if one.get(path) != other.get(path)
        ]
    return "; ".join(found)
