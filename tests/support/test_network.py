"""The socket guard refuses the outside and lets loopback and unix sockets through."""

import asyncio
import socket
from pathlib import Path

import pytest

from tests.support.network import OutsideError


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 80), ("2001:db8::1", 80)])
def test_the_outside_is_refused(address: tuple[str, int]) -> None:
    with pytest.raises(OutsideError):
        socket.create_connection(address, timeout=1)
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as end, pytest.raises(OutsideError):
        end.connect(address)
    with socket.socket(family) as end, pytest.raises(OutsideError):
        end.connect_ex(address)


def test_the_outside_is_refused_to_asyncio() -> None:
    with pytest.raises(OutsideError):
        asyncio.run(asyncio.wait_for(asyncio.open_connection("192.0.2.1", 80), 1))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_is_reached(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection((host, server.getsockname()[1]), timeout=5).close()


def test_a_unix_socket_is_reached(tmp_path: Path) -> None:
    path = str(tmp_path / "s")
    with (
        socket.socket(socket.AF_UNIX) as server,
        socket.socket(socket.AF_UNIX) as end,
    ):
        server.bind(path)
        server.listen()
        end.connect(path)
