"""Telegram's limits of texts and entities, with its error texts."""

from typing import Any

from bot.emulator.errors import bad_request

Json = dict[str, Any]

TEXT = 4096
CAPTION = 1024
TOAST = 200
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
