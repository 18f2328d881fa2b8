"""Submissions that were collected elsewhere: XForm XML, and the tables of KoboToolbox and ODK."""

from flows.submissions.facts import USUAL_FIELDS, begun, ended, instance_id, is_named, respondent
from flows.submissions.package import is_wanted, refuse_many, unpacked
from flows.submissions.problems import ANSWERS, CODES, FileProblem, Place, Unusable
from flows.submissions.reading import MAX_FILE, read_files
from flows.submissions.sent import Answers, Found, Sent, relative

__all__ = [
    "ANSWERS",
    "CODES",
    "MAX_FILE",
    "USUAL_FIELDS",
    "Answers",
    "FileProblem",
    "Found",
    "Place",
    "Sent",
    "Unusable",
    "begun",
    "ended",
    "instance_id",
    "is_named",
    "is_wanted",
    "read_files",
    "refuse_many",
    "relative",
    "respondent",
    "unpacked",
]
