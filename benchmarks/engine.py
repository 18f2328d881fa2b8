"""An answer, a load and an open interview of long forms, beside JavaRosa and rxeval.

Run with: python -m benchmarks.engine. Tables go to stdout, words go to stderr. Times are CPU time
of the thread that computes.
"""

import argparse
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from benchmarks.engine_peers import Engine, Ours, RxEval, has_jdk, javarosa, same
from benchmarks.engine_turns import Walk, beyond_answers, cached_loads, held, walk
from benchmarks.long_forms import LongForm, Probe, long_form
from benchmarks.report import aligned
from bot.chat.questionnaire import form_of
from flows.engine import Interview

NOW = datetime(2026, 8, 3, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
BAR_ANSWER_MS = {200: 1.0, 990: 5.0}  # p99, by questions
BAR_LOAD_MS = 50.0
BAR_BYTES = 5000

TURNS = ("answer, whole turn, ms", "form", "n", "p50", "p99", "max", "p99 bar")
PUTS = ("put, engine alone, µs", "form", "engine", "n", "p50", "p99", "max", "p50 / JavaRosa")
AGREEMENT = ("calculated values agree", "form", "filled", "timed", "edited")
LOADS = ("load, ms", "form", "n", "min", "p50", "max", "bar")
MEMORY = ("open interview, bytes", "form", "its answers", "beyond", "bar")


@dataclass(frozen=True, slots=True)
class Effort:
    """How often each thing is done; edits are a round's, puts a probe's, engine's and round's."""

    rounds: int
    edits: int
    puts: int
    loads: int
    interviews: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One engine on one form: seconds of its loads and of each probe, values at three moments."""

    engine: str
    loads: Sequence[float]
    probes: Sequence[Sequence[float]]
    values: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Result:
    """All figures of one form; `compared` has ours first."""

    form: LongForm
    walks: Sequence[Walk]
    cached: Sequence[float]
    bytes_beyond: Sequence[tuple[str, float, float]]
    compared: Sequence[Compared]


# Measuring -----------------------------------------------------------------------------------


def measure(sample: LongForm, peers: Sequence[Engine], effort: Effort) -> Result:
    """Our turns, then all engines with the same values, then memory and the cache."""
    form = form_of(sample.xml)
    walks = [walk(form, NOW, seed, effort.edits) for seed in range(effort.rounds)]
    steps = walks[0]
    compared = compete(sample, [Ours(NOW), *peers], steps, effort)
    moments = (("half answered", steps.half), ("answered", steps.full), ("edited", steps.edited))
    memory = [(name, *beyond_answers(each, effort.interviews)) for name, each in moments]
    cached = cached_loads(sample.xml, effort.loads)
    return Result(sample, walks, cached, memory, compared)


def compete(
    sample: LongForm, engines: Sequence[Engine], steps: Walk, effort: Effort
) -> list[Compared]:
    """Each engine gets the same values; they take turns at each probe."""
    loads = [engine.load(sample.xml, effort.loads) for engine in engines]
    filled = _filled(engines, sample, steps.full)
    probes = [_probed(engines, probe, effort) for probe in sample.probes]
    timed = [engine.values(sample.calculated) for engine in engines]
    edited = _filled(engines, sample, steps.edited)
    return [
        Compared(
            engine.name,
            loads[place],
            [taken[place] for taken in probes],
            (filled[place], timed[place], edited[place]),
        )
        for place, engine in enumerate(engines)
    ]


def _filled(
    engines: Sequence[Engine], sample: LongForm, interview: Interview
) -> list[Sequence[str]]:
    """Put every answer of an interview; what each engine has calculated then."""
    for engine in engines:
        for path, value in held(form_of(sample.xml), interview).items():
            engine.put(path, value)
    return [engine.values(sample.calculated) for engine in engines]


def _probed(engines: Sequence[Engine], probe: Probe, effort: Effort) -> list[list[float]]:
    """Seconds of each engine; a machine that slows down slows them all."""
    taken: list[list[float]] = [[] for _ in engines]
    for _ in range(effort.rounds):
        for engine, seconds in zip(engines, taken, strict=True):
            seconds += engine.timed(probe, effort.puts)
            engine.put(probe.path, probe.values[-1])
    return taken


# Words ---------------------------------------------------------------------------------------


def tables(results: Sequence[Result]) -> Iterator[str]:
    yield aligned([TURNS, *_turns(results)], 2)
    yield aligned([PUTS, *_puts(results)], 3)
    yield aligned([AGREEMENT, *_agreement(results)], 2)
    yield aligned([LOADS, *_loads(results)], 2)
    yield aligned([MEMORY, *_memory(results)], 2)


def _turns(results: Sequence[Result]) -> Iterator[Sequence[str]]:
    for result in results:
        bar = BAR_ANSWER_MS.get(result.form.questions)
        for name, taken in _answers(result).items():
            yield name, _form(result), *_spread(taken, 1e3), "-" if bar is None else f"{bar:.0f}"


def _answers(result: Result) -> dict[str, list[float]]:
    return {
        "in order": [each for walk in result.walks for each in walk.in_order],
        "edited": [each for walk in result.walks for each in walk.edits],
    }


def _puts(results: Sequence[Result]) -> Iterator[Sequence[str]]:
    for result in results:
        for place, probe in enumerate(result.form.probes):
            reference = _reference(result, place)
            for each in result.compared:
                taken = each.probes[place]
                times = f"{statistics.median(taken) / reference:.2f}" if reference else "-"
                yield probe.name, _form(result), each.engine, *_spread(taken, 1e6), times


def _reference(result: Result, probe: int) -> float | None:
    """JavaRosa's median, if it ran."""
    found = (each.probes[probe] for each in result.compared if each.engine == "JavaRosa")
    return next((statistics.median(taken) for taken in found), None)


def _agreement(results: Sequence[Result]) -> Iterator[Sequence[str]]:
    for result in results:
        ours, *others = result.compared
        for each in others:
            pairs = zip(ours.values, each.values, strict=True)
            counts = [f"{sum(map(same, *pair))} of {len(pair[0])}" for pair in pairs]
            yield f"Pandu and {each.engine}", _form(result), *counts


def _loads(results: Sequence[Result]) -> Iterator[Sequence[str]]:
    for result in results:
        for each in result.compared:
            yield f"{each.engine}, parsed", _form(result), *_loaded(each.loads), "-"
        bar = f"{BAR_LOAD_MS:.0f}"
        yield "Pandu, cached", _form(result), *_loaded(result.cached), bar


def _loaded(taken: Sequence[float]) -> Iterator[str]:
    yield str(len(taken))
    figures = (min(taken), statistics.median(taken), max(taken))
    yield from (f"{1e3 * each:.2f}" for each in figures)


def _memory(results: Sequence[Result]) -> Iterator[Sequence[str]]:
    for result in results:
        for name, answers, beyond in result.bytes_beyond:
            yield name, _form(result), f"{answers:.0f}", f"{beyond:.0f}", str(BAR_BYTES)


def _form(result: Result) -> str:
    return f"{result.form.questions} questions"


def _spread(taken: Sequence[float], scale: float) -> Iterator[str]:
    yield str(len(taken))
    figures = (statistics.median(taken), p99(taken), max(taken))
    yield from (f"{scale * each:.2f}" for each in figures)


def p99(taken: Sequence[float]) -> float:
    return statistics.quantiles(taken, n=100, method="inclusive")[98]


def words(results: Sequence[Result]) -> Iterator[str]:
    """What was wanted, and whether it was reached."""
    for result in results:
        form, bar = _form(result), BAR_ANSWER_MS.get(result.form.questions)
        worst = 1e3 * max(p99(taken) for taken in _answers(result).values())
        if bar is not None:
            yield _verdict(f"{form}, an answer, p99", worst, bar, "ms")
        yield _verdict(f"{form}, a cached load", 1e3 * max(result.cached), BAR_LOAD_MS, "ms")
        most = max(beyond for _, _, beyond in result.bytes_beyond)
        yield _verdict(f"{form}, an open interview beyond its answers", most, BAR_BYTES, "bytes")
        for place, probe in enumerate(result.form.probes):
            reference = _reference(result, place)
            if reference is not None:
                mine = statistics.median(result.compared[0].probes[place])
                yield _verdict(f"{form}, {probe.name}, times JavaRosa", mine / reference, 1.0, "")
        yield from _differences(result)


def _differences(result: Result) -> Iterator[str]:
    """The first value in which an engine differs, at the last moment."""
    ours, *others = result.compared
    for each in others:
        rows = zip(result.form.calculated, ours.values[-1], each.values[-1], strict=True)
        found = next((row for row in rows if not same(row[1], row[2])), None)
        if found is not None:
            path, mine, theirs = found
            yield f"{_form(result)}, {path} is {mine!r}, for {each.engine} {theirs!r}"


def _verdict(what: str, found: float, bar: float, unit: str) -> str:
    reached = "reached" if found <= bar else "not reached"
    return f"{what}: {found:.2f} {unit} (wanted: {bar:.0f}): {reached}".replace("  ", " ")


def runnable(peers: Sequence[Engine], sample: LongForm) -> Iterator[Engine]:
    """The peers that can load the form; why others cannot is said in a line."""
    for peer in peers:
        try:
            peer.load(sample.xml, 1)
        except Exception as error:
            print(f"{peer.name} cannot load the form: {error}", file=sys.stderr)
        else:
            yield peer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, nargs="+", default=[200, 990], help="tens")
    parser.add_argument("--rounds", type=int, default=3, help="walks, and turns of each engine")
    parser.add_argument("--edits", type=int, default=300, help="a walk")
    parser.add_argument("--puts", type=int, default=600, help="a probe, engine and round")
    parser.add_argument("--loads", type=int, default=5)
    parser.add_argument("--interviews", type=int, default=50)
    chosen = vars(parser.parse_args())
    samples = [long_form(questions) for questions in chosen.pop("questions")]
    effort = Effort(**chosen)
    with ExitStack() as stack:
        peers: list[Engine] = [RxEval(NOW)]
        if has_jdk():
            peers.insert(0, stack.enter_context(javarosa()))
        else:
            print("JavaRosa is left out: there is no JDK (java and javac)", file=sys.stderr)
        results = []
        for sample in samples:
            print(f"measuring {sample.questions} questions", file=sys.stderr)
            results.append(measure(sample, list(runnable(peers, sample)), effort))
    print(*tables(results), sep="\n\n")
    print(*words(results), sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main()
