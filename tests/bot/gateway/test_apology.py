"""The apology for a parked update speaks the language of whoever wrote."""

import json
from typing import Any

import pytest

from bot.gateway.apology import apology, apology_screen
from bot.i18n import say
from storage.database import Database
from storage.records import Incoming
from tests.support.people import SARI, enrol, found_ministry, person

CHAT = 501
ENGLISH = {"id": CHAT, "first_name": "Dewi", "language_code": "en-GB"}


def apologized(database: Database, update: dict[str, Any]) -> str:
    row = Incoming(42, 7, CHAT, json.dumps({"update_id": 7, **update}), attempts=3)
    notice = apology(row, "A1B2")
    assert notice is not None
    with database.read() as uow:
        return apology_screen(uow, notice.arguments, notice.chat_id).text


@pytest.mark.parametrize(
    ("update", "language"),
    [
        ({"message": {"from": ENGLISH, "text": "hello"}}, "en"),
        ({"callback_query": {"from": ENGLISH, "data": "x"}}, "en"),
        ({"edited_message": {"from": ENGLISH | {"language_code": "id"}}}, "id"),
        ({"message": {"from": ENGLISH | {"language_code": "fr"}}}, "id"),
        ({"message": {"from": {"id": CHAT, "first_name": "Dewi"}}}, "id"),
        ({"poll": {"id": "1"}}, "id"),
    ],
)
def test_to_a_stranger_in_the_language_of_their_telegram(
    database: Database, update: dict[str, Any], language: str
) -> None:
    assert apologized(database, update) == say(language, "gateway.apology", reference="A1B2")


def test_to_somebody_enrolled_in_the_language_they_chose(database: Database) -> None:
    found_ministry(database)
    enrol(database, SARI, CHAT)
    assert person(database, SARI).language == "id"
    said = apologized(database, {"message": {"from": ENGLISH, "text": "hello"}})
    assert said == say("id", "gateway.apology", reference="A1B2")


def test_of_an_earlier_version_in_the_language_of_most(database: Database) -> None:
    with database.read() as uow:
        screen = apology_screen(uow, {"reference": "A1B2"}, CHAT)
    assert screen.text == say("id", "gateway.apology", reference="A1B2")
