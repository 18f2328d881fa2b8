"""One submission as a file holds it: found in the file first, read when its form is known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flows.submissions.problems import FileProblem, Place
from flows.xform import Form


@dataclass(frozen=True, slots=True)
class Answers:
    """`values` by concrete path, a blank one for an instance that only exists.

    `places` says where each stands. `others` are fields that are not the form's, by their name in
    the file; `unknown` are those of them that hold an answer to nothing the form asks.
    """

    values: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, Place] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sent:
    """`form_id` and `version` are "" where the file does not name them."""

    place: Place
    form_id: str
    version: str
    read: Callable[[Form], Answers]


Found = Sent | FileProblem


def relative(form: Form, path: str) -> str:
    """A path without the form's top element: "/data/g/q" is "g/q"."""
    (top,) = form.root.children
    return path.removeprefix(f"{top.path}/")


def is_system(name: str) -> bool:
    """Whether a field of this name is the server's own, or of the device it was collected on."""
    parts = name.split("/")
    return (
        name in _SYSTEM
        or parts[0] in ("meta", "formhub")
        or parts[0].startswith(("_", "meta-", "SET-OF-"))
        or parts[-1].startswith("_")
    )


_SYSTEM = frozenset(
    {
        # of ODK Central
        *("SubmissionDate", "KEY", "PARENT_KEY", "SubmitterID", "SubmitterName", "Status"),
        *("AttachmentsPresent", "AttachmentsExpected", "ReviewState", "DeviceID", "Edits"),
        *("FormVersion", "instanceID", "instanceName"),
        # what KoboToolbox adds to every form
        *("start", "end", "today", "username", "deviceid", "phonenumber", "simserial"),
        *("subscriberid", "audit", "background-audio"),
    }
)


def as_found(others: Mapping[str, str], *names: str) -> str:
    """The first of these fields that is filled."""
    return next((others[name] for name in names if others.get(name)), "")
