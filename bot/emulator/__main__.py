"""Runs the local Bot API: python -m bot.emulator --port 8081 --token 42:TEST."""

import argparse
import asyncio
import ipaddress
import os
import re
import signal
from pathlib import Path

from aiohttp import web

from bot.emulator.keys import LINE
from bot.emulator.server import application
from bot.emulator.world import World


def token(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,15}:[A-Za-z0-9_-]+", text):
        raise argparse.ArgumentTypeError("a token looks like 42:TEST")
    return text


def loopback(text: str) -> str:
    """An address of this machine only; nobody else may command the people of this world."""
    host = "127.0.0.1" if text == "localhost" else text
    try:
        if ipaddress.ip_address(host).is_loopback:
            return host
    except ValueError:
        pass
    raise argparse.ArgumentTypeError("the local Bot API listens on loopback only")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.emulator", description=__doc__)
    parser.add_argument("--host", type=loopback, default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument(
        "--bot-port", type=int, help="also listen there for bots; a cut network closes it"
    )
    parser.add_argument("--token", type=token, default="42:TEST")
    parser.add_argument("--name", default="Pandu", help="the bot's first name")
    parser.add_argument("--username", default="PanduLokalBot")
    parser.add_argument("--log", type=Path, help="also write the log there, as JSON lines")
    parser.add_argument(
        "--query-seconds", type=float, default=60, help="how long a tap waits for its answer"
    )
    parser.add_argument(
        "--end-with-stdin", action="store_true", help="end when standard input is closed"
    )
    return parser.parse_args()


async def serve(chosen: argparse.Namespace) -> None:
    """Serve until SIGTERM or SIGINT, or until who started us is gone."""
    world = World(chosen.token, chosen.name, chosen.username, chosen.log)
    world.query_seconds = chosen.query_seconds
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    if chosen.end_with_stdin:
        asyncio.get_running_loop().add_reader(0, _end_at_eof, stopped)
    app = application(world)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, chosen.host, chosen.port).start()
        print(f"listening on {_url(*runner.addresses[0][:2])}", flush=True)
        if chosen.bot_port is not None:
            bots = await app[LINE].open(runner, chosen.host, chosen.bot_port)
            print(f"bot at {_url(*bots)}", flush=True)
        await stopped.wait()
    finally:
        await runner.cleanup()
        world.journal.end()


def _url(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _end_at_eof(stopped: asyncio.Event) -> None:
    if not os.read(0, 4096):
        asyncio.get_running_loop().remove_reader(0)
        stopped.set()


def main() -> None:
    chosen = options()
    try:
        asyncio.run(serve(chosen))
    except OSError as error:
        raise SystemExit(
            f"cannot listen on {chosen.host}:{chosen.port}: {error.strerror}"
        ) from None


if __name__ == "__main__":
    main()
