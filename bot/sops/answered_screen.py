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
    if not is_still(uow, asked, arguments):
        return None
    heading = desk.say("sops.answered", question=brief(asked.text, QUESTION))
    sop = desk.library.sops.get(arguments.get("sop") or "")
    if sop is not None:
        return Screen(paragraphs(heading, bold(named(desk, sop))), ((open_button(desk, sop),),))
    written = desk.library.written.get(arguments.get("written", 0))
    if written is None:
        return None
    sop = desk.library.sops.get(written.sop or "")
    return Screen(
        paragraphs(heading, clean(written.text)), ((open_button(desk, sop),),) if sop else ()
    )
