"""People who see everything that the bot has for them, step by step, however bad the day is."""

import asyncio
import base64
from dataclasses import dataclass, field
from typing import Any

from flows.xlsform import export_xlsx
from tests.system.crowd import PATIENCE, Json, Respondent
from tests.system.tour_form import CHANGED, letter, photo, recording

LOOK = 0.1  # seconds between a tourist's looks at the phone
REVIEW, THANKS, LIST = "Ringkasan jawaban Anda", "Terima kasih, ", "Kuesioner untuk Anda:"
EARLY = "sebelum pertanyaan ini muncul"  # of a file that the bot has not asked for yet: once more
Steps = tuple[tuple[str, str], ...]
# What is on the newest message of the bot, and what the person does then: a label in brackets is
# tapped, on that message or where "@above" stands on the newest that has it; a mark says what
# else is sent, anything else is typed. {n} is the person's number.
ANSWERING: Steps = (
    ("Siapa yang melihat", "[Nanti saja]"),
    ("/mulai", "/mulai"),
    ("Siapa yang melihat", "[English]"),
    ("Who sees my answers", "[Bahasa Indonesia]"),
    ("Siapa yang melihat", "[Setuju dan mulai]"),
    ("Terima kasih sudah ikut", "[Lanjut]"),
    ("Ada meja layanan?", "@sticker"),
    ("Stiker tidak dapat disimpan", "[1. Ada]"),
    ("Berapa petugasnya?", "nol"),
    ("Jawaban ini belum sesuai", "1{n}"),
    ("Alat apa yang ada?", "[☐ 1. Komputer]"),
    ("Selesai (1)", "[☐ 3. Internet]"),
    ("Selesai (2)", "/bantuan"),
    ("Selesai (2)", "[☑ 1. Komputer]"),
    ("Selesai (1)", "[Selesai (1)]"),
    ("Bagaimana memakai SOP?", "[3]"),
    ("Mana paling sering?", "[‹ Kembali]"),
    ("Bagaimana memakai SOP?", "[4]"),
    ("Mana paling sering?", "[Lewati ›]"),
    ("Mana lebih dahulu?", "[2. Pencetak]"),
    ("ke-1: Pencetak", "[3. Internet]"),
    ("ke-3: Komputer", "[Selesai (3)]"),
    ("Seberapa puas?", "[7]"),
    ("Berapa persen?", "75"),
    ("Berapa jam sehari?", "2,5"),
    ("Kapan pelatihan terakhir?", "12 Mei 25"),
    ("Sejak bulan apa?", "Mei 2019"),
    ("Sejak tahun berapa?", "2019"),
    ("Jam berapa buka?", "/bahasa"),
    ("Pilih bahasa", "[English]"),
    ("When does it open?", "/bahasa"),
    ("Choose", "[Bahasa Indonesia]"),
    ("Jam berapa buka?", "setengah tiga sore"),
    ("Kapan kejadiannya?", "1/2/2026 14.30"),
    ("Kapan libur terakhir?", "[Kalender]"),
    ("Tutup", "mei 2019"),
    ("Kalender Mei 2019", "[‹ Apr]"),
    ("Kalender April 2019", "[17]"),
    ("Jam berapa tutup?", "[14]"),
    ("Jam lain", "[14.15]"),
    ("Apa usul Anda?", "Usul {n} <b>&amp; \u202e"),
)
# The coordinator has published another version meanwhile.
ON_THE_NEW_VERSION: Steps = (
    ("Kuesioner ini baru diperbarui.", "Kasus {n}\nbaris dua 🙂"),
    ("Nomor telepon kantor?", "0380-{n}{n}{n}"),
    ("Kode barang?", "@contact"),
    ("Kiriman seperti ini", "89912345{n}"),
    ("Di mana kantornya?", "@voice"),
    ("Pesan suara tidak dapat", "@location"),
    ("Lewat mana ke kantor?", "@location"),
    ("Titik yang sudah ada: 1", "soe"),
    ("Titik yang sudah ada: 2", "[Urungkan]"),
    ("Titik yang sudah ada: 1", "-10.2, 123.7"),
    ("Titik yang sudah ada: 2", "[Selesai (2)]"),
    ("Di provinsi mana?", "/batal"),
    ("Semua jawaban Anda tersimpan", "[Lanjut]"),
    ("Di provinsi mana?", "[1. Nusa Tenggara Timur]"),
    ("Di kota mana?", "[2. Maumere]"),
    ("Kabupaten asal?", "kab gart"),
    ("Yang mirip dengan", "kabupaten garut"),
    ("Kabupaten tujuan?", "[Berikutnya ›]"),
    ("Halaman 2/65", "[10]"),
    ("Foto kantor?", "@voice"),
    ("Di sini perlu foto.", "@photo"),
    ("Foto ruang tunggu?", "@album"),
    ("yang lain dari album itu tidak disimpan", "[‹ Kembali]"),
    ("Lihat kiriman", "[Lihat kiriman]"),
    ("Foto ruang tunggu?", "[Lanjut ›]"),
    ("Surat tugas?", "@document"),
    ("Rekaman suara?", "@voice"),
    ("Baris 1 dari 2", "[1]"),
    ("Baris 2 dari 2", "2"),
    ("Kasus siapa?", "Kasus A{n}"),
    ("Tambah Kasus?", "[Ya, tambah]"),
    ("Kasus siapa?", "Kasus B{n}"),
    ("2 sudah diisi", "[Tidak, lanjut]"),
    ("Berapa umurnya?", "3{n}"),
    ("Petugas 2", "4{n}"),
    ("Apa lagi?", "Selesai {n}"),
    ("Data ini hanya contoh.", "[Lanjut]"),
    ("Berapa jam sehari?", "1,5"),  # what was said before is too much for the new version
)
EDITING: Steps = (
    (REVIEW, "[1]"),
    ("Ada meja layanan?", "[1]"),
    ("Ada meja layanan?", "[2. Belum ada]"),
    ("Jawaban yang tidak dihitung lagi: 1", "[Biarkan seperti semula]"),
    ("Ada meja layanan?", "[2. Belum ada]"),
    ("Jawaban yang tidak dihitung lagi: 1", "[Ubah]"),
    (REVIEW, "[1]"),
    ("→ Belum ada", "[1]"),
    ("Ada meja layanan?", "[1. Ada]"),
    ("Jawaban yang kembali: 1", "[Ubah]"),
    (REVIEW, "[2]"),
    ("→ 7", "[1]"),
    ("Pilih satu angka", "[9]"),
    (REVIEW, "[6]"),
    ("Hapus Kasus 1", "[Hapus Kasus 1]"),
    ("Hapus Kasus 1?", "[Ya, hapus]"),
    ("→ Kasus B{n}", "[‹ Ringkasan]"),
    (REVIEW, "@twice[Kirim]"),
    (THANKS, "/mulai"),
)
CORRECTING: Steps = (
    (LIST, "[Baca: Tur]"),
    ("Dikirim: ", "[2]"),
    ("→ 9", "[‹ Ringkasan]"),
    ("Dikirim: ", "[Perbaiki jawaban]"),
    ("Belum ada jawaban yang diubah.", "[1]"),
    ("→ 1{n}", "[2]"),
    ("Jawaban sekarang: 1{n}", "2{n}"),
    (REVIEW, "[Kirim perbaikan]"),
    ("Mengapa jawabannya diperbaiki?", "Salah hitung {n}"),
    ("Perbaikan Anda untuk Tur", "/mulai"),
)
AFTER: Steps = (
    (LIST, "/laporan"),
    ("Profil Anda: ", "/bantuan"),
)
PUBLISHING: Steps = (
    ("Siapa yang melihat", "@workbook"),
    ("Masih terbuka di versi lain: {people} wawancara.", "[Coba dulu]"),
    ("Percobaan: jawaban tidak disimpan.", "[Lanjut]"),
    ("Ada meja layanan?", "[2. Belum ada]"),
    ("Alat apa yang ada?", "/batal"),
    ("Percobaan selesai.", "@above[Terbitkan dan pindahkan yang terbuka ({people})]"),
    ("Wawancara yang dipindahkan ke versi ini: {people}.", "/kuesioner"),
    ("Terbuka: {people}. Terkirim: 0.", "/bantuan"),
)
OVERSEEING: Steps = (
    ("", "/laporan"),
    ("Menjawab: {people}", "[Angka (CSV)]"),
    ("Angka: ", "@above[Jawaban (CSV)]"),
    ("Jawaban: ", "/kuesioner"),
    ("Terbuka: 0. Terkirim: {people}.", "/bantuan"),
)


@dataclass
class Meeting:
    """Where the tourists wait for the coordinator, and the coordinator for them."""

    people: int
    here: int = 0
    gathered: asyncio.Event = field(default_factory=asyncio.Event)
    published: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait_for_the_new_version(self) -> None:
        self.here += 1
        if self.here == self.people:
            self.gathered.set()
        await self.published.wait()

    def leave(self) -> None:
        self.here -= 1
        if not self.here:
            self.done.set()


@dataclass
class Traveller(Respondent):
    """Somebody who goes on as soon as the newest message of the bot says what it has to."""

    meeting: Meeting = field(kw_only=True)
    sent: str = ""  # the file that the bot may not have asked for yet
    seen: int = 0  # the newest message before the last act

    async def walk(self, steps: Steps) -> None:
        for sees, does in steps:
            values = {"{n}": str(self.number), "{people}": str(self.meeting.people)}
            for name, value in values.items():
                sees, does = sees.replace(name, value), does.replace(name, value)
            await self.step(sees, does)

    async def step(self, sees: str, does: str) -> None:
        mark, _, label = does.partition("[")
        message = await self._see(sees, label[:-1] if mark in ("", "@twice") else "")
        self.sent, self.seen = "", (await self._messages())[-1]["message_id"]
        if mark == "@above":
            has = [each for each in await self._messages() if label[:-1] in said(each).split("\n")]
            message = has[-1]
        if label:
            for _ in range(1 + (mark == "@twice")):
                await self._tap(message, label[:-1], None)
        elif does.startswith("@"):
            self.sent = does
            await self._send(does)
        else:
            await self._say(does)

    async def _send(self, mark: str) -> None:
        path, body = self._things()[mark]
        await self._post(path, **body)

    def _things(self) -> dict[str, tuple[str, Json]]:
        n = self.number
        photos = [{"kind": "photo", **_file("a.png", photo(n, place))} for place in (1, 2)]
        return {
            "@sticker": ("sticker", {}),
            "@contact": ("contact", {}),
            "@location": ("location", {}),
            "@voice": ("voice", _file("a.oga", recording(n), "audio/ogg")),
            "@photo": ("photo", _file("a.png", photo(n))),
            "@album": ("album", {"files": photos}),
            "@document": ("document", _file("surat.pdf", letter(n), "application/pdf")),
            "@workbook": ("document", _file("awal.xlsx", export_xlsx(CHANGED.encode()))),
        }

    async def _see(self, sees: str, label: str) -> Json:
        """What the bot has sent since, or its newest message, once it says so and has the button.

        The card comes back below what was asked in between: both may be there at the first look.
        """
        shown: list[Json] = []
        early = 0
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    shown = await self._messages()
                    late = [each for each in shown if each["message_id"] > self.seen]
                    for message in reversed(late or shown[-1:]):
                        words = said(message)
                        if sees in words and (not label or label in words.split("\n")):
                            return message
                        if self.sent and EARLY in words and message["message_id"] > early:
                            early = message["message_id"]
                            await self._send(self.sent)
                    await asyncio.sleep(LOOK)
        except TimeoutError:
            words = "\n---\n".join(said(each) for each in shown[-2:])
            raise AssertionError(f"{self.chat}: no {sees!r} with {label!r} in: {words}") from None

    async def _newest(self) -> Json:
        shown = await self._messages()
        return shown[-1] if shown else {"text": "", "buttons": []}


class Tourist(Traveller):
    async def tour(self, code: str) -> None:
        await self._say(f"/start {code}")
        await self.walk(ANSWERING)
        await self.meeting.wait_for_the_new_version()
        await self.walk((*ON_THE_NEW_VERSION, *EDITING, *CORRECTING))
        await self.competency()
        await self.walk(AFTER)
        self.meeting.leave()

    async def competency(self) -> None:
        """The shipped questionnaire, always the level in the middle, until the profile is there."""
        await self.step(LIST, "[Mulai: Penilaian Mandiri Kompetensi]")
        wishes = ("Kirim", "3", "Lanjut", "2. Tidak", "Lewati ›")
        before = ""
        async with asyncio.timeout(PATIENCE * 4):
            while True:
                message = await self._newest()
                words = said(message)
                if "Profil Anda" in words:
                    break
                labels = [each["text"] for row in message["buttons"] for each in row]
                wish = next((each for each in wishes if each in labels), None)
                if words != before and wish:
                    await self._tap(message, wish, None)
                    before = words
                await asyncio.sleep(LOOK)
        await self._say("/mulai")


class Coordinator(Traveller):
    async def tour(self, code: str) -> None:
        await self._say(f"/start {code}")
        await self.meeting.gathered.wait()
        await self.walk(PUBLISHING)
        self.meeting.published.set()
        await self.meeting.done.wait()
        await self.walk(OVERSEEING)


def said(message: dict[str, Any]) -> str:
    """Text and labels of a message, a line each."""
    labels = [button["text"] for row in message["buttons"] for button in row]
    return "\n".join([message["text"], *labels])


def _file(name: str, content: bytes, mime_type: str = "image/png") -> Json:
    encoded = base64.b64encode(content).decode()
    return {"name": name, "mime_type": mime_type, "content": encoded}
