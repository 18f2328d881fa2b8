"""Places on a phone: shared, typed by name, as coordinates, and point after point of a way."""

import pytest

from bot.interviews import sharing
from bot.interviews.gazetteer import Spot, cities, found, spots
from bot.interviews.tapping import Verb, mark
from bot.interviews.typed import take_text
from bot.people.offices import shipped_offices
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.bot.interviews.walking import BACK, SKIP, STALE, answers, asked, forged, held, taps
from tests.support.chat import Phone

ASK = "| type | name | label | constraint |\n| {} | a | Di mana? | {} |\n| text | z | Akhir? | |"
KUPANG = (-10.1772, 123.607, 12.4)


def one(database: Database, kind: str, constraint: str = "") -> Phone:
    """At a question of a place, in a ministry with all its offices; a free text follows it."""
    phone = asked(database, ASK.format(kind, constraint))
    database.write(found_offices)
    return phone


def found_offices(uow: UnitOfWork) -> None:
    for office in shipped_offices():
        uow.offices.upsert(office)


def stored(database: Database) -> str:
    return answers(database, form="baru").get("/data/a", "")


# One place -----------------------------------------------------------------------------------


def test_a_place_is_shared_with_its_accuracy(database: Database) -> None:
    phone = one(database, "geopoint")
    phone.share(*KUPANG)
    assert phone.text.startswith("Tersimpan: -10.1772, 123.607 (± 12 m)")
    assert "Akhir?" in phone.text
    assert stored(database) == "-10.1772 123.607 0.0 12.4"
    phone.tap(BACK)
    assert "Jawaban sekarang: -10.1772, 123.607 (± 12 m)" in phone.text


def test_a_name_that_is_an_answer_does_not_wait_in_the_outbox(database: Database) -> None:
    phone = one(database, "geopoint")

    def waiting(uow: UnitOfWork) -> str:
        take_text(uow, phone.chat_id, "kendal", phone.now)
        return str([each.notice.arguments for each in uow.outbox.claim("nobody", 9, phone.now)])

    found = database.write(waiting)
    assert "/data/a" in found
    assert "kendal" not in found.casefold()
    assert stored(database)


def test_a_place_that_is_not_asked_is_not_kept(database: Database) -> None:
    phone = one(database, "geopoint")
    phone.tap(SKIP)
    before = held(database).snapshot
    phone.share(*KUPANG)
    assert phone.text.startswith("Lokasi tidak diminta di sini dan tidak disimpan.")
    assert "Akhir?" in phone.text, "the question comes back"
    assert held(database).snapshot == before
    phone.type("/batal")
    phone.share(*KUPANG)
    assert phone.text.startswith("Lokasi tidak diminta di sini dan tidak disimpan.")


def test_a_place_that_the_form_refuses(database: Database) -> None:
    phone = one(database, "geopoint", "selected-at(., 3) < 10")
    phone.share(*KUPANG)
    assert phone.text.startswith("Jawaban ini belum sesuai")
    assert stored(database) == ""


@pytest.mark.parametrize(
    ("typed", "said", "value"),
    [
        ("p4mi batam", "P4MI Batam, Kepulauan Riau: 1.13, 104.05 (± 5 km)", "1.13 104.05"),
        ("BP3MI Kupang", "BP3MI Nusa Tenggara Timur: ", "-10.17 123.61"),
        ("kota Mataram", "Mataram, Nusa Tenggara Barat: ", "-8.58 116.12"),
        ("prov papua selatan", "Merauke, Papua Selatan: ", "-8.5 140.41"),
    ],
)
def test_a_name_that_is_clear_is_the_answer(
    database: Database, typed: str, said: str, value: str
) -> None:
    phone = one(database, "geopoint")
    phone.type(typed)
    assert phone.text.startswith(f"Tersimpan: {said}")
    assert stored(database) == f"{value} 0.0 5000.0"


def test_of_several_places_one_is_tapped(database: Database) -> None:
    phone = one(database, "geopoint")
    phone.type("lombok")
    assert "1. Praya, Nusa Tenggara Barat\n2. Selong, Nusa Tenggara Barat" in phone.text
    assert phone.labels[:2] == ["1. Praya, Nusa Tenggara Barat", "2. Selong, Nusa Tenggara Barat"]
    assert stored(database) == ""
    message, button = taps(phone, phone.labels[1])
    phone.press(button, message)
    assert phone.toast == "✓ Tersimpan · Selong, Nusa Tenggara Barat"
    assert phone.text.startswith("Tersimpan: Selong, Nusa Tenggara Barat: -8.65, 116.53 (± 5 km)")
    phone.press(button, message)
    assert phone.toast == STALE


def test_of_several_places_one_is_typed(database: Database) -> None:
    phone = one(database, "geopoint")
    phone.type("jatim")
    assert len([label for label in phone.labels if label[0].isdigit()]) == 8
    phone.type("lombok")
    phone.type("2")
    assert stored(database) == "-8.65 116.53 0.0 5000.0"
    phone.tap(BACK)
    assert "Tempat mana" not in phone.text, "asked anew"


def test_a_typing_error_is_asked_about(database: Database) -> None:
    phone = one(database, "geopoint")
    phone.type("pontiank")
    assert "Pontianak, Kalimantan Barat" in phone.text
    assert stored(database) == ""
    phone.type("depan pasar")
    assert phone.text.startswith("Tempat ini tidak dikenal.")


def test_coordinates_and_links(database: Database) -> None:
    phone = one(database, "geopoint")
    phone.type("106.8, -6.2")
    assert phone.text.startswith("Tempat itu tidak ada di bumi.")
    phone.type("https://maps.google.com/?q=-10.17,123.6")
    assert phone.text.startswith("Tersimpan: -10.17, 123.6\n")
    assert stored(database) == "-10.17 123.6 0.0 0.0"


# Ways and areas ------------------------------------------------------------------------------


def test_a_way_is_shared_point_by_point(database: Database) -> None:
    phone = one(database, "geotrace")
    phone.share(*KUPANG)
    assert "Titik yang sudah ada: 1\n1. -10.1772, 123.607" in phone.text
    assert phone.labels == ["Urungkan", SKIP]
    phone.type("-10.2, 123.7")
    phone.type("soe")
    assert "3. -9.86, 124.28" in phone.text
    message, button = taps(phone, "Urungkan")
    for _ in range(2):
        phone.press(button, message)
        assert phone.toast == "Titik terakhir dihapus"
    assert phone.labels == ["Selesai (2)", "Urungkan", SKIP]
    assert stored(database) == ""
    phone.type("selesai 2")
    assert stored(database) == "-10.1772 123.607 0.0 12.4; -10.2 123.7 0.0 0.0"
    phone.tap(BACK)
    assert "Titik yang sudah ada" not in phone.text


def test_a_place_that_was_tapped_twice_is_one_point(database: Database) -> None:
    phone = one(database, "geotrace")
    phone.type("lombok")
    message, button = taps(phone, "1. Praya, Nusa Tenggara Barat")
    phone.press(button, message)
    phone.press(button, message)
    assert phone.toast == STALE
    assert "Titik yang sudah ada: 1\n" in phone.text


def test_an_area_closes_by_itself(database: Database) -> None:
    phone = one(database, "geoshape")
    for text in ("1, 2", "3, 4"):
        phone.type(text)
    assert phone.labels == ["Urungkan", SKIP]
    phone.type("5, 2")
    phone.tap("Selesai (3)")
    assert phone.toast == "✓ Tersimpan · 3"
    assert stored(database) == "1.0 2.0 0.0 0.0; 3.0 4.0 0.0 0.0; 5.0 2.0 0.0 0.0; 1.0 2.0 0.0 0.0"


def test_an_area_of_two_places_is_none(database: Database) -> None:
    phone = one(database, "geoshape")
    for text in ("1, 2", "3, 4", "1, 2"):
        phone.type(text)
    phone.tap("Selesai (3)")
    assert phone.text.startswith("Diperlukan paling sedikit 3 titik yang berbeda")
    assert stored(database) == ""


def test_a_whole_way_is_typed_at_once(database: Database) -> None:
    phone = one(database, "geotrace")
    phone.type("1, 2\n3, 4")
    assert stored(database) == "1.0 2.0 0.0 0.0; 3.0 4.0 0.0 0.0"


def test_a_way_has_an_end(database: Database) -> None:
    phone = one(database, "geotrace")
    for _ in range(sharing.MOST_POINTS + 1):
        phone.share(*KUPANG)
    assert phone.text.startswith("Paling banyak 50 titik.")
    assert f"Selesai ({sharing.MOST_POINTS})" in phone.labels


# Forged --------------------------------------------------------------------------------------

FORGED = {
    "geopoint": [
        (Verb.PLACE, mark("Batam, Kepulauan Riau")),
        (Verb.PLACE, 1),
        (Verb.PLACE, 2**62),
        (Verb.WAY, 0, 0),
        (Verb.WAY, 0, 1),
    ],
    "geotrace": [(Verb.WAY, 1, 0), (Verb.WAY, 1, 1), (Verb.WAY, 0, 2), (Verb.PLACE, 1)],
    "text": [(Verb.PLACE, mark("Batam, Kepulauan Riau")), (Verb.WAY, 0, 1)],
}


@pytest.mark.parametrize("kind", FORGED)
def test_what_no_button_offers_is_stale(database: Database, kind: str) -> None:
    phone = one(database, kind)
    for verb, *numbers in FORGED[kind]:
        before = held(database).snapshot
        phone.send(forged(phone, Verb(verb), *numbers), phone.messages[-1].id)
        assert phone.toast == STALE, (verb, numbers)
        assert held(database).snapshot == before


# Names ---------------------------------------------------------------------------------------


def known() -> tuple[Spot, ...]:
    return spots(shipped_offices())


def test_every_city_stands_in_indonesia_and_has_a_mark_of_its_own() -> None:
    for city in cities():
        assert -11.1 <= float(city.latitude) <= 6.1
        assert 95 <= float(city.longitude) <= 141.1
    assert len({mark(spot.key) for spot in known()}) == len(known())


def test_every_office_but_one_is_found_by_its_own_name() -> None:
    """The city of P4MI Sumba is given as an island, which is no place for a pin."""
    lost = [
        o.name
        for o in shipped_offices()
        if [s.name for s in found(o.name, known())[0]][:1] != [o.name]
    ]
    assert lost == ["P4MI Sumba"]


def test_every_province_has_a_place() -> None:
    provinces = {city.province for city in cities()}
    assert len(provinces) == 38
    for province in provinces:
        assert province in {spot.province for spot in found(province, known())[0]}


@pytest.mark.parametrize(
    ("typed", "first", "sure"),
    [
        ("kantor", None, False),
        ("", None, False),
        ("batam", "Batam", True),
        ("surabya", "BP3MI Jawa Timur", False),
        ("bp3mi ntt", "BP3MI Nusa Tenggara Timur", True),
        ("solo", "Surakarta", True),
        ("papua", "Jayapura", False),
        ("x" * 5000, None, False),
    ],
)
def test_what_a_name_may_mean(typed: str, first: str | None, sure: bool) -> None:
    names, surely = found(typed, known())
    assert (names[0].name if names else None, surely) == (first, sure)
    assert len(names) <= 8
