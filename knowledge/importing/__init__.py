"""Documents in the ministry's form become drafts: `read_document` is the whole of it."""

from knowledge.importing.doubts import DOUBTS, Doubt
from knowledge.importing.draft import PARTS, Draft
from knowledge.importing.grid import Place
from knowledge.importing.guarded import MAX_BYTES, read_document

__all__ = ["DOUBTS", "MAX_BYTES", "PARTS", "Doubt", "Draft", "Place", "read_document"]
