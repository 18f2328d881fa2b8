"""Updates about people: invitations, help, language, colleagues, blocking."""

from typing import Any

from telegram import ChatMember, Update
from telegram.ext import ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot.chat.acting import act, acting, chat_of, language_of
from bot.chat.context import run
from bot.chat.feature import Feature
from bot.chat.screen import Tap
from bot.chat.tapping import act_and_answer
from bot.people import service, steps
from bot.people.screens import NOTICES
from bot.people.service import Visitor
from bot.people.steps import PEOPLE
from storage.records import Notice

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


def _visitor(update: Update) -> Visitor:
    user = update.effective_user
    return Visitor(user.full_name if user else "", language_of(update))


async def on_start_with_code(update: Update, context: Any) -> None:
    code = "".join(context.args)
    chat, visitor = chat_of(update), _visitor(update)
    await act(update, lambda uow, now: service.enrol(uow, chat, code, visitor, now))


async def on_group(update: Update, _context: Any) -> None:
    notice = Notice(chat_of(update), "people.group", {"language": language_of(update)})
    await run(lambda uow, now: uow.outbox.add(notice, now))


async def on_membership(update: Update, _context: Any) -> None:
    """Somebody blocked or unblocked us: deliveries stop, or may go on."""
    change = update.my_chat_member
    if change is None or change.chat.type != change.chat.PRIVATE:
        return
    chat = change.chat.id
    if change.new_chat_member.status == ChatMember.BANNED:
        await run(lambda uow, now: uow.chats.mark_unreachable(chat, now))
    else:
        await run(lambda uow, _now: uow.chats.mark_reachable(chat))


async def on_tap(update: Update, tap: Tap) -> None:
    chat, visitor = chat_of(update), _visitor(update)
    await act_and_answer(update, lambda uow, now: steps.tap(uow, chat, tap, visitor, now))


FEATURE = Feature(
    name="people",
    commands={
        "bantuan": "command.bantuan",
        "bahasa": "command.bahasa",
        "ganti": "command.ganti",
    },
    handlers=(
        MessageHandler(filters.ChatType.GROUPS & filters.COMMAND, on_group),
        ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
        CommandHandler("start", on_start_with_code, PRIVATE, has_args=True),
        CommandHandler(["bantuan", "help"], acting(service.show_help), PRIVATE),
        CommandHandler(["bahasa", "language"], acting(service.show_languages), PRIVATE),
        CommandHandler("ganti", acting(service.show_colleagues), PRIVATE),
    ),
    notices=NOTICES,
    taps=(PEOPLE, on_tap),
)
