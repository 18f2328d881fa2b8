"""What is wrong in a library: broken links, gaps, clashes, reviews that are overdue."""

import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from knowledge.articles import Sop, Step, Texts
from knowledge.library import Alias
from knowledge.markdown import read_source
from knowledge.problems import SopProblem, Unreadable

ROLES = ("FD", "PO", "PV", "PC", "HB")
PHASES = ("sebelum", "selama", "setelah", "semua")
VERIFICATIONS = ("verified", "verified_secondary", "partly_verified", "unverified")
_MENTION = re.compile(r"\b([A-Z]+)-(\d+)((?:(?:,| dan| and)\s+\d{2}\b)*)")  # SOP-04, 06 dan 07
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What a check of one SOP has to know beside it."""

    codes: frozenset[str]
    kinds: frozenset[str]  # what codes begin with: SOP
    names: Mapping[str, frozenset[str]]  # words that stand for an SOP -> the codes of such SOPs
    today: date


def check(
    sops: Mapping[str, Sop], today: date, aliases: Iterable[Alias] = (), beside: Iterable[Sop] = ()
) -> tuple[SopProblem, ...]:
    """All problems of these SOPs, which are given by the file, or the code, to name them with.

    `aliases` are those that coordinators added; `beside` are SOPs that are there too and are not
    examined.
    """
    added = tuple(aliases)
    shelf = _shelf((*sops.values(), *beside), added, today)
    found = [
        replace(problem, file=file) for file, sop in sops.items() for problem in _of(sop, shelf)
    ]
    return (*found, *_twice(sops), *(_added(added, shelf)))


def check_sources(
    files: Mapping[str, bytes], today: date, library: Iterable[Sop] = ()
) -> tuple[int, tuple[SopProblem, ...]]:
    """How many Markdown files could be read, and the problems of all, as if they joined these."""
    sops: dict[str, Sop] = {}
    problems: list[SopProblem] = []
    for file, source in files.items():
        try:
            sops[file] = read_source(source, file)
        except Unreadable as refusal:
            problems += refusal.problems
    given = {sop.code for sop in sops.values()}
    beside = (sop for sop in library if sop.code not in given)
    return len(sops), (*problems, *check(sops, today, beside=beside))


def folded(text: str) -> str:
    """The text as it is compared: its words without case and punctuation."""
    return " ".join(_WORD.findall(text.casefold()))


def _shelf(sops: tuple[Sop, ...], aliases: tuple[Alias, ...], today: date) -> _Shelf:
    names: dict[str, set[str]] = defaultdict(set)
    for sop in sops:
        questions = (question.text for question in sop.questions)
        for text in (sop.code, *sop.title.values(), *sop.aliases, *questions):
            names[folded(text)].add(sop.code)
    for alias in aliases:
        names[folded(alias.text)].add(alias.sop)
    codes = frozenset(sop.code for sop in sops)
    return _Shelf(
        codes=codes,
        kinds=frozenset(code.partition("-")[0] for code in codes),
        names={name: frozenset(found) for name, found in names.items()},
        today=today,
    )


def _error(code: str, key: str | None = None, row: int | None = None, **details: str) -> SopProblem:
    return SopProblem("error", code, key=key, row=row, details=details)


def _warning(
    code: str, key: str | None = None, row: int | None = None, **details: str
) -> SopProblem:
    return SopProblem("warning", code, key=key, row=row, details=details)


def _of(sop: Sop, shelf: _Shelf) -> Iterator[SopProblem]:
    for alone in _ALONE:
        yield from alone(sop)
    for among in _AMONG:
        yield from among(sop, shelf)


# One SOP -----------------------------------------------------------------------------------------


def _identity(sop: Sop) -> Iterator[SopProblem]:
    if not sop.title["id"]:
        yield _error("title-missing", "title_id")
    if sop.phase not in PHASES:
        yield _error("phase-unknown", "phase", value=sop.phase, known=", ".join(PHASES))
    for key, role in (("owner_role", sop.owner_role), *(("roles", role) for role in sop.roles)):
        if role not in ROLES:
            yield _error("role-unknown", key, value=role, known=", ".join(ROLES))
    if sop.roles and sop.owner_role not in sop.roles:
        yield _warning("owner-absent", "roles", value=sop.owner_role)
    items = Counter(item.id for item in sop.check_items)
    for item, count in items.items():
        if count > 1:
            yield _error("item-repeated", "checkin_items", value=item)


def _dates(sop: Sop, shelf: _Shelf) -> Iterator[SopProblem]:
    for key, day in (("tanggal_revisi", sop.revised), ("tanggal_efektif", sop.effective)):
        if day < sop.created:
            yield _error("date-early", key, day=str(day), created=str(sop.created))
    if sop.revised > shelf.today:
        yield _warning("date-ahead", "tanggal_revisi", day=str(sop.revised))
    due = _months_after(sop.revised, sop.review_months)
    if due < shelf.today:
        yield _warning("review-overdue", "review", day=str(due), revised=str(sop.revised))


def _months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _basis(sop: Sop) -> Iterator[SopProblem]:
    if not sop.legal_basis:
        yield _error("basis-missing", "dasar_hukum")
    for number, source in enumerate(sop.legal_basis, 1):
        key = f"dasar_hukum.{number}"
        if not source.reference:
            yield _error("basis-empty", key)
        if source.verification not in VERIFICATIONS:
            known = ", ".join(VERIFICATIONS)
            value = source.verification
            yield _error("verification-unknown", key, value=value, known=known)


def _procedure(sop: Sop) -> Iterator[SopProblem]:
    if not sop.steps:
        yield _error("steps-missing")
    for expected, step in enumerate(sop.steps, 1):
        if step.number != expected:
            yield _error("step-number", "No", step.number, expected=str(expected))
        if not step.activity["id"]:
            yield _error("activity-missing", "Kegiatan", step.number)
        if not step.actor["id"]:
            yield _error("actor-missing", "Pelaksana", step.number)


def _links(sop: Sop, shelf: _Shelf) -> Iterator[SopProblem]:
    for code in sop.related:
        if code == sop.code:
            yield _error("reference-self", "keterkaitan", value=code)
        elif code not in shelf.codes:
            yield _error("reference-unknown", "keterkaitan", value=code)
    spoken = (("summary_id", None, sop.summary), ("peringatan", None, sop.warning))
    for key, row, texts in (*spoken, *_cells(sop.steps)):
        for code in _mentions(texts, shelf.kinds):
            if code not in shelf.codes:
                yield _error("reference-unknown", key, row, value=code)
    for question in sop.questions:
        if question.step is not None and sop.step(question.step) is None:
            yield _error("question-step", "questions", value=str(question.step))


def _cells(steps: Iterable[Step]) -> Iterator[tuple[str, int, Texts]]:
    for step in steps:
        yield "Kegiatan", step.number, step.activity
        yield "Pelaksana", step.number, step.actor
        yield "Kelengkapan", step.number, step.requirements
        yield "Waktu", step.number, step.time
        yield "Output", step.number, step.output
        yield "Keterangan", step.number, step.note


def _mentions(texts: Texts, kinds: frozenset[str]) -> list[str]:
    """The codes that are named in a text, each once."""
    found: dict[str, None] = {}
    for text in texts.values():
        for kind, number, more in _MENTION.findall(text):
            if kind in kinds:
                numbers = (number, *re.findall(r"\d+", more))
                found.update(dict.fromkeys(f"{kind}-{each}" for each in numbers))
    return list(found)


def _names(sop: Sop, shelf: _Shelf) -> Iterator[SopProblem]:
    """Words that stand for this SOP and for another, or twice for this one."""
    questions = tuple(question.text for question in sop.questions)
    listed = (
        ("title-clash", "title_id", tuple(sop.title.values())),
        ("alias-clash", "aliases", sop.aliases),
        ("question-clash", "questions", questions),
    )
    for code, key, texts in listed:
        for text in texts:
            others = shelf.names[folded(text)] - {sop.code}
            if others:
                yield _error(code, key, text=text, other=", ".join(sorted(others)))
    own = Counter(map(folded, (*sop.aliases, *{folded(title) for title in sop.title.values()})))
    for alias in sop.aliases:
        if own.pop(folded(alias), 0) > 1:
            yield _warning("alias-repeated", "aliases", text=alias)


def _translation(sop: Sop) -> Iterator[SopProblem]:
    front = {
        "title_en": sop.title,
        "summary_en": sop.summary,
        "persyaratan_en": sop.requirements,
        "peringatan_en": sop.warning,
        "waktu_total_en": sop.total_time,
    }
    for key, texts in front.items():
        if _untold(texts):
            yield _warning("translation-missing", key)
    if any(_untold(item.text) for item in sop.check_items):
        yield _warning("translation-missing", "checkin_items")
    gaps: dict[int, list[str]] = defaultdict(list)
    for column, number, texts in _cells(sop.steps):
        if column != "Keterangan" and _untold(texts):  # a source reads the same
            gaps[number].append(column)
    if sop.steps and all(step.activity.get("en") is None for step in sop.steps):
        yield _warning("procedure-untranslated")
    else:
        for number, columns in gaps.items():
            yield _warning("step-untranslated", None, number, columns=", ".join(columns))


def _untold(texts: Texts) -> bool:
    return bool(texts["id"]) and not texts.get("en")


_ALONE: tuple[Callable[[Sop], Iterator[SopProblem]], ...] = (
    _identity,
    _basis,
    _procedure,
    _translation,
)
_AMONG: tuple[Callable[[Sop, _Shelf], Iterator[SopProblem]], ...] = (_dates, _links, _names)


# Several -----------------------------------------------------------------------------------------


def _twice(sops: Mapping[str, Sop]) -> Iterator[SopProblem]:
    """Files with a code that a file before them has."""
    first: dict[str, str] = {}
    for file, sop in sops.items():
        if sop.code in first:
            problem = _error("code-repeated", "code", value=sop.code, other=first[sop.code])
            yield replace(problem, file=file)
        first.setdefault(sop.code, file)


def _added(aliases: tuple[Alias, ...], shelf: _Shelf) -> Iterator[SopProblem]:
    """Coordinators' aliases that stand for another SOP too, or for none that there is."""
    for alias in aliases:
        if alias.sop not in shelf.codes:
            yield replace(_error("reference-unknown", "aliases", value=alias.sop), file=alias.sop)
        others = shelf.names[folded(alias.text)] - {alias.sop}
        if others:
            other = ", ".join(sorted(others))
            problem = _error("alias-clash", "aliases", text=alias.text, other=other)
            yield replace(problem, file=alias.sop)
