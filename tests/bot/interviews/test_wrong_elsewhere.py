"""What interviews get wrong elsewhere and has no test beside its kind: restart, notices, names.

The others stand where they belong: doubled and stale taps in `test_taps`, a changed form in
`test_coming_back`, an update that comes twice and "message is not modified" in `tests/bot/gateway`.
"""

from storage.database import Database
from storage.records import Notice
from tests.bot.interviews.walking import (
    CHAT,
    DESK,
    REVIEW,
    STAFF,
    TOOLS,
    answers,
    arrived,
    at,
    begun,
    change_roster,
)
from tests.support.people import SARI, person


def test_a_restart_keeps_the_card_and_what_is_half_ticked(sqlite_url: str) -> None:
    first = Database(sqlite_url)
    phone = at(begun(first), TOOLS)
    phone.tap("☐ 1. Komputer")
    first.close()
    phone.database = Database(sqlite_url)
    phone.tap("☐ 3. Jaringan internet")
    phone.tap("Selesai (2)")
    assert answers(phone.database)["/data/kantor/alat"] == "komp net"
    phone.database.close()


def test_a_notice_in_between_throws_nobody_out(database: Database) -> None:
    phone = at(begun(database), STAFF)
    card = phone.messages[-1].id
    notice = Notice(CHAT, "people.not_allowed", {"language": "id"}, lane=1)
    database.write(lambda uow: uow.outbox.add(notice, phone.now))
    phone.deliver()
    assert phone.messages[-1].id > card
    assert answers(database)["/data/kantor/meja"] == "ya"
    phone.type("4")
    assert answers(database)["/data/kantor/staf"] == "4"
    assert TOOLS in phone.text


def test_the_answers_of_a_branch_that_was_left_are_not_sent(database: Database) -> None:
    phone = at(begun(database), REVIEW)
    for _ in range(2):  # the first section, its first answer
        phone.tap("1")
    assert DESK in phone.text
    phone.tap("2. Tidak")
    phone.tap("Ubah")
    phone.type("/start")
    at(phone, REVIEW).tap("Kirim")
    given = answers(database)
    assert given["/data/kantor/meja"] == "tidak"
    assert "/data/kantor/staf" not in given


def test_a_name_with_markup_and_marks_is_only_a_name(database: Database) -> None:
    phone = arrived(database)
    change_roster(database, "Sari Lango", "<b>Sari</b> & \u202eLango \u2066*x*")
    assert person(database, SARI).name.startswith("<b>")
    phone.type("/start")
    assert phone.text.startswith("Halo <b>Sari</b> & Lango *x*.")
    phone.type("/bantuan")
    helped = phone.messages[-1].screen.text + phone.messages[-2].screen.text
    assert "<b>Sari</b> & Lango *x*" in helped
