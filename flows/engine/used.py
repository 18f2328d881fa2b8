"""Which choices of a list an interview has used already, so that they can be offered first."""

from flows.engine.interview import Interview
from flows.xform import Form, Question
from flows.xpath import At, canonical


def used(form: Form, interview: Interview, path: str) -> tuple[str, ...]:
    """Names answered elsewhere from the list of the question at `path`, the nearest before first.

    Elsewhere: in other instances of the repeat, or in another question with the same list.
    """
    here = form.spot(path)
    question = form.questions.get(here[0].path) if here else None
    if here is None or question is None or not _list(question):
        return ()
    order = {each: number for number, each in enumerate(form.questions)}

    def key(found: str, at: At) -> tuple[At, int]:
        return at, order[found]

    places = []
    for other, value in interview.values.items():
        spot = form.spot(other) if other != path else None
        asked = form.questions.get(spot[0].path) if spot else None
        if spot is not None and asked is not None and _list(asked) == _list(question):
            places.append((key(asked.path, spot[1]), canonical(value)))
    mine = key(question.path, here[1])
    before = sorted((each for each in places if each[0] < mine), reverse=True)
    after = sorted(each for each in places if each[0] > mine)
    return tuple(dict.fromkeys(name for _, value in before + after for name in value.split()))


def _list(question: Question) -> str:
    return question.itemset.source if question.itemset else ""
