"""An SOP that is called by its name: by code, with a step or without, by title, by another name."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from knowledge.articles import Sop
from knowledge.replies import Hit
from knowledge.text import tokens

Names = Mapping[tuple[str, ...], str]  # the tokens of a name → code
STEP = re.compile(r"(?:(?:langkah|step)?\s*(\d{1,2}))?", re.IGNORECASE)


def names_of(sops: Iterable[Sop]) -> Names:
    """Titles and other names; one that two SOPs have names neither."""
    found: dict[tuple[str, ...], set[str]] = {}
    for sop in sops:
        for name in (*sop.title.values(), *sop.aliases):
            found.setdefault(tuple(tokens(name)), set()).add(sop.code)
    return {name: codes.pop() for name, codes in found.items() if name and len(codes) == 1}


def called(text: str, names: Names, sops: Mapping[str, Sop]) -> Hit | None:
    """The SOP or step, where the text is its name and nothing else."""
    named = names.get(tuple(tokens(text)))
    return by_code(text, sops) or (Hit(named, None, 1.0) if named else None)


def by_code(text: str, sops: Mapping[str, Sop]) -> Hit | None:
    """The SOP that the text calls by its code; and its step, where there is one of that number."""
    for code, sop in sops.items():
        rest, times = _code(code).subn(" ", text, count=1)
        step = STEP.fullmatch(rest.strip())
        if times and step is not None:
            found = sop.step(int(step[1])) if step[1] else None
            return Hit(code, found.number if found else None, 1.0)
    return None


@cache
def _code(code: str) -> re.Pattern[str]:
    """The code in any spelling: SOP-07, sop 7, SOP07."""
    parts = re.findall(r"[a-z]+|\d+", code, re.IGNORECASE)
    spelled = r"[\s.-]*0*".join(re.escape(part.lstrip("0") or "0") for part in parts)
    return re.compile(rf"\b{spelled}\b", re.IGNORECASE)
