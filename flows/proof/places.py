"""From a node of the form to the cell that its author wrote."""

from dataclasses import dataclass

from flows.xlsform import FormProblem
from flows.xlsform.problems import Severity
from flows.xlsform.survey import Element, Survey


@dataclass(frozen=True, slots=True)
class Places:
    """The cells of a survey; without one (a form that came as XML) problems have no place."""

    survey: Survey | None

    def element(self, path: str) -> Element | None:
        if self.survey is None:
            return None
        return next((each for each in self.survey.elements if each.path == path), None)

    def problem(
        self, severity: Severity, code: str, path: str, column: str, **details: str
    ) -> FormProblem:
        """A problem of a node, at its row, under the header of a column as pyxform names it."""
        named = {"name": path.rpartition("/")[2], **details}
        element = self.element(path)
        if self.survey is None or element is None:
            return FormProblem(severity, code, details=named)
        columns = self.survey.columns
        header = columns.header(column) if columns.value(element.row, column) else None
        place = (columns.sheet.name, element.row.number, header)
        return FormProblem(severity, code, *place, named)
