"""How the ministry's form names its columns and the parts of its identity block."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

LONGEST = 60  # characters of a heading

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("no", "nomor", "no urut", "number"),
    "activity": (
        *("kegiatan", "aktivitas", "aktifitas", "uraian", "prosedur", "langkah", "tahapan"),
        *("uraian prosedur", "uraian kegiatan", "uraian aktivitas", "langkah kegiatan"),
        *("tahapan kegiatan", "kegiatan prosedur", "activity", "procedure"),
    ),
    "actors": (
        *("pelaksana", "pelaku", "aktor", "penanggung jawab", "pelaksana kegiatan"),
        *("unit pelaksana", "petugas pelaksana", "actor", "actors"),
    ),
    "standard": ("mutu baku", "baku mutu", "standar mutu", "quality standard"),
    "requirements": (
        *("kelengkapan", "persyaratan", "perlengkapan", "syarat", "persyaratan perlengkapan"),
        *("persyaratan kelengkapan", "kelengkapan persyaratan", "dokumen", "requirements"),
        *("kelengkapan dokumen", "persyaratan dokumen", "input"),
    ),
    "time": (
        *("waktu", "durasi", "jangka waktu", "lama waktu", "waktu penyelesaian", "lamanya"),
        "time",
    ),
    "output": ("output", "keluaran", "hasil", "luaran", "output hasil", "hasil output", "produk"),
    "note": ("keterangan", "ket", "catatan", "note", "keterangan lain"),
}
STANDARD = ("requirements", "time", "output")  # what stands below Mutu Baku, in its order

IDENTITY: Mapping[str, tuple[str, ...]] = {
    "number": ("nomor sop", "no sop", "nomor", "nomor dokumen", "no dokumen"),
    "created": ("tanggal pembuatan", "tgl pembuatan", "tanggal dibuat", "tanggal penyusunan"),
    "revised": ("tanggal revisi", "tgl revisi", "tanggal perubahan", "revisi terakhir"),
    "effective": (
        *("tanggal efektif", "tgl efektif", "tanggal berlaku", "tanggal pengesahan"),
        *("tgl pengesahan", "tanggal pemberlakuan", "mulai berlaku"),
    ),
    "approved_by": ("disahkan oleh", "disahkan", "pengesahan", "disetujui oleh", "ditetapkan oleh"),
    "title": (
        "nama sop",
        "judul sop",
        "nama prosedur",
        "judul",
        "nama standar operasional prosedur",
    ),
    "unit": ("unit kerja", "unit organisasi", "satuan kerja", "nama unit kerja", "unit"),
    "legal_basis": ("dasar hukum", "landasan hukum", "dasar"),
    "qualifications": ("kualifikasi pelaksana", "kualifikasi", "kualifikasi pelaksanaan"),
    "related": ("keterkaitan", "keterkaitan sop", "keterkaitan dengan sop lain", "sop terkait"),
    "equipment": (
        *("peralatan perlengkapan", "peralatan dan perlengkapan", "peralatan", "perlengkapan"),
        "perlengkapan peralatan",
    ),
    "warning": ("peringatan", "perhatian"),
    "records": (
        *("pencatatan dan pendataan", "pencatatan", "pendataan", "pencatatan pendataan"),
        "pencatatan data",
    ),
    "summary": ("ringkasan", "tujuan", "maksud dan tujuan", "deskripsi"),
    "requirements": ("persyaratan", "syarat", "persyaratan layanan", "persyaratan pelayanan"),
    "total_time": ("waktu total", "total waktu", "jangka waktu", "jumlah waktu", "waktu pelayanan"),
}
LISTS = ("legal_basis", "qualifications", "related", "equipment", "records", "requirements")

_WORD = re.compile(r"[^\W_]+")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_UNIT = re.compile(r"\b(detik|menit|jam|hari(?: kerja)?|minggu|bulan)\b", re.IGNORECASE)
_BULLET = re.compile(r"^(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)](?!\d)\s*|[-–•*·▪➢]\s*)")


@dataclass(frozen=True, slots=True)
class Match:
    """What a heading is taken for; `guessed` where it is not spelt as any that we know."""

    name: str
    guessed: bool = False


def heading(text: str, known: Mapping[str, tuple[str, ...]]) -> Match | None:
    """What this text heads, if it is a heading at all."""
    words = _plain(text)
    if not words or len(words) > LONGEST:
        return None
    for name, variants in known.items():
        if words in variants:
            return Match(name)
    most = 2 if len(words) >= 8 else 1 if len(words) >= 4 else 0  # letters that are mistaken
    near = ((OSA.distance(words, variant), name) for name, variant in _each(known))
    distance, name = min(near)
    return Match(name, guessed=True) if distance <= most else None


def _each(known: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    return ((name, each) for name, variants in known.items() for each in variants if len(each) > 3)


def _plain(text: str) -> str:
    """The words alone, without a remark in brackets: "Waktu (menit)" is "waktu"."""
    return " ".join(_WORD.findall(_IN_BRACKETS.sub(" ", text).casefold()))


def unit_of(text: str) -> str:
    """The unit of time that a heading names."""
    found = _UNIT.search(text)
    return found[1].lower() if found else ""


def items(text: str) -> tuple[str, ...]:
    """The lines of a list without their numbers or bullets."""
    lines = (_BULLET.sub("", line).strip() for line in text.split("\n"))
    return tuple(line for line in lines if line)
