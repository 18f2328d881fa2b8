"""Pictures to test with: the sample ministry's words, and words as long as they may be."""

from random import Random

from bot.pictures.heat_map import HeatMap, HeatRow
from bot.pictures.profile import Bar, Profile

OFFICES = (
    "BP3MI Nusa Tenggara Timur",
    "BP3MI Kepulauan Bangka Belitung",
    "P4MI/Pos Bandara Soekarno-Hatta",
    "BP3MI Sumatera Utara",
    "BP3MI Kalimantan Selatan",
    "P4MI Maumere (Sikka)",
    "BP3MI Nusa Tenggara Barat",
    "P4MI Kotawaringin Barat",
    "BP3MI Sulawesi Tenggara",
    "BP3MI Kalimantan Utara",
    "P4MI Sanggau/Entikong",
    "BP3MI Sumatera Selatan",
)
DIMENSIONS = (
    "Regulasi dan tata kelola penempatan",
    "Pelayanan dan informasi publik",
    "Penanganan kasus dan pelindungan",
    "Kepulangan, rehabilitasi, dan reintegrasi",
    "Data, teknologi, dan pelindungan data pribadi",
    "Koordinasi dan kemitraan",
    "Integritas, kepemimpinan, dan perubahan",
    "Keuangan",
    "Sarana",
    "Pembelajaran",
)
FEW = "Kurang dari 5 jawaban"
LONG = "Balai Pelayanan Pelindungan Pekerja Migran Indonesia Wilayah"
UNBROKEN = "Wilayahkepulauanbangkabelitungdansekitarnyayangsangatluasnya"


def heat_map(
    rows: int, columns: int, offices: tuple[str, ...] = OFFICES, names: tuple[str, ...] = DIMENSIONS
) -> HeatMap:
    """Scores from a seed; the third office has an empty cell, the fifth too few answers."""
    chance = Random(rows * 100 + columns)
    return HeatMap(
        title="Indeks Kapasitas Institusi",
        subtitle="Data dasar 2026 · 318 jawaban",
        index_label="Indeks",
        columns=tuple((f"D{i + 1}", names[i % len(names)]) for i in range(columns)),
        rows=tuple(_row(offices[i % len(offices)], i, columns, chance) for i in range(rows)),
        note="Angka 0–100. Data ini contoh rekaan, bukan hasil pengukuran. " * 2,
    )


def _row(office: str, number: int, columns: int, chance: Random) -> HeatRow:
    if number == 4:
        return HeatRow(office, None, (), FEW)
    values: list[float | None] = [chance.uniform(0, 100) for _ in range(columns)]
    if number == 2:
        values[0] = None
    return HeatRow(office, chance.uniform(0, 100), tuple(values))


def profile(bars: int, labels: tuple[str, ...] = DIMENSIONS) -> Profile:
    """Scores from a seed; the second bar is empty, the third has no required level."""
    chance = Random(bars)
    return Profile(
        title="Profil kapasitas Anda",
        subtitle="Petugas layanan depan",
        bars=tuple(_bar(labels[i % len(labels)], i, chance) for i in range(bars)),
        score_label="Skor Anda",
        required_label="Tingkat yang disyaratkan peran Anda",
        note="Hanya Anda yang melihat profil ini.",
    )


def _bar(label: str, number: int, chance: Random) -> Bar:
    score, required = chance.uniform(0, 100), chance.choice((25.0, 50.0, 62.5, 100.0))
    if number == 1:
        return Bar(label, None, required, "Terlalu sedikit jawaban")
    return Bar(label, score, None if number == 2 else required)
