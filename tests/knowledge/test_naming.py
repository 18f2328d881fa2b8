"""An SOP that is called by its code, its title or another name is opened, and no other."""

import pytest

from knowledge.ask import ask
from knowledge.library import Library, seed
from knowledge.naming import names_of
from knowledge.replies import Answer

LIBRARY = Library.of(seed())


@pytest.mark.parametrize(
    ("text", "sop", "step"),
    [
        ("SOP-07", "SOP-07", None),
        ("sop 7", "SOP-07", None),
        ("sop07 langkah 3", "SOP-07", 3),
        ("langkah 4 SOP-13", "SOP-13", 4),
        ("SOP-17 2", "SOP-17", 2),
        ("Fasilitasi Pemulangan Jenazah PMI", "SOP-19", None),
        ("one channel system", "SOP-11", None),
    ],
)
def test_a_name_opens_its_sop(text: str, sop: str, step: int | None) -> None:
    reply = ask(LIBRARY, text)
    assert isinstance(reply, Answer)
    assert (reply.hit.sop, reply.hit.step) == (sop, step)
    assert [hit.sop for hit in reply.ranking].count(sop) == 1


@pytest.mark.parametrize("text", ["SOP-99", "SOP-07 langkah 99", "sop 7 langkah tiga puluh"])
def test_what_is_not_there_is_not_made_up(text: str) -> None:
    reply = ask(LIBRARY, text)
    assert not (isinstance(reply, Answer) and reply.hit.score == 1.0 and reply.hit.step == 99)


def test_a_name_of_two_sops_names_neither() -> None:
    first, second, *_ = seed()
    assert set(names_of([first]).values()) == {first.code}
    shared = set(names_of([first])) & set(names_of([second]))
    assert not shared & set(names_of([first, second]))
