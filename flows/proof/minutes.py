"""How long a form takes, by the questions of typical interviews, against what it promises."""

from collections.abc import Iterator
from statistics import median

from flows.proof.fills import Filled
from flows.proof.reach import Search
from flows.proof.world import World
from flows.xform import Question
from flows.xlsform import FormProblem
from flows.xlsform.columns import Columns
from flows.xpath import Context

READ = 18  # characters a second: about 200 words a minute
TAP, TYPE, WRITE = 4, 9, 25  # seconds for a tap, a number or day, a sentence
_TAPPED = frozenset({"select_one", "acknowledge", "note", "range"})
_WRITTEN = frozenset({"text", "image", "audio", "video", "file"})
CHOICES = 8  # that a person reads before choosing
TIMES, AT_LEAST = 2, 3  # how far off the promise may be: so many times, and so many minutes


def minutes_problems(search: Search, promised: int, settings: Columns) -> Iterator[FormProblem]:
    """Where the setting `minutes` misleads people about the time that they will need."""
    row = next(iter(settings.sheet.filled()), None)
    if row is None or not settings.value(row, "minutes") or not search.fills:
        return
    spent = sorted(minutes_of(search.world, filled) for filled in search.fills)
    typical = median(spent)
    far = max(typical, promised) > TIMES * min(typical, promised)
    if far and abs(typical - promised) >= AT_LEAST:
        low, high = spent[len(spent) // 10], spent[-1 - len(spent) // 10]
        details = {
            "minutes": str(promised),
            "low": str(max(1, round(low))),
            "high": str(max(1, round(high))),
        }
        place = (settings.sheet.name, row.number, settings.header("minutes"))
        yield FormProblem("warning", "minutes-differ", *place, details)


def minutes_of(world: World, filled: Filled) -> float:
    """What one interview takes, read at a calm pace."""
    context = world.context({}, set())
    asked = (each for path, each in world.form.questions.items() if path in filled.opened)
    return sum(_seconds(question, context) for question in asked) / 60


def _seconds(question: Question, context: Context) -> float:
    context.at = (1,) * question.node.depth
    texts = [text.say(context) for text in (question.label, question.hint) if text]
    if question.itemset is not None:
        shown = question.itemset.offered(context)[:CHOICES]
        texts += [option.label.say(context) for option in shown]
    reading = sum(map(len, texts)) / READ
    if question.kind in _TAPPED:
        return reading + TAP
    return reading + (WRITE if question.kind in _WRITTEN else TYPE)
