"""Inline and reply keyboards: Telegram's limits, with its error texts where they are known."""

from collections.abc import Callable
from typing import Any

from bot.emulator.errors import bad_request

Json = dict[str, Any]

CALLBACK_DATA_BYTES = 64
INLINE_QUERY = 256  # characters
BUTTONS = 100
BUTTONS_IN_ROW = 8
# Of reply keyboards nothing is published; this is what client libraries keep to.
KEYS = 300
KEYS_IN_ROW = 12
PLACEHOLDER = 64
STYLES = ("danger", "success", "primary")
LINKS = ("http://", "https://", "tg://")
PRIVATE = {"request_contact": "phone number", "request_location": "location"}
LOOKS = {"style", "icon_custom_emoji_id"}


def inline(markup: Json | None) -> Json | None:
    """The inline keyboard, checked; None for none or an empty one, or for another kind."""
    if markup is None or "inline_keyboard" not in markup:
        return None
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
    actions = button.keys() - LOOKS - {"text"}
    if len(actions) != 1:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    if button.get("style", STYLES[0]) not in STYLES:
        raise bad_request("inline keyboard button style must be danger, success or primary")
    (action,) = actions
    check = ACTIONS.get(action)
    if check is None:
        raise bad_request(f"this local Bot API has no buttons with {action}")
    check(button[action])


def _check_data(data: str) -> None:
    if not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_link(link: str) -> None:
    if not link.startswith(LINKS):
        raise bad_request(f"inline keyboard button URL '{link}' is invalid")


def _check_copied(copied: Json) -> None:
    if not 1 <= len(copied["text"]) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_shared(words: str) -> None:
    if len(words) > INLINE_QUERY:
        raise bad_request("SWITCH_INLINE_QUERY_INVALID")


ACTIONS: dict[str, Callable[[Any], None]] = {
    "callback_data": _check_data,
    "url": _check_link,
    "copy_text": _check_copied,
    "switch_inline_query": _check_shared,
    "switch_inline_query_current_chat": _check_shared,
}


def is_for_chat(markup: Json | None) -> bool:
    """Whether the markup changes the chat's reply keyboard, rather than decorate its message."""
    return markup is not None and ("keyboard" in markup or markup.get("remove_keyboard", False))


def reply(markup: Json | None, *, private: bool) -> Json | None:
    """The chat's reply keyboard as the page shows it; None for a removal, or for another kind."""
    if markup and markup.get("force_reply"):
        raise bad_request("this local Bot API has no forced replies")
    if markup is None or "keyboard" not in markup:
        return None
    rows = [row for row in markup["keyboard"] if row]
    _check_rows(rows)
    placeholder = markup.get("input_field_placeholder", "")
    if len(placeholder) > PLACEHOLDER:
        raise bad_request("input_field_placeholder must have 1-64 characters")
    return {
        "rows": [[_key(key, private=private) for key in row] for row in rows],
        "one_time": markup.get("one_time_keyboard", False),
        "resize": markup.get("resize_keyboard", False),
        "persistent": markup.get("is_persistent", False),
        "placeholder": placeholder,
        "hidden": False,
    }


def _check_rows(rows: list[list[Json]]) -> None:
    if not rows:
        raise bad_request("reply keyboard has no keys")
    if sum(map(len, rows)) > KEYS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for number, row in enumerate(rows, start=1):
        if len(row) > KEYS_IN_ROW:
            raise bad_request(f"row {number} of the reply keyboard has more than 12 keys")


def _key(key: Json, *, private: bool) -> Json:
    if not key["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    if key.get("style", STYLES[0]) not in STYLES:
        raise bad_request("keyboard button style must be danger, success or primary")
    actions = {name for name in key.keys() - LOOKS - {"text"} if key[name] is not False}
    if strange := actions - PRIVATE.keys():
        raise bad_request(f"this local Bot API has no keys with {min(strange)}")
    if len(actions) > 1:
        raise bad_request("a key can ask for one thing only")
    for action in actions:
        if not private:
            raise bad_request(f"{PRIVATE[action]} can be requested in private chats only")
    shown = {"text": key["text"]} | ({"style": key["style"]} if "style" in key else {})
    return shown | dict.fromkeys(actions, True)
