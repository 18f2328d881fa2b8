"""What comes over an interview from outside, or after it was sent: a new version, a correction."""

from random import Random

from bot.interviews.tapping import Verb
from flows import Form, Interview, engine
from flows.xpath import canonical
from tests.bot.interviews.anyway.surveys import Questionnaire
from tests.bot.interviews.anyway.wandering import Wanderer

REASON = "Salah menghitung."


def go_over(who: Wanderer, before: Interview, form: Form, asked: Questionnaire) -> None:
    """The interview has moved to `form`: every answer there is the same question's as before."""
    held = {**before.parked, **before.values}
    old, who.form, who.questionnaire = who.form, form, asked
    after = who.interview
    for path, value in {**after.parked, **after.values}.items():
        generic = form.generic(path)
        if generic not in form.questions or who.is_computed(path) or canonical(value) == "":
            continue
        assert generic in old.questions, f"{path} is new, and has {value!r} already"
        assert canonical(held.get(path, "")) == canonical(value), f"{path} has another answer"
    who.acts["moves"] += 1
    who.phone.log.append("# a new version")
    who.phone.deliver()
    if not engine.progress(form, after, who.now).answered:
        who.farthest = 0.0  # the only answer does not fit any more
    who.look()


def correct(who: Wanderer, random: Random, steps: int, meant: Interview) -> None:
    """Open what was sent, walk about in it, then mean something else and say why, or leave it."""
    sent = who.stored
    who.type("/mulai")
    for verb in (Verb.READ, Verb.CORRECT):
        who.press(who.card.id, who.offering(verb)[0])
    draft = who.stored
    assert draft.corrects == sent.id
    for _ in range(steps):
        who.wander(random, [])
        with who.phone.database.read() as uow:
            assert uow.interviews.by_id(sent.id) == sent, "a correction counts before it is sent"
    who.finish(random, meant)
    if who.stored.status == "correction":
        who.type(REASON)
        who.acts["corrections"] += 1
    assert (who.stored.id, who.stored.status) == (sent.id, "submitted")
