"""Draws a screen as the fields of Bot API calls: text with entities, never markup to be parsed."""

from typing import Any

from telegram import InputFile

from bot.chat.inline import START, InlineReply, InlineResult
from bot.chat.screen import BOLD_OFF, BOLD_ON, Screen
from bot.chat.taps import Codec

TEXT_LIMIT = 4096  # Bot API sendMessage, after entities parsing; we count UTF-16 units
CAPTION_LIMIT = 1024
INLINE_CACHE = 10  # seconds that Telegram may repeat an answer; a new alias shall be found soon
ELLIPSIS = "…"

Fields = dict[str, Any]


def message(screen: Screen, codec: Codec, chat_id: int) -> Fields:
    """Fields of sendMessage; with a message_id those of editMessageText."""
    text, entities = marked(screen.text, TEXT_LIMIT)
    fields: Fields = {
        "chat_id": chat_id,
        "text": text,
        "reply_markup": keyboard(screen, codec, chat_id),
        "link_preview_options": {"is_disabled": True},
    }
    if entities:
        fields["entities"] = entities
    return fields


def new_message(screen: Screen, codec: Codec, chat_id: int) -> tuple[str, Fields]:
    """The method that puts the screen into the chat as a new message, and its fields."""
    if screen.document is not None:
        file = InputFile(screen.document.content, filename=screen.document.name)
        return "sendDocument", _captioned(screen, codec, chat_id) | {"document": file}
    if screen.picture is not None:
        file = InputFile(screen.picture.png(), filename="pandu.png")
        return "sendPhoto", _captioned(screen, codec, chat_id) | {"photo": file}
    return "sendMessage", message(screen, codec, chat_id)


def _captioned(screen: Screen, codec: Codec, chat_id: int) -> Fields:
    fields: Fields = {"chat_id": chat_id, "reply_markup": keyboard(screen, codec, chat_id)}
    caption, entities = marked(screen.text, CAPTION_LIMIT)
    if caption:
        fields["caption"] = caption
    if entities:
        fields["caption_entities"] = entities
    return fields


def keyboard(screen: Screen, codec: Codec, chat_id: int) -> Fields:
    """InlineKeyboardMarkup with signed taps; without rows it takes buttons off a message."""
    rows: list[list[Fields]] = [
        [{"text": b.label, "callback_data": codec.encode(b.tap, chat_id)} for b in row]
        for row in screen.rows
    ]
    if screen.share is not None:
        rows.append([{"text": screen.share.label, "switch_inline_query": screen.share.words}])
    return {"inline_keyboard": rows}


def inline_answer(query_id: str, reply: InlineReply) -> Fields:
    """Fields of answerInlineQuery. Results are personal: strangers get none."""
    fields: Fields = {
        "inline_query_id": query_id,
        "results": [_article(result) for result in reply.results],
        "cache_time": INLINE_CACHE,
        "is_personal": True,
    }
    if reply.start:
        fields["button"] = {"text": reply.start, "start_parameter": START}
    return fields


def _article(result: InlineResult) -> Fields:
    text, entities = marked(result.text, TEXT_LIMIT)
    content: Fields = {"message_text": text, "link_preview_options": {"is_disabled": True}}
    if entities:
        content["entities"] = entities
    return {
        "type": "article",
        "id": result.id,
        "title": result.title,
        "description": result.description,
        "input_message_content": content,
    }


def marked(text: str, limit: int) -> tuple[str, list[Fields]]:
    """Plain text of at most `limit` UTF-16 units, and a bold MessageEntity for every marked run.

    Offsets and lengths are UTF-16 units, as the Bot API counts. A longer text is cut at the end of
    a paragraph, else of a line or a word, and ends with an ellipsis.
    """
    shown, runs = _unmark(text)
    kept = _fit(shown, limit)
    entities = []
    for start, end in runs:
        bold = kept[start:end].rstrip()
        if bold:
            offset, length = utf16(kept[:start]), utf16(bold)
            entities.append({"type": "bold", "offset": offset, "length": length})
    return kept, entities


def utf16(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def _unmark(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without marks, and the marked runs as code point ranges of it."""
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    length, opened = 0, None
    for piece in _pieces(text):
        if piece == BOLD_ON:
            opened = length if opened is None else opened
        elif piece == BOLD_OFF:
            if opened is not None:
                runs.append((opened, length))
            opened = None
        else:
            parts.append(piece)
            length += len(piece)
    if opened is not None:
        runs.append((opened, length))
    shown = "".join(parts)
    lead = len(shown) - len(shown.lstrip())  # Telegram trims, and offsets count from there
    return shown.strip(), [(max(0, start - lead), max(0, end - lead)) for start, end in runs]


def _pieces(text: str) -> list[str]:
    spaced = text.replace(BOLD_ON, f"\0{BOLD_ON}\0").replace(BOLD_OFF, f"\0{BOLD_OFF}\0")
    return [piece for piece in spaced.split("\0") if piece]


def _fit(text: str, limit: int) -> str:
    if utf16(text) <= limit:
        return text
    room, end = limit - 1, 0
    while end < len(text) and room - utf16(text[end]) >= 0:
        room -= utf16(text[end])
        end += 1
    head = text[:end]
    for boundary in ("\n\n", "\n", " "):
        at = head.rfind(boundary)
        if at >= end // 2:
            head = head[:at]
            break
    return head.rstrip() + ELLIPSIS
