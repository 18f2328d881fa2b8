"""Watches what is drawn: every screen and toast, the words it took, the lines that drew it."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from bot import i18n
from bot.app import renderers
from bot.chat.feature import Renderer
from bot.chat.screen import Screen
from bot.gateway.apology import NAME as APOLOGY
from bot.gateway.apology import apology_screen
from storage.unit_of_work import UnitOfWork
from tests.support import chat

Words = tuple[str, str]  # language and message id


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen, or a toast as one; `words` are those looked up while it was drawn."""

    name: str  # of the renderer, or "toast"
    arguments: Mapping[str, Any]
    screen: Screen
    words: frozenset[Words]


class _Listening(Mapping[str, str]):
    """A catalogue that notes what is read of it."""

    def __init__(self, watch: "Watch", language: str) -> None:
        self._watch, self._language = watch, language
        self._messages = i18n.catalogue(language)

    def __getitem__(self, key: str) -> str:
        self._watch.looked_up.append((self._language, key))
        return self._messages[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._messages)

    def __len__(self) -> int:
        return len(self._messages)


@dataclass
class Watch:
    """Notes while it is `watching`; lines are noted of the files it is given."""

    files: frozenset[str] = frozenset()
    shown: list[Shown] = field(default_factory=list)
    called: set[str] = field(default_factory=set)  # renderers, also those that drew nothing
    looked_up: list[Words] = field(default_factory=list)
    lines: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Every catalogue and every renderer of a phone is this one's, until the block ends."""
        listening = {language: _Listening(self, language) for language in i18n.LANGUAGES}
        drawers = {name: self._noting(name, draw) for name, draw in all_renderers().items()}
        before = sys.gettrace()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(i18n, "catalogue", listening.__getitem__)
            patch.setattr(chat, "renderers", lambda: drawers)
            sys.settrace(self._enter if self.files else before)
            try:
                yield
            finally:
                sys.settrace(before)

    def _noting(self, name: str, draw: Renderer) -> Renderer:
        def drawn(uow: UnitOfWork, arguments: Mapping[str, Any], chat_id: int) -> Screen | None:
            self.called.add(name)
            outside, self.looked_up = self.looked_up, []
            screen = draw(uow, arguments, chat_id)
            if screen is not None:
                self._note(name, arguments, screen)
            self.looked_up = outside
            return screen

        return drawn

    def _note(self, name: str, arguments: Mapping[str, Any], screen: Screen) -> None:
        self.shown.append(Shown(name, arguments, screen, frozenset(self.looked_up)))

    def toasting(self) -> None:
        """From here on words belong to the toast of the next tap."""
        self.looked_up.clear()

    def toasted(self, tapped: Mapping[str, Any], toast: str) -> None:
        self._note("toast", tapped, Screen(toast))

    def _enter(self, frame: FrameType, _event: str, _what: object) -> Any:
        if frame.f_code.co_filename not in self.files:
            return None
        return self._step(frame, "call", None)

    def _step(self, frame: FrameType, _event: str, _what: object) -> Any:
        self.lines[frame.f_code.co_filename].add(frame.f_lineno)
        return self._step


def all_renderers() -> dict[str, Renderer]:
    """What the gateway draws with."""
    return {**renderers(), APOLOGY: apology_screen}


def lines_of_functions(file: Path) -> set[int]:
    """The lines of a module that run when its functions do."""
    module = compile(file.read_text(encoding="utf-8"), str(file), "exec")
    return {line for code in _within(module) for _, _, line in code.co_lines() if line}


def _within(code: CodeType) -> Iterable[CodeType]:
    """Functions, and functions in them; of a class only its methods."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if not _is_class(inner):
                yield inner
            yield from _within(inner)


def _is_class(code: CodeType) -> bool:
    return "__module__" in code.co_names and "__qualname__" in code.co_names
