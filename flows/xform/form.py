"""A form as a value: nodes, binds, questions, groups, choices, texts, all expressions compiled."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.xform.texts import Text
from flows.xpath import Closure, Context, EvaluationError, Node, Nodes, Value


@dataclass(frozen=True, slots=True)
class Bind:
    """What the model says of one node; `kind` is its data type (string int decimal date …)."""

    kind: str = "string"
    required: Closure | None = None
    readonly: Closure | None = None
    constraint: Closure | None = None
    constraint_message: Text | None = None
    required_message: Text | None = None
    preload_uid: bool = False
    always_readonly: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    name: str
    label: Text


@dataclass(frozen=True, slots=True, eq=False)
class Itemset:
    """The choices of a question: a list, and a filter over it."""

    nodes: Nodes
    options: Mapping[Node, Option]
    reads: frozenset[str]  # paths the filter reads; empty: always the same choices

    def offered(self, context: Context) -> tuple[Option, ...]:
        try:
            return tuple(self.options[node] for node in self.nodes(context))
        except EvaluationError:
            return ()


@dataclass(frozen=True, slots=True)
class Span:
    """The numbers a range question offers, as the form writes them: `1` `5` `0.5`."""

    start: str
    end: str
    step: str


@dataclass(frozen=True, slots=True)
class Group:
    path: str
    label: Text | None


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is put to a person; `groups` enclose it, the outermost first."""

    path: str
    kind: str  # select_one select_multiple integer decimal text date note acknowledge
    label: Text | None
    hint: Text | None
    appearance: str
    groups: tuple[Group, ...]
    itemset: Itemset | None
    on_change: tuple["SetValue", ...]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class SetValue:
    path: str
    value: Closure


@dataclass(frozen=True, slots=True)
class Trigger:
    """One calculation or relevance, with what has to follow when it changes.

    `domain`: the nodes whose relevance this decides (itself and what lies below it without a
    relevance of its own); `nested`: triggers of the relevances just below.
    """

    path: str
    calculates: bool
    evaluate: Closure
    by_chance: bool  # draws random numbers: evaluated only when what it reads changes
    domain: tuple[str, ...]
    nested: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Triggers in an order in which each comes after what it reads."""

    triggers: tuple[Trigger, ...]
    dependents: Mapping[str, tuple[int, ...]]  # node that changed -> triggers to evaluate
    filtered: Mapping[str, tuple[str, ...]]  # node that changed -> questions to filter anew
    reads: Mapping[str, frozenset[str]]  # question -> questions its being asked depends on


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A loaded form. Every node is named by its absolute path, `/data/group/question`."""

    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]  # as the form lists them; () without translations
    default_language: str
    root: Node
    nodes: tuple[str, ...]  # groups and leaves in document order
    leaves: tuple[str, ...]
    binds: Mapping[str, Bind]  # of every leaf
    questions: Mapping[str, Question]  # in the order they are asked
    defaults: Mapping[str, Value]
    first_load: tuple[SetValue, ...]
    itext: Mapping[str, Text]
    graph: Graph

    def text_of(self, context: Context, key: str) -> str:
        """jr:itext: a text by its id."""
        text = self.itext.get(key)
        return text.say(context) if text else f"[itext:{key}]"

    def choice_label(self, context: Context, name: str, path: str) -> str:
        """jr:choice-name: the label of an offered choice, "" when there is none."""
        question = self.questions.get(path)
        if question is None or question.itemset is None:
            return ""
        for option in question.itemset.offered(context):
            if option.name == name:
                return option.label.say(context)
        return ""
