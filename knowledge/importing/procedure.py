"""The procedure of an SOP, from however many tables it is spread over."""

from dataclasses import dataclass, field

from knowledge.importing.doubts import Doubt
from knowledge.importing.grid import Grid, cells_of
from knowledge.importing.identity import is_new_title, read_identity
from knowledge.importing.refusals import refusal
from knowledge.importing.rows import Row, Rows, header_of, read_rows

MAX_STEPS = 200


@dataclass(slots=True)
class Procedure:
    """The steps in order, and what stands around their tables."""

    steps: list[Row] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    around: list[Grid] = field(default_factory=list)
    total_time: str = ""
    unit: str = ""


def read_procedure(grids: tuple[Grid, ...]) -> Procedure:
    """All steps of the file. Raises Unreadable where there are none."""
    found = Procedure()
    for grid in grids:
        if found.steps and (place := is_new_title(grid, read_identity(found.around))):
            found.doubts.append(Doubt("sop-several", place))
            break
        header = next(header_of(grid), None)
        if header is None:
            found.around.append(grid)
            if found.steps and grid.place.table != 0 and not read_identity((grid,)):
                _ignore(found, grid)
            continue
        start, columns = header
        found.around.append(grid.part(grid.lines[:start]))
        _add(found, grid, read_rows(grid, start, columns))
    if not found.steps:
        raise refusal("document-no-procedure")
    return found


def _add(found: Procedure, grid: Grid, rows: Rows) -> None:
    if found.steps and rows.steps:
        found.doubts.append(Doubt("table-joined", grid.at()))
    found.steps += rows.steps
    found.doubts += rows.doubts
    found.total_time = found.total_time or rows.total_time
    found.unit = found.unit or rows.unit
    if len(found.steps) > MAX_STEPS:
        raise refusal("steps-too-many", found.steps[MAX_STEPS].place, limit=str(MAX_STEPS))


def _ignore(found: Procedure, grid: Grid) -> None:
    """A table below the procedure that is neither a part of it nor of the identity."""
    text = next((cell.text for _, _, cell in cells_of((grid,)) if cell.text), "")
    found.doubts.append(Doubt("table-ignored", grid.at(), details={"given": text}))
