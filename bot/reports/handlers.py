"""Updates that ask for reports: the command and taps."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.chat.acting import acting, chat_of
from bot.chat.feature import Feature
from bot.chat.screen import Tap
from bot.chat.tapping import act_and_answer
from bot.reports import service, steps
from bot.reports.screens import NOTICES
from bot.reports.steps import REPORTS

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


async def on_tap(update: Update, tap: Tap) -> None:
    chat = chat_of(update)
    await act_and_answer(update, lambda uow, now: steps.tap(uow, chat, tap, now))


FEATURE = Feature(
    name="reports",
    commands={"laporan": "command.laporan"},
    handlers=(CommandHandler(["laporan", "report"], acting(service.show_report), PRIVATE),),
    notices=NOTICES,
    taps=(REPORTS, on_tap),
)
