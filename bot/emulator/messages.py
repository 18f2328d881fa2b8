"""What a bot writes: messages sent, edited and deleted, `(world, checked parameters) -> result`."""

from collections.abc import Callable
from typing import Any

from bot.emulator import acts, keyboards, limits
from bot.emulator.data import Upload
from bot.emulator.errors import ApiError, bad_request
from bot.emulator.photos import photo_body
from bot.emulator.world import Chat, StoredFile, World

Json = dict[str, Any]

DELETABLE_SECONDS = 48 * 3600
CONTENT = ("text", "entities", "caption", "caption_entities")


def send_message(world: World, given: Json) -> Json:
    chat = open_chat(world, given["chat_id"])
    content = limits.text_content(given["text"], given.get("entities", []))
    return _send(world, chat, given, content)


def send_document(world: World, given: Json) -> Json:
    chat = open_chat(world, given["chat_id"])
    caption = limits.caption_content(given.get("caption", ""), given.get("caption_entities", []))
    upload = _uploaded(world, given["document"])
    return _send(
        world, chat, given, caption, lambda: {"document": acts.document_body(world, upload)}
    )


def send_photo(world: World, given: Json) -> Json:
    chat = open_chat(world, given["chat_id"])
    caption = limits.caption_content(given.get("caption", ""), given.get("caption_entities", []))
    upload = _uploaded(world, given["photo"])
    return _send(world, chat, given, caption, lambda: {"photo": photo_body(world, upload)})


def edit_message_text(world: World, given: Json) -> Json:
    chat, message = _own_message(world, given)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    content = limits.text_content(given.get("text", ""), given.get("entities", []))
    return _edit(world, chat, message, _with_keyboard(content, given))


def edit_message_caption(world: World, given: Json) -> Json:
    chat, message = _own_message(world, given)
    if not {"photo", "document"} & message.keys():
        raise bad_request("there is no caption in the message to edit")
    content = limits.caption_content(given.get("caption", ""), given.get("caption_entities", []))
    return _edit(world, chat, message, _with_keyboard(content, given))


def edit_message_reply_markup(world: World, given: Json) -> Json:
    chat, message = _own_message(world, given)
    kept: Json = {name: message[name] for name in CONTENT if name in message}
    return _edit(world, chat, message, _with_keyboard(kept, given))


def delete_message(world: World, given: Json) -> bool:
    chat = open_chat(world, given["chat_id"])
    message = chat.messages.get(given["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    if world.clock.unix() - message["date"] > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    world.remove(chat, given["message_id"])
    return True


def open_chat(world: World, chat_id: int | str | None) -> Chat:
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
    chat = open_chat(world, given.get("chat_id"))
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
    changeable = (*CONTENT, "reply_markup")
    if all(message.get(name) == content.get(name) for name in changeable):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly"
            " the same as a current content and reply markup of the message"
        )
    kept = {name: value for name, value in message.items() if name not in changeable}
    edited = kept | content | {"edit_date": world.clock.unix()}
    world.replace(chat, edited)
    return edited


def stored_file(world: World, file_id: str) -> StoredFile:
    stored = world.files.get(file_id)
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return stored


def _uploaded(world: World, file: Upload | str) -> Upload:
    upload = file if isinstance(file, Upload) else stored_file(world, file).upload
    if not upload.content:
        raise bad_request("file must be non-empty")
    return upload
