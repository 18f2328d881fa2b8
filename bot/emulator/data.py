"""The published Bot API as data, and the check that a request keeps to it."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.emulator.errors import ApiError, bad_request

INTEGER = re.compile(r"-?[0-9]{1,19}")
BOOLEANS = {"true": True, "false": False, "1": True, "0": False}
EMPTY = {"text": "message text is empty", "chat_id": "chat_id is empty"}

Fields = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in a multipart request."""

    name: str
    mime_type: str
    content: bytes

    def note(self) -> dict[str, Any]:
        """What the log keeps of it; sizes in bytes."""
        return {"file_name": self.name, "file_size": len(self.content)}


@dataclass(frozen=True, slots=True)
class Api:
    """Methods and types as `trim` writes them."""

    methods: dict[str, Fields]
    types: dict[str, Fields]
    unions: dict[str, list[str]]

    def check(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        """The parameters, typed. Strings are read as in a form, also inside JSON, as Telegram does.

        Raises ApiError: 404 for an unknown method, 400 for anything that the published API does
        not know. (Telegram ignores unknown parameters; a test wants to hear of them.)
        """
        fields = self.methods.get(method)
        if fields is None:
            raise ApiError(404, "Not Found: method not found")
        attached = _attachments(given)
        typed = {}
        for name, raw in given.items():
            if name in fields:
                typed[name] = self._parameter(name, raw, fields[name]["types"], given)
            elif name not in attached:
                raise bad_request(f'unknown parameter "{name}"')
        for name, field in fields.items():
            if field["required"] and name not in typed:
                raise bad_request(EMPTY.get(name, f'parameter "{name}" is required'))
        return typed

    def _parameter(self, name: str, raw: Any, types: list[str], given: dict[str, Any]) -> Any:
        if isinstance(raw, Upload):
            if "InputFile" in types:
                return raw
            raise bad_request(f'parameter "{name}" can\'t be a file')
        if not isinstance(raw, str):
            return self._fit(raw, types, name)
        if "InputFile" in types and raw.startswith("attach://"):
            return _attached(raw, given)
        return self._from_string(name, raw, types)

    def _from_string(self, name: str, raw: str, types: list[str]) -> Any:
        if "Integer" in types and INTEGER.fullmatch(raw):
            return int(raw)
        if "String" in types:
            return self._fit(raw, types, name)
        if "Boolean" in types and raw.lower() in BOOLEANS:
            return BOOLEANS[raw.lower()]
        if set(types) & {"Integer", "Boolean"}:
            raise bad_request(f'parameter "{name}" must be of type {types[0]}')
        try:
            value = json.loads(raw)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
        return self._fit(value, types, name)

    def _fit(self, value: Any, types: list[str], place: str) -> Any:
        """`value` when it fits one of `types`; otherwise the complaint of the closest."""
        complaints = []
        for name in self._spread(types):
            try:
                self._fit_one(value, name, place)
            except _MisfitError as misfit:
                complaints.append(misfit)
            else:
                return value
        if not complaints:
            raise bad_request(f'"{place}" must be a file')
        raise bad_request(str(max(complaints, key=lambda complaint: complaint.depth)))

    def _spread(self, types: list[str]) -> list[str]:
        return [
            name
            for each in types
            for name in self.unions.get(each, [each])
            if name in PLAIN or name.startswith("Array of ") or name in self.types
        ]

    def _fit_one(self, value: Any, name: str, place: str) -> None:
        if name in PLAIN:
            _fit_plain(value, name, place)
        elif name.startswith("Array of "):
            self._fit_array(value, name.removeprefix("Array of "), place)
        else:
            self._fit_object(value, name, place)

    def _fit_array(self, value: Any, name: str, place: str) -> None:
        if not isinstance(value, list):
            raise _MisfitError(0, f'"{place}" must be an array')
        for index, item in enumerate(value):
            self._nested(item, [name], f"{place}[{index}]")

    def _fit_object(self, value: Any, name: str, place: str) -> None:
        if not isinstance(value, dict):
            raise _MisfitError(0, f'"{place}" must be an object of type {name}')
        fields = self.types[name]
        missing = [
            each for each, field in fields.items() if field["required"] and each not in value
        ]
        depth = 1 if missing else 2
        for each, item in value.items():
            if each not in fields:
                raise _MisfitError(depth, f'unknown field "{each}" of {name} in "{place}"')
            constant = fields[each].get("value", item)
            if constant != item:
                raise _MisfitError(0, f'"{place}.{each}" of {name} must be "{constant}"')
            self._nested(item, fields[each]["types"], f"{place}.{each}", depth)
        if missing:
            raise _MisfitError(depth, f'field "{missing[0]}" of {name} is required in "{place}"')

    def _nested(self, value: Any, types: list[str], place: str, depth: int = 2) -> None:
        try:
            self._fit(value, types, place)
        except ApiError as error:
            sentence = error.description.removeprefix("Bad Request: ")
            raise _MisfitError(depth + 1, sentence) from None


class _MisfitError(Exception):
    """A value that is not of one type; the deeper, the closer it came."""

    def __init__(self, depth: int, sentence: str) -> None:
        super().__init__(sentence)
        self.depth = depth


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_string(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return True


PLAIN = {
    "Boolean": lambda value: isinstance(value, bool),
    "Float": lambda value: isinstance(value, float) or _is_integer(value),
    "Integer": _is_integer,
    "String": _is_string,
}


def _fit_plain(value: Any, name: str, place: str) -> None:
    if not PLAIN[name](value):
        raise _MisfitError(0, f'"{place}" must be of type {name}')


def _attachments(given: dict[str, Any]) -> set[str]:
    return {
        raw.removeprefix("attach://")
        for raw in given.values()
        if isinstance(raw, str) and raw.startswith("attach://")
    }


def _attached(raw: str, given: dict[str, Any]) -> Upload:
    upload = given.get(raw.removeprefix("attach://"))
    if not isinstance(upload, Upload):
        raise bad_request("can't parse attached file: file not found in the request")
    return upload


def load() -> Api:
    """The copy of the Bot API that is shipped with the emulator."""
    source = json.loads((Path(__file__).parent / "bot-api.json").read_text(encoding="utf-8"))
    return Api(source["methods"], source["types"], source["unions"])
