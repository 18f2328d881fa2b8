"""What an operator can set, read once from the environment."""

import os
from functools import lru_cache
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def _console_language() -> Literal["id", "en"]:
    return "id" if os.environ.get("LANG", "").startswith("id") else "en"  # noqa: TID251


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PANDU_", frozen=True, extra="ignore")

    telegram_token: SecretStr = Field(
        default=SecretStr(""), description="Token of the bot, from BotFather. Needed by `serve`."
    )
    telegram_api: str = Field(
        default="https://api.telegram.org",
        description="Address of the Bot API; the demo sets its own.",
    )
    database_url: str = Field(
        default="sqlite:///var/pandu.db",
        description="Where everything is kept: `sqlite:///FILE` or `postgresql://…`.",
    )
    language: Literal["id", "en"] = Field(
        default_factory=_console_language,
        description="Language of the command line's own words; from LANG when not set.",
    )


@lru_cache(maxsize=1)
def settings() -> Settings:
    return Settings()
