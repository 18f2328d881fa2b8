"""Inline mode: words typed after the bot's name in any chat, results, and the one that is sent."""

import re
from typing import Any

from bot.emulator import acts, clock, limits
from bot.emulator.errors import ControlError, bad_request
from bot.emulator.keyboards import INLINE_QUERY
from bot.emulator.queries import InlineQuery
from bot.emulator.world import Person, World

Json = dict[str, Any]

RESULTS = 50
RESULT_ID_BYTES = 64
OFFSET_BYTES = 64
PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
# What an article may have here; the Bot API knows more.
ARTICLE = {"type", "id", "title", "description", "input_message_content"}
CONTENT = {"message_text", "entities", "link_preview_options"}
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def ask(world: World, person: Person, words: str, chat_id: int | None = None) -> Json:
    """Type `@bot words` into a chat, without sending it: the bot is asked for results."""
    if len(words) > INLINE_QUERY:
        raise ControlError(400, f"an inline query has at most {INLINE_QUERY} characters")
    chat = world.chat_of(person, chat_id)
    number = str(len(world.inline_queries) + 1).zfill(6)
    query = InlineQuery(
        f"{world.bot['id']}9{number}",
        person.id,
        chat.id,
        words,
        world.clock.wall(),
        world.clock.elapsed() + world.query_seconds,
    )
    world.inline_queries[query.id] = query
    body = {
        "id": query.id,
        "from": person.user(),
        "query": words,
        "offset": "",
        "chat_type": "sender" if chat.id == person.id else chat.body["type"],
    }
    query.update_id = world.updates.add("inline_query", person.id, body)
    return {"query_id": query.id, "update_id": query.update_id}


def answer_inline_query(world: World, given: Json) -> bool:
    """Articles only. Nothing is cached here: every query reaches the bot."""
    query = world.inline_queries.get(given["inline_query_id"])
    if query:
        query.attempts += 1
    if query is None or query.answered is not None or world.clock.elapsed() > query.deadline:
        raise bad_request(TOO_OLD)
    if len(given["results"]) > RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    results = [_checked(result) for result in given["results"]]
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(given.get("next_offset", "").encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    query.button = _checked_button(given.get("button"))
    query.next_offset = given.get("next_offset", "")
    query.results = results
    query.answered = clock.monotonic()
    world.tell("inline", query.chat_id, query.view())
    return True


def _checked(result: Json) -> Json:
    """The article with the text that its choice sends. Raises ApiError."""
    if strange := result.keys() - ARTICLE:
        raise bad_request(f"this local Bot API has no inline results with {min(strange)}")
    if result["type"] != "article":
        raise bad_request(f"this local Bot API has no inline results of type {result['type']}")
    if not 1 <= len(result["id"].encode()) <= RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if not result["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result["input_message_content"]
    if strange := content.keys() - CONTENT:
        raise bad_request(f"this local Bot API has no input message content with {min(strange)}")
    sent = limits.text_content(content["message_text"], content.get("entities", []))
    return result | {"input_message_content": sent}


def _checked_button(button: Json | None) -> Json | None:
    if button is None:
        return None
    if not button["text"].strip() or "web_app" in button:
        raise bad_request("BUTTON_INVALID")
    if not PARAMETER.fullmatch(button.get("start_parameter", "")):
        raise bad_request("START_PARAM_INVALID")
    return button


def choose(
    world: World, person: Person, query_id: str, result_id: str, chat_id: int | None = None
) -> Json:
    """Send a result into the chat: a message of the person's, via the bot."""
    query = world.inline_queries.get(query_id)
    if query is None or query.person != person.id:
        raise ControlError(404, f"{person.first_name} has asked no inline query {query_id}")
    chosen = next((each for each in query.results if each["id"] == result_id), None)
    if chosen is None:
        raise ControlError(404, f"inline query {query_id} has no result {result_id}")
    content = chosen["input_message_content"] | {"via_bot": world.bot}
    return {"message_id": acts.post(world, person, content, chat_id)}
