"""acknowledge: something to confirm; the confirmation is stored as OK."""

from flows.questions.note import Note


class AcknowledgeQuestion(Note):
    """Read and shown like a note; the engine keeps its answer."""
