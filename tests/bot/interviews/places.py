"""Indonesia's provinces, regencies and cities as choice lists, for tests of long lists."""

from pathlib import Path

_SOURCE = Path(__file__).with_name("regencies.txt").read_text(encoding="utf-8")
_LINES = [line for line in _SOURCE.splitlines() if not line.startswith("#")]


def _placed() -> dict[str, str]:
    """The province of every regency and city, in order."""
    found: dict[str, str] = {}
    province = ""
    for line in _LINES:
        kind, _, names = line.partition(": ")
        if names:
            found |= {f"{kind} {name}": province for name in names.split(", ")}
        else:
            province = line
    return found


PROVINCE_OF = _placed()
REGENCIES = tuple(PROVINCE_OF)
PROVINCES = tuple(dict.fromkeys(PROVINCE_OF.values()))
CHOICES = "\n".join(
    [
        "| list_name | name | label | prov |",
        *(f"| prov | p{n} | {name} | |" for n, name in enumerate(PROVINCES)),
        *(
            f"| kab | k{n} | {name} | p{PROVINCES.index(province)} |"
            for n, (name, province) in enumerate(PROVINCE_OF.items())
        ),
    ]
)
