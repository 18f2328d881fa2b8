"""An SOP as Markdown with front matter, as the files in `content/` are written."""

import itertools
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from knowledge.articles import (
    CheckItem,
    Question,
    Sop,
    Source,
    Step,
    Texts,
    Verification,
)
from knowledge.problems import SopProblem, Unreadable

COLUMNS = ("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan")
_HEADINGS = {"id": "prosedur", "en": "procedure"}
_MARKS: Mapping[str, Verification] = {"V": "verified", "I": "illustrative"}
_MARK = re.compile(r"\s*(?:\[([VI])\]\s*)?")  # before a note
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_RULE = re.compile(r"[\s|:-]+")  # the line below a table's header
_BETWEEN = re.compile(r"(?<!\\)\|")

# The one in C, where it was built, is thirteen times as fast; both make nothing but plain values.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Line = Annotated[str, AfterValidator(str.strip)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Source(_Model):
    ref: Line
    pasal: Line = ""
    verification: Line = "unverified"


class _Review(_Model):
    monitoring_every_months: int = 6
    evaluation_every_months: int = 12


class _Item(_Model):
    id: Line
    id_text: Line
    en_text: Line = ""


class _Question(_Model):
    text: Line
    step: int | None = None


class _Front(_Model):
    """The front matter, by the names of the ministry's form."""

    code: Line
    slug: Line = ""
    title_id: Line
    title_en: Line = ""
    contoh: bool = False
    summary_id: Line = ""
    summary_en: Line = ""
    phase: Line = "semua"
    owner_role: Line
    roles: tuple[Line, ...] = ()
    nomor_sop: Line = ""
    tanggal_pembuatan: date
    tanggal_revisi: date
    tanggal_efektif: date
    disahkan_oleh: Line = ""
    unit: Line = ""
    dasar_hukum: tuple[_Source, ...] = ()
    kualifikasi_pelaksana: tuple[Line, ...] = ()
    keterkaitan: tuple[Line, ...] = ()
    peralatan_perlengkapan: tuple[Line, ...] = ()
    peringatan: Line = ""
    peringatan_en: Line = ""
    pencatatan_pendataan: tuple[Line, ...] = ()
    persyaratan: tuple[Line, ...] = ()
    persyaratan_en: tuple[Line, ...] = ()
    waktu_total: Line = ""
    waktu_total_en: Line = ""
    aliases: tuple[Line, ...] = ()
    questions: tuple[_Question, ...] = ()
    review: _Review = _Review()
    checkin_items: tuple[_Item, ...] = ()


def read_markdown(text: str, file: str) -> Sop:
    """The SOP in this text; Unreadable with a problem for each place that is not in the form.

    What is in the form but not sensible (steps out of order, unknown roles) is for `check`.
    """
    text = text.replace("\r\n", "\n")
    found = _FRONT.match(text)
    if found is None:
        raise Unreadable(SopProblem("error", "front-matter-missing", file))
    front = _front(found[1], file)
    first = text[: found.end()].count("\n") + 1
    return _sop(front, _steps(text[found.end() :].split("\n"), first, file))


def read_source(source: bytes, file: str) -> Sop:
    """The same of a file's bytes."""
    try:
        return read_markdown(source.decode("utf-8-sig"), file)
    except UnicodeDecodeError:
        raise Unreadable(SopProblem("error", "not-utf8", file)) from None


def _front(text: str, file: str) -> _Front:
    try:
        return _Front.model_validate(yaml.load(text, LOADER))  # noqa: S506 - both loaders are safe
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark is not None else None  # below the ---, counted from one
        raise Unreadable(SopProblem("error", "front-matter-broken", file, line=line)) from error
    except ValidationError as error:
        wrong = (_wrong(file, each["loc"], each["type"]) for each in error.errors())
        raise Unreadable(*wrong) from error


def _wrong(file: str, place: tuple[int | str, ...], kind: str) -> SopProblem:
    code = {"missing": "field-missing", "extra_forbidden": "field-unknown"}.get(kind, "field-wrong")
    names = (str(part + 1) if isinstance(part, int) else part for part in place)
    return SopProblem("error", code, file, ".".join(names) or None)


def _sop(front: _Front, steps: tuple[Step, ...]) -> Sop:
    return Sop(
        code=front.code,
        version=front.tanggal_revisi.isoformat(),
        title=texts(front.title_id, front.title_en),
        summary=texts(front.summary_id, front.summary_en),
        sample=front.contoh,
        phase=front.phase,
        owner_role=front.owner_role,
        roles=front.roles,
        number=front.nomor_sop,
        created=front.tanggal_pembuatan,
        revised=front.tanggal_revisi,
        effective=front.tanggal_efektif,
        approved_by=front.disahkan_oleh,
        unit=front.unit,
        legal_basis=tuple(
            Source(each.ref, each.pasal, each.verification) for each in front.dasar_hukum
        ),
        steps=steps,
        requirements=texts("\n".join(front.persyaratan), "\n".join(front.persyaratan_en)),
        warning=texts(front.peringatan, front.peringatan_en),
        total_time=texts(front.waktu_total, front.waktu_total_en),
        qualifications=front.kualifikasi_pelaksana,
        equipment=front.peralatan_perlengkapan,
        records=front.pencatatan_pendataan,
        related=front.keterkaitan,
        aliases=front.aliases,
        questions=tuple(Question(each.text, each.step) for each in front.questions),
        review_months=front.review.evaluation_every_months,
        check_items=tuple(
            CheckItem(each.id, texts(each.id_text, each.en_text)) for each in front.checkin_items
        ),
    )


def texts(indonesian: str, english: str = "") -> Texts:
    """A text in the languages that it has; Indonesian is always there."""
    return {"id": indonesian, "en": english} if english else {"id": indonesian}


def _steps(lines: list[str], first: int, file: str) -> tuple[Step, ...]:
    """The rows of the procedure, each with its row of the English table where there is one."""
    tables: dict[str, dict[int, list[str]]] = {"id": {}, "en": {}}
    problems = []
    for language, line, cells in _rows(lines, first):
        if len(cells) != len(COLUMNS):
            problems.append(SopProblem("error", "row-width", file, line=line))
        elif not cells[0].isdecimal():
            problems.append(SopProblem("error", "row-number", file, COLUMNS[0], line=line))
        elif int(cells[0]) in tables[language]:
            problems.append(SopProblem("error", "row-repeated", file, COLUMNS[0], line=line))
        else:
            tables[language][int(cells[0])] = cells[1:]
    problems += [
        SopProblem("error", "row-untold", file, COLUMNS[0], number)
        for number in tables["en"]
        if number not in tables["id"]
    ]
    if problems:
        raise Unreadable(*problems)
    return tuple(
        _step(number, cells, tables["en"].get(number, [""] * len(cells)))
        for number, cells in tables["id"].items()
    )


def _rows(lines: list[str], first: int) -> Iterator[tuple[str, int, list[str]]]:
    """The body rows of the tables below `## Prosedur` and `## Procedure`, with their lines."""
    languages = {heading: language for language, heading in _HEADINGS.items()}
    language, inside = None, False
    for number, line in enumerate(lines, first):
        if line.startswith("## "):
            language, inside = languages.get(line[3:].strip().casefold()), False
        elif language is None or not line.startswith("|"):
            continue
        elif _RULE.fullmatch(line):
            inside = True
        elif inside:
            cells = _BETWEEN.split(line.strip().removeprefix("|").removesuffix("|"))
            yield language, number, [cell.strip().replace("\\|", "|") for cell in cells]


def _step(number: int, indonesian: list[str], english: list[str]) -> Step:
    mark, note = read_note(indonesian[-1])
    rows = [*indonesian[:-1], note], [*english[:-1], read_note(english[-1])[1]]
    activity, actor, requirements, time, output, note_texts = itertools.starmap(
        texts, zip(*rows, strict=True)
    )
    return Step(number, activity, actor, requirements, time, output, note_texts, mark)


def read_note(note: str) -> tuple[Verification, str]:
    """How far a step was verified by the mark before its note, and the note without it."""
    mark = _MARK.match(note)
    assert mark is not None  # it also matches nothing
    return _MARKS.get(mark[1], "illustrative"), note[mark.end() :]
