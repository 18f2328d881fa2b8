"""Our way to the Bot API: PTB's Bot on an aiohttp request that says whether anything was sent."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import aiohttp
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from bot.gateway.errors import Ambiguous, FloodWait, NotSent, Unauthorized
from bot.gateway.redaction import hush

CONNECT_SECONDS = 4.0  # to get a connection, from the pool or a new one
CALL_SECONDS = 10.0  # a whole call; must stay under the outbox' lease
FILE_SECONDS = 300.0  # the download of a file
PIECE = 64 * 1024  # bytes of a download held in memory at once
POLL_SECONDS = 25  # how long the server may hold a getUpdates back
JSON = {"Content-Type": "application/json"}
KNOWN_STATUS = frozenset({400, 403, 404, 409})  # BaseRequest has an error class for each


class AiohttpRequest(BaseRequest):
    """PTB's request interface on one pooled aiohttp session.

    Raises NotSent or Ambiguous where stock PTB says TimedOut or NetworkError for both. A POST is
    never repeated on a stale connection (aiohttp repeats idempotent methods only).
    """

    def __init__(self, *, seconds: float = CALL_SECONDS, connections: int = 100) -> None:
        self._timeout = aiohttp.ClientTimeout(
            total=seconds, connect=CONNECT_SECONDS, sock_connect=CONNECT_SECONDS
        )
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._timeout.total

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                timeout=self._timeout,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """One HTTP exchange; `read_timeout` (seconds) replaces the limit of the whole call.

        Raises NotSent, Ambiguous (a 5xx too), FloodWait, Unauthorized; other refusals are left to
        BaseRequest. No exception holds the URL, for the token is part of it.
        """
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        timeout = self._timeout
        if isinstance(read_timeout, int | float):
            timeout = aiohttp.ClientTimeout(
                total=read_timeout, connect=CONNECT_SECONDS, sock_connect=CONNECT_SECONDS
            )
        try:
            body, headers = _encode(request_data)
        except UnicodeEncodeError:
            raise BadRequest("half a surrogate pair cannot be sent") from None
        with _telling_apart():
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                status, payload = response.status, await response.read()
        _judge(status, payload)
        return status, payload

    async def stream(self, url: str) -> AsyncIterator[bytes]:
        """What lies at the URL, piece by piece. Raises what `do_request` does."""
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        timeout = aiohttp.ClientTimeout(
            total=FILE_SECONDS,
            connect=CONNECT_SECONDS,
            sock_connect=CONNECT_SECONDS,
            sock_read=CALL_SECONDS,
        )
        with _telling_apart():
            async with self._session.get(url, timeout=timeout, allow_redirects=False) as response:
                if response.status != 200:
                    _judge(response.status, await response.content.read(PIECE))
                    raise BadRequest(f"no file, HTTP {response.status}")
                async for piece in response.content.iter_chunked(PIECE):
                    yield piece

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as a dict. Raises Ambiguous; stock PTB also logs the whole payload."""
        try:
            answer = json.loads(payload)
        except ValueError:
            raise Ambiguous("the answer is not JSON") from None
        if not isinstance(answer, dict) or (answer.get("ok") and "result" not in answer):
            raise Ambiguous("the answer is not one of the Bot API")
        return answer


@contextmanager
def _telling_apart() -> Iterator[None]:
    """Errors of aiohttp become those that say whether the request surely did not leave."""
    try:
        yield
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise NotSent(type(error).__name__) from None
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError):
        raise NotSent("the address of the Bot API is not a URL") from None
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Ambiguous(type(error).__name__) from None


def _encode(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if data is None:
        return None, {}
    if not data.contains_files:
        # Cheaper than a form, in which every nested value is JSON inside of quotes.
        return json.dumps(data.parameters, ensure_ascii=False).encode(), JSON
    form = aiohttp.FormData(quote_fields=False)  # names of files stay readable
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, {}


def _judge(status: int, payload: bytes) -> None:
    """Raise for the answers that stock BaseRequest classes too coarsely."""
    if 200 <= status <= 299 or status in KNOWN_STATUS:
        return
    if status == 429:
        raise FloodWait(_retry_after(payload))
    if status == 401:
        raise Unauthorized("the Bot API knows no bot by this token (401)")
    if 400 <= status <= 499:
        raise BadRequest(f"refused with HTTP {status}")
    raise Ambiguous(f"HTTP {status}")


def _retry_after(payload: bytes) -> int:
    """Seconds to wait; a 429 that names none asks for one second."""
    try:
        return max(1, int(json.loads(payload)["parameters"]["retry_after"]))
    except (ValueError, KeyError, TypeError):
        return 1


class Client(ExtBot[None]):
    """PTB's Bot with a way to make a call from a plain dict, without building PTB's objects."""

    async def initialize(self) -> None:
        """As in PTB. Raises InvalidToken without the token in its text."""
        try:
            await super().initialize()
        except InvalidToken:
            raise Unauthorized("the Bot API knows no bot by this token") from None

    async def call(
        self, method: str, fields: Mapping[str, Any], *, seconds: float | None = None
    ) -> Any:
        """Call `method`, give its `result`. Values are JSON values or telegram.InputFile.

        Raises TelegramError; NotSent and Ambiguous say what became of the request.
        """
        read_timeout = BaseRequest.DEFAULT_NONE if seconds is None else seconds
        try:
            return await self._post(method, dict(fields), read_timeout=read_timeout)
        except TelegramError:
            raise
        except Exception as error:
            raise Ambiguous(type(error).__name__) from error

    def download(self, path: str) -> AsyncIterator[bytes]:
        """A file by the path that getFile gave, piece by piece. Raises TelegramError as `call`."""
        if not isinstance(self.request, AiohttpRequest):
            raise TypeError("the request of a Client is an AiohttpRequest")
        return self.request.stream(f"{self.base_file_url}/{quote(path)}")


def make_bot(token: str, api_url: str) -> Client:
    """A bot that speaks to `api_url` (no trailing slash needed); polls on a connection apart."""
    hush()
    api = api_url.rstrip("/")
    return Client(
        token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(seconds=POLL_SECONDS + CALL_SECONDS, connections=1),
    )


def bot_id(token: str) -> int:
    """The bot's own id, which is the part of its token before the colon. Raises InvalidToken."""
    head, _, _ = token.partition(":")
    if not head.isdigit():
        raise InvalidToken("a token looks like 123456:ABC…")
    return int(head)
