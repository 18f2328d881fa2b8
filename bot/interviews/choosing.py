"""What the buttons of choices do: pick, tick, put in order, turn the pages of a long list."""

from collections.abc import Callable
from dataclasses import replace

from bot.chat.text import brief
from bot.interviews.lists import leaf_of, long_list
from bot.interviews.opened import Opened, save
from bot.interviews.tapping import Tapping, Verb
from flows.prompts import PickMany, PickNumber, PickOne, Prompt, Rank

SAID = 60  # characters of a choice in a toast


def _pick(act: Tapping, opened: Opened, option: int) -> str:
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, PickOne | PickNumber):
        return act.stale()
    given = prompt.input
    if option >= len(given.choices):
        return act.stale()
    choice = given.choices[option]
    in_words = isinstance(given, PickNumber) or given.is_long
    said = brief(choice.label) if in_words else option + 1
    return act.record(opened, prompt, choice.name, act.say("toast.stored", answer=said))


def _tick(act: Tapping, opened: Opened, option: int, on: int) -> str:
    """Tick or untick: kept beside the interview until confirmed; the same tap twice is one."""
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, PickMany):
        return act.stale()
    given = prompt.input
    if option >= len(given.choices):
        return act.stale()
    choice, before = given.choices[option], opened.ticked(prompt)
    chosen = (given.ticked if on else given.unticked)(before, choice.name)
    if on and given.is_over(chosen):
        return act.show(act.say("toast.over", most=given.most))
    _keep(act, opened, prompt, chosen)
    let_go = not set(before) <= {*chosen, choice.name}
    toast = "toast.ticked_alone" if let_go else "toast.ticked" if on else "toast.unticked"
    return act.show(act.say(toast, answer=brief(choice.label, SAID)))


def _done(act: Tapping, opened: Opened) -> str:
    """What was ticked, or the order when it is whole."""
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, PickMany | Rank):
        return act.stale()
    given, chosen = prompt.input, opened.ticked(prompt)
    if isinstance(given, Rank):
        chosen = opened.ranked(prompt, given.choices)
        if not given.is_whole(chosen):
            return act.stale()
    elif given.is_under(chosen):
        return act.show(act.say("toast.under", least=given.least, count=len(chosen)))
    return act.record(opened, prompt, " ".join(chosen), act.say("toast.stored", answer=len(chosen)))


def _leaf(act: Tapping, opened: Opened, page: int) -> str:
    """Another page of a long list, and no longer what was looked for."""
    prompt = opened.prompt
    given = long_list(prompt.input) if prompt else None
    if prompt is None or given is None:
        return act.stale()
    pages = leaf_of(opened, prompt, given).pages
    if page >= pages:
        return act.stale()
    save(act.uow, opened, replace(opened.passage, leaf=page, sought=""), act.now)
    return act.show(act.say("toast.leaf", page=page + 1, pages=pages))


def _rank(act: Tapping, opened: Opened, option: int) -> str:
    """The next place of the order: kept until confirmed; the same tap twice is one."""
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, Rank):
        return act.stale()
    choices = prompt.input.choices
    if option >= len(choices):
        return act.stale()
    order, name = opened.ranked(prompt, choices), choices[option].name
    if name not in order:
        order = (*order, name)
        _keep(act, opened, prompt, order)
    label, place = brief(choices[option].label), order.index(name) + 1
    return act.show(act.say("toast.ranked", place=place, answer=label))


def _unrank(act: Tapping, opened: Opened, kept: int) -> str:
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, Rank):
        return act.stale()
    _keep(act, opened, prompt, opened.ranked(prompt, prompt.input.choices)[:kept])
    return act.show(act.say("toast.unranked"))


def _keep(act: Tapping, opened: Opened, prompt: Prompt, names: tuple[str, ...]) -> None:
    """Keep a half-made answer beside the interview."""
    ticks = {**opened.passage.ticks, prompt.path: names}
    save(act.uow, opened, replace(opened.passage, ticks=ticks), act.now)


CHOOSING: dict[int, tuple[Callable[..., str], int]] = {
    Verb.PICK: (_pick, 3),
    Verb.TICK: (_tick, 4),
    Verb.DONE: (_done, 2),
    Verb.RANK: (_rank, 3),
    Verb.UNRANK: (_unrank, 3),
    Verb.LEAF: (_leaf, 3),
}
