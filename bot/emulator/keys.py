"""What the handlers of bots and of tests share in the aiohttp application."""

from aiohttp import web

from bot.emulator.line import Line
from bot.emulator.world import World

WORLD = web.AppKey("world", World)
LINE = web.AppKey("line", Line)
