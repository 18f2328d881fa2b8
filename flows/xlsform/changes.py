"""What is another than before between two versions of a questionnaire, question by question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flows.xform import Form, counterparts, load_form
from flows.xform.outline import Outline, Outlined, Words, outline
from flows.xlsform.sides import Sides


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `code` is one of CHANGES, `details` fill the words of `locales/`.

    `scored`: it may change what a score means, so that answers before and after it are not
    measured alike.
    """

    code: str
    details: Mapping[str, str] = field(default_factory=dict)
    scored: bool = False


# Details: name (of the question or indicator) everywhere; before, after (texts) where one became
# another; choice (its name).
CHANGES = (
    "question-added",
    "question-removed",
    "question-moved",
    "type-changed",
    "label-changed",
    "hint-changed",
    "message-changed",  # of the constraint
    "choice-added",
    "choice-removed",
    "choice-relabelled",
    "filter-changed",
    "relevant-changed",
    "constraint-changed",
    "required-changed",
    "readonly-changed",
    "calculate-changed",
    "score-changed",
    "indicator-changed",
    "weight-changed",
    "parent-changed",
    "direction-changed",
    "lower-changed",
    "upper-changed",
    "level-changed",  # role: the level that it needs
)


@dataclass(frozen=True)
class Version:
    """One version of a questionnaire, as far as it is compared."""

    xform: str
    sides: Sides

    @cached_property
    def form(self) -> Form:
        return load_form(self.xform)

    @cached_property
    def outline(self) -> Outline:
        return outline(self.form, self.xform)


def changes(old: Version, new: Version) -> tuple[Change, ...]:
    """All differences, those that may change what a score means first.

    A question under another name is one that is gone and one that is new: names are what answers
    are kept by.
    """
    found = [*_of_questions(old, new), *_of_framework(old.sides, new.sides)]
    return tuple(sorted(found, key=lambda change: not change.scored))


def _of_questions(old: Version, new: Version) -> Iterator[Change]:
    names = counterparts(old.form, new.form)
    before, after = old.outline.questions, new.outline.questions
    kept = {path: names[path] for path in before if names.get(path) in after}
    fresh = set(after).difference(kept.values())
    for path in before:
        if path not in kept:
            scored = path in old.sides.indicators
            yield Change("question-removed", _named(before[path]), scored)
            continue
        yield from _Pair(old, new, path, kept[path]).changes()
    for path in (path for path in after if path in fresh):
        yield Change("question-added", _named(after[path]), path in new.sides.indicators)
    for path, other in names.items():  # groups and calculations
        if path not in kept and other not in fresh:
            yield from _of_conditions(old.outline, new.outline, path, other)


def _of_conditions(old: Outline, new: Outline, path: str, other: str) -> Iterator[Change]:
    before, after = old.conditions.get(path, {}), new.conditions.get(other, {})
    for name in dict.fromkeys((*before, *after)):
        if before.get(name, "") != after.get(name, ""):
            details = {"before": before.get(name, ""), "after": after.get(name, "")}
            yield Change(f"{name}-changed", {"name": _name(path), **details})


@dataclass(frozen=True, slots=True)
class _Pair:
    """A question in both versions."""

    old: Version
    new: Version
    path: str
    other: str

    def changes(self) -> Iterator[Change]:
        before, after = self.before, self.after
        if _group(before.path) != _group(after.path):
            yield self._change("question-moved", _group(before.path), _group(after.path))
        if before.kind != after.kind:
            yield self._change("type-changed", before.kind, after.kind, scored=self.scored)
        for code, left, right, counts in (
            ("label-changed", before.label, after.label, self.scored),
            ("hint-changed", before.hint, after.hint, self.scored),
            ("message-changed", before.message, after.message, False),
        ):
            for was, now in _differing(left, right):
                yield self._change(code, was, now, scored=counts)
        yield from self._choices()
        if before.filter != after.filter:
            yield self._change("filter-changed", before.filter, after.filter, scored=self.scored)
        yield from _of_conditions(self.old.outline, self.new.outline, self.path, self.other)
        yield from self._scores()

    @property
    def before(self) -> Outlined:
        return self.old.outline.questions[self.path]

    @property
    def after(self) -> Outlined:
        return self.new.outline.questions[self.other]

    @property
    def scored(self) -> bool:
        """Whether the question counts in an index, before or after."""
        return self.path in self.old.sides.indicators or self.other in self.new.sides.indicators

    def _choices(self) -> Iterator[Change]:
        before, after = self.before.choices, self.after.choices
        for name in before:
            if name not in after:
                details = {"choice": name, "before": _said(before[name]) or name}
                yield Change("choice-removed", _named(self.before) | details, self.scored)
                continue
            for was, now in _differing(before[name], after[name]):
                details = {"choice": name, "before": was, "after": now}
                yield Change("choice-relabelled", _named(self.before) | details, self.scored)
        for name in (name for name in after if name not in before):
            details = {"choice": name, "after": _said(after[name]) or name}
            yield Change("choice-added", _named(self.before) | details, self.scored)

    def _scores(self) -> Iterator[Change]:
        was = self.old.sides.indicators.get(self.path, "")
        now = self.new.sides.indicators.get(self.other, "")
        if was != now:
            yield self._change("indicator-changed", was, now, scored=True)
        before = self.old.sides.scores.get(self.path, {})
        after = self.new.sides.scores.get(self.other, {})
        for name in (name for name in before if name in after):
            if before[name] != after[name]:
                details = {
                    "choice": name,
                    "before": f"{before[name]:g}",
                    "after": f"{after[name]:g}",
                }
                yield Change("score-changed", _named(self.before) | details, scored=True)

    def _change(self, code: str, was: str, now: str, *, scored: bool = False) -> Change:
        return Change(code, _named(self.before) | {"before": was, "after": now}, scored)


def _of_framework(old: Sides, new: Sides) -> Iterator[Change]:
    """Weights, goalposts and required levels of the indicators that both versions have."""
    known = {indicator.code: indicator for indicator in old.framework}
    for after in new.framework:
        before = known.get(after.code)
        if before is None:
            continue
        for name in ("weight", "parent", "direction", "lower", "upper"):
            was, now = getattr(before, name), getattr(after, name)
            if was != now:
                details = {"name": after.code, "before": _figure(was), "after": _figure(now)}
                yield Change(f"{name}-changed", details, scored=True)
    for code in (code for code in old.required_levels if code in new.required_levels):
        levels, others = old.required_levels[code], new.required_levels[code]
        for role in sorted(levels.keys() | others.keys()):
            was, now = levels.get(role, 0), others.get(role, 0)
            if was != now:
                details = {"name": code, "role": role, "before": f"{was:g}", "after": f"{now:g}"}
                yield Change("level-changed", details, scored=True)


def _differing(before: Words, after: Words) -> Iterator[tuple[str, str]]:
    """The texts of every language in both that is another now; without any, the first of each."""
    shared = [language for language in before if language in after]
    if shared or not (before or after):
        pairs = [(before[language], after[language]) for language in shared]
    else:
        pairs = [(_said(before), _said(after))]
    yield from (pair for pair in pairs if pair[0] != pair[1])


def _said(words: Words) -> str:
    return next(iter(words.values()), "")


def _figure(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)


def _named(question: Outlined) -> dict[str, str]:
    return {"name": _name(question.path)}


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _group(path: str) -> str:
    """The groups around a question: "office/desk" in /data/office/desk/staff."""
    return "/".join(path.split("/")[2:-1])
