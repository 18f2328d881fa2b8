"""People who answer a long questionnaire by plan, and a judge who reads the server's log."""

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any

import aiohttp

Json = dict[str, Any]

QUESTIONS = 80
SECTION = 20  # questions a section
CHOICES = 5
KINDS = ("choice", "choice", "number", "choice", "text", "many")
FIRST_CHAT = 7001
PATIENCE = 180.0  # seconds without a new question after which a person gives up
LOOK = 0.25  # seconds between a person's looks at the phone


def kind(question: int) -> str:
    return KINDS[question % len(KINDS)]


def workbook() -> str:
    """A Markdown XLSForm of QUESTIONS required questions of four kinds, in groups of SECTION."""
    rows = ["| survey |", "| | type | name | label::Bahasa Indonesia (id) | required |"]
    types = {
        "choice": "select_one pilihan",
        "number": "integer",
        "text": "text",
        "many": "select_multiple pilihan",
    }
    for question in range(QUESTIONS):
        section = question // SECTION
        if question % SECTION == 0:
            rows.append(f"| | begin group | bagian{section} | Bagian {section + 1} | |")
        label = f"Soal {question:02d}?"
        rows.append(f"| | {types[kind(question)]} | q{question} | {label} | yes |")
        if question % SECTION == SECTION - 1:
            rows.append("| | end group | | | |")
    rows += ["| choices |", "| | list_name | name | label::Bahasa Indonesia (id) |"]
    rows += [f"| | pilihan | p{n} | Pilihan {n} |" for n in range(1, CHOICES + 1)]
    rows += [
        "| settings |",
        "| | form_id | version | form_title | default_language |",
        "| | banyak | 1 | Soal banyak | Bahasa Indonesia (id) |",
    ]
    return "\n".join(rows)


def option(person: int, question: int) -> int:
    """The planned option, 1-based; never the same for two questions in a row."""
    return (3 * question + person) % CHOICES + 1


def planned(person: int, question: int) -> str:
    """What the review has to show for this question."""
    if kind(question) == "number":
        return str(100 * person + question)
    if kind(question) == "text":
        return f"teks {person}-{question}"
    if kind(question) == "many":
        first = option(person, question)
        pair = sorted({first, first % CHOICES + 1})
        return ", ".join(f"Pilihan {n}" for n in pair)
    return f"Pilihan {option(person, question)}"


@dataclass
class Respondent:
    """Somebody who looks at the phone, answers what is there, and never types a command."""

    url: str
    chat: int
    number: int
    session: aiohttp.ClientSession
    queries: dict[str, int] = field(default_factory=dict)  # callback query: question
    review: dict[int, str] = field(default_factory=dict)  # question: what the review shows
    finished: bool = False

    async def answer_everything(self, code: str) -> None:
        await self._post("say", text=f"/start {code}")
        await self._tap_when("Setuju dan mulai")
        for question in range(QUESTIONS):
            message = await self._until(lambda m, q=question: f"Soal {q:02d}?" in m["text"])
            await self._answer(message, question)
        await self._read_review()
        await self._tap_when("Kirim")
        await self._until(lambda m: "Terima kasih" in m["text"], buttons=False)
        self.finished = True

    async def _answer(self, message: Json, question: int) -> None:
        what = kind(question)
        if what == "choice":
            label = f"{option(self.number, question)}. Pilihan {option(self.number, question)}"
            await self._tap(message, label, question)
        elif what == "many":
            first = option(self.number, question)
            await self._say(" ".join(str(n) for n in sorted({first, first % CHOICES + 1})))
        else:
            await self._say(planned(self.number, question))

    async def _read_review(self) -> None:
        await self._until(lambda m: "Ringkasan jawaban Anda" in m["text"])
        for section in range(1, QUESTIONS // SECTION + 1):
            await self._tap_when(str(section), on="Ringkasan jawaban Anda")
            message = await self._until(lambda m, s=section: f"Bagian {s}\n" in m["text"])
            for label, shown in re.findall(r"Soal (\d\d)\?\n→ (.*)", message["text"]):
                self.review[int(label)] = shown
            await self._tap_when("‹ Ringkasan", on=f"Bagian {section}\n")
            await self._until(lambda m: "Ringkasan jawaban Anda" in m["text"])

    async def _until(self, wanted: Any, *, buttons: bool = True) -> Json:
        """The newest message that fits, once it is there."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for message in reversed(await self._messages()):
                    if message["buttons"] or not buttons:
                        if wanted(message):
                            return message
                        break
                await asyncio.sleep(LOOK)

    async def _tap_when(self, label: str, on: str = "") -> None:
        message = await self._until(
            lambda m: (
                on in m["text"] and any(b["text"] == label for row in m["buttons"] for b in row)
            )
        )
        await self._tap(message, label, None)

    async def _tap(self, message: Json, label: str, question: int | None) -> None:
        for row, buttons in enumerate(message["buttons"]):
            for column, button in enumerate(buttons):
                if button["text"] == label:
                    place = {"row": row, "col": column}
                    done = await self._post("tap", message_id=message["message_id"], **place)
                    if question is not None:
                        self.queries[done["query_id"]] = question
                    return
        raise AssertionError(f"no button {label} among {message['buttons']}")

    async def _say(self, text: str) -> None:
        await self._post("say", text=text)

    async def _messages(self) -> list[Json]:
        async with self.session.get(
            f"{self.url}/control/transcript", params={"person": self.chat}
        ) as response:
            shown: list[Json] = await response.json()
        return [message for message in shown if message["from"] == "bot"]

    async def _post(self, path: str, **body: Any) -> Json:
        body = {"person": self.chat, **body}
        async with self.session.post(f"{self.url}/control/{path}", json=body) as response:
            answer: Json = await response.json()
            assert response.status == 200, answer
        return answer
