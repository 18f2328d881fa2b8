"""What an operator can set, read once from the environment."""

import os
from datetime import UTC, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")


def console_language() -> Literal["id", "en"]:
    """The language that LANG asks for: Indonesian or, for any other, English."""
    return "id" if os.environ.get("LANG", "").startswith("id") else "en"  # noqa: TID251


def machine_zone() -> tzinfo:
    """The zone that TZ names, else the machine's own, UTC where neither can be told."""
    name = os.environ.get("TZ", "").lstrip(":")  # noqa: TID251
    name = name or os.path.realpath("/etc/localtime").rpartition("zoneinfo/")[2]
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return UTC


def _http(value: str) -> str:
    if urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname:
        raise ValueError("not an HTTP address")
    return value


def _database(value: str) -> str:
    kind, _, rest = value.partition("://")
    if kind == "sqlite":
        usable = rest.startswith("/") and rest[1:] not in ("", ":memory:")
    else:
        usable = kind in POSTGRESQL and urlsplit(value).port != 0  # ValueError when no number
    if not usable:
        raise ValueError("not a SQLite file or a PostgreSQL database")
    return value


def _given(value: object) -> object:
    """An empty variable is one that is not set."""
    return value or None


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PANDU_", frozen=True, extra="ignore")

    telegram_token: SecretStr = Field(
        default=SecretStr(""), description="Token of the bot, from BotFather. Needed by `serve`."
    )
    telegram_api: Annotated[str, AfterValidator(_http)] = Field(
        default="https://api.telegram.org",
        description="Address of the Bot API; the demo sets its own.",
    )
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        default="sqlite:///var/pandu.db",
        description="Where everything is kept: `sqlite:///FILE` or `postgresql://…`.",
    )
    files: Annotated[Path | None, BeforeValidator(_given)] = Field(
        default=None,
        description="Folder of the photos and other files that people send; not set: beside the"
        " SQLite file (`var/pandu-files`), else `pandu-files`.",
    )
    language: Literal["id", "en"] = Field(
        default_factory=console_language,
        description="Language of the command line's own words; from LANG when not set.",
    )
    meaning: Literal["on", "off"] = Field(
        default="on",
        description="Whether SOPs are also looked up by meaning, not by words alone; takes about"
        " 100 MB of memory. Without effect where there is no model (it is for Linux on x86-64).",
    )


@lru_cache(maxsize=1)
def settings() -> Settings:
    return Settings()


def wrong_settings() -> tuple[str, ...]:
    """The names of settings whose value cannot be used; their values may be secret."""
    try:
        settings()
    except ValidationError as error:
        return tuple(str(each["loc"][0]) for each in error.errors())
    return ()
