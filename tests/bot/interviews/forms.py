"""A short questionnaire with every kind of input and a branch, for tests of the chat."""

from functools import cache

from bot.access import Operator
from bot.questionnaires import service as questionnaires
from flows.xlsform import Checked
from storage.database import Database
from tests.support.people import NOW

SHORT = """
| survey |
|  | type               | name   | label::Bahasa Indonesia (id)      | label::English (en)             | hint::Bahasa Indonesia (id) | hint::English (en) | relevant         | required | constraint           | constraint_message::Bahasa Indonesia (id) | constraint_message::English (en) | prefill     |
|  | hidden             | peran  |                                   |                                 |                             |                    |                  |          |                      |                                           |                                  | person.role |
|  | note               | salam  | Terima kasih sudah ikut.          | Thank you for taking part.      |                             |                    |                  |          |                      |                                           |                                  |             |
|  | begin group        | kantor | Kantor Anda                       | Your office                     |                             |                    |                  |          |                      |                                           |                                  |             |
|  | select_one ya      | meja   | Apakah ada meja layanan?          | Is there a service desk?        |                             |                    |                  | yes      |                      |                                           |                                  |             |
|  | integer            | staf   | Berapa petugas di meja itu?       | How many staff are at the desk? | Perkiraan cukup.            | A guess will do.   | ${meja} = 'ya'   | yes      | . >= 1 and . <= 50   | Antara 1 dan 50.                          | Between 1 and 50.                |             |
|  | select_multiple alat | alat | Alat apa yang ada?                | Which equipment is there?       |                             |                    |                  |          |                      |                                           |                                  |             |
|  | end group          |        |                                   |                                 |                             |                    |                  |          |                      |                                           |                                  |             |
|  | begin group        | diri   | Tentang Anda                      | About you                       |                             |                    |                  |          |                      |                                           |                                  |             |
|  | select_one tingkat | sop    | Bagaimana Anda memakai SOP?       | How do you use the SOP?         |                             |                    |                  | yes      |                      |                                           |                                  |             |
|  | date               | latih  | Kapan pelatihan terakhir?         | When was the last training?     |                             |                    |                  |          | . <= today()         | Tanggal itu belum tiba.                   | That day has not come yet.       |             |
|  | decimal            | jam    | Berapa jam sehari untuk laporan?  | Hours a day for reports?        |                             |                    |                  |          | . >= 0 and . <= 24   | Antara 0 dan 24.                          | Between 0 and 24.                |             |
|  | text               | usul   | Apa usul Anda untuk ${staf} petugas? | What do you propose for ${staf} staff? |                   |                    |                  |          |                      |                                           |                                  |             |
|  | end group          |        |                                   |                                 |                             |                    |                  |          |                      |                                           |                                  |             |

| choices |
|  | list_name | name    | label::Bahasa Indonesia (id)             | label::English (en)              |
|  | ya        | ya      | Ya                                       | Yes                              |
|  | ya        | tidak   | Tidak                                    | No                               |
|  | alat      | komp    | Komputer                                 | Computer                         |
|  | alat      | cetak   | Pencetak                                 | Printer                          |
|  | alat      | net     | Jaringan internet                        | Internet                         |
|  | tingkat   | 1       | Bekerja menurut kebiasaan.               | Works by habit.                  |
|  | tingkat   | 2       | Mengikuti langkah SOP.                   | Follows the steps of the SOP.    |
|  | tingkat   | 3       | Mencatat penyimpangan.                   | Records deviations.              |
|  | tingkat   | 4       | Memimpin pemantauan.                     | Leads the monitoring.            |
|  | tingkat   | 5       | Menyelaraskan SOP lintas kantor.         | Aligns SOPs across offices.      |

| settings |
|  | form_id | version | form_title    | default_language      | audience | minutes | purpose::Bahasa Indonesia (id) | purpose::English (en)      |
|  | pendek  | 1       | Potret kantor | Bahasa Indonesia (id) | FD PO PC | 3       | Kami ingin membantu kantor.    | We want to help offices.   |
"""


@cache
def checked_short() -> Checked:
    """Read once: a workbook is read in a process of its own."""
    checked = questionnaires.check_workbook(SHORT.encode(), "pendek.md")
    assert checked.ok, checked.problems
    return checked


def publish_short(database: Database) -> None:
    checked = checked_short()
    database.write(
        lambda uow: questionnaires.publish(uow, Operator(), checked, SHORT.encode(), NOW)
    )
