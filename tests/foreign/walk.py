"""A protection officer answers the competency questionnaire as people do: by detours."""

from dataclasses import dataclass, field

from tests.foreign.driver import Phone, Server, Shown
from tests.foreign.judge import Stop
from tests.foreign.questionnaire import Question, questions
from tests.support.system import Bot

BACK, STALE = "‹ Kembali", "Tombol ini sudah lewat. Ini pertanyaan sekarang."
REVIEW = "Ringkasan jawaban Anda"
HELP = "Jaringan <b>internet</b> & satu rekan lagi"

# What a protection officer answers who was trained and handled cases, by question.
PLAN = {
    "pernah_pelatihan": "ya",
    "tanggal_pelatihan": "2025-05-12",
    **{f"d7_{n}": level for n, level in zip(range(1, 5), "3452", strict=True)},
    **{f"d6_{n}": level for n, level in zip(range(1, 5), "2134", strict=True)},
    **{f"d5_{n}": level for n, level in zip(range(1, 5), "5123", strict=True)},
    **{f"d4_{n}": level for n, level in zip(range(1, 5), "4321", strict=True)},
    **{f"d2_{n}": level for n, level in zip(range(1, 5), "1345", strict=True)},
    "menangani_kasus": "ya",
    "jumlah_kasus": "12",
    "kasus_nonprosedural": "3",
    **{f"d3_{n}": level for n, level in zip(range(1, 5), "2543", strict=True)},
    **{f"d1_{n}": level for n, level in zip(range(1, 5), "1524", strict=True)},
    "dukungan": "pelatihan panduan",
    "bantuan": HELP,
}
CHANGED = {"d7_1": "5"}  # at the review


@dataclass
class Walk:
    """One walk; `stops` are the times, on the server's clock, when the bot was not there."""

    server: Server
    bot: Bot
    phone: Phone = field(init=False)
    stops: list[Stop] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.phone = Phone(self.server)

    def at(self, name: str) -> Shown:
        """Wait until the card asks this question."""
        return self.phone.see_line(question(name).line("id"))

    def pick(self, name: str) -> None:
        """Tap the planned level or option."""
        self.at(name)
        self.phone.tap(self.button(name))

    def button(self, name: str) -> str:
        """The label of the planned option's button."""
        options = list(question(name).options)
        number = options.index(PLAN[name]) + 1
        if options == ["1", "2", "3", "4", "5"]:
            return str(number)
        return f"{number}. {question(name).options[PLAN[name]]['id']}"

    def go(self, code: str) -> None:
        self.enrol(code)
        self.about_you()
        self.section_of_double_taps()
        self.section_of_stale_taps()
        self.section_with_a_stop()
        self.section_with_a_rest()
        for name in [each for each in PLAN if each.startswith("d2_")]:
            self.pick(name)
        self.cases()
        for name in [each for each in PLAN if each.startswith(("d3_", "d1_"))]:
            self.pick(name)
        self.support()
        self.review()

    def enrol(self, code: str) -> None:
        """The deep link, the purpose in both languages, consent."""
        phone = self.phone
        phone.say(f"/start {code}")
        phone.see("Rina Siregar", "15 menit", "Siapa yang melihat", button="Setuju dan mulai")
        phone.tap("English")
        phone.see("Rina Siregar", "15 minutes", "Who sees my answers", button="I agree, begin")
        phone.tap("Bahasa Indonesia")
        phone.see("Siapa yang melihat", button="Setuju dan mulai")
        phone.tap("Setuju dan mulai")
        self.at("pembuka")
        phone.tap("Lanjut")

    def about_you(self) -> None:
        """A branch opens by a typed label; back shows the earlier answer; dates are typed."""
        phone = self.phone
        self.at("pernah_pelatihan")
        phone.say("ya")
        self.at("tanggal_pelatihan")
        phone.tap(BACK)
        self.at("pernah_pelatihan")
        assert "✓ 1. Ya" in phone.shown.labels
        phone.tap("1. Ya")
        self.at("tanggal_pelatihan")
        phone.say("12/5/2999")
        phone.see("Belum dapat diterima: Tanggal ini belum terjadi.")
        phone.say("12 Mei 2025")
        self.at("d7_1")
        assert "Tersimpan: 12 Mei 2025" in phone.shown.text

    def section_of_double_taps(self) -> None:
        """Levels tapped, typed as a number, typed in words, and tapped twice."""
        phone = self.phone
        self.pick("d7_1")
        self.at("d7_2")
        phone.say(PLAN["d7_2"])
        self.at("d7_3")
        phone.say(question("d7_3").options[PLAN["d7_3"]]["id"])
        self.at("d7_4")
        first, second = (phone.press(self.button("d7_4")) for _ in range(2))
        assert toasted(phone.toast(first), "✓ Tersimpan")
        assert toasted(phone.toast(second), STALE)
        self.at("d6_1")
        phone.tap(BACK)
        self.at("d7_4")
        assert f"✓ {PLAN['d7_4']}" in phone.shown.labels
        phone.tap(self.button("d7_4"))

    def section_of_stale_taps(self) -> None:
        """An option out of range is refused in words; the buttons of an old card do nothing."""
        phone = self.phone
        old = self.at("d6_1")
        phone.say("9")
        phone.see("Pilihan itu tidak ada dalam daftar")
        self.at("d6_1")
        phone.say(PLAN["d6_1"])
        self.at("d6_2")
        assert toasted(phone.tap("5", on=old), STALE)
        self.at("d6_2")
        assert not any(label.startswith("✓") for label in phone.shown.labels)
        for name in ("d6_2", "d6_3", "d6_4"):
            self.pick(name)

    def section_with_a_stop(self) -> None:
        """The bot ends and comes back; a tap made meanwhile counts, once."""
        phone = self.phone
        self.pick("d5_1")
        self.at("d5_2")
        assert self.bot.stop() == 0
        stopped = self.server.clock()
        first, second = (phone.press(self.button("d5_2")) for _ in range(2))
        self.stops.append((stopped, self.server.clock()))
        self.bot.start()
        assert toasted(phone.toast(first), "✓ Tersimpan")
        assert toasted(phone.toast(second), STALE)
        for name in ("d5_3", "d5_4"):
            self.pick(name)

    def section_with_a_rest(self) -> None:
        """/batal keeps everything, /mulai leads straight back."""
        phone = self.phone
        self.pick("d4_1")
        self.at("d4_2")
        phone.say("/batal")
        phone.see("Semua jawaban Anda tersimpan", button="Lanjut")
        phone.say("/mulai")
        phone.see("Selamat datang kembali", question("d4_2").labels["id"])
        for name in ("d4_2", "d4_3", "d4_4"):
            self.pick(name)

    def cases(self) -> None:
        """Numbers: out of range, with separators, bounded by another answer."""
        phone = self.phone
        self.pick("menangani_kasus")
        self.at("jumlah_kasus")
        phone.say("1.250")
        phone.see("Belum dapat diterima: Tulis angka bulat dari 1 sampai 500.")
        phone.say("12,0")
        self.at("kasus_nonprosedural")
        assert "Dari 12 kasus itu" in phone.shown.text
        phone.tap(BACK)
        self.at("jumlah_kasus")
        assert "Jawaban sekarang: 12" in phone.shown.text
        phone.say("dua belas")
        self.at("kasus_nonprosedural")
        phone.say("13")
        phone.see("Belum dapat diterima: Tulis angka dari 0 sampai 12")
        phone.say("3")

    def support(self) -> None:
        """Several choices by toggles, one that only goes alone, then free text."""
        phone = self.phone
        self.at("dukungan")
        phone.tap("☐ 1")
        phone.see(button="☑ 1")
        phone.tap("☐ 7")
        phone.see(button="☐ 1")
        phone.see(button="☑ 7")
        phone.say("1 7")
        phone.see('"Belum perlu" tidak dapat dipilih bersama yang lain.')
        phone.tap("☐ 1")
        phone.see(button="☐ 7")
        phone.tap("☐ 3")
        phone.see(button="Selesai (2)")
        phone.tap("Selesai (2)")
        self.at("bantuan")
        phone.say(HELP)

    def review(self) -> None:
        """Read a section, change one answer, come back, submit, be thanked."""
        phone = self.phone
        number = self.section_at_review("d7_1", "4 dari 4")
        phone.tap(number)
        label, options = question("d7_1").labels["id"], question("d7_1").options
        phone.see(f"1. {label}\n→ {options[PLAN['d7_1']]['id']}", button="‹ Ringkasan")
        phone.tap("1")
        self.at("d7_1")
        assert f"✓ {PLAN['d7_1']}" in phone.shown.labels
        phone.tap(CHANGED["d7_1"])
        phone.tap(self.section_at_review("d7_1", "4 dari 4"))
        phone.see(f"1. {label}\n→ {options[CHANGED['d7_1']]['id']}")
        phone.tap("‹ Ringkasan")
        phone.see(REVIEW, button="Kirim")
        phone.tap("Kirim")
        phone.see("Langkah Anda berikutnya")
        phone.seen("Profil Anda: Penilaian Mandiri Kompetensi")
        phone.seen("Terima kasih, Rina Siregar.", "diterima pada")

    def section_at_review(self, name: str, counts: str) -> str:
        """Wait for the review; the button of the section that holds a question."""
        self.phone.see(REVIEW, counts, button="Kirim")
        title = "Integritas, kepemimpinan, dan perubahan"
        line = next(line for line in self.phone.shown.text.splitlines() if title in line)
        assert line.endswith(counts), line
        return line.partition(".")[0]


def toasted(toast: str, words: str) -> bool:
    """Whether a toast begins so. A bot that is slow to commit may answer without words, in time."""
    return toast == "" or toast.startswith(words)


def type_all(phone: Phone, plan: dict[str, str]) -> None:
    """Answer in English without one tap: what to type, by question."""
    for name, words in plan.items():
        phone.see_line(question(name).line("en"))
        phone.say(words)


def question(name: str) -> Question:
    return questions()[name]
