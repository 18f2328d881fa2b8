"""A small library in both languages: three SOPs, one of them in two versions."""

from dataclasses import replace
from datetime import date, datetime

from knowledge.articles import Question, Sop, Source, Step, Texts
from knowledge.body import to_json
from knowledge.library import seed
from storage.database import Database
from storage.records import SopAlias, SopAnswer, SopVersion
from storage.unit_of_work import UnitOfWork
from tests.support.people import NOW

NONE: Texts = {"id": "-", "en": "-"}


def step(number: int, indonesian: str, english: str, **more: Texts) -> Step:
    """An illustrative step, of which only what it does matters."""
    blank = dict.fromkeys(("actor", "requirements", "time", "output", "note"), NONE)
    activity = {"id": indonesian, "en": english}
    fields = {**blank, **more}
    return Step(number=number, activity=activity, verification="illustrative", **fields)


def sop(code: str, indonesian: str, english: str, *steps: Step) -> Sop:
    return Sop(
        code=code,
        version="2026-01-05",
        title={"id": indonesian, "en": english},
        summary={
            "id": f"Contoh tentang {indonesian.lower()}.",
            "en": f"A sample about: {english.lower()}.",
        },
        sample=True,
        phase="semua",
        owner_role="FD",
        roles=("FD",),
        number="01/2026",
        created=date(2026, 1, 5),
        revised=date(2026, 1, 5),
        effective=date(2026, 2, 2),
        approved_by="",
        unit="",
        legal_basis=(),
        steps=steps,
        requirements=NONE,
        warning=NONE,
        total_time=NONE,
    )


PASSPORT = replace(
    sop(
        "SOP-91",
        "Layanan Paspor Hilang",
        "Service for Lost Passports",
        replace(
            step(
                1,
                "Mencatat laporan paspor hilang",
                "Write down the report of a lost passport",
                actor={"id": "Petugas layanan", "en": "Service officer"},
                requirements={"id": "Formulir laporan", "en": "Report form"},
                time={"id": "10 menit", "en": "10 minutes"},
                output={"id": "Laporan tercatat", "en": "The report is on file"},
                note={
                    "id": "UU 99/2026 Ps 1 / waktu [I]",
                    "en": "UU 99/2026 Art. 1 / time [I]",
                },
            ),
            verification="verified",
        ),
        step(
            2,
            "Mengantar pelapor ke kantor imigrasi",
            "Take the person to immigration",
            note={"id": "[V] PP 98/2026", "en": "[V] PP 98/2026"},
        ),
        step(3, "Menyerahkan paspor pengganti", "Hand over the new passport"),
    ),
    sample=True,
    legal_basis=(
        Source("UU 99/2026", "Pasal 1", "verified"),
        Source("PP 99/2026", "Pasal 2", "verified_secondary"),
        Source("PP 98/2026", "Pasal 3", "partly_verified"),
        Source("PP 97/2026", "", "unverified"),
    ),
    requirements={"id": "KTP\nSurat polisi", "en": "Identity card\nPolice report"},
    warning={"id": "Jangan menahan dokumen.", "en": "Never keep a document."},
    total_time={"id": "3 hari", "en": "3 days"},
    related=("SOP-92", "SOP-93", "SOP-99"),
    questions=(
        Question("paspor saya hilang", 1),
        Question("kapan paspor pengganti diserahkan", 3),
        Question("my passport is lost", 1),
    ),
)
COUNSEL = sop(
    "SOP-92",
    "Konsultasi Keluarga",
    "Counsel for Families",
    step(1, "Mendengarkan keluarga", "Listen to the family"),
    step(2, "Mencatat kebutuhan keluarga", "Write down what the family needs"),
)
HEARING = replace(
    sop(
        "SOP-93",
        "Kunjungan Keluarga",
        "Visits to Families",
        step(1, "Mengunjungi keluarga di rumah", "Visit the family at home"),
    ),
    sample=False,
    related=("SOP-99",),
)
# The second step is another, the first is the same; there is no third any more.
RENEWED = replace(
    PASSPORT,
    version="2026-02-20",
    steps=(PASSPORT.steps[0], step(2, "Mengirim berkas secara daring", "Send the file online")),
)
SMALL = (PASSPORT, COUNSEL, HEARING)
QUESTION = "paspor saya hilang?"  # which SOP-91 answers
MANY = 9  # one more than a page of the list holds


def stock(database: Database, *sops: Sop, now: datetime = NOW) -> None:
    """Publish SOPs, as a coordinator does."""
    versions = [
        SopVersion(0, each.code, each.version, each.title, to_json(each), now, None, "uji.md")
        for each in sops
    ]

    def work(uow: UnitOfWork) -> None:
        for version in versions:
            uow.sops.publish(version)
        uow.sops.touch()

    database.write(work)


def stock_small(database: Database) -> None:
    """The small library, in which a coordinator has said what QUESTION means.

    How sure the look-up is of other questions is settled by the library that we ship.
    """
    stock(database, *SMALL)
    alias = SopAlias(0, "SOP-91", QUESTION, None, NOW)

    def work(uow: UnitOfWork) -> None:
        uow.sops.add_alias(alias)

    database.write(work)


def stock_seed(database: Database) -> None:
    """The SOPs that come with the product."""
    stock(database, *seed())


def write_answer(database: Database, question: str, text: str, code: str | None) -> int:
    """A coordinator's answer to a question; its id."""
    answer = SopAnswer(0, question, text, "id", code, None, None, NOW)
    return database.write(lambda uow: uow.sops.add_answer(answer)).id
