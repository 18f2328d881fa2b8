"""`pandu sop search --corpus`: any collection of passages, questions as JSON lines."""

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.meaning import content_hash
from storage.database import Database
from tests.bot.cli.running import Shell
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


def test_vectors_are_kept_for_the_next_time(shell: Shell) -> None:
    name = model().name
    done = found(shell)
    assert (done.code, done.err) == (0, "")
    one, two, _ = (json.loads(line) for line in done.out.splitlines())
    assert [len(each["ranking"]) for each in (one, two)] == [3, 3]
    assert (one["ranking"][0]["id"], two["ranking"][0]["id"]) == ("a", 7)
    database = Database(shell.database_url)
    with database.read() as uow:
        kept = uow.vectors.known(name, hashes())
    database.close()
    assert len(kept) == 4
    assert found(shell).out == done.out


def hashes() -> list[str]:

    texts = ["Paspor hilang", "Laporkan ke perwakilan."]
    texts += ["Pemulangan jenazah ditanggung asuransi."]
    texts += ["Pekerja yang sakit dirujuk ke rumah sakit."]
    return [content_hash(text) for text in texts]


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
