"""The invented baseline: what the invented colleagues of the sample ministry answer, and when.

Nobody ever said any of this. Every answer is drawn from a fixed seed and from whom it is about,
so the same people always answer the same, in whatever order they are asked. Texts stay empty.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from statistics import NormalDist
from zoneinfo import ZoneInfo

SEED = "pandu-sample-5"  # another seed is another ministry

# Levels are 1 to 5. Somebody of whom AVERAGE_REQUIRED is required stands about at MIDDLE.
MIDDLE, AVERAGE_REQUIRED, PULL_OF_REQUIRED = 3.1, 2.5, 0.5
DIMENSIONS = {"D1": 0.15, "D2": 0.45, "D3": 0.0, "D4": -0.2, "D5": -0.15, "D6": 0.1, "D7": 0.3}
WEAK = {"D3.3": -1.2, "D4.3": -1.4, "D5.4": -1.3}  # so that a report has something to point at
SPREAD = {"office": 0.25, "dimension": 0.25, "person": 0.3, "answer": 0.5}  # standard deviations

SUPPORT = ("pelatihan", "pendampingan", "panduan", "peralatan", "petugas")  # choices, in order

FIRST_DAY, LAST_DAY = 28, 7  # days before the sample is loaded
HALF_DAYS = (timedelta(hours=8, minutes=15), timedelta(hours=13, minutes=30))
LATEST = 75 * 60  # seconds into the half-day; an interview then ends within office hours
PACE = (20, 40)  # seconds a question


@dataclass(frozen=True, slots=True)
class Respondent:
    staff_id: str
    office: str
    role: str


def chance(*about: str) -> float:
    """The number that belongs to these words, in (0, 1)."""
    digest = blake2b("\n".join((SEED, *about)).encode(), digest_size=8).digest()
    # 52 bits and a half: rounding reaches neither end.
    return ((int.from_bytes(digest, "big") >> 12) + 0.5) / 2**52


def level(respondent: Respondent, indicator: str, required: float | None) -> int:
    """The level, 1 to 5, at which the person sees the own work; `required` of the role."""
    dimension, office = indicator.split(".")[0], respondent.office
    expected = AVERAGE_REQUIRED if required is None else required
    exact = (
        MIDDLE
        + PULL_OF_REQUIRED * (expected - AVERAGE_REQUIRED)
        + DIMENSIONS.get(dimension, 0.0)
        + WEAK.get(indicator, 0.0)
        + _spread("office", office)
        + _spread("dimension", office, dimension)
        + _spread("person", respondent.staff_id)
        + _spread("answer", respondent.staff_id, indicator)
    )
    return min(5, max(1, round(exact)))


def facts(respondent: Respondent, today: date) -> dict[str, str]:
    """Canonical answers to the questions that measure no competence, by name."""
    cases = 1 + _below(12, respondent, "cases")
    handles = respondent.role == "PO" or _below(2, respondent, "handles")
    trained_on = today - timedelta(days=30 + _below(900, respondent, "trained on"))
    return {
        "pernah_pelatihan": "ya" if _below(3, respondent, "trained") else "tidak",
        "tanggal_pelatihan": trained_on.isoformat(),
        "menangani_kasus": "ya" if handles else "tidak",
        "jumlah_kasus": str(cases),
        "kasus_nonprosedural": str(_below(cases + 1, respondent, "nonprocedural")),
        "dukungan": " ".join(_support(respondent)),
    }


def sitting(respondent: Respondent, zone: str, now: datetime) -> tuple[datetime, timedelta]:
    """When the person began, and the time taken by a question.

    On a working day in the weeks before `now`, in the hours and the zone of the office.
    """
    last = now.astimezone(ZoneInfo(zone)).date() - timedelta(days=LAST_DAY)
    days = [last - timedelta(days=back) for back in range(FIRST_DAY - LAST_DAY + 1)]
    working = [day for day in days if day.weekday() < 5]
    day = working[_below(len(working), respondent, "day")]
    began = datetime.combine(day, datetime.min.time(), ZoneInfo(zone))
    began += HALF_DAYS[_below(len(HALF_DAYS), respondent, "half-day")]
    began += timedelta(seconds=_below(LATEST, respondent, "start"))
    slowest = _below(PACE[1] - PACE[0] + 1, respondent, "pace")
    return began, timedelta(seconds=PACE[0] + slowest)


def _spread(kind: str, *about: str) -> float:
    return NormalDist(0, SPREAD[kind]).inv_cdf(chance(kind, *about))


def _below(limit: int, respondent: Respondent, about: str) -> int:
    """A whole number from 0 to below the limit."""
    return int(limit * chance(about, respondent.staff_id))


def _support(respondent: Respondent) -> list[str]:
    """One or two kinds of support."""
    dearest = sorted(SUPPORT, key=lambda name: chance("support", respondent.staff_id, name))
    chosen = dearest[: 1 + _below(2, respondent, "kinds of support")]
    return [name for name in SUPPORT if name in chosen]
