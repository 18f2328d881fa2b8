"""The queue of questions that nothing answers, grouped by likeness."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.likeness import groups
from storage.errors import NotFound
from storage.records import SopQuestion
from storage.unit_of_work import UnitOfWork

AT_ONCE = 200  # questions that are grouped; the rest come when these are answered


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are alike, the oldest first; its first names it."""

    questions: tuple[SopQuestion, ...]

    @property
    def lead(self) -> SopQuestion:
        return self.questions[0]

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(each.id for each in self.questions)

    @property
    def texts(self) -> tuple[str, ...]:
        """In how many words it was asked, each once."""
        by_words = {" ".join(each.text.casefold().split()): each.text for each in self.questions}
        return tuple(by_words.values())

    def offices(self, names: Mapping[str, str]) -> tuple[str, ...]:
        """The offices that asked, by name, each once."""
        return tuple(dict.fromkeys(names.get(each.office, each.office) for each in self.questions))


def waiting(uow: UnitOfWork) -> tuple[Group, ...]:
    """What waits, by group, the group with the oldest question first."""
    return grouped(uow.sop_questions.waiting(AT_ONCE))


def grouped(questions: Iterable[SopQuestion]) -> tuple[Group, ...]:
    found = tuple(questions)
    return tuple(
        Group(tuple(found[place] for place in places))
        for places in groups([each.text for each in found])
    )


def group_of(uow: UnitOfWork, question: int) -> Group | None:
    """The group in which the question waits, if it waits still."""
    return next((group for group in waiting(uow) if question in group.ids), None)


def question(uow: UnitOfWork, number: int) -> SopQuestion | None:
    """The question of this id, if there is one."""
    try:
        return uow.sop_questions.by_id(number)
    except NotFound:
        return None
