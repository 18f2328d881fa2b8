"""Values that stand for all answers of a question, as far as expressions can tell them apart."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise

from flows.proof.usage import Use
from flows.questions import ACKNOWLEDGED
from flows.questions.numeric import written
from flows.xform import Span
from flows.xpath import Value, to_number

SHORT = 12  # choices that are tried one by one in any case
FULL = 600  # choices of a list that are tried one by one
SUBSETS = 8  # names of which every selection is tried
_NUMBERS = frozenset({"integer", "decimal", "range"})
_TEXTS = frozenset({"text", "barcode"})
WORD = "contoh"
# One plain answer for what expressions can only call blank or not.
_PLAIN = {
    "date": "2025-06-16",
    "time": "09:00:00.000+00:00",
    "datetime": "2025-06-16T09:00:00.000+00:00",
    "geopoint": "-6.2 106.8 0 0",
    "geotrace": "-6.2 106.8 0 0; -6.3 106.9 0 0",
    "geoshape": "-6.2 106.8 0 0; -6.3 106.9 0 0; -6.4 106.8 0 0; -6.2 106.8 0 0",
    "image": "contoh.jpg",
    "audio": "contoh.ogg",
    "video": "contoh.mp4",
    "file": "contoh.pdf",
}


@dataclass(frozen=True, slots=True)
class Domain:
    """Canonical answers, blank aside. `exact`: every other answer behaves like one of them.

    That holds for expressions whose uses of the question were given when it was made.
    """

    values: tuple[str, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked: a question's kind, the names of its list, the numbers of its range."""

    kind: str  # a key of flows.questions.TYPES
    names: tuple[str, ...] = ()
    span: Span | None = None


def domain_of(subject: Subject, uses: Sequence[Use]) -> Domain:
    """The values that these uses can tell apart."""
    kind = subject.kind
    constants = [each.constant for each in uses if each.kind in ("compare", "selected")]
    plain = all(each.kind != "other" for each in uses)
    if kind == "select_one":
        return _one(subject.names, uses, plain=plain)
    if kind == "select_multiple":
        return _selections(subject.names, uses)
    if kind == "rank":
        order = " ".join(subject.names)
        return Domain((order,) if order else (), exact=_only_blank(uses))
    if kind in _NUMBERS:
        chosen = any(each.kind == "selected" for each in uses)
        return _numbers(subject, constants, plain=plain and not chosen)
    if kind in _TEXTS:
        dated = any(isinstance(each, date) for each in constants)
        chosen = any(each.kind == "selected" for each in uses)
        return Domain(tuple(texts(constants)), exact=plain and not dated and not chosen)
    if kind == "acknowledge":
        return Domain((ACKNOWLEDGED,), exact=True)
    if kind == "note":
        return Domain((), exact=True)
    if kind == "date":
        return Domain(tuple(days(constants)), exact=_only_blank(uses))
    return Domain((_PLAIN[kind],), exact=_only_blank(uses))


def texts(constants: Iterable[Value]) -> Iterable[str]:
    """Each text and number that is compared with, what lies between numbers, and another word."""
    said = [each for each in constants if isinstance(each, str) and each.strip()]
    numbers = [to_number(each) for each in constants if not isinstance(each, date)]
    finite = sorted({each for each in numbers if math.isfinite(each)})
    found = dict.fromkeys(each for each in said if each == each.strip())
    found |= dict.fromkeys(map(_written, _between(finite)))
    found |= {f"{_written(each)}.0": None for each in finite if each == int(each)}
    word = WORD
    while word in found:
        word += "x"
    return [word, *found]


def days(constants: Iterable[Value]) -> Iterable[str]:
    """The day of each constant with its neighbours, and a plain one."""
    found = {_PLAIN["date"]: None}
    for each in constants:
        if isinstance(each, date):
            for off in (-1, 0, 1):
                found[(each + timedelta(days=off)).isoformat()[:10]] = None
    return found


def _only_blank(uses: Iterable[Use]) -> bool:
    """Whether the uses tell nothing but a blank from an answer."""
    return all(
        each.kind == "truth" or (each.kind, each.constant) == ("compare", "") for each in uses
    )


def _one(names: tuple[str, ...], uses: Sequence[Use], *, plain: bool) -> Domain:
    """Every choice; of a long list those that are named, and one that is not."""
    if len(names) <= SHORT:
        return Domain(names, exact=True)
    constants = [str(each.constant) for each in uses if each.kind in ("compare", "selected")]
    named = [name for name in names if name in constants]
    if plain and all(math.isnan(to_number(each)) for each in constants):
        return Domain((*named, *[name for name in names if name not in constants][:1]), exact=True)
    return Domain(tuple(dict.fromkeys((*named, *names[:FULL]))), exact=len(names) <= FULL)


def _selections(names: tuple[str, ...], uses: Sequence[Use]) -> Domain:
    """Every selection of the names that are asked for, alone and with one that is not."""
    named = {str(each.constant) for each in uses if each.kind == "selected"}
    tested = all(each.kind == "selected" for each in uses) or all(
        each.kind in ("selected", "truth") or (each.kind, each.constant) == ("compare", "")
        for each in uses
    )
    counted = names if not tested else tuple(name for name in names if name in named)
    rest = next((name for name in names if name not in counted), None)
    if len(counted) > SUBSETS:
        some = [{name} for name in counted] + [set(pair) for pair in pairwise(names)]
        return Domain(_in_order(names, [*some, set(names)]), exact=False)
    chosen = [set(each) for n in range(len(counted) + 1) for each in combinations(counted, n)]
    if rest is not None:
        chosen += [{*each, rest} for each in chosen]
    return Domain(_in_order(names, chosen), exact=True)


def _in_order(names: tuple[str, ...], chosen: Iterable[set[str]]) -> tuple[str, ...]:
    said = (" ".join(name for name in names if name in each) for each in chosen)
    return tuple(dict.fromkeys(each for each in said if each))


def _numbers(subject: Subject, constants: Sequence[Value], *, plain: bool) -> Domain:
    """Each number that is compared with, those around it, and 0, which counts as false."""
    finite = {to_number(each) for each in constants if not isinstance(each, date)}
    finite = {each for each in finite if math.isfinite(each) and abs(each) < 1e15} | {0.0}
    low, high, step = _bounds(subject.span)
    whole = subject.kind == "integer" or (step is not None and step == int(step))
    found = _around(finite) if whole else _between(sorted(finite | {each / 2 for each in finite}))
    if low is not None and high is not None:
        ends = (low, low + (step or 1), high - (step or 1), high)
        found = sorted({each for each in (*found, *ends) if low <= each <= high})
        if step:
            found = [each for each in found if abs((each - low) / step % 1) < 1e-9]
    exact = plain and not any(isinstance(each, date) for each in constants)
    fine = step is None or step == 0 or (whole and step == 1)
    return Domain(tuple(map(_written, found)), exact=exact and fine)


def _bounds(span: Span | None) -> tuple[float | None, float | None, float | None]:
    if span is None:
        return None, None, None
    low, high, step = (to_number(each) for each in (span.start, span.end, span.step))
    if not all(map(math.isfinite, (low, high, step))):
        return None, None, None
    return min(low, high), max(low, high), abs(step)


def _around(numbers: Iterable[float]) -> list[float]:
    """Whole numbers at and beside each."""
    found: set[float] = set()
    for each in numbers:
        below = math.floor(each)
        found |= {below - 1, below, below + 1}
    return sorted(found)


def _between(numbers: Sequence[float]) -> list[float]:
    """Each number, one between every two, and one beyond either end; in order."""
    if not numbers:
        return [1.0]
    middles = [(a + b) / 2 for a, b in pairwise(numbers)]
    return sorted({numbers[0] - 1, *numbers, *middles, numbers[-1] + 1})


def _written(number: float) -> str:
    return written(Decimal(repr(float(number))))
