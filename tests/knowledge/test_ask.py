"""A question put to the library: what comes back, and how honest it is."""

from functools import cache

import pytest

from knowledge.ask import ask
from knowledge.library import Alias, Library, Written, seed
from knowledge.replies import Answer, Choices, NotFound, Reply


@cache
def library() -> Library:
    return Library.of(seed())


def first(reply: Reply) -> tuple[str | None, int | None]:
    return reply.ranking[0].sop, reply.ranking[0].step


QUESTIONS = [
    ("Siapa yang menanggung biaya pemulangan jenazah?", "SOP-19", 3),
    ("jnzah smp bandra siapin ap aj", "SOP-19", 4),
    ("sistemnya gangguan, dicatat manual dulu ya", "SOP-08", 6),
    ("how soon must police be told about a trafficking victim?", "SOP-15", 5),
    ("how many documents must an independent worker upload?", "SOP-09", 2),
]


@pytest.mark.parametrize(("text", "sop", "step"), QUESTIONS)
def test_the_right_step_of_the_right_sop(text: str, sop: str, step: int) -> None:
    reply = ask(library(), text)
    assert isinstance(reply, Answer | Choices)
    assert first(reply) == (sop, step)


def test_scores_are_shares_best_first() -> None:
    hits = ask(library(), "berapa hari sip2mi terbit").ranking
    assert len(hits) == len(library().sops)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert 0 < sum(hit.score for hit in hits) <= 1.0001


@pytest.mark.parametrize(
    "text", ["ada jenazah PMI datang, mulai dari mana", "pengaduan masuk, langkah pertamany apa"]
)
def test_who_asks_where_to_begin_gets_the_first_step(text: str) -> None:
    reply = ask(library(), text)
    assert isinstance(reply, Answer | Choices)
    assert reply.ranking[0].step == 1


TROUBLES = [
    ("majikan tidak membayar upah di Qatar", "SOP-13", None),
    ("sopirnya disekap bosnya di Riyadh", "SOP-13", 2),
    ("My cousin was arrested in Dubai", "SOP-13", None),
    ("PMI di Amman ingin pulang tapi tidak punya uang", "SOP-17", None),
]


@pytest.mark.parametrize(("text", "sop", "step"), TROUBLES)
def test_what_a_worker_suffers_is_found_whatever_the_country(
    text: str, sop: str, step: int | None
) -> None:
    reply = ask(library(), text)
    assert isinstance(reply, Answer | Choices)
    assert reply.ranking[0].sop == sop
    if step is not None:
        assert reply.ranking[0].step == step


@pytest.mark.parametrize(
    ("text", "sop"),
    [("kecelakaan kerja", "SOP-06"), ("rumah ramah", "SOP-17"), ("sidik jari", "SOP-08")],
)
def test_a_bare_subject_is_answered_or_offered(text: str, sop: str) -> None:
    reply = ask(library(), text)
    assert isinstance(reply, Answer | Choices)
    assert reply.ranking[0].sop == sop


def test_a_bare_word_of_other_things_is_not_offered() -> None:
    assert isinstance(ask(library(), "resep rendang"), NotFound)


NOT_FOUND = [
    ("", "clarify", "unreadable"),
    ("🙏🙏🙏", "clarify", "unreadable"),
    ("<b> </b>", "clarify", "unreadable"),
    ("你好，请问护照丢了怎么办", "clarify", "unreadable"),
    ("prosesnya berapa lama ya kak", "clarify", "underspecified"),
    ("halo selamat sore", "smalltalk", "greeting"),
    ("nuhun pisan kang", "smalltalk", "thanks"),
    ("'; DROP TABLE persons; --", "refuse", "injection"),
    ("jadwal pertandingan liga malam nanti", "decline", "out_of_scope"),
    ("siapa pemenang lomba nyanyi di televisi", "decline", "out_of_scope"),
]


@pytest.mark.parametrize(("text", "reason", "kind"), NOT_FOUND)
def test_what_the_library_does_not_answer(text: str, reason: str, kind: str) -> None:
    reply = ask(library(), text)
    assert isinstance(reply, NotFound)
    assert (reply.reason, reply.kind) == (reason, kind)


def test_a_very_long_message_is_read_from_its_beginning() -> None:
    start = "prosedur serah terima jenazah PMI kepada keluarga di rumah duka "
    assert first(ask(library(), start + "dan seterusnya " * 300))[0] == "SOP-19"
    assert isinstance(ask(library(), "x" * 4096), NotFound)


def test_numbers_of_persons_are_not_looked_for() -> None:
    plain = ask(library(), "paspor hilang di malaysia mau pulang")
    assert ask(library(), "paspor C1234567 hilang di malaysia mau pulang") == plain


def test_few_words_are_understood_beside_the_sop_that_was_just_read() -> None:
    assert isinstance(ask(library(), "syaratnya apa aja"), NotFound)
    reply = ask(library(), "syaratnya apa aja", about="SOP-05")
    assert isinstance(reply, Answer)
    assert first(reply)[0] == "SOP-05"
    assert first(ask(library(), "langkah awalnya apa?", about="SOP-17")) == ("SOP-17", 1)
    assert first(ask(library(), "habis gelap terbitlah terang", about="SOP-17"))[0] != "SOP-17"


def test_what_was_just_read_does_not_hold_back_another_question() -> None:
    reply = ask(library(), "siapa yang menanggung biaya pemulangan jenazah?", about="SOP-02")
    assert first(reply)[0] == "SOP-19"


WRITTEN = Written(7, "Kantor buka jam berapa hari Jumat?", "Pukul 8 sampai 16.", "id", None, None)


def test_a_written_answer_reaches_the_next_person() -> None:
    asked = "hari jumat kantor buka jam brp"
    assert isinstance(ask(library(), asked), NotFound)
    reply = ask(Library.of(seed(), written=[WRITTEN], reuse=library()), asked)
    assert isinstance(reply, Answer)
    assert reply.hit.written == 7
    assert reply.hit.sop is None


def test_a_written_answer_may_belong_to_a_step() -> None:
    answer = Written(8, "Siapa yang merawat kucing pemohon?", "Tidak ada.", "id", "SOP-01", 2)
    reply = ask(
        Library.of(seed(), written=[answer], reuse=library()), "yang merawat kucing pemohon siapa"
    )
    assert isinstance(reply, Answer)
    assert (reply.hit.sop, reply.hit.step, reply.hit.written) == ("SOP-01", 2, 8)


def test_an_alias_leads_to_its_sop() -> None:
    asked = "gimana urus si dongkrek lewat"
    alias = Alias("urusan dongkrek lewat", "SOP-12")
    assert first(ask(library(), asked))[0] != "SOP-12"
    assert first(ask(Library.of(seed(), [alias], reuse=library()), asked))[0] == "SOP-12"


def test_an_empty_library_finds_nothing() -> None:
    assert isinstance(ask(Library.of(()), "jenazah"), NotFound)


def test_a_library_made_from_another_is_the_same_as_one_made_anew() -> None:
    anew = Library.of(seed(), written=[WRITTEN])
    for text, _, _ in QUESTIONS:
        assert first(ask(Library.of(seed(), written=[WRITTEN], reuse=library()), text)) == first(
            ask(anew, text)
        )
