"""Answers per second, latency and CPU of Pandu beside python-telegram-bot's ConversationHandler.

Run with: python -m benchmarks.answers. The table goes to stdout, words go to stderr.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import aiohttp

from benchmarks.load import Opening, crowd
from benchmarks.processes import busy_seconds, cores, cpu_seconds, on_core, running
from benchmarks.questions import workbook
from benchmarks.report import Measured, pooled, table, words
from bot.access import Operator
from bot.clock import utcnow
from bot.people import service as people_service
from bot.questionnaires import service as questionnaires
from storage.database import Database
from storage.records import Office
from storage.schema import upgrade
from storage.unit_of_work import UnitOfWork

TOKEN = "42:BENCH"
OFFICE = Office("BP3MI-NTT", "BP3MI", "BP3MI NTT", None, "NTT", "Kupang", "Asia/Makassar")
ROUNDS = 2  # the contestants take turns, so that a machine that slows down slows them all
SETTLE_SECONDS = 0.5  # for what enrolment leaves behind
SYNCS = 50


@dataclass(frozen=True, slots=True)
class Contestant:
    """A bot to be measured: `module` and `environment` start it, `openings` are its people's."""

    name: str
    module: Sequence[str]
    environment: Mapping[str, str]
    openings: Sequence[Opening]


# Contestants ---------------------------------------------------------------------------------


def pandu(folder: Path, people: int, questions: int) -> Contestant:
    """`pandu serve` on a new SQLite file, with the questionnaire and an invitation for each."""
    url = f"sqlite:///{folder / 'pandu.db'}"
    upgrade(url)
    source = workbook(questions).encode()
    checked = questionnaires.check_workbook(source, "benchmark.md")
    if not checked.ok:
        raise RuntimeError(str(checked.problems))

    def work(uow: UnitOfWork) -> list[str]:
        uow.offices.upsert(OFFICE)
        questionnaires.publish(uow, Operator(), checked, source, utcnow())
        return [_invitation(uow) for _ in range(people)]

    database = Database(url)
    try:
        codes = database.write(work)
    finally:
        database.close()
    openings = [Opening(f"/start {code}", "Setuju dan mulai") for code in codes]
    environment = {"PANDU_DATABASE_URL": url}
    return Contestant("Pandu, durable (FULL)", ["bot.cli", "serve"], environment, openings)


def _invitation(uow: UnitOfWork) -> str:
    return people_service.invite(
        uow,
        Operator(),
        office=OFFICE.code,
        role="FD",
        access="respondent",
        staff_id=None,
        now=utcnow(),
    ).code


def peer(folder: Path, people: int, questions: int, *, flushed: bool) -> Contestant:
    """PTB's ConversationHandler, its pickle written once a minute or after each update."""
    how = "flushed each answer, no fsync" if flushed else "default interval, loses up to 60 s"
    file = folder / ("flushed.pickle" if flushed else "default.pickle")
    module = ["benchmarks.peer_conversation", f"--file={file}", f"--questions={questions}"]
    module += ["--flush"] if flushed else []
    return Contestant(f"PTB, {how}", module, {}, [Opening("/start")] * people)


# Measuring -----------------------------------------------------------------------------------


def measure(contestant: Contestant, folder: Path, questions: int) -> Measured:
    """One bot with a local Bot API of its own: bot on one core, API and load on the other."""
    bot_core, load_core = cores()
    emulator = ["bot.emulator", "--port=0", f"--token={TOKEN}"]
    with running(emulator, {}, folder / "emulator.log", load_core) as api:
        assert api.stdout is not None
        url = api.stdout.readline().strip().removeprefix("listening on ")
        environment = {
            **contestant.environment,
            "PANDU_TELEGRAM_API": url,
            "PANDU_TELEGRAM_TOKEN": TOKEN,
        }
        log = folder / "bot.log"
        with running(contestant.module, environment, log, bot_core) as bot, on_core(load_core):
            try:
                return asyncio.run(_load(contestant, url, (bot.pid, api.pid), questions))
            except TimeoutError:
                raise RuntimeError(f"the bot went silent:\n{log.read_text()[-4000:]}") from None


async def _load(
    contestant: Contestant, url: str, pids: tuple[int, int], questions: int
) -> Measured:
    people = len(contestant.openings)
    async with crowd(url, people) as answering:
        await answering.open(contestant.openings)
        await asyncio.sleep(SETTLE_SECONDS)
        seen = len(await _log(url, 0))
        before, begun = _used(pids), perf_counter()
        latencies = await answering.answer(questions)
        seconds, after = perf_counter() - begun, _used(pids)
    bot, api, load, bot_core, load_core = (b - a for a, b in zip(before, after, strict=True))
    return Measured(
        name=contestant.name,
        answers=people * questions,
        seconds=seconds,
        latencies=latencies,
        calls=Counter(await _log(url, seen)),
        bot=bot,
        api=api,
        load=load,
        others_on_bot_core=max(0.0, bot_core - bot),
        others_on_load_core=max(0.0, load_core - api - load),
    )


def _used(pids: tuple[int, int]) -> tuple[float, ...]:
    """CPU seconds of bot, API and load, and busy seconds of the two cores, up to now."""
    processes = (cpu_seconds(pid) for pid in (*pids, os.getpid()))
    return (*processes, *(busy_seconds(core) for core in cores()))


async def _log(url: str, after: int) -> list[str]:
    """Methods of the requests after number `after` that the Bot API has carried out."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{url}/control/log", params={"after": after}) as response,
    ):
        entries = await response.json()
    return [entry["method"] if entry["status"] == 200 else "refused" for entry in entries]


def compete(folder: Path, people: int, questions: int) -> list[Measured]:
    """One round: each contestant once, Pandu first."""
    folder.mkdir()
    size = (folder, people, questions)
    contestants = (pandu(*size), peer(*size, flushed=False), peer(*size, flushed=True))
    measured = []
    for contestant in contestants:
        print(f"measuring {contestant.name}", file=sys.stderr)
        measured.append(measure(contestant, folder, questions))
    return measured


def fsync_seconds(folder: Path) -> float:
    """The median time to write a page and have it on disk, where the databases lie."""
    taken = []
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        for _ in range(SYNCS):
            begun = perf_counter()
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            taken.append(perf_counter() - begun)
    return statistics.median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--questions", type=int, default=40, help=f"in {ROUNDS} rounds")
    parser.add_argument("--folder", type=Path, default=Path("var"), help="must be on a disk")
    chosen = parser.parse_args()
    chosen.folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=chosen.folder, prefix="bench-") as name:
        folder = Path(name)
        synced = fsync_seconds(folder)
        rounds = [
            compete(folder / str(number), chosen.people, chosen.questions // ROUNDS)
            for number in range(ROUNDS)
        ]
    rows = [pooled(taken) for taken in zip(*rounds, strict=True)]
    print(table(rows))
    print(*words(rows, synced), sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main()
