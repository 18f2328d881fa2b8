"""Time, memory and size of the pictures, each in processes of their own.

Run with: python -m benchmarks.pictures. The table goes to stdout, words go to stderr.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from time import perf_counter

from bot.pictures.heat_map import HeatMap, HeatRow
from bot.pictures.profile import Bar, Profile

AIM_SECONDS = 1.0
AIM_BYTES = 60_000
DIMENSIONS = (
    "Regulasi dan tata kelola penempatan",
    "Pelayanan dan informasi publik",
    "Penanganan kasus dan pelindungan",
    "Kepulangan, rehabilitasi, dan reintegrasi",
    "Data, teknologi, dan pelindungan data pribadi",
    "Koordinasi dan kemitraan",
    "Integritas, kepemimpinan, dan perubahan",
)
OFFICES = (
    "BP3MI Kepulauan Bangka Belitung",
    "BP3MI Nusa Tenggara Timur",
    "P4MI/Pos Bandara Soekarno-Hatta",
    "BP3MI Sumatera Utara",
)
NOTE = "Angka 0–100. Data ini contoh rekaan, bukan hasil pengukuran."


@dataclass(frozen=True, slots=True)
class Painted:
    """Of one process: seconds of its first picture with the import, and of those after it.

    Memory is in MB: before anything is drawn, after the first picture and after the last.
    """

    first: float
    further: Sequence[float]
    size: int
    memory: Sequence[float]


# Pictures ------------------------------------------------------------------------------------


def heat_map() -> HeatMap:
    """The largest that is one page of an overview: twelve offices, seven dimensions."""
    chance = Random(1)
    columns = tuple((f"D{number}", name) for number, name in enumerate(DIMENSIONS, 1))
    rows = tuple(
        HeatRow(office, chance.uniform(0, 100), tuple(chance.uniform(0, 100) for _ in columns))
        for office in OFFICES * 3
    )
    return HeatMap("Indeks Kapasitas Institusi", "Data dasar", "Indeks", columns, rows, NOTE)


def profile() -> Profile:
    chance = Random(1)
    bars = tuple(Bar(name, chance.uniform(0, 100), 62.5) for name in DIMENSIONS)
    return Profile("Profil kapasitas Anda", "Data dasar", bars, "Skor Anda", "Syarat", NOTE)


PICTURES: dict[str, Callable[[], HeatMap | Profile]] = {"heat map": heat_map, "profile": profile}


# Measuring -----------------------------------------------------------------------------------


def paint(name: str, times: int) -> Painted:
    """Paint in this process, which should not have painted before."""
    picture = PICTURES[name]()
    memory = [_megabytes()]
    seconds = []
    for _ in range(times + 1):
        begun = perf_counter()
        png = picture.png()
        seconds.append(perf_counter() - begun)
        if len(memory) == 1:
            memory.append(_megabytes())
    memory.append(_megabytes())
    return Painted(seconds[0], seconds[1:], len(png), memory)


def _megabytes() -> float:
    """What the process holds in memory."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def in_own_process(name: str, times: int) -> Painted:
    command = [sys.executable, "-m", "benchmarks.pictures", f"--paint={name}", f"--times={times}"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Painted(**json.loads(done.stdout))


# Words ---------------------------------------------------------------------------------------


def row(name: str, runs: Sequence[Painted]) -> str:
    first = [run.first for run in runs]
    further = [seconds for run in runs for seconds in run.further]
    before, after, last = (
        statistics.median(run.memory[moment] for run in runs) for moment in range(3)
    )
    cells = (
        name,
        _spread(first),
        _spread(further),
        f"{runs[0].size / 1000:.1f}",
        f"{before:.0f}",
        f"{after:.0f}",
        f"{last:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def _spread(seconds: Sequence[float]) -> str:
    """Least, median and most, in milliseconds."""
    figures = (min(seconds), statistics.median(seconds), max(seconds))
    return " / ".join(f"{1000 * each:.0f}" for each in figures)


def verdict(name: str, runs: Sequence[Painted]) -> str:
    first = statistics.median(run.first for run in runs)
    size = runs[0].size
    reached = first <= AIM_SECONDS and size <= AIM_BYTES
    return (
        f"{name}: {first:.2f} s for a process's first picture (wanted: {AIM_SECONDS:.0f} s) and "
        f"{size / 1000:.1f} kB (wanted: {AIM_BYTES / 1000:.0f}): "
        f"{'reached' if reached else 'not reached'}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="processes a picture")
    parser.add_argument("--times", type=int, default=10, help="pictures after the first")
    parser.add_argument("--paint", choices=PICTURES, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.paint:
        print(json.dumps(asdict(paint(chosen.paint, chosen.times))))
        return
    measured = {
        name: [in_own_process(name, chosen.times) for _ in range(chosen.runs)] for name in PICTURES
    }
    print("| picture | first ms, with import | further ms | kB | MB before | after first | last |")
    print("|---|---|---|---|---|---|---|")
    for name, runs in measured.items():
        print(row(name, runs))
    print("min / median / max; MB are medians", file=sys.stderr)
    for name, runs in measured.items():
        print(verdict(name, runs), file=sys.stderr)


if __name__ == "__main__":
    main()
