"""The peer: python-telegram-bot's ConversationHandler with PicklePersistence, as its docs show.

Run with --flush, it writes its persistence after each update instead of once a minute.
"""

import argparse
import os
import warnings
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    PicklePersistence,
    TypeHandler,
)
from telegram.warnings import PTBUserWarning

from benchmarks.questions import OPTIONS, label, option

Context = ContextTypes.DEFAULT_TYPE
Step = Callable[[Update, Context], Coroutine[Any, Any, int]]
App = Application[Any, Any, Any, Any, Any, Any]


def text_of(question: int) -> str:
    options = "\n".join(f"{number}. {option(number)}" for number in range(1, OPTIONS + 1))
    return f"{label(question)}\n\n{options}"


def keyboard(question: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(str(number), callback_data=f"{question}:{number}")
                for number in range(1, OPTIONS + 1)
            ]
        ]
    )


async def start(update: Update, _context: Context) -> int:
    """The first question; the state of the conversation is the number of its question."""
    assert update.message is not None
    await update.message.reply_text(text_of(0), reply_markup=keyboard(0))
    return 0


def answering(question: int, questions: int) -> Step:
    """The step that takes the answer to `question` and asks the next, or ends."""

    async def answer(update: Update, context: Context) -> int:
        query = update.callback_query
        assert query is not None
        assert query.data is not None
        assert context.user_data is not None
        chosen = query.data.partition(":")[2]
        context.user_data[f"q{question}"] = chosen
        await query.answer(f"✓ Tersimpan · {chosen}")
        return await ask(query, question + 1, questions)

    return answer


async def ask(query: CallbackQuery, question: int, questions: int) -> int:
    if question == questions:
        await query.edit_message_text("Terima kasih.")
        return ConversationHandler.END
    await query.edit_message_text(text_of(question), reply_markup=keyboard(question))
    return question


async def flush(_update: Update, context: Context) -> None:
    """Write what the update changed, in a group after the conversation has its new state."""
    await context.application.update_persistence()


def build(token: str, api: str, file: Path, questions: int) -> App:
    """The application of PTB's persistentconversationbot example, with a state per question."""
    persistence: PicklePersistence[Any, Any, Any] = PicklePersistence(filepath=file)
    application: App = (
        Application.builder().token(token).base_url(f"{api}/bot").persistence(persistence).build()
    )
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states={
                question: [
                    CallbackQueryHandler(
                        answering(question, questions), pattern=f"^{question}:[1-{OPTIONS}]$"
                    )
                ]
                for question in range(questions)
            },
            fallbacks=[CommandHandler("start", start)],
            name="questions",
            persistent=True,
        )
    )
    return application


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, required=True, help="where the pickle lies")
    parser.add_argument("--questions", type=int, required=True)
    parser.add_argument("--flush", action="store_true", help="write after each update")
    chosen = parser.parse_args()
    # That buttons of older messages are not tracked is what the docs' example does, too.
    warnings.filterwarnings("ignore", "If 'per_message=False'", PTBUserWarning)
    token, api = os.environ["PANDU_TELEGRAM_TOKEN"], os.environ["PANDU_TELEGRAM_API"]
    application = build(token, api, chosen.file, chosen.questions)
    if chosen.flush:
        application.add_handler(TypeHandler(Update, flush), group=1)
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
