"""The bot's line to the Bot API: the connections that a cut breaks, and a port of its own."""

import asyncio
from weakref import WeakSet

from aiohttp import web


class Line:
    """With a port of its own a cut is a true one: no new connection is taken until it is mended.

    Without, the bot shares the page's port, and each of its requests is dropped.
    """

    def __init__(self) -> None:
        self._transports: WeakSet[asyncio.BaseTransport] = WeakSet()
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None
        self._address = ("127.0.0.1", 0)
        self._turn = asyncio.Lock()

    def note(self, transport: asyncio.BaseTransport | None) -> None:
        """A bot speaks on this connection."""
        if transport is not None:
            self._transports.add(transport)

    async def open(self, runner: web.AppRunner, host: str, port: int) -> tuple[str, int]:
        """Listen for bots, on a free port when it is 0: the address. Raises OSError."""
        self._runner, self._address = runner, (host, port)
        await self._listen()
        return self._address

    async def follow(self, *, cut: bool) -> None:
        """Be as the network is: break every connection of bots and listen no more, or again."""
        async with self._turn:
            if cut:
                await self._break()
            elif self._runner and not self._site:
                await self._listen()

    async def _listen(self) -> None:
        if self._runner is None:
            return
        known = len(self._runner.addresses)
        self._site = web.TCPSite(self._runner, *self._address)
        await self._site.start()
        self._address = self._runner.addresses[known][:2]

    async def _break(self) -> None:
        if self._site:
            await self._site.stop()
            self._site = None
        for transport in tuple(self._transports):
            if isinstance(transport, asyncio.Transport):
                transport.abort()
