"""What people are asked on the tour: every kind of question that the chat has, in two versions."""

from hashlib import sha256

from bot.interviews.sent import DIGITS
from tests.bot.emulator.pictures import png
from tests.bot.interviews.places import REGENCIES

_FORM = """
| survey |
| | type                 | name   | label::Bahasa Indonesia (id)  | label::English (en)        | relevant       | required | constraint      | choice_filter | appearance | parameters            | repeat_count |
| | note                 | salam  | Terima kasih sudah ikut.      | Thank you for taking part. |                |          |                 |               |            |                       |              |
| | begin group          | meja   | Meja layanan                  | Service desk               |                |          |                 |               |            |                       |              |
| | select_one ya        | ada    | Ada meja layanan?             | Is there a desk?           |                | yes      |                 |               |            |                       |              |
| | integer              | staf   | Berapa petugasnya?            | How many staff?            | ${ada} = 'ya'  | yes      | . > 0           |               |            |                       |              |
| | select_multiple alat | alat   | Alat apa yang ada?            | Which equipment?           |                |          |                 |               |            |                       |              |
| | select_one tingkat   | sop    | Bagaimana memakai SOP?        | How is the SOP used?       |                | yes      |                 |               |            |                       |              |
| | select_one alat      | sering | Mana paling sering?           | Which most often?          |                |          |                 |               | likert     |                       |              |
| | rank alat            | urut   | Mana lebih dahulu?            | Which is first?            |                | yes      |                 |               |            |                       |              |
| | end group            |        |                               |                            |                |          |                 |               |            |                       |              |
| | begin group          | angka  | Angka dan waktu               | Numbers and times          |                |          |                 |               |            |                       |              |
| | range                | puas   | Seberapa puas?                | How content?               |                | yes      |                 |               |            | start=0 end=10 step=1 |              |
| | range                | persen | Berapa persen?                | Which share?               |                | yes      |                 |               |            | start=0 end=100 step=5 |             |
| | decimal              | jam    | Berapa jam sehari?            | Hours a day?               |                | yes      | . <= 24         |               |            |                       |              |
| | date                 | latih  | Kapan pelatihan terakhir?     | When was the training?     |                | yes      | . <= today()    |               |            |                       |              |
| | date                 | bulan  | Sejak bulan apa?              | Since which month?         |                | yes      |                 |               | month-year |                       |              |
| | date                 | tahun  | Sejak tahun berapa?           | Since which year?          |                | yes      |                 |               | year       |                       |              |
| | time                 | buka   | Jam berapa buka?              | When does it open?         |                | yes      |                 |               |            |                       |              |
| | datetime             | terjadi | Kapan kejadiannya?           | When did it happen?        |                | yes      |                 |               |            |                       |              |
| | date                 | libur  | Kapan libur terakhir?         | When was the last holiday? |                | yes      |                 |               |            |                       |              |
| | time                 | tutup  | Jam berapa tutup?             | When does it close?        |                | yes      |                 |               |            |                       |              |
| | end group            |        |                               |                            |                |          |                 |               |            |                       |              |
| | begin group          | kata   | Kata dan tempat               | Words and places           |                |          |                 |               |            |                       |              |
| | text                 | usul   | Apa usul Anda?                | What do you propose?       |                | yes      |                 |               |            |                       |              |
| | text                 | cerita | Ceritakan sebuah kasus.       | Tell of a case.            |                | yes      |                 |               | multiline  |                       |              |
| | text                 | telp   | Nomor telepon kantor?         | Phone of the office?       |                | yes      |                 |               | numbers    |                       |              |
| | barcode              | kode   | Kode barang?                  | Code of the thing?         |                | yes      |                 |               |            |                       |              |
| | geopoint             | tempat | Di mana kantornya?            | Where is the office?       |                |          |                 |               |            |                       |              |
| | geotrace             | jalan  | Lewat mana ke kantor?         | Which way to the office?   |                | yes      |                 |               |            |                       |              |
| | select_one prov      | prov   | Di provinsi mana?             | In which province?         |                | yes      |                 |               |            |                       |              |
| | select_one kota      | kota   | Di kota mana?                 | In which town?             |                | yes      |                 | prov=${prov}  |            |                       |              |
| | select_one kab       | asal   | Kabupaten asal?               | Regency of origin?         |                | yes      |                 |               |            |                       |              |
| | select_one kab       | tujuan | Kabupaten tujuan?             | Regency of destination?    |                | yes      |                 |               |            |                       |              |
| | end group            |        |                               |                            |                |          |                 |               |            |                       |              |
| | begin group          | bukti  | Bukti                         | Evidence                   |                |          |                 |               |            |                       |              |
| | image                | foto   | Foto kantor?                  | Photo of the office?       |                | yes      |                 |               |            |                       |              |
| | image                | ruang  | Foto ruang tunggu?            | Photo of the waiting room? |                | yes      |                 |               |            |                       |              |
| | file                 | surat  | Surat tugas?                  | Letter of assignment?      |                | yes      |                 |               |            |                       |              |
| | audio                | rekam  | Rekaman suara?                | Recording?                 |                | yes      |                 |               |            |                       |              |
| | end group            |        |                               |                            |                |          |                 |               |            |                       |              |
| | begin group          | layan  | Pelayanan                     | Service                    |                |          |                 |               | table-list |                       |              |
| | select_one ya        | cepat  | Meja cepat?                   | A fast desk?               |                | yes      |                 |               |            |                       |              |
| | select_one ya        | ramah  | Meja ramah?                   | A kind desk?               |                | yes      |                 |               |            |                       |              |
| | end group            |        |                               |                            |                |          |                 |               |            |                       |              |
| | begin repeat         | kasus  | Kasus                         | Case                       |                |          |                 |               |            |                       |              |
| | text                 | siapa  | Kasus siapa?                  | Whose case?                |                | yes      |                 |               |            |                       |              |
| | end repeat           |        |                               |                            |                |          |                 |               |            |                       |              |
| | begin repeat         | orang  | Petugas                       | Officer                    |                |          |                 |               |            |                       | 2            |
| | integer              | umur   | Berapa umurnya?               | How old?                   |                | yes      |                 |               |            |                       |              |
| | end repeat           |        |                               |                            |                |          |                 |               |            |                       |              |
| | acknowledge          | paham  | Data ini hanya contoh.        | This is an example.        |                |          |                 |               |            |                       |              |

| choices |
| | list_name | name  | label::Bahasa Indonesia (id)      | label::English (en)     | prov |
| | ya        | ya    | Ada                               | There is                |      |
| | ya        | tidak | Belum ada                         | Not yet                 |      |
| | alat      | komp  | Komputer                          | Computer                |      |
| | alat      | cetak | Pencetak                          | Printer                 |      |
| | alat      | net   | Internet                          | Internet                |      |
| | tingkat   | 1     | Menurut kebiasaan.                | By habit.               |      |
| | tingkat   | 2     | Mengikuti langkah.                | Follows the steps.      |      |
| | tingkat   | 3     | Mencatat penyimpangan.            | Records deviations.     |      |
| | tingkat   | 4     | Memimpin pemantauan.              | Leads the monitoring.   |      |
| | tingkat   | 5     | Menyelaraskan SOP.                | Aligns SOPs.            |      |
| | prov      | NTT   | Nusa Tenggara Timur               | East Nusa Tenggara      |      |
| | prov      | SUT   | Sumatera Utara                    | North Sumatra           |      |
| | kota      | KPG   | Kota Kupang                       | Kupang                  | NTT  |
| | kota      | MOF   | Maumere                           | Maumere                 | NTT  |
| | kota      | MES   | Medan                             | Medan                   | SUT  |
{regencies}

| settings |
| | form_id | version | form_title   | default_language      |
| | awal    | 1       | Tur          | Bahasa Indonesia (id) |
"""  # noqa: E501 - a form is a table
_KAB = "\n".join(f"| | kab | k{n} | {name} | {name} | |" for n, name in enumerate(REGENCIES))
TOUR = _FORM.replace("{regencies}", _KAB)
_LAST = "| | acknowledge          | paham"
# One question has other words, one asks for less than was said, and one is new.
CHANGED = (
    TOUR.replace("| awal    | 1 ", "| awal    | 2 ")
    .replace("Ceritakan sebuah kasus.", "Ceritakan satu kasus.")
    .replace("| . <= 24 ", "| . <= 2 ")
    .replace(_LAST, f"| | text | akhir | Apa lagi? | What else? | | yes | | | | | |\n{_LAST}")
)


def photo(n: int, place: int = 0) -> bytes:
    """A picture that nobody else sends, nor anywhere else."""
    return png(20 + n, 10 + place)


def letter(n: int) -> bytes:
    return f"%PDF {n}".encode()


def recording(n: int) -> bytes:
    return f"OggS {n}".encode()


def kept(question: str, content: bytes, ending: str) -> str:
    """The answer that stands for a file with this content."""
    return f"{question}-{sha256(content).hexdigest()[:DIGITS]}.{ending}"


def answers_of(n: int) -> dict[str, str]:
    """What the export has to hold of the person with this number."""
    zone = "+08:00"
    return {
        "/data/meja/ada": "ya",
        "/data/meja/staf": f"2{n}",
        "/data/meja/alat": "net",
        "/data/meja/sop": "4",
        "/data/meja/urut": "cetak net komp",
        "/data/angka/puas": "9",
        "/data/angka/persen": "75",
        "/data/angka/jam": "1.5",
        "/data/angka/latih": "2025-05-12",
        "/data/angka/bulan": "2019-05-01",
        "/data/angka/tahun": "2019-01-01",
        "/data/angka/buka": f"14:30:00.000{zone}",
        "/data/angka/terjadi": f"2026-02-01T14:30:00.000{zone}",
        "/data/angka/libur": "2019-04-17",
        "/data/angka/tutup": f"14:15:00.000{zone}",
        "/data/kata/usul": f"Usul {n} <b>&amp; \u202e",
        "/data/kata/cerita": f"Kasus {n}\nbaris dua 🙂",
        "/data/kata/telp": f"0380-{n}{n}{n}",
        "/data/kata/kode": f"89912345{n}",
        "/data/kata/tempat": "-10.1772 123.607 0.0 0.0",
        "/data/kata/jalan": "-10.1772 123.607 0.0 0.0; -10.2 123.7 0.0 0.0",
        "/data/kata/prov": "NTT",
        "/data/kata/kota": "MOF",
        "/data/kata/asal": f"k{REGENCIES.index('Kabupaten Garut')}",
        "/data/kata/tujuan": "k9",
        "/data/bukti/foto": kept("foto", photo(n), "jpg"),
        "/data/bukti/ruang": kept("ruang", photo(n, 1), "jpg"),
        "/data/bukti/surat": kept("surat", letter(n), "pdf"),
        "/data/bukti/rekam": kept("rekam", recording(n), "ogg"),
        "/data/layan/cepat": "ya",
        "/data/layan/ramah": "tidak",
        "/data/kasus[1]/siapa": f"Kasus B{n}",
        "/data/akhir": f"Selesai {n}",
        "/data/orang_count": "2",
        "/data/orang[1]/umur": f"3{n}",
        "/data/orang[2]/umur": f"4{n}",
        "/data/paham": "OK",
    }
