"""A draft of an SOP, put together from what was read, with every doubt marked."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from knowledge.articles import Sop, Source, Step, Texts
from knowledge.importing.dates import day_in
from knowledge.importing.doubts import Doubt
from knowledge.importing.grid import Grid, Place
from knowledge.importing.identity import Found, read_identity, title_in
from knowledge.importing.names import COLUMNS, items
from knowledge.importing.procedure import Procedure, read_procedure
from knowledge.importing.rows import Row

MAX_TEXT = 2_000  # characters of one text
OWNER, PHASE = "FD", "semua"  # the form says neither
NO_DAY = date(2000, 1, 1)
# The parts of the identity block by their front-matter keys.
KEYS = {
    "number": "nomor_sop",
    "created": "tanggal_pembuatan",
    "revised": "tanggal_revisi",
    "effective": "tanggal_efektif",
    "approved_by": "disahkan_oleh",
    "legal_basis": "dasar_hukum",
    "qualifications": "kualifikasi_pelaksana",
    "related": "keterkaitan",
    "equipment": "peralatan_perlengkapan",
    "warning": "peringatan",
    "records": "pencatatan_pendataan",
}
# Those that the form does not have, or whose absence is said in other words.
_MORE = {
    "title": "title_id",
    "unit": "unit",
    "summary": "summary_id",
    "requirements": "persyaratan",
    "total_time": "waktu_total",
}
PARTS = (*COLUMNS, "code", *KEYS.values(), *_MORE.values())  # what a doubt may be about
_CODE = re.compile(r"\bSOP-0*(\d{1,4})(?!\d)", re.IGNORECASE)
_NAMED = re.compile(r"^(?:SOP|standar(?:d)? operasional prosedur)\s*[:–-]?\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"[,;:]?\s+(?=(?:Pasal|Ps\.?)\s)")
_OFFICIAL = re.compile(r"\bNIP\b[\s.:]*[\d\s]*", re.IGNORECASE)  # a number that names a person
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_LISTED = re.compile(r"^(?:\(?[a-z\d]{1,2}[.)]|\d{1,2}\.\d+|[-–•*])\s")


@dataclass(frozen=True, slots=True)
class Draft:
    """An SOP that nobody has verified, and what to look at before it is published."""

    sop: Sop
    doubts: tuple[Doubt, ...]


def draft_of(
    name: str, grids: tuple[Grid, ...], doubts: Iterable[Doubt], saved: date | None
) -> Draft:
    """The draft of a file with these tables. Raises Unreadable where no procedure is in them."""
    procedure = read_procedure(grids)
    known = read_identity(procedure.around)
    writer = _Writer(name, known, procedure, saved)
    sop = writer.sop()
    of_steps = (*writer.of_steps, *procedure.doubts)
    return Draft(sop, (*doubts, *of_steps, *writer.doubts))


class _Writer:
    """Collects doubts while the parts of an SOP are written."""

    def __init__(
        self, name: str, known: Mapping[str, Found], procedure: Procedure, saved: date | None
    ) -> None:
        self.name = name
        self.known = known
        self.procedure = procedure
        self.saved = saved
        self.of_steps: list[Doubt] = []
        self.doubts: list[Doubt] = []

    def sop(self) -> Sop:
        for part, found in self.known.items():
            if found.guessed:
                given = {"given": found.guessed, "taken": (KEYS | _MORE)[part]}
                self._doubt("heading-guessed", found.place, **given)
        missing = [key for part, key in KEYS.items() if part not in self.known]
        if len(missing) == len(KEYS):
            self._doubt("identity-absent")
        else:
            self.doubts += [Doubt("identity-missing", key=key) for key in missing]
        title, number = self._title(), self._line("number")
        created, revised, effective = self._days()
        draft = Sop(
            code=self._code(number),
            version=revised.isoformat(),
            title=_text(title),
            summary=_text(self._line("summary")),
            sample=False,
            phase=PHASE,
            owner_role=OWNER,
            roles=(OWNER,),
            number=number,
            created=created,
            revised=revised,
            effective=effective,
            approved_by=_OFFICIAL.sub("", self._line("approved_by")).strip(" ,"),
            unit=self._line("unit"),
            legal_basis=tuple(map(_source, self._items("legal_basis"))),
            steps=tuple(self._steps()),
            requirements=_text("\n".join(self._items("requirements"))),
            warning=_text(self._line("warning")),
            total_time=_text(self._line("total_time") or self._total_time()),
            qualifications=self._items("qualifications"),
            equipment=self._items("equipment"),
            records=self._items("records"),
            related=tuple(self._related()),
        )
        self._doubt("role-assumed", given=OWNER)
        self._doubt("phase-assumed", given=PHASE)
        self._doubt("unverified")
        return draft

    # Identity

    def _line(self, part: str) -> str:
        found = self.known.get(part)
        return self._cut(joined(found.text.split("\n")), found.place) if found else ""

    def _items(self, part: str) -> tuple[str, ...]:
        found = self.known.get(part)
        if found is None:
            return ()
        return tuple(self._cut(item, found.place) for item in items(found.text))

    def _title(self) -> str:
        if "title" in self.known:
            return _NAMED.sub("", self._line("title"))
        titled = title_in(self.procedure.around)
        if titled is not None:
            title, place = titled
        else:
            title, place = " ".join(re.split(r"[\s_-]+", PurePath(self.name).stem)), Place()
        self.doubts.append(Doubt("title-assumed", place, None, _MORE["title"], {"given": title}))
        return title

    def _code(self, number: str) -> str:
        for text in (number, self.name):
            if found := _CODE.search(text):
                return f"SOP-{int(found[1]):02}"
        self.doubts.append(Doubt("code-missing", key="code"))
        return ""

    def _days(self) -> tuple[date, date, date]:
        """Made, revised, effective; a day that is missing is taken from the others."""
        days: dict[str, date | None] = {}
        for part in ("created", "revised", "effective"):
            found = self.known.get(part)
            days[part] = day_in(found.text) if found else None
            if found and days[part] is None and items(found.text):
                given = {"given": found.text}
                self.doubts.append(Doubt("date-unclear", found.place, None, KEYS[part], given))
        created, revised, effective = days["created"], days["revised"], days["effective"]
        written = created or effective or revised or self.saved or NO_DAY
        said = (created or written, revised or written, effective or written)
        for part, day in zip(days, said, strict=True):
            if days[part] is None:
                given = {"given": day.isoformat()}
                self.doubts.append(Doubt("date-assumed", key=KEYS[part], details=given))
        return said

    def _related(self) -> Iterator[str]:
        found = self.known.get("related")
        for item in items(found.text) if found else ():
            codes = [f"SOP-{int(number):02}" for number in _CODE.findall(item)]
            yield from codes
            if found and not codes and item.strip(" -–"):
                self._doubt("related-unclear", found.place, given=item)

    # Steps

    def _total_time(self) -> str:
        total, unit = self.procedure.total_time, self.procedure.unit
        return f"{total} {unit}".strip() if _FIGURE.fullmatch(total) else total

    def _steps(self) -> Iterator[Step]:
        for number, row in enumerate(self.procedure.steps, start=1):
            step = self._step(number, row)
            self.of_steps += [replace(doubt, step=number) for doubt in row.doubts]
            yield step

    def _step(self, number: int, row: Row) -> Step:
        written = re.sub(r"\D", "", row.number)
        if written and int(written) != number and row.number:
            row.doubt("number-changed", row.place, given=row.number)
        if not row.actors:
            row.doubt("actor-missing", row.place)
        actor = ", ".join(row.actors)
        if len(row.actors) > 1:
            row.doubt("actor-several", row.place, given=actor)
        activity, *texts = (
            self._cut(text, row.place, row)
            for text in (
                joined("\n".join(row.activity).split("\n")),
                *(_listed(row.cells[name]) for name in ("requirements", "time", "output", "note")),
            )
        )
        requirements, time, output, note = texts
        if self.procedure.unit and _FIGURE.fullmatch(time):
            time = f"{time} {self.procedure.unit}"
        elif time and not any(letter.isalpha() for letter in time):
            row.doubt("time-unclear", row.place, given=time)
        return Step(
            number=number,
            activity=_text(activity),
            actor=_text(actor),
            requirements=_text(requirements),
            time=_text(time),
            output=_text(output),
            note=_text(note),
            verification="illustrative",
        )

    def _cut(self, text: str, place: Place, row: Row | None = None) -> str:
        if len(text) <= MAX_TEXT:
            return text
        limit = {"limit": str(MAX_TEXT)}
        (row.doubts if row else self.doubts).append(Doubt("text-cut", place, details=limit))
        return text[:MAX_TEXT].rstrip()

    def _doubt(self, code: str, place: Place | None = None, **details: str) -> None:
        self.doubts.append(Doubt(code, place or Place(), details=details))


def joined(lines: Iterable[str]) -> str:
    """Lines as one; before an item of a list stands a semicolon."""
    text = ""
    for line in filter(None, (each.strip() for each in lines)):
        if text and _LISTED.match(line) and not text.endswith(":"):
            text = text.rstrip(";,") + ";"
        text += " " if text else ""
        text += line
    return text


def _listed(texts: Iterable[str]) -> str:
    """Each line an item; the same one is said once."""
    lines = (line.strip().rstrip(";,") for text in texts for line in text.split("\n"))
    return "; ".join(dict.fromkeys(line for line in lines if line and line not in "-–"))


def _source(item: str) -> Source:
    reference, *article = _ARTICLE.split(item, maxsplit=1)
    return Source(reference.strip(), article[0].strip() if article else "", "unverified")


def _text(text: str) -> Texts:
    return {"id": text}
