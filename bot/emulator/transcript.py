"""A chat as the person sees it now."""

from typing import Any

from bot.emulator.world import FILES, MEDIA, Chat, World

Json = dict[str, Any]
NAMED = ("document", "audio", "video", "animation")


def transcript(world: World, chat: Chat) -> list[Json]:
    """All messages of `chat`, oldest first."""
    return [shown(world, message) for message in chat.messages.values()]


def shown(world: World, message: Json) -> Json:
    """One message: a caption counts as text; `media` names what else it holds."""
    is_caption = "caption" in message
    sender = message["from"]["id"]
    media = next((kind for kind in MEDIA if kind in message), None)
    return {
        "message_id": message["message_id"],
        "from": "bot" if sender == world.bot["id"] else "person",
        "sender": sender,
        "date": message["date"],
        "text": message.get("caption" if is_caption else "text", ""),
        "entities": message.get("caption_entities" if is_caption else "entities", []),
        "buttons": message.get("reply_markup", {}).get("inline_keyboard", []),
        "media": media,
        "document": message.get(media or "", {}).get("file_name") if media in NAMED else None,
        "file_id": _file_id(message, media),
        "contact": message.get("contact"),
        "location": message.get("location"),
        "reply_to": message.get("reply_to_message", {}).get("message_id"),
        "edited": "edit_date" in message,
        "via": message.get("via_bot", {}).get("username"),
        **_size(message),
    }


def _size(message: Json) -> Json:
    """Width and height of a photo in pixels, so that the page keeps its place."""
    largest = message.get("photo", [{}])[-1]
    return {name: largest.get(name) for name in ("width", "height")}


def _file_id(message: Json, media: str | None) -> str | None:
    if media not in FILES:
        return None
    body = message[media]
    file_id: str = (body[-1] if isinstance(body, list) else body)["file_id"]
    return file_id
