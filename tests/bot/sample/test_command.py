"""`pandu sample load`: invitations on stdout; on stderr that nobody of it exists, and how many."""

from pathlib import Path

import pytest

from tests.bot.cli.running import Shell


@pytest.mark.parametrize(
    ("language", "first", "again"),
    [
        (
            "id",
            "Kementerian contoh dimuat: 76 pegawai; wawancara dasar (baseline) yang ditambahkan: "
            "52. Semua orang dan jawabannya rekaan.\n",
            "Kementerian contoh dimuat: 76 pegawai; wawancara dasar (baseline) yang ditambahkan: "
            "0. Semua orang dan jawabannya rekaan.\n",
        ),
        (
            "en",
            "The sample ministry is loaded: 76 staff; baseline interviews added: 52. "
            "All people and answers are invented.\n",
            "The sample ministry is loaded: 76 staff; baseline interviews added: 0. "
            "All people and answers are invented.\n",
        ),
    ],
)
def test_it_says_that_all_is_invented(
    tmp_path: Path, sqlite_url: str, language: str, first: str, again: str
) -> None:
    shell = Shell(tmp_path, sqlite_url, {"PANDU_LANGUAGE": language})
    done = shell.pandu("sample", "load")
    assert (done.code, done.err) == (0, first)
    invited = [line.split("\t") for line in done.out.splitlines()]
    assert [staff_id for staff_id, _, _ in invited[:2]] == ["S001", "S002"]
    assert len(invited) == 12
    assert {len(code) for _, _, code in invited} == {16}
    done = shell.pandu("sample", "load")
    assert (done.code, done.err) == (0, again)
    assert len(done.out.splitlines()) == 12
