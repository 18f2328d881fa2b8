"""Workbook to XForm: pyxform's conversion, our side columns, and every problem with its cell."""

from flows.xlsform.attachments import NONE, Attachments, is_file_name
from flows.xlsform.changes import CHANGES, Change, Version, changes
from flows.xlsform.check import KINDS, Checked, check, refused
from flows.xlsform.convert import converted
from flows.xlsform.export import export_xlsx
from flows.xlsform.guarded import check_safely
from flows.xlsform.problems import CODES, FormProblem, Unreadable
from flows.xlsform.sides import PREFILLS, ROLES, Indicator, Sides
from flows.xlsform.workbook import MAX_BYTES

__all__ = [
    "CHANGES",
    "CODES",
    "KINDS",
    "MAX_BYTES",
    "NONE",
    "PREFILLS",
    "ROLES",
    "Attachments",
    "Change",
    "Checked",
    "FormProblem",
    "Indicator",
    "Sides",
    "Unreadable",
    "Version",
    "changes",
    "check",
    "check_safely",
    "converted",
    "export_xlsx",
    "is_file_name",
    "refused",
]
