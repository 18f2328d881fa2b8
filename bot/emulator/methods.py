"""The methods of the Bot API: one function each, `(world, checked parameters) -> result`."""

import re
from collections.abc import Callable
from typing import Any

from bot.emulator import acts, clock, keyboards, limits
from bot.emulator.data import Upload
from bot.emulator.errors import ApiError, bad_request
from bot.emulator.photos import photo_body
from bot.emulator.world import Chat, StoredFile, World

Json = dict[str, Any]

DOWNLOAD_BYTES = 20 * 1024 * 1024
DELETABLE_SECONDS = 48 * 3600
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
        "supports_inline_queries": False,
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


def send_message(world: World, given: Json) -> Json:
    chat = _chat(world, given["chat_id"])
    content = limits.text_content(given["text"], given.get("entities", []))
    return _send(world, chat, given, content)


def send_document(world: World, given: Json) -> Json:
    chat = _chat(world, given["chat_id"])
    caption = limits.caption_content(given.get("caption", ""), given.get("caption_entities", []))
    upload = _uploaded(world, given["document"])
    return _send(
        world, chat, given, caption, lambda: {"document": acts.document_body(world, upload)}
    )


def send_photo(world: World, given: Json) -> Json:
    chat = _chat(world, given["chat_id"])
    caption = limits.caption_content(given.get("caption", ""), given.get("caption_entities", []))
    upload = _uploaded(world, given["photo"])
    return _send(world, chat, given, caption, lambda: {"photo": photo_body(world, upload)})


def edit_message_text(world: World, given: Json) -> Json:
    chat, message = _own_message(world, given)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    content = limits.text_content(given.get("text", ""), given.get("entities", []))
    return _edit(world, chat, message, _with_keyboard(content, given))


def edit_message_reply_markup(world: World, given: Json) -> Json:
    chat, message = _own_message(world, given)
    kept: Json = {name: message[name] for name in ("text", "entities") if name in message}
    return _edit(world, chat, message, _with_keyboard(kept, given))


def delete_message(world: World, given: Json) -> bool:
    chat = _chat(world, given["chat_id"])
    message = chat.messages.get(given["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    if world.clock.unix() - message["date"] > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    world.remove(chat, given["message_id"])
    return True


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
    chat = _chat(world, given["chat_id"])
    if given["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.tell("action", chat.id, {"action": given["action"]})
    return True


def get_file(world: World, given: Json) -> Json:
    stored = _stored(world, given["file_id"])
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
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
}


def _chat(world: World, chat_id: int | str | None) -> Chat:
    """A chat where the bot may act: somebody wrote there, and has not blocked it."""
    if chat_id is None:
        raise bad_request("message identifier is not specified")
    chat = world.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None or not chat.started:
        raise bad_request("chat not found")
    if chat.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    return chat


def _own_message(world: World, given: Json) -> tuple[Chat, Json]:
    chat = _chat(world, given.get("chat_id"))
    message = chat.messages.get(given.get("message_id", 0))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != world.bot["id"] or message["message_id"] in chat.had_keyboard:
        raise bad_request("message can't be edited")
    return chat, message


def _with_keyboard(content: Json, given: Json) -> Json:
    markup = keyboards.inline(given.get("reply_markup"))
    return content | ({"reply_markup": markup} if markup else {})


def _send(
    world: World, chat: Chat, given: Json, content: Json, media: Callable[[], Json] = dict
) -> Json:
    """Post a message; `media` stores its file, once nothing can be refused any more."""
    content = _with_keyboard(content, given) | _reply(chat, given.get("reply_parameters"))
    if given.get("protect_content"):
        content["has_protected_content"] = True
    markup = given.get("reply_markup")
    keyboard = keyboards.reply(markup, private=chat.id > 0)
    message = world.post(chat, world.bot, media() | content)
    if keyboards.is_for_chat(markup):
        world.set_keyboard(chat, message["message_id"], keyboard)
    return message


def _reply(chat: Chat, wanted: Json | None) -> Json:
    if wanted is None:
        return {}
    if wanted.get("chat_id", chat.id) != chat.id or "quote" in wanted:
        raise bad_request("this local Bot API replies within one chat, without quotes")
    target = chat.messages.get(wanted.get("message_id", 0))
    if target is None and not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return {"reply_to_message": target} if target else {}


def _edit(world: World, chat: Chat, message: Json, content: Json) -> Json:
    changeable = ("text", "entities", "reply_markup")
    if all(message.get(name) == content.get(name) for name in changeable):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly"
            " the same as a current content and reply markup of the message"
        )
    kept = {name: value for name, value in message.items() if name not in changeable}
    edited = kept | content | {"edit_date": world.clock.unix()}
    world.replace(chat, edited)
    return edited


def _stored(world: World, file_id: str) -> StoredFile:
    stored = world.files.get(file_id)
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return stored


def _uploaded(world: World, file: Upload | str) -> Upload:
    upload = file if isinstance(file, Upload) else _stored(world, file).upload
    if not upload.content:
        raise bad_request("file must be non-empty")
    return upload


def _scope(given: Json) -> tuple[str, str]:
    scope = given.get("scope", {"type": "default"})
    return " ".join(f"{name}={scope[name]}" for name in sorted(scope)), given.get(
        "language_code", ""
    )
