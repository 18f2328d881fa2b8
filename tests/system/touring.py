"""People who see everything that the bot has for them, step by step, however bad the day is."""

import asyncio
from dataclasses import dataclass
from typing import Any

from tests.system.crowd import LOOK, PATIENCE, Json, Respondent

REVIEW, THANKS = "Ringkasan jawaban Anda", "Terima kasih, "
CONFIRM = "Ubah"  # what a card says that asks before it changes an answer
TOUR = """
| survey |
| | type                 | name   | label::Bahasa Indonesia (id)  | label::English (en)        | relevant       | required | constraint      | choice_filter | appearance | parameters            | repeat_count |
| | note                 | salam  | Terima kasih sudah ikut.      | Thank you for taking part. |                |          |                 |               |            |                       |              |
| | begin group          | meja   | Meja layanan                  | Service desk               |                |          |                 |               |            |                       |              |
| | select_one ya        | ada    | Ada meja layanan?             | Is there a desk?           |                | yes      |                 |               |            |                       |              |
| | integer              | staf   | Berapa petugasnya?            | How many staff?            | ${ada} = 'ya'  | yes      | . > 0           |               |            |                       |              |
| | select_multiple alat | alat   | Alat apa yang ada?            | Which equipment?           |                |          |                 |               |            |                       |              |
| | select_one tingkat   | sop    | Bagaimana memakai SOP?        | How is the SOP used?       |                | yes      |                 |               |            |                       |              |
| | select_one alat      | sering | Mana paling sering?           | Which most often?          |                |          |                 |               | likert     |                       |              |
| | rank alat            | urut   | Mana lebih dahulu?            | Which is first?            |                | yes      |                 |               |            |                       |              |
| | end group            |        |                               |                            |                |          |                 |               |            |                       |              |
| | begin group          | angka  | Angka dan waktu               | Numbers and times          |                |          |                 |               |            |                       |              |
| | range                | puas   | Seberapa puas?                | How content?               |                | yes      |                 |               |            | start=0 end=10 step=1 |              |
| | range                | persen | Berapa persen?                | Which share?               |                | yes      |                 |               |            | start=0 end=100 step=5 |             |
| | decimal              | jam    | Berapa jam sehari?            | Hours a day?               |                | yes      | . <= 24         |               |            |                       |              |
| | date                 | latih  | Kapan pelatihan terakhir?     | When was the training?     |                | yes      | . <= today()    |               |            |                       |              |
| | date                 | bulan  | Sejak bulan apa?              | Since which month?         |                | yes      |                 |               | month-year |                       |              |
| | date                 | tahun  | Sejak tahun berapa?           | Since which year?          |                | yes      |                 |               | year       |                       |              |
| | time                 | buka   | Jam berapa buka?              | When does it open?         |                | yes      |                 |               |            |                       |              |
| | datetime             | terjadi | Kapan kejadiannya?           | When did it happen?        |                | yes      |                 |               |            |                       |              |
| | end group            |        |                               |                            |                |          |                 |               |            |                       |              |
| | begin group          | kata   | Kata dan tempat               | Words and places           |                |          |                 |               |            |                       |              |
| | text                 | usul   | Apa usul Anda?                | What do you propose?       |                | yes      |                 |               |            |                       |              |
| | text                 | cerita | Ceritakan sebuah kasus.       | Tell of a case.            |                | yes      |                 |               | multiline  |                       |              |
| | text                 | telp   | Nomor telepon kantor?         | Phone of the office?       |                | yes      |                 |               | numbers    |                       |              |
| | barcode              | kode   | Kode barang?                  | Code of the thing?         |                | yes      |                 |               |            |                       |              |
| | geopoint             | tempat | Di mana kantornya?            | Where is the office?       |                |          |                 |               |            |                       |              |
| | select_one prov      | prov   | Di provinsi mana?             | In which province?         |                | yes      |                 |               |            |                       |              |
| | select_one kota      | kota   | Di kota mana?                 | In which town?             |                | yes      |                 | prov=${prov}  |            |                       |              |
| | end group            |        |                               |                            |                |          |                 |               |            |                       |              |
| | begin repeat         | kasus  | Kasus                         | Case                       |                |          |                 |               |            |                       |              |
| | text                 | siapa  | Kasus siapa?                  | Whose case?                |                | yes      |                 |               |            |                       |              |
| | end repeat           |        |                               |                            |                |          |                 |               |            |                       |              |
| | begin repeat         | orang  | Petugas                       | Officer                    |                |          |                 |               |            |                       | 2            |
| | integer              | umur   | Berapa umurnya?               | How old?                   |                | yes      |                 |               |            |                       |              |
| | end repeat           |        |                               |                            |                |          |                 |               |            |                       |              |
| | acknowledge          | paham  | Data ini hanya contoh.        | This is an example.        |                |          |                 |               |            |                       |              |

| choices |
| | list_name | name  | label::Bahasa Indonesia (id)      | label::English (en)     | prov |
| | ya        | ya    | Ada                               | There is                |      |
| | ya        | tidak | Belum ada                         | Not yet                 |      |
| | alat      | komp  | Komputer                          | Computer                |      |
| | alat      | cetak | Pencetak                          | Printer                 |      |
| | alat      | net   | Internet                          | Internet                |      |
| | tingkat   | 1     | Menurut kebiasaan.                | By habit.               |      |
| | tingkat   | 2     | Mengikuti langkah.                | Follows the steps.      |      |
| | tingkat   | 3     | Mencatat penyimpangan.            | Records deviations.     |      |
| | tingkat   | 4     | Memimpin pemantauan.              | Leads the monitoring.   |      |
| | tingkat   | 5     | Menyelaraskan SOP.                | Aligns SOPs.            |      |
| | prov      | NTT   | Nusa Tenggara Timur               | East Nusa Tenggara      |      |
| | prov      | SUT   | Sumatera Utara                    | North Sumatra           |      |
| | kota      | KPG   | Kota Kupang                       | Kupang                  | NTT  |
| | kota      | MOF   | Maumere                           | Maumere                 | NTT  |
| | kota      | MES   | Medan                             | Medan                   | SUT  |

| settings |
| | form_id | version | form_title   | default_language      |
| | awal    | 1       | Tur          | Bahasa Indonesia (id) |
"""  # noqa: E501 - a form is a table
# What is on the newest message of the bot, and what the person does then: a label in brackets is
# tapped, a mark says what else is sent, anything else is typed. {n} is the person's number.
ANSWERING = (
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
    ("Apa usul Anda?", "Usul {n} <b>&amp; \u202e"),
    ("Ceritakan sebuah kasus.", "Kasus {n}\nbaris dua 🙂"),
    ("Nomor telepon kantor?", "0380-{n}{n}{n}"),
    ("Kode barang?", "@contact"),
    ("Kiriman seperti ini", "89912345{n}"),
    ("Di mana kantornya?", "@voice"),
    ("Pesan suara tidak dapat", "@location"),
    ("Di provinsi mana?", "/batal"),
    ("Semua jawaban Anda tersimpan", "[Lanjut]"),
    ("Di provinsi mana?", "[1. Nusa Tenggara Timur]"),
    ("Di kota mana?", "[2. Maumere]"),
    ("Kasus siapa?", "Kasus A{n}"),
    ("Tambah Kasus?", "[Ya, tambah]"),
    ("Kasus siapa?", "Kasus B{n}"),
    ("2 sudah diisi", "[Tidak, lanjut]"),
    ("Berapa umurnya?", "3{n}"),
    ("Petugas 2", "4{n}"),
    ("Data ini hanya contoh.", "[Lanjut]"),
)
EDITING = (
    (REVIEW, "[1]"),
    ("Ada meja layanan?", "[1]"),
    ("Ada meja layanan?", "[2. Belum ada]"),
    (REVIEW, "[1]"),
    ("→ Belum ada", "[1]"),
    ("Ada meja layanan?", "[1. Ada]"),  # the staff come back with the branch
    (REVIEW, "[2]"),
    ("Seberapa puas?", "[1]"),
    ("Seberapa puas?", "[9]"),
    (REVIEW, "@twice[Kirim]"),
    (THANKS, "/mulai"),
)
AFTER = (
    ("Kuesioner untuk Anda:", "/laporan"),
    ("Profil Anda", "/bantuan"),
)


def answers_of(n: int) -> dict[str, str]:
    """What the export has to hold of the person with this number."""
    zone = "+08:00"
    return {
        "/data/meja/ada": "ya",
        "/data/meja/staf": f"1{n}",
        "/data/meja/alat": "net",
        "/data/meja/sop": "4",
        "/data/meja/urut": "cetak net komp",
        "/data/angka/puas": "9",
        "/data/angka/persen": "75",
        "/data/angka/jam": "2.5",
        "/data/angka/latih": "2025-05-12",
        "/data/angka/bulan": "2019-05-01",
        "/data/angka/tahun": "2019-01-01",
        "/data/angka/buka": f"14:30:00.000{zone}",
        "/data/angka/terjadi": f"2026-02-01T14:30:00.000{zone}",
        "/data/kata/usul": f"Usul {n} <b>&amp; \u202e",
        "/data/kata/cerita": f"Kasus {n}\nbaris dua 🙂",
        "/data/kata/telp": f"0380-{n}{n}{n}",
        "/data/kata/kode": f"89912345{n}",
        "/data/kata/tempat": "-10.1772 123.607 0.0 0.0",
        "/data/kata/prov": "NTT",
        "/data/kata/kota": "MOF",
        "/data/kasus[1]/siapa": f"Kasus A{n}",
        "/data/kasus[2]/siapa": f"Kasus B{n}",
        "/data/orang_count": "2",
        "/data/orang[1]/umur": f"3{n}",
        "/data/orang[2]/umur": f"4{n}",
        "/data/paham": "OK",
    }


@dataclass
class Tourist(Respondent):
    """Somebody who goes on as soon as the newest message of the bot says what it has to."""

    async def tour(self, code: str) -> None:
        await self._say(f"/start {code}")
        for step in (*ANSWERING, *EDITING):
            await self.step(*step)
        await self.competency()
        for step in AFTER:
            await self.step(*step)
        self.finished = True

    async def competency(self) -> None:
        """The shipped questionnaire, always the level in the middle, until the profile is there."""
        await self.step("Kuesioner untuk Anda:", "[Mulai: Penilaian Mandiri Kompetensi]")
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

    async def step(self, sees: str, does: str) -> None:
        does = does.replace("{n}", str(self.number))
        message = await self._see(sees, does)
        if does.startswith("@twice["):
            for _ in range(2):
                await self._tap(message, does[7:-1], None)
        elif does.startswith("["):
            await self._tap(message, does[1:-1], None)
        elif does.startswith("@"):
            await self._post(does[1:])
        else:
            await self._say(does)

    async def _see(self, sees: str, does: str) -> Json:
        """The newest message of the bot, once it says so; a card that asks first is confirmed."""
        label = does.partition("[")[2].rstrip("]") if does[0] in "[@" else ""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    message = await self._newest()
                    words = said(message)
                    if CONFIRM in words.split("\n"):
                        await self._tap(message, CONFIRM, None)
                    elif sees in words and (not label or label in words.split("\n")):
                        return message
                    await asyncio.sleep(LOOK)
        except TimeoutError:
            raise AssertionError(f"{self.chat}: no {sees!r} for {does!r} in: {words}") from None

    async def _newest(self) -> Json:
        shown = await self._messages()
        return shown[-1] if shown else {"text": "", "buttons": []}


def said(message: dict[str, Any]) -> str:
    """Text and labels of a message, a line each."""
    labels = [button["text"] for row in message["buttons"] for button in row]
    return "\n".join([message["text"], *labels])
