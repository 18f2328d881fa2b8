"""What coordinators see: a workbook that was checked, what publishing changes, the list."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.chat.screen import Button, Document, Screen, Tap, bold
from bot.chat.speaker import reader
from bot.chat.text import brief, clean, paragraphs
from bot.chat.trying import try_tap
from bot.i18n import say
from bot.questionnaires import service
from bot.questionnaires.preview import Outlook, Touched
from bot.questionnaires.steps import QUESTIONNAIRES, Verb
from bot.questionnaires.words import NOTHING, change_line, outlook_lines, problem_line
from flows.xlsform import Change, FormProblem
from storage.records import Person
from storage.unit_of_work import UnitOfWork

Arguments = Mapping[str, Any]
Row = tuple[Button, ...]
LINE = 420  # characters of a problem or a change on the screen


def _button(person: Person, key: str, verb: Verb, *numbers: int, **values: object) -> Button:
    label = say(person.language, key, **values)
    return Button(label, Tap(QUESTIONNAIRES, verb, (person.id, *numbers)))


def _try(person: Person, key: str, version: int, **values: object) -> Button:
    return Button(say(person.language, key, **values), try_tap(person, version))


# A draft -------------------------------------------------------------------------------------


def draft_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    person = reader(uow, arguments, chat_id, "questionnaire.list")
    return _VIEWS[arguments["view"]](uow, person, arguments) if person else None


def checked_screen(uow: UnitOfWork, person: Person, arguments: Arguments) -> Screen:
    """What the file is, its problems, what publishing changes, and what can be done with it."""
    draft = uow.questionnaires.draft_of(person.id)
    kept = draft is not None and service.mark_of(draft) == arguments["mark"]
    if arguments["draft"] and not kept:
        return gone_screen(uow, person, arguments)
    language = person.language
    text = paragraphs(
        bold(clean(arguments["title"] or arguments["file"], lines=False)),
        _about(language, arguments),
        *_problems(language, arguments),
        _verdict(language, arguments),
        "\n".join(outlook_lines(language, _outlook(arguments))),
        *_changes(language, arguments),
    )
    return Screen(text, tuple(_ways(person, arguments)))


def _about(language: str, arguments: Arguments) -> str:
    if not arguments["ok"]:
        return say(language, "draft.broken", file=clean(arguments["file"], lines=False))
    audience = ", ".join(arguments["audience"]) or say(language, "draft.everyone")
    return say(
        language,
        "draft.about",
        **_named(arguments["name"], arguments["version"]),
        questions=arguments["questions"],
        minutes=arguments["minutes"],
        audience=audience,
    )


def _problems(language: str, arguments: Arguments) -> Iterable[str]:
    for each in arguments["problems"]:
        yield brief(problem_line(language, FormProblem(**each)), LINE)
    if arguments["more_problems"]:
        yield say(language, "draft.more_problems", count=arguments["more_problems"])


def _named(name: str, version: str) -> dict[str, str]:
    """What names a version, safe to show."""
    return {"name": clean(name, lines=False), "version": clean(version, lines=False) or NOTHING}


def _verdict(language: str, arguments: Arguments) -> str:
    names = _named(arguments["name"], arguments["version"])
    if arguments["taken"]:
        return say(language, "publish.taken", **names)
    return say(language, "publish.known", **names) if arguments["known"] else ""


def _outlook(arguments: Arguments) -> Outlook:
    found = arguments["outlook"]
    return _outlook_of(found) if found else Outlook()


def _outlook_of(found: Mapping[str, Any]) -> Outlook:
    touched = {name: Touched(**found[name]) for name in ("added", "again", "lost")}
    return Outlook(found["interviews"], found["unchanged"], **touched)


def _changes(language: str, arguments: Arguments) -> Iterable[str]:
    found = [Change(**each) for each in arguments["changes"]]
    for scored, key in ((True, "change.scored"), (False, "change.others")):
        lines = [
            brief(f"• {change_line(language, each)}", LINE)
            for each in found
            if each.scored is scored
        ]
        if lines:
            yield "\n".join((bold(say(language, key)), *lines))
    if arguments["more_changes"]:
        yield say(language, "draft.more_changes", count=arguments["more_changes"])


def _ways(person: Person, arguments: Arguments) -> Iterable[Row]:
    draft, mark, known = arguments["draft"], arguments["mark"], arguments["known"]
    moving = _outlook(arguments).interviews
    if draft:
        yield (_button(person, "button.publish", Verb.PUBLISH, mark),)
        if moving:
            verb = Verb.PUBLISH_AND_MOVE
            yield (_button(person, "button.publish_and_move", verb, mark, count=moving),)
    elif known and not arguments["taken"] and moving:
        yield (_button(person, "button.move", Verb.MOVE, known, count=moving),)
    if draft or (known and not arguments["taken"]):
        yield (_try(person, "button.try", draft or known),)
    yield (_button(person, "button.discard", Verb.DISCARD, mark),)


def gone_screen(_uow: UnitOfWork, person: Person, _arguments: Arguments) -> Screen:
    return Screen(say(person.language, "draft.gone"))


def discarded_screen(_uow: UnitOfWork, person: Person, _arguments: Arguments) -> Screen:
    return Screen(say(person.language, "draft.discarded"))


def taken_screen(_uow: UnitOfWork, person: Person, arguments: Arguments) -> Screen:
    names = _named(arguments["name"], arguments["version"])
    return Screen(say(person.language, "publish.taken", **names))


def published_screen(uow: UnitOfWork, person: Person, arguments: Arguments) -> Screen:
    found = uow.questionnaires.by_id(arguments["questionnaire"])
    names = _named(found.name, found.version)
    said = say(person.language, "publish.done", **names)
    rows = (
        (_try(person, "button.try", found.id),),
        (_button(person, "button.questionnaires", Verb.LIST),),
    )
    return Screen(paragraphs(bold(clean(found.title, lines=False)), said), rows)


_VIEWS: dict[str, Callable[[UnitOfWork, Person, Arguments], Screen]] = {
    "checked": checked_screen,
    "gone": gone_screen,
    "discarded": discarded_screen,
    "taken": taken_screen,
    "published": published_screen,
}


def findings_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """Every problem and every change as a text file."""
    person = reader(uow, arguments, chat_id, "questionnaire.list")
    if person is None:
        return None
    language = person.language
    lines = [problem_line(language, FormProblem(**each)) for each in arguments["problems"]]
    lines += [change_line(language, Change(**each)) for each in arguments["changes"]]
    content = "".join(f"{clean(line, lines=False)}\r\n" for line in lines).encode("utf-8-sig")
    name = say(language, "draft.file")
    return Screen(say(language, "draft.findings"), document=Document(name, content))


# What is published ---------------------------------------------------------------------------


def list_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """Every questionnaire with its version and numbers; each can be tried."""
    person = reader(uow, arguments, chat_id, "questionnaire.list")
    if person is None:
        return None
    language, parts = person.language, []
    rows: list[Row] = []
    for each in service.listed(uow, person):
        title = clean(each.newest.title, lines=False)
        numbers = say(
            language,
            "questionnaires.numbers",
            **_named(each.newest.name, each.newest.version),
            versions=each.versions,
            open=each.open,
            submitted=each.submitted,
        )
        parts.append(f"{bold(title)}\n{numbers}")
        rows.append((_try(person, "button.try_title", each.newest.id, title=brief(title)),))
        if each.elsewhere:
            version, count = each.newest.id, each.elsewhere
            rows.append((_button(person, "button.foresee", Verb.FORESEE, version, count=count),))
    head = say(language, "questionnaires.heading" if parts else "questionnaires.none")
    return Screen(paragraphs(head, *parts, say(language, "questionnaires.send")), tuple(rows))


def outlook_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """What becomes of the interviews that are open in earlier versions, before it is done."""
    person = reader(uow, arguments, chat_id, "questionnaire.list")
    if person is None:
        return None
    found, language = uow.questionnaires.by_id(arguments["questionnaire"]), person.language
    ahead = _outlook_of(arguments["outlook"])
    lines = outlook_lines(language, ahead) or (say(language, "outlook.none"),)
    rows: tuple[Row, ...] = ()
    if ahead.interviews:
        rows = ((_button(person, "button.move", Verb.MOVE, found.id, count=ahead.interviews),),)
    return Screen(paragraphs(bold(clean(found.title, lines=False)), "\n".join(lines)), rows)


def moved_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    person = reader(uow, arguments, chat_id, "questionnaire.list")
    return (
        Screen(say(person.language, "publish.moved", count=arguments["count"])) if person else None
    )


NOTICES = {
    "questionnaires.draft": draft_screen,
    "questionnaires.findings": findings_screen,
    "questionnaires.list": list_screen,
    "questionnaires.outlook": outlook_screen,
    "questionnaires.moved": moved_screen,
}
