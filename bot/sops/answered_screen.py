"""What an asker is told once a coordinator has answered."""

from bot.chat.screen import Screen, bold
from bot.chat.text import brief, clean, paragraphs
from bot.sops.closing import is_still
from bot.sops.drawing import QUESTION, Arguments, desk_of, named, open_button
from storage.unit_of_work import UnitOfWork


def answered_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """What an asker is told: there is an answer now. Nothing when that is undone by now."""
    desk = desk_of(uow, arguments, chat_id, "sop.ask")
    if desk is None:
        return None
    asked = uow.sop_questions.by_id(arguments["question"])
    written = desk.library.written.get(arguments.get("written", 0))
    about = written.sop if written else arguments.get("sop")
    sop = desk.library.sops.get(about or "")
    if not (written or sop) or not is_still(uow, asked, arguments):
        return None
    heading = desk.say("sops.answered", question=brief(asked.text, QUESTION))
    said = clean(written.text) if written else bold(named(desk, sop)) if sop else ""
    return Screen(paragraphs(heading, said), ((open_button(desk, sop),),) if sop else ())
