"""The kinds of questions, one module each: how they are put, read and shown."""

from flows.questions.acknowledge import AcknowledgeQuestion
from flows.questions.asked import Asked, QuestionType
from flows.questions.barcode import Barcode
from flows.questions.date import Date
from flows.questions.decimal import Decimal
from flows.questions.file import Attachment
from flows.questions.geopoint import Geopoint
from flows.questions.geoshape import Geoshape
from flows.questions.geotrace import Geotrace
from flows.questions.integer import Integer
from flows.questions.moment import Moment
from flows.questions.note import ACKNOWLEDGED, Note
from flows.questions.range import Range
from flows.questions.rank import Rank
from flows.questions.repeat import NO, YES, Another
from flows.questions.select_multiple import SelectMultiple
from flows.questions.select_one import SelectOne
from flows.questions.text import Text
from flows.questions.time import Time

TYPES: dict[str, QuestionType] = {
    "select_one": SelectOne(),
    "select_multiple": SelectMultiple(),
    "rank": Rank(),
    "integer": Integer(),
    "decimal": Decimal(),
    "range": Range(),
    "text": Text(),
    "barcode": Barcode(),
    "date": Date(),
    "time": Time(),
    "datetime": Moment(),
    "geopoint": Geopoint(),
    "geotrace": Geotrace(),
    "geoshape": Geoshape(),
    "image": Attachment("image"),
    "audio": Attachment("audio"),
    "video": Attachment("video"),
    "file": Attachment("file"),
    "note": Note(),
    "acknowledge": AcknowledgeQuestion(),
    "repeat": Another(),
}

__all__ = ["ACKNOWLEDGED", "NO", "TYPES", "YES", "Asked", "QuestionType"]
