"""The methods of the Bot API, and those of them that write no message."""

import re
from collections.abc import Callable
from typing import Any

from bot.emulator import clock, inline, limits, messages
from bot.emulator.errors import bad_request
from bot.emulator.messages import open_chat, stored_file
from bot.emulator.world import World

Json = dict[str, Any]

DOWNLOAD_BYTES = 20 * 1024 * 1024
COMMANDS = 100
COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")
ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
REFUSED = frozenset(
    [
        "business_connection_id",
        "message_thread_id",
        "direct_messages_topic_id",
        "inline_message_id",
        "rich_message",
        "suggested_post_parameters",
        "message_effect_id",
        "allow_paid_broadcast",
        "parse_mode",
        "thumbnail",
        "has_spoiler",
    ]
)


def call(world: World, method: str, given: Json) -> Any:
    """Carry out a method. Raises ApiError; refuses what the emulator can't do honestly."""
    refused = REFUSED & given.keys()
    if refused:
        raise bad_request(f"this local Bot API does not support {min(refused)}")
    return METHODS[method](world, given)


def get_me(world: World, given: Json) -> Json:
    del given
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": True,
    }


def set_webhook(world: World, given: Json) -> bool:
    if given["url"]:
        raise bad_request("this local Bot API delivers updates by getUpdates only")
    return delete_webhook(world, given)


def delete_webhook(world: World, given: Json) -> bool:
    if given.get("drop_pending_updates"):
        world.updates.drop_pending()
    return True


def get_webhook_info(world: World, given: Json) -> Json:
    del given
    pending = len(world.updates.pending)
    return {"url": "", "has_custom_certificate": False, "pending_update_count": pending}


def answer_callback_query(world: World, given: Json) -> bool:
    """A query may be answered once, within its time."""
    query = world.queries.get(given["callback_query_id"])
    if query:
        query.attempts += 1
    if query is None or query.answered is not None or world.clock.elapsed() > query.deadline:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if limits.units(given.get("text", "")) > limits.TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    if given.get("url"):
        raise bad_request("URL_INVALID")
    query.answered = clock.monotonic()
    query.toast = given.get("text", "")
    query.alert = given.get("show_alert", False)
    world.tell("toast", query.chat_id, query.view())
    return True


def send_chat_action(world: World, given: Json) -> bool:
    chat = open_chat(world, given["chat_id"])
    if given["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.tell("action", chat.id, {"action": given["action"]})
    return True


def get_file(world: World, given: Json) -> Json:
    stored = stored_file(world, given["file_id"])
    if len(stored.upload.content) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.view() | {"file_path": stored.path}


def set_my_commands(world: World, given: Json) -> bool:
    if len(given["commands"]) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in given["commands"]:
        if not COMMAND_NAME.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(given)] = given["commands"]
    world.tell("commands", 0, {})
    return True


def get_my_commands(world: World, given: Json) -> list[Json]:
    return world.commands.get(_scope(given), [])


METHODS: dict[str, Callable[[World, Json], Any]] = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": messages.send_message,
    "sendDocument": messages.send_document,
    "sendPhoto": messages.send_photo,
    "editMessageText": messages.edit_message_text,
    "editMessageCaption": messages.edit_message_caption,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": inline.answer_inline_query,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
}


def _scope(given: Json) -> tuple[str, str]:
    scope = given.get("scope", {"type": "default"})
    return " ".join(f"{name}={scope[name]}" for name in sorted(scope)), given.get(
        "language_code", ""
    )
