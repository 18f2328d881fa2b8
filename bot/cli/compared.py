"""Two versions of a questionnaire beside each other: what was added, taken away or changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from flows.proof import World
from flows.xform import Question, Text

FORMULAS = ("relevant", "constraint", "required", "calculate", "filters")
Facets = Mapping[tuple[str, str], str]  # what (label, choices, relevant …) and language -> text


@dataclass(frozen=True, slots=True)
class Version:
    world: World
    scores: Mapping[str, Mapping[str, float]]


def changes(before: Version, after: Version) -> Iterator[dict[str, Any]]:
    """`{"path", "kind", "facets": [{"what", "language", "before", "after"}]}` of each question.

    `kind` is added, removed or changed. In the order of the new version, what is gone last.
    """
    old, new = before.world.form.questions, after.world.form.questions
    for path in chain(new, (path for path in old if path not in new)):
        was = facets(before, path) if path in old else {}
        now = facets(after, path) if path in new else {}
        different = [key for key in {**now, **was} if was.get(key, "") != now.get(key, "")]
        kind = "added" if path not in old else "removed" if path not in new else "changed"
        if different:
            yield {
                "path": path,
                "kind": kind,
                "facets": [
                    {
                        "what": what,
                        "language": language,
                        "before": was.get((what, language), ""),
                        "after": now.get((what, language), ""),
                    }
                    for what, language in different
                ],
            }


def facets(version: Version, path: str) -> Facets:
    """Everything of a question that a person reads, or that decides what is asked."""
    world = version.world
    question = world.form.questions[path]
    found = {("type", ""): question.kind}
    for language in world.form.languages or ("",):
        found["label", language] = written(question.label, language)
        found["hint", language] = written(question.hint, language)
        found["choices", language] = _choices(version, question, language)
        bind = world.form.binds[path]
        found["message", language] = written(bind.constraint_message, language)
    for column in FORMULAS:
        found[column, ""] = world.formulas.written.get((column, path), "")
    return {key: text for key, text in found.items() if text}


def written(text: Text | None, language: str) -> str:
    """A text as its author wrote it, with … for what an answer fills in."""
    if text is None:
        return ""
    parts = text.languages.get(language, ())
    return "".join(part if isinstance(part, str) else "…" for part in parts)


def _choices(version: Version, question: Question, language: str) -> str:
    """A line for each choice: name, words, and what it counts."""
    if question.itemset is None:
        return ""
    scores = version.scores.get(question.path, {})
    context = version.world.context({}, set())
    lines = []
    for option in question.itemset.listed(context):
        score = f" [{scores[option.name]:g}]" if option.name in scores else ""
        lines.append(f"{option.name}: {written(option.label, language)}{score}")
    return "\n".join(lines)
