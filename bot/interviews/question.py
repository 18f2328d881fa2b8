"""The card of a turn: the present question, the review, or what the card asks of its own."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from bot.chat.screen import Screen, bold
from bot.chat.text import brief, clean, paragraphs
from bot.i18n import say
from bot.interviews.confirming import asking_screen, foresight_screen
from bot.interviews.inputs import draw, grid_lines, navigation
from bot.interviews.opened import Opened
from bot.interviews.review import another_words, item_at, review_screen
from flows import engine
from flows.prompts import Acknowledge, AddAnother, Instance, PickMany, PickOne, Prompt, Rank
from flows.questions import ACKNOWLEDGED

Arguments = Mapping[str, Any]
FORMS_OWN = ("constraint", "answer-required")  # problems that the form's words say alone
WITH_GRID = 3800  # characters of a card that has room for the rows of a grid
ECHO = 200  # characters of a typed answer that are said back
STOPPED = 60  # of the question where the person stopped
# What of a message with a file was not kept.
_LEFT = {"album": "card.left_album", "caption": "card.left_caption"}


def turn_screen(opened: Opened, arguments: Arguments) -> Screen:
    """The present question, or the review when every question was passed."""
    lead = (
        opened.say("trial.card") if opened.is_trial else "",
        _lead_line(opened, arguments),
        _echo_line(opened, arguments),
        _command_line(opened, arguments),
    )
    if opened.passage.pending is not None:
        return foresight_screen(opened, lead)
    if opened.passage.asking:
        return asking_screen(opened, lead)
    if opened.prompt is None:
        return review_screen(opened, lead)
    return question_screen(opened, opened.prompt, lead)


def question_screen(opened: Opened, prompt: Prompt, lead: tuple[str, ...]) -> Screen:
    drawn, label = draw(opened, prompt), _question(opened, prompt)
    asked = label if isinstance(prompt.input, Acknowledge) else bold(label)
    head = (*lead, _progress_line(opened, prompt))
    body = (
        asked + (f"\n{clean(prompt.hint)}" if prompt.hint else ""),
        *drawn.lines,
        _present_line(opened, prompt),
    )
    whole = paragraphs(*head, grid_lines(opened, prompt.grid), *body)
    # The question itself goes before the rows around it.
    text = whole if len(whole) <= WITH_GRID else paragraphs(*head, *body)
    rows = (*drawn.rows, navigation(opened, prompt))
    return Screen(text, tuple(row for row in rows if row))


def _question(opened: Opened, prompt: Prompt) -> str:
    if not isinstance(prompt.input, AddAnother):
        return clean(prompt.label)
    return another_words(opened, prompt.input.label)


def _progress_line(opened: Opened, prompt: Prompt) -> str:
    now = opened.local(opened.stored.touched_at)
    done = engine.progress(opened.form, opened.passage.interview, now)
    line = opened.say(
        "card.progress",
        section=done.section,
        sections=done.sections,
        answered=done.answered,
        total=done.total,
    )
    within = (clean(prompt.section, lines=False), _instance_words(opened, prompt.instance))
    below = " · ".join(words for words in within if words)
    return f"{line}\n{below}" if below else line


def _instance_words(opened: Opened, instance: Instance | None) -> str:
    """Which of how many; of a repeat without a label that people add to, which one."""
    if instance is None or (instance.named and not instance.count):
        return ""
    key = "card.instance_of" if instance.count else "card.instance"
    return opened.say(key, number=instance.number, count=instance.count)


def problem_line(language: str, arguments: Arguments) -> str:
    """Why the last input was not taken."""
    code = arguments.get("problem")
    if not code:
        return ""
    details = arguments.get("details", {})
    message = clean(details.get("message", ""))
    if message and code in FORMS_OWN:
        return say(language, "problem.constraint", message=message)
    unsaid = "constraint-plain" if code == "constraint" else code  # the form has no words for it
    return f"{say(language, f'problem.{unsaid}', **details)}\n{message}".rstrip()


def _lead_line(opened: Opened, arguments: Arguments) -> str:
    """Why the last input was not taken, where the person stopped, or what an answer undid."""
    if arguments.get("problem"):
        return problem_line(opened.person.language, arguments)
    if arguments.get("updated"):
        return opened.say("card.updated")
    if arguments.get("resumed"):
        return _stopped_line(opened)
    return opened.say("card.dropped") if arguments.get("dropped") else ""


def _command_line(opened: Opened, arguments: Arguments) -> str:
    """How to give the command whose name was typed and taken, or refused, as an answer."""
    command = arguments.get("command")
    return opened.say("card.command", command=command) if command else ""


def _stopped_line(opened: Opened) -> str:
    """Where the person stopped, and how much is left."""
    prompt, now = opened.prompt, opened.local(opened.stored.touched_at)
    if prompt is None:
        return opened.say("resumed.correction" if opened.original else "resumed.review")
    done = engine.progress(opened.form, opened.passage.interview, now)
    label = brief(prompt.label or opened.say("card.one_more"), STOPPED)
    left = done.total - done.answered
    if left <= 0:
        return opened.say("resumed.edit", label=label)
    return opened.say(
        "resumed.question",
        section=done.section,
        position=done.position,
        label=label,
        left=left,
        minutes=max(1, ceil(opened.questionnaire.minutes * left / done.total)),
    )


def _echo_line(opened: Opened, arguments: Arguments) -> str:
    path = arguments.get("echo")
    if not path:
        return ""
    item = item_at(opened, path, opened.passage.interview)
    shown = item.shown if item else ""
    if shown and arguments.get("place"):
        shown = opened.say("place.named", name=arguments["place"], place=shown)
    key = "trial.echo" if opened.is_trial else "card.echo"
    echo = opened.say(key, answer=brief(opened.worded(shown), ECHO)) if shown else ""
    left = arguments.get("left")
    return f"{echo}\n{opened.say(_LEFT[left])}" if left else echo


def _present_line(opened: Opened, prompt: Prompt) -> str:
    """The answer so far, where the buttons do not show it; what a read-only question holds."""
    if isinstance(prompt.input, PickMany | Rank | AddAnother) or prompt.value in ("", ACKNOWLEDGED):
        return ""
    if isinstance(prompt.input, Acknowledge):
        return clean(prompt.shown)
    shown = prompt.shown
    if isinstance(prompt.input, PickOne) and not prompt.input.is_long:
        names = [choice.name for choice in prompt.input.choices]
        if prompt.value in names:
            shown = str(names.index(prompt.value) + 1)
    return opened.say("card.present", answer=clean(opened.worded(shown)))
