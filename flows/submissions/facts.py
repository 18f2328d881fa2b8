"""What a submission says of itself: its id, when it was made, and by whom."""

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo

from flows.submissions.sent import Answers, as_found, relative
from flows.xform import Form
from flows.xpath import parse_date

USUAL_FIELDS = ("username", "staff_id")
_FIRST_ID = ("meta/rootUuid", "meta-rootUuid", "KEY")
_OTHER_ID = ("meta/instanceID", "meta-instanceID", "instanceID")
_SERVER_TIMES = ("_submission_time", "SubmissionDate")


def instance_id(form: Form, answers: Answers) -> str:
    """The id that no other submission has; "" when the file does not say it.

    A submission that is edited on the server gets another id: the first one is looked for.
    """
    (top,) = form.root.children
    own = answers.values.get(f"{top.path}/meta/instanceID", "").strip()
    named = as_found(answers.others, *_FIRST_ID) or own or as_found(answers.others, *_OTHER_ID)
    bare = answers.others.get("_uuid", "").removeprefix("uuid:")
    return named or (f"uuid:{bare}" if bare else "")


def respondent(form: Form, answers: Answers, field: str) -> tuple[str, str]:
    """The staff id, and the column where it stands; `field` "" means the usual ones."""
    own = {relative(form, path): text for path, text in answers.values.items()}
    for name in (field,) if field else USUAL_FIELDS:
        for column, text in (own | answers.others).items():
            if is_named(column, name) and text.strip():
                return text.strip(), column
    return "", ""


def is_named(column: str, field: str) -> bool:
    """Whether a column is this field, in whatever group."""
    return column == field or column.endswith((f"/{field}", f"-{field}"))


def begun(form: Form, answers: Answers, zone: tzinfo) -> datetime | None:
    """When the respondent began."""
    return next(
        _moments([*_preloaded(form, answers, "start"), answers.others.get("start", "")], zone), None
    )


def ended(form: Form, answers: Answers, zone: tzinfo) -> datetime | None:
    """When the respondent ended; otherwise when the server got it, which keeps UTC."""
    own = [*_preloaded(form, answers, "end"), answers.others.get("end", "")]
    server = [answers.others.get(name, "") for name in _SERVER_TIMES]
    return next(_moments(own, zone), None) or next(_moments(server, UTC), None)


def _preloaded(form: Form, answers: Answers, kind: str) -> Iterator[str]:
    for path, bind in form.binds.items():
        if (bind.preload, bind.preload_params) == ("timestamp", kind):
            yield answers.values.get(path, "")


def _moments(texts: list[str], zone: tzinfo) -> Iterator[datetime]:
    """Those that are moments of a time in which there were phones."""
    for text in texts:
        found = parse_date(text.strip().replace(" ", "T", 1), zone)
        if isinstance(found, datetime) and 2000 <= found.year < 2200:
            yield found
