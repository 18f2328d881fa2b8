"""A phone in process: services, renderers and outbox without Telegram; what it shows is text."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta

from bot.access import NotAllowed
from bot.app import claims, renderers
from bot.chat.acting import refuse
from bot.chat.between import in_between
from bot.chat.notices import refusal_notice
from bot.chat.screen import Button, Screen, Tap, plain
from bot.chat.sent import Sent
from bot.interviews import media, steps
from bot.interviews import service as interviews
from bot.interviews.sent import Fetched
from bot.interviews.sharing import as_point, share
from bot.interviews.tapping import INTERVIEWS
from bot.interviews.typed import take_text
from bot.people import service as people
from bot.people import steps as people_steps
from bot.people.service import Visitor
from bot.questionnaires import received
from bot.questionnaires import service as questionnaires
from bot.questionnaires import steps as questionnaire_steps
from bot.questionnaires.moving import move_all
from bot.questionnaires.preview import outlook
from bot.questionnaires.steps import QUESTIONNAIRES, Done
from bot.questionnaires.steps import Verb as QuestionnaireVerb
from bot.reports import service as reports
from bot.reports import steps as reports_steps
from bot.reports.steps import REPORTS
from bot.sops import desk, desk_steps
from bot.sops import received as sops_received
from bot.sops import service as sops
from bot.sops import steps as sops_steps
from bot.sops.asking import Asked, looked_up, searched
from bot.sops.cards import DESK, SOPS
from bot.sops.usage import show_usage
from storage.database import Database
from storage.records import Notice, Outgoing
from storage.unit_of_work import UnitOfWork
from tests.support.people import NOW

COMMAND = re.compile(r"/\w+$")


def lines_of(screen: Screen) -> list[str]:
    """A screen as a conversation shows it: picture or file, its text, each row of buttons."""
    above = ["[gambar]"] if screen.picture else []
    above += [f"[berkas {screen.document.name}]"] if screen.document else []
    rows = ["".join(f"[{button.label}]" for button in row) for row in screen.rows]
    rows += [f"[{screen.share.label}]"] if screen.share else []
    return [*above, *plain(screen.text).split("\n"), *rows]


def attached(sent: Sent) -> str:
    """A file that was sent as a conversation shows it: "(photo)", "(document laporan.pdf)"."""
    return f"({sent.kind} {sent.title})" if sent.title else f"({sent.kind})"


@dataclass
class Message:
    id: int
    screen: Screen


@dataclass
class Phone:
    """One Telegram chat. Every step is a transaction; the state is read back from JSON."""

    database: Database
    chat_id: int
    language: str = "id"
    now: datetime = NOW
    messages: list[Message] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    toast: str = ""
    moving: Done | None = None
    drawn: list[Screen] = field(default_factory=list)  # every screen, and every toast as one
    town: dict[int, "Phone"] = field(default_factory=dict)  # by chat, to share between phones

    def __post_init__(self) -> None:
        self.town[self.chat_id] = self

    def type(self, text: str) -> None:
        self.log.append(f"> {text}")
        asked = self._asked(text)
        if not COMMAND.match(text) and self._is_writing(text):
            self._do(lambda uow: desk.take_answer(uow, self.chat_id, text, self.now))
        elif asked is None:
            self._do(lambda uow: self._take(uow, text))
        else:
            self._do(lambda uow: sops.answer(uow, self.chat_id, asked, self.now))

    def _asked(self, text: str) -> Asked | None:
        """What the library says to the text, if it is a question to that."""
        command, _, words = text.partition(" ")
        with self.database.read() as uow:
            if command == "/sop" and words:
                person = uow.chats.person_at(self.chat_id)
                return searched(uow, person, words, self.now) if person else None
            if COMMAND.match(command):
                return None
            return looked_up(uow, self.chat_id, text, self.now, claims)

    def _is_writing(self, text: str) -> bool:
        with self.database.read() as uow:
            return desk.is_awaited(uow, self.chat_id, text, self.now, claims)

    def attach(self, sent: Sent, content: bytes | None = b"x") -> None:
        """Send a file, now if it has no number; without a content Telegram does not give it."""
        self.log.append(f"> {attached(sent)}")
        sent = replace(sent, message_id=sent.message_id or len(self.messages) + 1)
        with self.database.read() as uow:
            path = media.asked_for(uow, self.chat_id, sent, self.now)
        fetched = None
        if path and content is not None:
            with self.database.contents.incoming() as part:
                part.write(content)
                fetched = Fetched(path, part.keep(), part.size)
        self._do(lambda uow: media.take_file(uow, self.chat_id, sent, fetched, self.now))

    def share(self, latitude: float, longitude: float, accuracy: float = 0) -> None:
        """Send the place where the phone is, in degrees and metres."""
        self.log.append(f"> @{latitude}, {longitude}, {accuracy}")
        point = as_point(latitude, longitude, accuracy)
        self._do(lambda uow: share(uow, self.chat_id, point, self.now))

    def tap(self, label: str) -> None:
        """Tap the button of this label on the newest message that has it."""
        message, button = self.find(label)
        self.log.append(f"> [{button.label}]")
        self.press(button, message.id)

    def press(self, button: Button, message_id: int) -> None:
        """A tap on a button, be it as old as it may; `toast` is what the person saw."""
        self.send(button.tap, message_id)

    def send(self, tapped: Tap, message_id: int) -> None:
        """A tap that carries what `tapped` says, drawn or not."""
        visitor = Visitor("Somebody", self.language)

        def work(uow: UnitOfWork) -> None:
            if tapped.feature == QUESTIONNAIRES:
                self._tap_questionnaires(uow, tapped)
            elif tapped.feature == REPORTS:
                self.toast = reports_steps.tap(uow, self.chat_id, tapped, self.now)
            elif tapped.feature == INTERVIEWS:
                self.toast = steps.tap(uow, self.chat_id, message_id, tapped, self.now)
            elif tapped.feature == SOPS and tapped.verb >= DESK:
                self.toast = desk_steps.tap(uow, self.chat_id, tapped, self.now, members)
            elif tapped.feature == SOPS:
                self.toast = sops_steps.tap(uow, self.chat_id, tapped, self.now)
            else:
                self.toast = people_steps.tap(uow, self.chat_id, tapped, visitor, self.now)

        self.toast, self.moving = "", None
        with self.database.read() as uow:
            members = desk_steps.foreseen(uow, tapped) if tapped.feature == SOPS else ()
        self._do(work)
        self._move()
        if self.toast:
            self.drawn.append(Screen(self.toast))
            self.log.append(f"  ({self.toast})")

    def send_workbook(self, name: str, source: bytes) -> None:
        """A file that may be a questionnaire, as the handler of documents takes it."""
        self.log.append(f"> [berkas {name}]")
        with self.database.read() as uow:
            person = received.sender(uow, self.chat_id)
        assert person is not None, "others' files are no business of ours"
        found = received.looked_at(self.database, person, name, source, lambda: self.now)
        self._do(lambda uow: received.keep(uow, self.chat_id, found, self.now))

    def send_sop(self, name: str, source: bytes) -> None:
        """A file that may be an SOP, as the handler of documents takes it."""
        self.log.append(f"> [berkas {name}]")
        found = sops_received.looked_at(self.database, name, source)
        assert found is not None, "it is not an SOP"
        self._do(lambda uow: sops_received.keep(uow, self.chat_id, found, self.now))

    def _tap_questionnaires(self, uow: UnitOfWork, tapped: Tap) -> None:
        ahead = {}
        if tapped.verb == QuestionnaireVerb.FORESEE:
            person, version = received.sender(uow, self.chat_id), tapped.numbers[1]
            target = questionnaire_steps.newest(uow, version)
            ahead = asdict(outlook(uow, person, target, self.now)) if person and target else {}
        done = questionnaire_steps.tap(uow, self.chat_id, tapped, self.now, ahead)
        self.toast = done.toast
        self.moving = done

    def _move(self) -> None:
        """What the handler does after the commit: open interviews go over to the new version."""
        if self.moving is None or self.moving.target is None:
            return
        person, target = self.moving.person, self.moving.target
        count = move_all(self.database, person, target, lambda: self.now)
        arguments = {"person": person.id, "count": count}
        notice = Notice(self.chat_id, "questionnaires.moved", arguments)
        self._do(lambda uow: uow.outbox.add(notice, self.now))

    def find(self, label: str) -> tuple[Message, Button]:
        for message in reversed(self.messages):
            for row in message.screen.rows:
                for button in row:
                    if button.label == label:
                        return message, button
        raise AssertionError(f"no button {label!r} on: {self.text}")

    @property
    def screen(self) -> Screen:
        return self.messages[-1].screen

    @property
    def text(self) -> str:
        return plain(self.screen.text)

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.screen.rows for button in row]

    def _take(self, uow: UnitOfWork, text: str) -> None:
        command, _, argument = text.partition(" ")
        commands = {
            "/mulai": interviews.show_list,
            "/sop": sops.show_start,
            "/batal": interviews.put_aside,
            "/ubah": interviews.show_review,
            "/bantuan": in_between(people.show_help),
            "/bahasa": in_between(people.show_languages),
            "/ganti": in_between(people.show_colleagues),
            "/laporan": in_between(reports.show_report),
            "/antrean": in_between(desk.show_queue),
            "/pemakaian": in_between(show_usage),
            "/kuesioner": in_between(questionnaires.show_list),
        }
        if command == "/start" and argument:
            visitor = Visitor("Somebody", self.language)
            people.enrol(uow, self.chat_id, argument, visitor, self.now)
        elif command == "/start":
            interviews.show_card(uow, self.chat_id, self.now)
        elif command in commands:
            commands[command](uow, self.chat_id, self.now)
        elif COMMAND.match(command):
            interviews.unexpected(uow, self.chat_id, "command", self.now)
        else:
            take_text(uow, self.chat_id, text, self.now)

    def _do(self, work: Callable[[UnitOfWork], object]) -> None:
        try:
            self.database.write(work)
        except NotAllowed as refusal:
            notice = refusal_notice(refusal, self.chat_id, self.language)
            self.database.write(lambda uow: refuse(uow, notice, self.now))
        self.deliver()

    def deliver(self) -> None:
        """Draw and show everything that waits, in order, each on its phone of the town."""
        while rows := self.database.write(
            lambda uow: uow.outbox.claim("phone", 50, self.now + timedelta(seconds=1))
        ):
            for row in rows:
                self.town[row.notice.chat_id]._show(row)

    def _show(self, row: Outgoing) -> None:
        notice = row.notice
        # What is queued travels through the database as JSON; what cannot would fail here.
        arguments = json.loads(json.dumps(dict(notice.arguments)))
        with self.database.read() as uow:
            screen = renderers()[notice.name](uow, arguments, notice.chat_id)
            address = uow.cards.get(notice.card) if notice.card else None
        if screen is None:
            self.database.write(lambda uow: uow.outbox.suppress(row.id, "phone", self.now))
            return
        self.drawn.append(screen)
        message_id = address[1] if address and address[0] == notice.chat_id else None
        if message_id is not None and not notice.fresh:
            self._edit(message_id, screen)
        else:
            message_id = self._send(screen, message_id)
        self.database.write(lambda uow: self._sent(uow, row, message_id))

    def _sent(self, uow: UnitOfWork, row: Outgoing, message_id: int) -> None:
        uow.outbox.sent(row.id, "phone", message_id, self.now)
        if row.notice.card:
            uow.cards.set(row.notice.card, self.chat_id, message_id, self.now)

    def _edit(self, message_id: int, screen: Screen) -> None:
        message = next(m for m in self.messages if m.id == message_id)
        if message.screen != screen:
            message.screen = screen
            self._note("~", screen)

    def _send(self, screen: Screen, old: int | None) -> int:
        for message in self.messages:
            if message.id == old:
                message.screen = Screen(message.screen.text)
        message_id = len(self.messages) + 1
        self.messages.append(Message(message_id, screen))
        self._note("<", screen)
        return message_id

    def _note(self, mark: str, screen: Screen) -> None:
        first, *rest = lines_of(screen)
        self.log += [f"{mark} {first}", *(f"  {line}".rstrip() for line in rest)]
