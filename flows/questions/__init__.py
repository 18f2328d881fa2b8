"""The kinds of questions, one module each: how they are put, read and shown."""

from flows.questions.acknowledge import AcknowledgeQuestion
from flows.questions.asked import Asked, QuestionType
from flows.questions.date import Date
from flows.questions.decimal import Decimal
from flows.questions.integer import Integer
from flows.questions.note import ACKNOWLEDGED, Note
from flows.questions.repeat import NO, YES, Another
from flows.questions.select_multiple import SelectMultiple
from flows.questions.select_one import SelectOne
from flows.questions.text import Text

TYPES: dict[str, QuestionType] = {
    "select_one": SelectOne(),
    "select_multiple": SelectMultiple(),
    "integer": Integer(),
    "decimal": Decimal(),
    "text": Text(),
    "date": Date(),
    "note": Note(),
    "acknowledge": AcknowledgeQuestion(),
    "repeat": Another(),
    **dict.fromkeys(
        [
            "time",
            "datetime",
            "rank",
            "range",
            "barcode",
            "geopoint",
            "geotrace",
            "geoshape",
            "image",
            "audio",
            "video",
            "file",
        ],
        Text(),
    ),
}

__all__ = ["ACKNOWLEDGED", "NO", "TYPES", "YES", "Asked", "QuestionType"]
