"""`pandu sop search --corpus`: any collection of passages, questions as JSON lines."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge.library import Library
from knowledge.meaning import content_hash
from storage.database import Database
from tests.bot.cli.running import Shell
from tests.bot.sops.library import PASSPORT, stock
from tests.knowledge.models import model

CORPUS = """
{"id": "a", "title": "Paspor hilang", "text": "Laporkan ke perwakilan."}
{"id": 7, "title": "", "text": "Pemulangan jenazah ditanggung asuransi."}
{"id": "c", "text": "Pekerja yang sakit dirujuk ke rumah sakit."}
"""
QUESTIONS = """{"id": 1, "query": "pspor hilang"}

{"id": "two", "query": "Who brings the dead body home?", "note": "more is no harm"}
{"id": 3, "query": ""}
"""


def found(shell: Shell, questions: str = QUESTIONS, **environment: str) -> Any:
    (shell.folder / "corpus.jsonl").write_text(CORPUS, encoding="utf-8")
    return shell.pandu(
        *("sop", "search", "--json", "--corpus", "corpus.jsonl"), stdin=questions, **environment
    )


def test_each_question_has_a_ranking(shell: Shell) -> None:
    done = found(shell, PANDU_MEANING="off")
    assert (done.code, done.err) == (0, "")
    one, two, three = (json.loads(line) for line in done.out.splitlines())
    assert (one["id"], one["ranking"][0]["id"]) == (1, "a")
    assert (two["id"], two["ranking"][0]["id"]) == ("two", 7)
    assert three == {"id": 3, "ranking": []}
    assert one["ranking"][0]["score"] > 0


def test_by_meaning_every_passage_has_a_place_and_no_vector_is_kept(shell: Shell) -> None:
    name = model().name
    done = found(shell)
    assert (done.code, done.err) == (0, "")
    one, two, _ = (json.loads(line) for line in done.out.splitlines())
    assert [len(each["ranking"]) for each in (one, two)] == [3, 3]
    assert (one["ranking"][0]["id"], two["ranking"][0]["id"]) == ("a", 7)
    assert kept(shell, name, ["Paspor hilang", "Laporkan ke perwakilan."]) == {}


def kept(shell: Shell, name: str, texts: Iterable[str]) -> dict[str, bytes]:
    """The vectors of these texts that are in the database."""
    database = Database(shell.database_url)
    with database.read() as uow:
        vectors = uow.vectors.known(name, map(content_hash, texts))
    database.close()
    return vectors


def test_the_vectors_of_the_library_are_kept_for_the_next_time(shell: Shell) -> None:
    name, (first, *others) = model().name, Library.of([PASSPORT]).texts()
    # Any vectors do for what was made before; to make as many takes ten seconds.
    rows = np.random.default_rng(1).normal(0, 0.05, (len(others), 384)).astype("<f2")
    made = {content_hash(text): row.tobytes() for text, row in zip(others, rows, strict=True)}
    database = Database(shell.database_url)
    stock(database, PASSPORT)
    database.write(lambda uow: uow.vectors.keep(name, made))
    database.close()
    done = shell.pandu("sop", "search", stdin='{"id": 1, "query": "paspor saya hilang"}')
    assert (done.code, done.err) == (0, "")
    known = kept(shell, name, [first, *others])
    assert known.pop(content_hash(first))
    assert known == made


@pytest.mark.parametrize("wrong", ["{", "[]", '{"id": 4}', '{"id": 4, "query": 5}', "\\ud800", "["])
def test_a_wrong_question_is_said_with_its_line(shell: Shell, wrong: str) -> None:
    done = found(shell, QUESTIONS + wrong, PANDU_MEANING="off", PANDU_LANGUAGE="en")
    assert done.code == 1
    assert done.err.startswith("Input line 5: ")
    assert len(done.out.splitlines()) == 3


@pytest.mark.parametrize("wrong", ["{", '{"id": 9}', '{"id": "a", "text": "zwei"}'])
def test_a_wrong_passage_is_said_with_its_line(shell: Shell, wrong: str) -> None:
    file = shell.folder / "corpus.jsonl"
    file.write_text(CORPUS + wrong, encoding="utf-8")
    done = shell.pandu("sop", "search", "--corpus", "corpus.jsonl", stdin=QUESTIONS)
    assert (done.code, done.out) == (1, "")
    assert "corpus.jsonl line 5" in done.err


def test_a_corpus_that_is_not_there_is_1(shell: Shell) -> None:
    done = shell.pandu("sop", "search", "--corpus", str(Path("nowhere.jsonl")), stdin="")
    assert (done.code, done.out) == (1, "")
    assert "nowhere.jsonl" in done.err


ASKED = """{"id": 1, "query": "siapa yang menanggung biaya pemulangan jenazah?"}
{"id": 2, "query": "prosesnya berapa lama"}
{"id": 3, "query": "skor pertandingan semalam berapa"}
"""


def test_without_a_corpus_the_sops_are_asked(shell: Shell) -> None:
    done = shell.pandu("sop", "search", "--json", stdin=ASKED, PANDU_MEANING="off")
    assert (done.code, done.err) == (0, "")
    one, two, three = (json.loads(line) for line in done.out.splitlines())
    assert (one["outcome"], one["sop"], one["step"]) == ("answer", "SOP-19", 3)
    assert one["reason"] is None
    assert (two["outcome"], two["reason"], two["sop"]) == ("not_found", "clarify", None)
    assert (three["outcome"], three["reason"]) == ("not_found", "decline")
    assert all(len(each["ranking"]) == 20 for each in (one, two, three))
