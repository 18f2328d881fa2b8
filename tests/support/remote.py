"""A phone at the local Bot API: the real bot serves it, and what it shows is the same text."""

import base64
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any

from bot.chat.sent import Sent
from storage.database import Database
from tests.bot.emulator.running import Emulator
from tests.support.chat import attached

Json = dict[str, Any]
MARKS = {"sendMessage": "<", "sendPhoto": "<", "sendDocument": "<", "editMessageText": "~"}
PATIENCE = 60.0  # seconds until a bot that does not settle is a failure


@dataclass
class RemotePhone:
    """The chat of `person`; every step waits until the bot has nothing left to do."""

    emulator: Emulator
    database: Database
    person: int
    log: list[str] = field(default_factory=list)
    seq: int = 0

    def type(self, text: str) -> None:
        self.log.append(f"> {text}")
        self._act("say", text=text)

    def share(self, latitude: float, longitude: float, accuracy: float = 0) -> None:
        self.log.append(f"> @{latitude}, {longitude}, {accuracy}")
        self._act("location", latitude=latitude, longitude=longitude, accuracy=accuracy)

    def tap(self, label: str) -> None:
        self.log.append(f"> [{label}]")
        for message in reversed(self._messages()):
            for row, buttons in enumerate(message["buttons"]):
                for column, button in enumerate(buttons):
                    if button["text"] == label:
                        place = {"row": row, "col": column}
                        self._act("tap", message_id=message["message_id"], **place)
                        return
        raise AssertionError(f"no button {label!r}")

    def attach(self, sent: Sent, content: bytes = b"x") -> None:
        """Send a file of this kind."""
        self.log.append(f"> {attached(sent)}")
        encoded = base64.b64encode(content).decode()
        name = sent.title or "x"
        self._act(sent.kind, name=name, content=encoded, mime_type=sent.mime_type)

    def send_file(self, name: str, content: bytes, kind: str = "document") -> None:
        self.log.append(f"> [berkas {name}]")
        self._act(kind, name=name, content=base64.b64encode(content).decode())

    def _messages(self) -> list[Json]:
        shown: list[Json] = self.emulator.look(f"transcript?person={self.person}")
        return [message for message in shown if message["from"] == "bot"]

    def _act(self, path: str, **body: Any) -> None:
        status, answer = self.emulator.ask(f"control/{path}", {"person": self.person, **body})
        assert status == 200, answer
        update = answer.get("update_id") or self._last_update()
        self._settle(update)
        self._note()

    def await_rest(self) -> None:
        """Return when the bot has done all that was asked of it so far."""
        self._settle(self._last_update())

    def _last_update(self) -> int:
        return int(self.emulator.look("updates")[-1]["update_id"])

    def _settle(self, update: int) -> None:
        """Wait until the update is done, nothing waits to be sent, and every tap is answered."""
        deadline = monotonic() + PATIENCE
        while not self._is_settled(update):
            assert monotonic() < deadline, "the bot does not come to rest"
            sleep(0.01)

    def _is_settled(self, update: int) -> bool:
        with self.database.read() as uow:
            last = uow.inbox.last_update_id(42)
            waiting = uow.inbox.pending(42, 1)
            counts = uow.outbox.counts()
        if last is None or last < update or waiting:
            return False
        if any(counts.get(state) for state in ("queued", "claimed", "sending")):
            return False
        return all(query["answered"] is not None for query in self.emulator.look("queries"))

    def _note(self) -> None:
        """Write down what the server saw since the last look: messages, then toasts."""
        entries: list[Json] = self.emulator.look(f"log?after={self.seq}")
        self.seq = max((entry["seq"] for entry in entries), default=self.seq)
        mine = [entry for entry in entries if entry["chat_id"] == self.person]
        for entry in mine:
            if entry["method"] in MARKS and not entry["error"]:
                self._note_screen(MARKS[entry["method"]], entry["parameters"])
        for entry in mine:
            toast = entry["parameters"].get("text")
            if entry["method"] == "answerCallbackQuery" and toast:
                self.log.append(f"  ({toast})")

    def _note_screen(self, mark: str, shown: Json) -> None:
        keyboard = (shown.get("reply_markup") or {}).get("inline_keyboard", [])
        rows = ["".join(f"[{button['text']}]" for button in row) for row in keyboard]
        text: str = shown.get("text") or shown.get("caption", "")
        above = ["[gambar]"] if "photo" in shown else []
        above += [f"[berkas {shown['document']['file_name']}]"] if "document" in shown else []
        first, *rest = [*above, *text.split("\n"), *rows]
        self.log += [f"{mark} {first}", *(f"  {line}".rstrip() for line in rest)]
