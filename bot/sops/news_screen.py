"""What officers read when an SOP that they use has changed."""

from collections.abc import Mapping
from typing import Any

from bot.chat.screen import Screen, bold
from bot.chat.text import brief, paragraphs
from bot.i18n import long_date
from bot.sops.cards import Verb
from bot.sops.changes import change_lines
from bot.sops.drawing import Desk, desk_of, open_button
from knowledge.articles import Sop, said
from knowledge.body import from_json
from knowledge.changes import changes
from storage.records import SopVersion
from storage.unit_of_work import UnitOfWork

Arguments = Mapping[str, Any]
LINES, TITLE = 10, 160


def news_screen(uow: UnitOfWork, arguments: Arguments, chat_id: int) -> Screen | None:
    """What is new since the person used the SOP; nothing to say when that was seen meanwhile."""
    desk = desk_of(uow, arguments, chat_id, "sop.ask")
    if desk is None:
        return None
    version, muted = uow.sops.by_id(arguments["version"]), uow.sop_mutes.is_muted(desk.person.id)
    before = _known(desk, version, asked=arguments["asked"])
    if before is None or (muted and not arguments["asked"]):
        return None
    sop, language = from_json(version.body), desk.person.language
    lines = change_lines(language, changes(before, sop))
    if not lines:
        return None
    more = len(lines) - LINES
    text = paragraphs(
        bold(desk.say("sops.news")),
        f"{sop.code} · {brief(said(sop.title, language), TITLE)}",
        desk.say("sops.news.version", day=long_date(language, sop.revised, "date")),
        "\n".join(f"– {line}" for line in lines[:LINES]),
        desk.say("sops.news.more", count=more) if more > 0 else "",
        desk.say("sops.news.muted") if muted else "",
    )
    switch = (
        desk.button("sops.button.unmute", Verb.UNMUTE, version.id)
        if muted
        else desk.button("sops.button.mute", Verb.MUTE, version.id)
    )
    return Screen(text, ((open_button(desk, sop),), (switch,)))


def _known(desk: Desk, version: SopVersion, *, asked: bool) -> Sop | None:
    """The SOP as the person knows it, when `version` is newer and still the present one.

    News that is looked at again compares with the version before.
    """
    versions = desk.uow.sops.versions(version.code)
    if asked:
        earlier = [each for each in versions if each.id < version.id]
    else:
        used = desk.uow.sop_uses.version_of(desk.person.id, version.code)
        earlier = [each for each in versions if each.version == used and each.id < version.id]
        if versions[-1].id != version.id:
            return None  # news of a later version follows
    return from_json(earlier[-1].body) if earlier else None
