"""What goes wrong: an answer that the Bot API gives to a bot, a refusal that tests or page get."""

from typing import Any


class ApiError(Exception):
    """An unsuccessful Bot API answer; `body()` is its JSON."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, Any]:
        body = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is None:
            return body
        return body | {"parameters": {"retry_after": self.retry_after}}


def bad_request(text: str) -> ApiError:
    return ApiError(400, f"Bad Request: {text}")


class ControlError(Exception):
    """A control request that makes no sense: HTTP status and one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
