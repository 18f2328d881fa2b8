"""People, chats, messages, files and questions in the air: the state behind the local Bot API."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.emulator.clock import Clock
from bot.emulator.data import Upload
from bot.emulator.errors import ControlError
from bot.emulator.faults import Faults
from bot.emulator.journal import Journal
from bot.emulator.machine import Machine
from bot.emulator.queries import InlineQuery, Query
from bot.emulator.updates import Updates

Json = dict[str, Any]

SUPERGROUPS_BELOW = -1_000_000_000_000
# What a message may hold beside text; an animation comes as a document too.
FILES = ("sticker", "voice", "audio", "video", "video_note", "animation", "photo", "document")
MEDIA = (*FILES, "contact", "location")


@dataclass(slots=True)
class Person:
    """Somebody with Telegram; `note` and `start_parameter` are for the page's list only."""

    id: int
    first_name: str
    last_name: str = ""
    language_code: str = "id"
    note: str = ""
    start_parameter: str = ""

    def user(self) -> Json:
        """Telegram's User."""
        user = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        return user | {"language_code": self.language_code}


@dataclass(slots=True)
class Chat:
    """`body` is Telegram's Chat. Messages are replaced, never changed: updates keep their own.

    `keyboard` is the reply keyboard as the page shows it; `had_keyboard` are the messages that
    brought or removed one, which can never be edited.
    """

    id: int
    body: Json
    messages: dict[int, Json] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    unread: int = 0
    keyboard: Json | None = None
    keyboard_from: int = 0
    had_keyboard: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class StoredFile:
    id: str
    path: str
    upload: Upload

    def view(self) -> Json:
        """The fields that Document, Voice, Sticker, PhotoSize and File share."""
        return {
            "file_id": self.id,
            "file_unique_id": f"u{self.id}",
            "file_size": len(self.upload.content),
        }


class World:
    """Everything there is. Message ids count through all chats, as they do for a Telegram bot."""

    def __init__(self, token: str, name: str, username: str, log: Path | None = None) -> None:
        self.token = token
        self.bot = {
            "id": int(token.split(":")[0]),
            "is_bot": True,
            "first_name": name,
            "username": username,
        }
        self.query_seconds = 60.0
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.files: dict[str, StoredFile] = {}
        self.files_by_path: dict[str, StoredFile] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.clock = Clock()
        self.machine = Machine(self.clock, self.tell)
        self.faults = Faults()
        self.journal = Journal(self.clock, log)
        self.updates = Updates(self.clock, self.journal.record)
        self.updates.repeats = lambda: bool(self.faults.striking("duplicate", "getUpdates"))
        self.listeners: set[Callable[[Json], None]] = set()
        self._last_message = 0

    def add_person(self, person: Person) -> None:
        """Add or rename; the chat with the bot exists, but is not started."""
        self.people[person.id] = person
        body = {"id": person.id, "type": "private", "first_name": person.first_name}
        if person.last_name:
            body["last_name"] = person.last_name
        self.chats.setdefault(person.id, Chat(person.id, body)).body = body
        self.tell("person", person.id, self.view_person(person))

    def person(self, person_id: int) -> Person:
        person = self.people.get(person_id)
        if person is None:
            raise ControlError(404, f"there is no person {person_id}")
        return person

    def view_person(self, person: Person) -> Json:
        """All fields of a person, and how the chat with the bot stands."""
        chat = self.chats[person.id]
        view = {name: getattr(person, name) for name in person.__slots__}
        last = next(reversed(chat.messages.values()), None)
        return view | {
            "started": chat.started,
            "blocked": chat.blocked,
            "unread": chat.unread,
            "last": last and self._preview(last),
        }

    def _preview(self, message: Json) -> Json:
        """What the list of chats says of a message; a caption counts as text."""
        return {
            "text": message.get("caption", message.get("text", "")),
            "date": message["date"],
            "from": "bot" if message["from"]["id"] == self.bot["id"] else "person",
            "media": next((kind for kind in MEDIA if kind in message), None),
        }

    def read(self, person: Person) -> None:
        """The person has seen everything."""
        chat = self.chats[person.id]
        if chat.unread:
            chat.unread = 0
            self.tell("read", chat.id, {})
            self._tell_person(chat)

    def chat_of(self, person: Person, chat_id: int | None) -> Chat:
        """The private chat of `person`, or a group, which its first message founds."""
        if chat_id is None or chat_id == person.id:
            return self.chats[person.id]
        if chat_id > 0:
            raise ControlError(400, "a group has a negative id")
        kind = "supergroup" if chat_id < SUPERGROUPS_BELOW else "group"
        body = {"id": chat_id, "type": kind, "title": f"Grup {-chat_id}"}
        return self.chats.setdefault(chat_id, Chat(chat_id, body))

    def post(self, chat: Chat, sender: Json, content: Json) -> Json:
        """Put a new message into `chat`: the whole Message."""
        self._last_message += 1
        message = {
            "message_id": self._last_message,
            "from": sender,
            "chat": chat.body,
            "date": self.clock.unix(),
            **content,
        }
        chat.messages[self._last_message] = message
        chat.unread += sender is self.bot
        self.tell("message", chat.id, message)
        self._tell_person(chat)
        return message

    def replace(self, chat: Chat, message: Json) -> None:
        chat.messages[message["message_id"]] = message
        self.tell("edit", chat.id, message)
        if message["message_id"] == next(reversed(chat.messages)):
            self._tell_person(chat)

    def remove(self, chat: Chat, message_id: int) -> None:
        del chat.messages[message_id]
        self.tell("remove", chat.id, {"message_id": message_id})
        self._forget_keyboard(chat)
        self._tell_person(chat)

    def clear(self, chat: Chat) -> None:
        chat.messages.clear()
        chat.unread = 0
        self.tell("clear", chat.id, {})
        self._forget_keyboard(chat)
        self._tell_person(chat)

    def set_keyboard(self, chat: Chat, message_id: int, keyboard: Json | None) -> None:
        """This message of the bot brings a reply keyboard, or removes the one there is."""
        chat.had_keyboard.add(message_id)
        self.show_keyboard(chat, message_id, keyboard)

    def show_keyboard(self, chat: Chat, message_id: int, keyboard: Json | None) -> None:
        chat.keyboard, chat.keyboard_from = keyboard, message_id
        self.tell("keyboard", chat.id, keyboard)

    def _forget_keyboard(self, chat: Chat) -> None:
        """A reply keyboard goes with the message that brought it."""
        if chat.keyboard and chat.keyboard_from not in chat.messages:
            self.show_keyboard(chat, 0, None)

    def store(self, upload: Upload, folder: str) -> StoredFile:
        """Keep a file; its id and its path count up."""
        number = len(self.files) + 1
        suffix = Path(upload.name).suffix
        stored = StoredFile(f"file-{number}", f"{folder}/file_{number}{suffix}", upload)
        self.files[stored.id] = self.files_by_path[stored.path] = stored
        return stored

    def ask(self, person: Person, chat: Chat, message_id: int, data: str) -> Query:
        """A tap: a query that wants an answer."""
        number = str(len(self.queries) + 1).zfill(6)
        query = Query(
            f"{self.bot['id']}{number}",
            person.id,
            chat.id,
            message_id,
            data,
            self.clock.wall(),
            self.clock.elapsed() + self.query_seconds,
        )
        self.queries[query.id] = query
        return query

    def cut(self, *, cut: bool) -> None:
        """Cut the bot's network, or mend it; the poll in the air ends."""
        self.machine.cut(cut=cut)
        if cut:
            self.updates.end_poll()

    def _tell_person(self, chat: Chat) -> None:
        person = self.people.get(chat.id)
        if person and self.listeners:
            self.tell("person", person.id, self.view_person(person))

    def tell(self, kind: str, chat_id: int, body: Json | None) -> None:
        """Let the open pages know."""
        for listener in tuple(self.listeners):
            listener({"kind": kind, "chat_id": chat_id, "body": body})
