"""The statements of the outbox, built once."""

from typing import Any

from sqlalchemy import and_, bindparam, case, delete, exists, func, or_, select, update

from storage.stores.statements import per_dialect
from storage.tables.outbox import is_unfinished, is_unfinished_card, is_unknown, outbox

COLUMNS = (
    outbox.c.id,
    outbox.c.chat_id,
    outbox.c.name,
    outbox.c.arguments,
    outbox.c.card,
    outbox.c.fresh,
    outbox.c.lane,
    outbox.c.dedupe_key,
    outbox.c.state,
    outbox.c.attempts,
    outbox.c.due,
    outbox.c.message_id,
    outbox.c.last_error,
)

ADD = per_dialect(
    lambda insert: (
        insert(outbox).on_conflict_do_nothing(index_elements=["dedupe_key"]).returning(outbox.c.id)
    )
)
SUPERSEDE = (
    update(outbox)
    .where(
        outbox.c.card == bindparam("of_card"),
        is_unfinished,
        outbox.c.state == "queued",
        outbox.c.id < bindparam("newest"),
    )
    .values(state="suppressed", arguments={}, finished_at=bindparam("moment"))
    .returning(outbox.c.fresh)
)
USED = select(outbox.c.dedupe_key).where(outbox.c.dedupe_key.in_(bindparam("keys", expanding=True)))
UNFINISHED_OF_CARD = (
    select(outbox.c.id).where(is_unfinished_card, outbox.c.card == bindparam("of_card")).limit(1)
)
NEWEST_OF_CARD = select(func.max(outbox.c.id)).where(
    outbox.c.card == bindparam("of_card"), is_unfinished, outbox.c.state == "queued"
)
FRESHEN = update(outbox).where(outbox.c.id == bindparam("row")).values(fresh=True)

# A row waits for every older one of its chat and lane that is under way or is to be tried again;
# one that was merely planned for later holds nobody up.
_older = outbox.alias("older")
_waits_for_older = exists().where(
    _older.c.finished_at.is_(None),
    _older.c.chat_id == outbox.c.chat_id,
    _older.c.lane == outbox.c.lane,
    _older.c.id < outbox.c.id,
    or_(
        _older.c.state != "queued",
        _older.c.attempts > 0,
        _older.c.due <= bindparam("moment"),
    ),
)
_picked = (
    select(outbox.c.id)
    .where(
        is_unfinished,
        or_(
            and_(outbox.c.state == "queued", outbox.c.due <= bindparam("moment")),
            and_(outbox.c.state == "claimed", outbox.c.lease_until <= bindparam("moment")),
        ),
        ~_waits_for_older,
    )
    .order_by(outbox.c.lane, outbox.c.id)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
    .cte("picked")
)
CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(select(_picked.c.id)))
    .values(state="claimed", owner=bindparam("holder"), lease_until=bindparam("until"))
    .returning(*COLUMNS)
)

_held = and_(
    outbox.c.id == bindparam("row"),
    outbox.c.owner == bindparam("holder"),
    is_unfinished,
)
SENDING = (
    update(outbox)
    .where(_held, outbox.c.state == "claimed")
    .values(state="sending", lease_until=bindparam("until"))
)
RETRY = (
    update(outbox)
    .where(_held)
    .values(
        state="queued",
        owner=None,
        lease_until=None,
        attempts=outbox.c.attempts + 1,
        due=bindparam("later"),
        last_error=bindparam("error"),
    )
    .returning(outbox.c.card)
)
FINISH = (
    update(outbox)
    .where(_held)
    .values(
        state=bindparam("outcome"),
        arguments={},
        lease_until=None,
        last_error=bindparam("error"),
        finished_at=bindparam("moment"),
    )
)
# What is unknown keeps its arguments: somebody may decide to repeat it.
UNKNOWN = (
    update(outbox)
    .where(_held)
    .values(
        state="unknown",
        lease_until=None,
        last_error=bindparam("error"),
        finished_at=bindparam("moment"),
    )
)
_sent: dict[str, Any] = {
    "state": "sent",
    "arguments": {},
    "lease_until": None,
    "message_id": func.coalesce(bindparam("message"), outbox.c.message_id),
    "finished_at": bindparam("moment"),
}
# A sender that was paused until its row was given up as unknown may still say how it ended.
SENT = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        outbox.c.owner == bindparam("holder"),
        or_(is_unfinished, is_unknown),
    )
    .values(**_sent)
)

# A dedupe key is remembered for good: what was asked for under it must not go out again.
SWEEP = delete(outbox).where(
    outbox.c.state.in_(("sent", "suppressed")),
    outbox.c.dedupe_key.is_(None),
    outbox.c.finished_at < bindparam("moment"),
)

_repeatable = or_(outbox.c.state == "claimed", outbox.c.card.is_not(None))
RECOVER = (
    update(outbox)
    .where(
        is_unfinished,
        outbox.c.state.in_(("claimed", "sending")),
        or_(bindparam("all_leases"), outbox.c.lease_until <= bindparam("moment")),
    )
    .values(
        state=case((_repeatable, "queued"), else_="unknown"),
        owner=case((_repeatable, None), else_=outbox.c.owner),
        lease_until=None,
        last_error=case((_repeatable, outbox.c.last_error), else_="sender lost"),
        finished_at=case((_repeatable, None), else_=bindparam("moment")),
    )
    .returning(outbox.c.state, outbox.c.card)
)

BY_ID = select(*COLUMNS).where(outbox.c.id == bindparam("row"))
UNKNOWNS = select(*COLUMNS).where(is_unknown).order_by(outbox.c.id)
NEXT_DUE = select(func.min(outbox.c.due)).where(
    is_unfinished, outbox.c.state == "queued", outbox.c.due > bindparam("moment")
)
COUNTS = select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)
