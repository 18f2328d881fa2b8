"""Trims the published Bot API to what the product uses: python -m bot.emulator.trim SOURCE."""

import argparse
import json
import re
from pathlib import Path
from typing import Any

METHODS = (
    "getMe",
    "getUpdates",
    "setWebhook",
    "deleteWebhook",
    "getWebhookInfo",
    "sendMessage",
    "editMessageText",
    "editMessageCaption",
    "editMessageReplyMarkup",
    "deleteMessage",
    "answerCallbackQuery",
    "answerInlineQuery",
    "sendDocument",
    "sendPhoto",
    "sendChatAction",
    "getFile",
    "setMyCommands",
    "getMyCommands",
)
PLAIN = ("Boolean", "Float", "InputFile", "Integer", "String")
TARGET = Path(__file__).parent / "bot-api.json"
CONSTANT = re.compile(r"must be (\w+)$")


def element(name: str) -> str:
    """The type inside any number of "Array of"."""
    return name.rsplit("Array of ", 1)[-1]


def trimmed_field(field: dict[str, Any]) -> dict[str, Any]:
    """Types and whether required; a field that tells members of a union apart keeps its value."""
    kept: dict[str, Any] = {"types": field["types"], "required": field["required"]}
    constant = CONSTANT.search(field["description"])
    if field["name"] == "type" and constant:
        kept["value"] = constant[1]
    return kept


def trimmed_fields(thing: dict[str, Any]) -> dict[str, Any]:
    return {field["name"]: trimmed_field(field) for field in thing.get("fields", [])}


def trim(source: dict[str, Any]) -> dict[str, Any]:
    """`{"version", "methods", "types", "unions"}`: METHODS and every type that they reach."""
    methods = {name: trimmed_fields(source["methods"][name]) for name in METHODS}
    types: dict[str, Any] = {}
    unions: dict[str, list[str]] = {}
    waiting = [name for fields in methods.values() for f in fields.values() for name in f["types"]]
    while waiting:
        name = element(waiting.pop())
        if name in PLAIN or name in types or name in unions:
            continue
        thing = source["types"][name]
        if "subtypes" in thing:
            unions[name] = thing["subtypes"]
            waiting += thing["subtypes"]
        else:
            types[name] = trimmed_fields(thing)
            waiting += [each for field in types[name].values() for each in field["types"]]
    return {
        "version": source["version"],
        "methods": methods,
        "types": dict(sorted(types.items())),
        "unions": dict(sorted(unions.items())),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.emulator.trim", description=__doc__)
    parser.add_argument("source", type=Path, help="the whole Bot API as JSON")
    parser.add_argument("-o", "--output", type=Path, default=TARGET)
    options = parser.parse_args()
    api = trim(json.loads(options.source.read_text(encoding="utf-8")))
    text = json.dumps(api, indent=1, ensure_ascii=False) + "\n"
    options.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
