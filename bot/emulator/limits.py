"""Telegram's limits of texts, entities and keyboards, with its error texts."""

from typing import Any

from bot.emulator.errors import bad_request

Json = dict[str, Any]

TEXT = 4096
CAPTION = 1024
TOAST = 200
CALLBACK_DATA_BYTES = 64
BUTTONS = 100
BUTTONS_IN_ROW = 8
STYLES = ("danger", "success", "primary")
LINKS = ("http://", "https://", "tg://")
ENTITIES = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)


CONTROLS = {code: " " for code in range(32) if chr(code) not in "\t\n\r"}


def cleaned(text: str) -> str:
    """Control characters become blanks, as Telegram shows them; offsets stay right."""
    return text.translate(CONTROLS)


def units(text: str) -> int:
    """UTF-16 code units: Telegram's measure of offsets and lengths."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def text_content(text: str, entities: list[Json]) -> Json:
    """`{"text", "entities"?}` of a message, trimmed as Telegram does it."""
    content = _formatted(text, entities, "text", "entities")
    if not content["text"]:
        raise bad_request("message text is empty")
    if units(content["text"]) > TEXT:
        raise bad_request("message is too long")
    return content


def caption_content(caption: str, entities: list[Json]) -> Json:
    """`{"caption"?, "caption_entities"?}`; a caption may be empty."""
    content = _formatted(caption, entities, "caption", "caption_entities")
    if units(content["caption"]) > CAPTION:
        raise bad_request("message caption is too long")
    return content if content["caption"] else {}


def _formatted(text: str, entities: list[Json], text_name: str, entities_name: str) -> Json:
    coded = text.encode("utf-16-le")
    for entity in entities:
        _check_entity(entity, coded)
    text = cleaned(text)
    trimmed = text.strip()
    lead = len(text) - len(text.lstrip())  # white space is one unit a character
    size = units(trimmed)
    moved = [_moved(entity, lead, size) for entity in entities]
    kept = sorted((each for each in moved if each["length"] > 0), key=lambda each: each["offset"])
    return {text_name: trimmed} | ({entities_name: kept} if kept else {})


def _check_entity(entity: Json, coded: bytes) -> None:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    if entity["type"] not in ENTITIES:
        raise bad_request("can't parse MessageEntity: unsupported type specified")
    if entity["type"] == "text_link" and not entity.get("url"):
        raise bad_request("can't parse MessageEntity: text_link needs a URL")
    if start < 0 or entity["length"] < 0:
        raise bad_request("receive an entity with a negative offset or length")
    if end > len(coded) // 2:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text"
            f" at UTF-16 offset {end}"
        )
    if _splits_symbol(coded, start):
        raise bad_request(f"entity begins in a middle of a UTF-16 symbol at offset {start}")
    if _splits_symbol(coded, end):
        raise bad_request(f"entity ends in a middle of a UTF-16 symbol at offset {end}")


def _splits_symbol(coded: bytes, offset: int) -> bool:
    low_surrogate = range(0xDC, 0xE0)
    return 2 * offset < len(coded) and coded[2 * offset + 1] in low_surrogate


def _moved(entity: Json, lead: int, size: int) -> Json:
    start = max(entity["offset"] - lead, 0)
    end = min(entity["offset"] + entity["length"] - lead, size)
    return entity | {"offset": start, "length": end - start}


def keyboard(markup: Json | None) -> Json | None:
    """The inline keyboard, checked; None for none or an empty one."""
    if markup is None:
        return None
    if "inline_keyboard" not in markup:
        raise bad_request("this local Bot API shows inline keyboards only")
    rows = [row for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for number, row in enumerate(rows, start=1):
        if len(row) > BUTTONS_IN_ROW:
            raise bad_request(f"row {number} of the inline keyboard has more than 8 buttons")
        for button in row:
            _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = button.keys() - {"text", "style", "icon_custom_emoji_id"}
    if len(actions) != 1:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    if button.get("style", STYLES[0]) not in STYLES:
        raise bad_request("inline keyboard button style must be danger, success or primary")
    if "callback_data" in button:
        if not 1 <= len(button["callback_data"].encode()) <= CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif "url" in button:
        if not button["url"].startswith(LINKS):
            raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid")
    elif "copy_text" in button:
        if not 1 <= len(button["copy_text"]["text"]) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    else:
        raise bad_request(f"this local Bot API has no buttons with {min(actions)}")
