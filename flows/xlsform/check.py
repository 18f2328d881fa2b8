"""One questionnaire file checked: the XForm, our sides, and every problem with its cell."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from flows.xform import Form, UnsupportedForm, inlined, load_form
from flows.xlsform.attachments import (
    NONE,
    Attachments,
    attachment_problems,
    limit_problems,
    needs_of,
)
from flows.xlsform.columns import Columns, columns_of
from flows.xlsform.convert import to_xform
from flows.xlsform.cycles import cycles
from flows.xlsform.defaults import default_problems
from flows.xlsform.excel import OLE_MAGIC, ZIP_MAGIC, read_xls, read_xlsx
from flows.xlsform.expressions import expression_problems, formulas
from flows.xlsform.headers import header_problems, sheet_problems
from flows.xlsform.problems import FormProblem, Unreadable
from flows.xlsform.rounds import round_problems
from flows.xlsform.side_columns import read_sides
from flows.xlsform.sides import Sides
from flows.xlsform.supported import unsupported
from flows.xlsform.survey import Survey, read_survey
from flows.xlsform.tables import read_csv, read_markdown
from flows.xlsform.texts import text_problems
from flows.xlsform.workbook import MAX_BYTES, Workbook, forbidden_characters

_READERS: dict[str, Callable[[bytes], Workbook]] = {
    ".xlsx": read_xlsx,
    ".xls": read_xls,
    ".csv": read_csv,
    ".md": read_markdown,
}
KINDS = (*_READERS, ".xml")
# Of what the engine passes over: without it people would be asked something else.
_NEEDED = frozenset(
    {"entities", "osm", "query", "search()", "unknown-function", "unknown-instance"}
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file turned out to be; `xform` is "" where it could not be converted.

    `files` are the names of all attachments that the form mentions, there or not.
    """

    name: str
    form_id: str
    version: str
    title: str
    xform: str
    sides: Sides
    problems: tuple[FormProblem, ...]
    files: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the form can be published: warnings do not hinder it."""
        return all(problem.severity != "error" for problem in self.problems)

    def to_json(self) -> dict[str, Any]:
        """A JSON object; `from_json` reads it back."""
        fields = ("name", "form_id", "version", "title", "xform")
        data: dict[str, Any] = {field: getattr(self, field) for field in fields}
        problems = [
            {
                "severity": problem.severity,
                "code": problem.code,
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
                "details": dict(problem.details),
            }
            for problem in self.problems
        ]
        return {**data, "sides": self.sides.to_json(), "problems": problems, "files": self.files}

    @staticmethod
    def from_json(data: dict[str, Any]) -> "Checked":
        """The value that `to_json` wrote."""
        problems = tuple(FormProblem(**problem) for problem in data["problems"])
        sides, files = Sides.from_json(data["sides"]), tuple(data["files"])
        return Checked(**{**data, "sides": sides, "problems": problems, "files": files})


@dataclass(frozen=True, slots=True)
class Inspected:
    """A checked file with the rows that say where things stand; None where none could be read."""

    checked: Checked
    survey: Survey | None = None
    settings: Columns | None = None


def check(source: bytes, name: str, attachments: Attachments = NONE) -> Checked:
    """Read a questionnaire file whole; `name` (its file name) says the kind.

    `attachments` are the lists and media that go with it, by their plain file names.
    Never raises for what is in the file. Use `check_safely` for a file that a person sent.
    """
    return inspect(source, name, attachments).checked


def inspect(source: bytes, name: str, attachments: Attachments = NONE) -> Inspected:
    """The same, with the rows of the workbook."""
    kind = PurePath(name).suffix.lower()
    try:
        if len(source) > MAX_BYTES:
            raise Unreadable("workbook-too-large", limit=f"{MAX_BYTES // 1_000_000} MB")
        limits = tuple(limit_problems(attachments))
        if limits:
            return Inspected(refused(name, *limits))
        if kind == ".xml":
            return Inspected(_check_xform(source, name, attachments))
        return _check_workbook(_read(source, kind, name), name, attachments)
    except Unreadable as refusal:
        return Inspected(refused(name, refusal.problem))


def refused(name: str, *problems: FormProblem) -> Checked:
    """The result for a file of which nothing but these problems is known."""
    return Checked(name, "", "", "", "", Sides(), problems)


def _read(source: bytes, kind: str, name: str) -> Workbook:
    if kind == ".xlsm":
        raise Unreadable("workbook-macro")
    if kind not in _READERS:
        raise Unreadable("workbook-kind-unknown", name=PurePath(name).name)
    if kind == ".xls" and source.startswith(ZIP_MAGIC):
        kind = ".xlsx"
    if kind in (".csv", ".md") and source.startswith((ZIP_MAGIC, OLE_MAGIC)):
        raise Unreadable("workbook-kind-unknown", name=PurePath(name).name)
    workbook = _READERS[kind](source)
    if len(workbook.sheets) == 1:  # as pyxform: the only sheet is the survey, whatever its name
        return Workbook({"survey": next(iter(workbook.sheets.values()))}, workbook.problems)
    return workbook


def _check_workbook(workbook: Workbook, name: str, attachments: Attachments) -> Inspected:
    missing = _missing(workbook)
    if missing:
        return Inspected(refused(name, *missing))
    survey, settings = read_survey(workbook), columns_of(workbook, "settings")
    sides, side_problems = read_sides(workbook, survey)
    needs = needs_of(survey)
    problems = [
        *workbook.problems,
        *forbidden_characters(workbook),
        *(sheet_problems(workbook) if any(each.list_name for each in survey.elements) else ()),
        *header_problems(workbook),
        *survey.problems,
        *unsupported(workbook, survey),
        *expression_problems(survey, settings),
        *default_problems(survey),
        *cycles(survey),
        *round_problems(survey, settings),
        *attachment_problems(needs, survey, attachments),
        *text_problems(survey, settings),
        *side_problems,
    ]
    xform = ""
    if not survey.too_deep:
        xform, said = to_xform(workbook, name)
        problems += _news(problems, said)
        if xform and not any(problem.severity == "error" for problem in problems):
            problems += _unsupported_by_engine(xform, survey, attachments)
        if xform and not any(problem.severity == "error" for problem in problems):
            xform = inlined(xform, attachments)
    form_id = settings.first("id_string") or PurePath(name).stem
    title, version = settings.first("title") or form_id, settings.first("version")
    checked = Checked(
        name=name,
        form_id=form_id,
        version=version,
        title=title,
        xform=xform,
        sides=sides,
        problems=in_order(problems),
        files=tuple(sorted({need.name for need in needs})),
    )
    return Inspected(checked, survey, settings)


def _missing(workbook: Workbook) -> list[FormProblem]:
    """Why the workbook is none; a misspelt `type` is named with its cell."""
    if "survey" not in workbook.sheets:
        missing = FormProblem("error", "sheet-missing", details={"name": "survey"})
        return list(sheet_problems(workbook)) or [missing]
    survey = columns_of(workbook, "survey")
    if survey.header("type") is not None:
        return []
    said = [
        problem
        for problem in header_problems(workbook)
        if problem.severity == "error" and problem.details.get("near") == "type"
    ]
    place = (survey.sheet.name, 1, None)
    return said or [FormProblem("error", "column-missing", *place, {"name": "type"})]


def _news(ours: list[FormProblem], said: list[FormProblem]) -> list[FormProblem]:
    """What pyxform says beyond our own errors, which name its first and the others."""
    rows = {(problem.sheet, problem.row) for problem in ours if problem.severity == "error"}
    return [
        problem
        for problem in said
        if (problem.sheet, problem.row) not in rows and not (problem.row is None and rows)
    ]


def _unsupported_by_engine(
    xform: str, survey: Survey, attachments: Attachments
) -> list[FormProblem]:
    """What only the finished XForm shows, at the row of the element it belongs to."""
    try:
        form = load_form(inlined(xform, attachments))
    except UnsupportedForm as refusal:
        return [_refusal_at(survey, refusal.code, refusal.path, refusal.detail)]
    return [
        _refusal_at(survey, reason, path, detail)
        for reason, path, detail in form.ignored
        if reason in ("unknown-function", "unknown-instance")
    ]


def _refusal_at(survey: Survey, reason: str, path: str, detail: str) -> FormProblem:
    """Names the cell where only one cell of the element can be meant."""
    rows = {element.path: element.row.number for element in survey.elements}
    cells = [cell for cell in formulas(survey) if cell.element.path == path]
    about = reason in ("expression", "unknown-function", "unknown-instance")
    header = cells[0].column.header if about and len(cells) == 1 else None
    place = (survey.columns.sheet.name, rows.get(path), header)
    details = {"reason": reason, "path": path, "detail": detail}
    return FormProblem("error", "form-unsupported", *place, details)


def _check_xform(source: bytes, name: str, attachments: Attachments) -> Checked:
    try:
        xform = inlined(source.decode("utf-8-sig"), attachments)
        form = load_form(xform)
    except UnicodeDecodeError as error:
        raise Unreadable("workbook-unreadable", text="UTF-8") from error
    except UnsupportedForm as refusal:
        details = {"reason": refusal.code, "path": refusal.path, "detail": refusal.detail}
        return refused(name, FormProblem("error", "form-unsupported", details=details))
    said = tuple(_passed_over(form))
    return Checked(name, form.form_id, form.version, form.title, xform, Sides(), said)


def _passed_over(form: Form) -> Iterator[FormProblem]:
    """What an XForm that no workbook explains asks for in vain; some of it would change answers."""
    for reason, path, detail in form.ignored:
        details = {"reason": reason, "path": path, "detail": detail}
        if reason in _NEEDED or detail in _NEEDED:
            yield FormProblem("error", "form-unsupported", details=details)
        else:
            yield FormProblem("warning", "form-ignored", details=details)


def in_order(problems: Iterable[FormProblem]) -> tuple[FormProblem, ...]:
    """Errors first, then by place."""
    return tuple(sorted(problems, key=_order))


def _order(problem: FormProblem) -> tuple[bool, str, int]:
    return problem.severity != "error", problem.sheet or "", problem.row or 0
