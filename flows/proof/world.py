"""A form as the gate looks at it: its expressions, what each reads, what may be answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from flows.proof.domains import Domain, Subject, domain_of
from flows.proof.usage import Use, constant_of, uses
from flows.xform import Form, Formulas, formulas_of, load_form
from flows.xpath import (
    Context,
    EvaluationError,
    Expr,
    Scope,
    Value,
    calls,
    canonical,
    reads,
    to_boolean,
    typed,
)

ROLES = ("FD", "PO", "PV", "PC", "HB", "")
LANGUAGES = ("id", "en")
OFFICE = "BP3MI-KBR"
# Where the value follows from more than the answers that are given.
_MOVING = frozenset({"now", "today", "random", "uuid", "once", "position", "last", "property"})
_MOVING |= {"indexed-repeat", "jr:choice-name", "randomize"}
# Of texts and places a few samples say nothing.
_OPAQUE = frozenset({"regex", "pulldata", "contains", "starts-with", "ends-with", "substr"})
_OPAQUE |= {"substring", "substring-before", "substring-after", "translate", "distance", "area"}
_OPAQUE |= {"enclosed-area", "geofence", "digest", "base64-decode", "checklist", "concat", "join"}
_OPAQUE |= {"weighted-checklist", "format-date", "format-date-time", "string-length", "now"}
_OPAQUE |= {"random", "uuid", "property", "indexed-repeat", "selected-at", "decimal-date-time"}

Key = tuple[str, str]  # which expression of which node: ("relevant", "/data/q")


@dataclass(frozen=True, eq=False)
class World:
    """`prefill` names what the person's own facts fill in, by path; `now` is the clock."""

    form: Form
    formulas: Formulas
    prefill: Mapping[str, str]
    now: datetime
    _uses: dict[Key, tuple[Use, ...]] = field(default_factory=dict)
    _reads: dict[Key, dict[str, int]] = field(default_factory=dict)
    _typed: dict[tuple[str, str], Value] = field(default_factory=dict)

    @staticmethod
    def of(xform: str, prefill: Mapping[str, str], now: datetime) -> "World":
        """The form of a document that `load_form` takes."""
        return World(load_form(xform), formulas_of(xform), prefill, now)

    def expression(self, key: Key) -> Expr:
        found: Expr = getattr(self.formulas, key[0])[key[1]]
        return found

    def scope(self, path: str) -> Scope:
        return Scope(path, self.form.root, {}, version=self.form.version)

    def uses(self, key: Key) -> tuple[Use, ...]:
        """How the expression uses the nodes that it reads."""
        if key not in self._uses:
            self._uses[key] = uses(self.expression(key), self.scope(key[1]))
        return self._uses[key]

    def reads(self, key: Key) -> dict[str, int]:
        """What the expression reads, as `flows.xpath.reads` gives it."""
        if key not in self._reads:
            self._reads[key] = reads(self.expression(key), self.scope(key[1]))
        return self._reads[key]

    def moves(self, key: Key) -> bool:
        """Whether the same answers may give different values."""
        return not _MOVING.isdisjoint(calls(self.expression(key)))

    def opaque(self, key: Key) -> bool:
        """Whether samples that fail say nothing of what other answers would do."""
        return not _OPAQUE.isdisjoint(calls(self.expression(key)))

    @cached_property
    def computed(self) -> frozenset[str]:
        """Nodes that nothing but their calculation fills."""
        questions = self.form.questions
        return frozenset(
            each.node.path
            for each in self.form.graph.triggers
            if each.calculates
            and (each.node.path not in questions or questions[each.node.path].kind == "note")
            and each.node.path not in self.formulas.set_by_action
        )

    @cached_property
    def overwritten(self) -> frozenset[str]:
        """Inputs that the form fills as well: calculated questions, targets of actions."""
        calculated = {each.node.path for each in self.form.graph.triggers if each.calculates}
        return frozenset((calculated | self.formulas.set_by_action) - self.computed)

    def must_be_answered(self, path: str) -> bool:
        """Whether a question is required whatever else is answered."""
        required = self.formulas.required.get(path)
        return required is not None and constant_of(required) is True

    def conditions(self, path: str) -> list[Key]:
        """The relevance of a node and of the groups around it, the outermost first."""
        names = path.split("/")
        above = ("/".join(names[:depth]) for depth in range(2, len(names) + 1))
        return [("relevant", each) for each in above if each in self.formulas.relevant]

    @cached_property
    def lists(self) -> Mapping[str, tuple[str, ...] | None]:
        """The names of each question's whole list; None where answers of a repeat are choices."""
        context = self.context({}, set())
        known: dict[tuple[int, int], tuple[str, ...] | None] = {}  # questions share long lists
        found: dict[str, tuple[str, ...] | None] = {}
        for path, question in self.form.questions.items():
            rows = question.itemset.whole(context) if question.itemset else []
            key = (id(rows[0][0]), len(rows)) if rows else (0, 0)
            if question.itemset is not None and key not in known:
                names = (option.name for option in question.itemset.listed(context))
                of_form = any(node.path for node, _ in rows)
                known[key] = None if of_form else tuple(dict.fromkeys(filter(None, names)))
            found[path] = known[key] if question.itemset else ()
        return found

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """One instance of each repeat."""
        return {
            each.node.set_at((1,) * (each.node.depth - 1)): 1 for each in self.form.repeats.values()
        }

    def context(self, values: Mapping[str, Value], irrelevant: set[str]) -> Context:
        """What expressions see when nothing but these values is there."""
        return Context(
            values=values,
            irrelevant=irrelevant,
            counts=self.counts,
            now=self.now,
            draw=lambda: 0.5,
            choice_name=self.form.choice_label,
            itext=self.form.text_of,
            language=self.form.default_language,
        )

    @cached_property
    def spots(self) -> Mapping[str, str]:
        """The path of each node in the first instance of the repeats around it."""
        return {path: node.at((1,) * node.depth) for path, node in self.form.nodes.items()}

    def typed(self, path: str, text: str) -> Value:
        """A canonical text as a value of the node."""
        if (path, text) not in self._typed:
            self._typed[path, text] = typed(text, self.form.kind(path), self.now)
        return self._typed[path, text]

    def domain(self, path: str, found: Iterable[Use]) -> Domain:
        """What may stand in an input, besides a blank, as far as these uses tell it apart."""
        question = self.form.questions.get(path)
        used = [each for each in found if each.path == path]
        if question is None:
            return self._hidden(path)
        names, own = self.lists[path], self._own_tests(path)
        subject = Subject(question.kind, names or (), question.span)
        domain = domain_of(subject, [*used, *own])
        values = domain.values
        if own:
            values = tuple(value for value in values if self._allowed(path, value))
        default = self._default(path)
        values = tuple(dict.fromkeys((*values, default) if default else values))
        exact = domain.exact and names is not None and path not in self.overwritten
        return Domain(values, exact)

    def _default(self, path: str) -> str:
        canon = canonical(self.typed(path, self.form.defaults.get(path, "")))
        first = self.form.beginning.get(self.spots[path], "")
        return canonical(self.typed(path, first)) or canon

    def _hidden(self, path: str) -> Domain:
        """A value nobody is asked for: a fact of the person, or what it is by default."""
        fact = self.prefill.get(path, "")
        default = self._default(path)
        own = (default,) if default else ()
        bind = self.form.binds.get(path)
        moved = path in self.overwritten or (bind is not None and bind.preload != "")
        if fact == "person.role":
            return Domain((*(role for role in ROLES if role), *own), exact=not moved)
        if fact == "person.language":
            return Domain((*LANGUAGES, *own), exact=not moved)
        if fact:
            return Domain((OFFICE, *own), exact=False)
        return Domain(own, exact=not moved)

    def _own_tests(self, path: str) -> tuple[Use, ...]:
        """The uses in the question's constraint, where that reads nothing else and compares only.

        Values that it forbids can then be left out: each stands for others just like it.
        """
        key = ("constraint", path)
        if path not in self.formulas.constraint or self.moves(key):
            return ()
        found = self.uses(key)
        whole = self.form.questions[path].kind == "select_one"
        compares = all(each.path == path and (whole or each.kind != "other") for each in found)
        return found if compares else ()

    def _allowed(self, path: str, value: str) -> bool:
        node, constraint = self.form.nodes[path], self.form.binds[path].constraint
        context = self.context({self.spots[path]: self.typed(path, value)}, set())
        context.at = (1,) * node.depth
        try:
            return constraint is None or to_boolean(constraint(context))
        except EvaluationError:
            return True
