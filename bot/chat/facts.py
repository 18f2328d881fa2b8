"""What an interview begins with that nobody has to say: facts of its person, and their zone."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from storage.records import Office, Person

DEVICE = "pandu"


def prefill_values(prefill: Mapping[str, str], person: Person, office: Office) -> dict[str, str]:
    """Values by path for the side column `prefill` (person.role, person.office, …)."""
    known = {
        "person.role": person.role,
        "person.office": office.code,
        "person.language": person.language,
    }
    return {path: known[key] for path, key in prefill.items() if known[key]}


def known_of(person: Person) -> dict[str, str]:
    """What a form may ask of the device and its user: the staff id, and that Pandu is the device.

    A phone number or an address is known to no questionnaire.
    """
    return {"username": person.staff_id, "deviceid": DEVICE}


def local(now: datetime, office: Office) -> datetime:
    return now.astimezone(ZoneInfo(office.zone))
