"""What a message is when it is no question for the library: told by classes of words."""

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from knowledge.classes import Marked, Span, marked
from knowledge.refusals import refusal as learnt
from knowledge.replies import Kind, Reason

REASONS: dict[Kind, Reason] = {
    "unknown": "unknown",
    "out_of_scope": "decline",
    "private": "refuse",
    "unsafe": "refuse",
    "injection": "refuse",
    "greeting": "smalltalk",
    "thanks": "smalltalk",
    "underspecified": "clarify",
    "unreadable": "clarify",
}

# What only a program would understand: SQL, markup with a script, a shell, a template.
_CODE = re.compile(
    r"\bselect\s.{1,80}\sfrom\s+\w+\s*(?:;|where|limit|$)|\bunion\s+(?:all\s+)?select\b"
    r"|\bdrop\s+(?:table|database|schema)\b|\binsert\s+into\s+\w+\s*(?:\(|values)"
    r"|\bdelete\s+from\s+\w+\s*(?:;|where|$)|\bupdate\s+\w+\s+set\s+\w+\s*="
    r"|\btruncate\s+table\b|['\"]\s*or\s+['\"]?\d+['\"]?\s*=|\bor\s+1\s*=\s*1\b|';\s*--|;\s*--\s*$"
    r"|<\s*(?:script|iframe|svg|img)\b|javascript:|\bon(?:error|load)\s*=|\$\{.{0,80}\}"
    r"|\{\{.{0,80}\}\}|\{%.{0,80}%\}|/etc/(?:passwd|shadow)|\brm\s+-rf\b|__import__|os\.(?:system|environ)"
    r"|\beval\s*\(|\bexec\s*\(|\bxp_cmdshell\b|<\|?(?:im_start|system)\|?>|\[/?inst\]|\bsudo\s+\w",
    re.IGNORECASE,
)
_TAGS = re.compile(r"<[^<>]{0,200}>")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[a-zA-ZÀ-ɏḀ-ỿＡ-ｚ]")

_CLOSE = 3  # tokens from what is asked for to a name
_SHORT = 9  # tokens: a bare "nomor hp bu siti" asks for it
_BARE = 5  # the same without a word that says that a name follows
_NAMED_WORDS = 1  # unknown words in small talk: somebody's name


def readable(text: str) -> str:
    """The text without markup."""
    return _TAGS.sub(" ", text)


def is_unreadable(text: str) -> bool:
    """Nothing in it, or little in the letters that Indonesian and English are written in."""
    letters = _LETTER.findall(readable(text))
    latin = _LATIN.findall(readable(text))
    return not latin or 2 * len(latin) < len(letters)


def _orders(message: Marked, text: str, _names: frozenset[int]) -> bool:
    return (
        _CODE.search(text) is not None
        or message.has("roleplay")
        or message.near("override", "orders", 5)
        or (message.near("reveal", "secret", 5) and not message.has("ownaccount"))
        or message.near("destroy", "machinery", 4)
    )


def _asks_for_somebody(message: Marked, _text: str, names: frozenset[int]) -> bool:
    if message.has("story", "named") and names:
        return True
    if not message.has("datum"):
        return False
    if message.has("hard_datum", "reveal_hard") and message.outside("named", "hard_datum"):
        return True
    if message.outside("guard", "hard_datum"):
        return False
    if _holds_person(message) and message.before("reveal_hard", "hard_datum", 6):
        return True
    if message.near("datum", "institution", 1):
        return False
    if not message.has("hard_datum"):
        return message.near("reveal_hard", "datum", 3) and message.has("person", "named")
    return _wants_datum(message, names)


def _wants_datum(message: Marked, names: frozenset[int]) -> bool:
    """A number, an address, a diagnosis: of whom?"""
    asked = message.near("ask", "hard_datum", 3)
    if message.outside("named", "hard_datum"):
        return (asked and message.has("person")) or len(message.words) <= _SHORT
    called = any(0 <= at - end < _CLOSE for _, end in message.spans["hard_datum"] for at in names)
    if called and (asked or len(message.words) <= _BARE):
        return True
    return message.has("person") and message.before("reveal_hard", "hard_datum", 6)


def _holds_person(message: Marked) -> bool:
    """The datum itself says whose it is: identitas pelapor."""
    return any(
        start <= one and other <= end
        for start, end in message.spans.get("hard_datum", ())
        for one, other in message.spans.get("person", ())
    )


def _gets_round_a_rule(message: Marked, _text: str, _names: frozenset[int]) -> bool:
    if _reports(message):
        return False
    return _evades(message) or _goes_without(message)


def _reports(message: Marked) -> bool:
    """It is about somebody else's doing: to be reported, prevented, recognised."""
    taken = message.positions("evade", "without", "vague")
    negated = message.positions("not")
    return any(
        start not in taken and negated.isdisjoint((start - 1, start - 2))
        for start, _end in message.spans.get("report", ())
    )


def _evades(message: Marked) -> bool:
    if not message.has("goal"):
        return False
    if message.before("make", "fakeness", 5) or _pays(message):
        return True
    others = message.positions("somebody_else")
    return any(
        others.isdisjoint((start - 1, start - 2)) for start, _end in message.spans.get("evade", ())
    )


def _pays(message: Marked) -> bool:
    """Money to somebody who decides, so that it goes faster."""
    given = message.near("giving", "money", 2) and message.near("money", "official", 4)
    return given and message.has("smooth")


def _goes_without(message: Marked) -> bool:
    if message.has("homewards"):
        return False
    if message.spans.get("asks_may") and not message.has("evade"):
        return message.near("without", "rule", 3) and message.has("purpose", "depart")
    return message.near("without", "rule", 3) and message.has("intent", "depart")


@dataclass(frozen=True, slots=True)
class _Refusal:
    kind: Kind
    applies: Callable[[Marked, str, frozenset[int]], bool]


_REFUSALS = (
    _Refusal("injection", _orders),
    _Refusal("private", _asks_for_somebody),
    _Refusal("unsafe", _gets_round_a_rule),
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A message before it is looked up."""

    message: Marked
    kind: Kind | None  # why it is not looked up
    polite: frozenset[str]  # words of greeting and address, as they were typed
    faraway: frozenset[str]  # countries and cities of work, as they were typed


def is_refused(kind: Kind | None) -> bool:
    """Not even a coordinator's answer is given to it."""
    return kind is not None and REASONS[kind] == "refuse"


def hear(text: str, words: Sequence[str], typed: Sequence[str], known: Container[str]) -> Heard:
    """What this message is.

    `words` are its tokens in plain spelling, `typed` the same before repair; `known` are the
    words of the library.
    """
    message = marked(words)
    polite = message.positions("greeting", "thanks", "address")
    manners = {typed[at] for at in polite} - {
        word for at, word in enumerate(typed) if at not in polite
    }
    faraway = frozenset(typed[at] for at in message.positions("faraway"))
    return Heard(message, _kind(text, message, typed, known), frozenset(manners), faraway)


def _kind(text: str, message: Marked, typed: Sequence[str], known: Container[str]) -> Kind | None:
    if is_unreadable(text) and not _CODE.search(text):
        return "unreadable"
    names = names_in(message, typed, known)
    for refusal in _REFUSALS:
        if refusal.applies(message, text, names):
            return refusal.kind
    manners = _small_talk(message, known)
    if manners:
        return manners
    likely = learnt(message, named=bool(names))
    if likely == "unsafe" and message.has("recognise"):
        likely = None  # who asks by what it is known does not want to do it
    return likely or _says_too_little(message)


def names_in(message: Marked, typed: Sequence[str], known: Container[str]) -> frozenset[int]:
    """Where words stand that neither the library nor any class of words holds."""
    covered = message.positions(*(name for name in message.spans if name != "hard_datum"))
    return frozenset(
        at
        for at, word in enumerate(typed)
        if word.isalpha() and len(word) > 2 and at not in covered and word not in known
    )


def _small_talk(message: Marked, known: Container[str]) -> Kind | None:
    if not (message.has("greeting") or message.has("thanks")):
        return None
    covered = message.positions("greeting", "thanks", "address", "filler")
    rest = [word for at, word in enumerate(message.words) if at not in covered]
    if len(rest) > _NAMED_WORDS or any(word in known or word.isdigit() for word in rest):
        return None
    if rest and not message.has("address"):
        return None
    return "thanks" if message.has("thanks") else "greeting"


def _says_too_little(message: Marked) -> Kind | None:
    """Nothing but words that could be about any SOP."""
    generic = message.positions("generic", "greeting", "thanks", "address", "filler")
    vague = [span for span in message.spans.get("vague", ()) if span[0] not in generic]
    covered = message.positions("vague") | generic
    if any(at not in covered and not word.isdigit() for at, word in enumerate(message.words)):
        return None
    longest = [one for one in vague if not any(_within(one, other) for other in vague)]
    return "underspecified" if len(longest) <= 1 else None


def _within(one: Span, other: Span) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]
