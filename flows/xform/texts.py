"""What people read: texts per language with the values of `<output>` filled in."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.xpath import Closure, Context, EvaluationError, to_string
from flows.xpath.values import plain

Part = str | Closure
MISSING = "-"  # what pyxform writes for a translation that is not there


@dataclass(frozen=True, slots=True)
class Text:
    """Parts by language, the default language first; `others` stand beside (image, guidance)."""

    languages: Mapping[str, tuple[Part, ...]]
    others: Mapping[str, "Text"] = field(default_factory=dict)

    def say(self, context: Context) -> str:
        """The text in the context's language, in the default one where that is missing."""
        parts = self._parts(context.language)
        if len(parts) == 1 and isinstance(parts[0], str):  # nearly always, and often
            return parts[0]
        return "".join(_said(part, context) for part in parts)

    def written(self, context: Context) -> str | None:
        """The text as reference engines print it: None without words, `-` where pyxform put one."""
        parts = self.languages.get(context.language) or next(iter(self.languages.values()), None)
        if not parts:
            return None
        return "".join(_written(part, context) for part in parts)

    def _parts(self, language: str) -> tuple[Part, ...]:
        wanted = self.languages.get(language, (MISSING,))
        if wanted not in ((MISSING,), ()):
            return wanted
        present = [parts for parts in self.languages.values() if parts != (MISSING,)]
        return present[0] if present else wanted if self.languages else ()


def trimmed(parts: list[Part]) -> tuple[Part, ...]:
    """Without the space pyxform pads around outputs, and without empty parts."""
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return tuple(part for part in parts if part != "")


def _said(part: Part, context: Context) -> str:
    if isinstance(part, str):
        return part
    try:
        value = part(context)
    except EvaluationError:
        return ""
    if isinstance(value, float):
        return "" if math.isnan(value) else plain(value)
    return to_string(value)


def _written(part: Part, context: Context) -> str:
    if isinstance(part, str):
        return part
    try:
        return to_string(part(context))
    except EvaluationError:
        return ""
