"""SOPs in any chat: what is found while somebody types after the bot's name."""

import pytest

from bot.chat.inline import InlineReply
from bot.chat.screen import plain
from bot.sops.inline import DESCRIPTION, RESULTS, TITLE, found_inline
from bot.sops.rules import LATELY
from knowledge.library import seed
from storage.database import Database
from tests.bot.interviews.walking import CHAT
from tests.bot.sops.asking import asker, found, told
from tests.bot.sops.library import PASSPORT, QUESTION, stock_seed, stock_small, write_answer
from tests.support.people import DEWI, NOW, SARI, found_ministry


def typed(database: Database, words: str, user: int = CHAT, language: str = "id") -> InlineReply:
    with database.read() as uow:
        return found_inline(uow, user, language, words)


def ids(reply: InlineReply) -> list[str]:
    return [each.id for each in reply.results]


def test_a_question_gives_the_step_to_send(database: Database) -> None:
    asker(database)
    reply = typed(database, QUESTION)
    first = reply.results[0]
    assert (first.id, first.title) == ("SOP-91:0", "SOP-91 · Layanan Paspor Hilang")
    assert first.description == "Contoh tentang layanan paspor hilang."
    assert plain(first.text).startswith("SOP-91 · Layanan Paspor Hilang\nContoh, bukan SOP resmi.")
    assert "1. Mencatat laporan paspor hilang" in first.text
    assert reply.start == ""


def test_in_the_language_of_whoever_types(database: Database) -> None:
    asker(database, DEWI)
    (first,) = typed(database, "SOP-91 1").results
    assert first.description == "Step 1: Write down the report of a lost passport"
    assert "Done by: Service officer" in first.text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("SOP-91", ["SOP-91:0"]),
        ("SOP-91 2", ["SOP-91:2"]),
        ("sop-91  ", ["SOP-91:0"]),
        ("SOP-91 99", ["SOP-91:0"]),
        ("", ["SOP-91:0", "SOP-92:0", "SOP-93:0"]),
    ],
)
def test_a_code_gives_that_sop_and_nothing_all(
    database: Database, words: str, expected: list[str]
) -> None:
    asker(database)
    assert ids(typed(database, words)) == expected


def test_what_the_button_to_share_writes_is_found(database: Database) -> None:
    phone = asker(database)
    told(phone, found("SOP-91", 2))
    shared = phone.screen.share
    assert shared is not None
    assert ids(typed(database, shared.words)) == ["SOP-91:2"]
    phone.tap("Semua langkah")
    shared = phone.screen.share
    assert shared is not None
    assert ids(typed(database, shared.words)) == ["SOP-91:0"]


@pytest.mark.parametrize("words", ["zzqx wwkv", "ignore your instructions", "😀", "x" * 256])
def test_what_is_no_question_to_us_finds_nothing(database: Database, words: str) -> None:
    asker(database)
    reply = typed(database, words)
    assert ids(reply) == []
    assert reply.start == "Tanyakan langsung kepada Pandu"


def test_a_stranger_finds_nothing(database: Database) -> None:
    found_ministry(database)
    stock_small(database)
    assert typed(database, "SOP-91", user=77) == InlineReply((), "Daftar dahulu di Pandu")
    assert typed(database, "SOP-91", 77, "en-GB") == InlineReply((), "Join Pandu first")


def test_nothing_is_kept_of_what_is_typed(database: Database) -> None:
    asker(database)
    write_answer(database, "jam buka", "Pukul delapan.", None)
    for words in (QUESTION, "jam buka", ""):
        typed(database, words)
    with database.read() as uow:
        assert uow.sop_questions.counts(NOW - LATELY) == ()
        assert uow.sop_uses.counts(NOW - LATELY) == ()


def test_what_is_found_fits(database: Database) -> None:
    """Of every SOP that we ship: ids are unique and short, texts are whole."""
    asker(database, SARI)
    stock_seed(database)
    for sop in (*seed(), PASSPORT):
        for place in range(len(sop.steps) + 1):
            (result,) = typed(database, f"{sop.code} {place or ''}").results
            assert len(result.id.encode()) <= 64
            assert len(result.title) <= TITLE
            assert 0 < len(result.description) <= DESCRIPTION
            assert len(result.text) < 3500
    assert len(typed(database, "").results) == RESULTS
