"""A person's own profile: the same as a text and as a picture."""

from bot.chat.drawing import CAPTION_LIMIT
from bot.chat.screen import bold
from bot.pictures.figures import shown
from bot.pictures.profile import Bar, Profile
from bot.reports.figures import OwnProfile, PersonDimension, goalposts
from bot.reports.rules import own_gaps
from bot.reports.words import Words, fitted, paragraphs


def profile_text(profile: OwnProfile, language: str) -> str:
    """The profile in at most CAPTION_LIMIT UTF-16 units."""

    def draw(limit: int) -> str:
        words = Words(profile.questionnaire, language, limit)
        dimensions = profile.figures.dimensions.items()
        return paragraphs(
            bold(words.say("reports.profile.title", title=words.brief(words.title))),
            words.scale(goalposts(profile.framework)),
            "\n".join(f"{words.name(code)}: {_said(words, of)}" for code, of in dimensions),
            _growing(profile, words),
            " ".join(filter(None, (words.illustrative(), words.say("reports.profile.private")))),
        )

    return fitted(draw, CAPTION_LIMIT)


def _said(words: Words, of: PersonDimension) -> str:
    if of.score is None:
        return _remark(words, of)
    if of.required is None:
        return bold(shown(of.score))
    needed = words.say("reports.profile.needed", required=shown(of.required))
    return f"{bold(shown(of.score))} ({needed})"


def _remark(words: Words, of: PersonDimension) -> str:
    """Why a dimension is empty."""
    key = "reports.profile.too_few" if of.asked else "reports.profile.not_asked"
    return words.say(key)


def _growing(profile: OwnProfile, words: Words) -> str:
    """What would be worth learning next, for the person's own role."""
    gaps = own_gaps(profile.figures.gaps)
    if gaps:
        lines = (f"• {words.name(gap.indicator)}" for gap in gaps)
        return "\n".join((words.say("reports.profile.grow"), *lines))
    return words.say("reports.profile.enough") if profile.figures.gaps else ""


def profile_picture(profile: OwnProfile, language: str) -> Profile:
    """Bars of the dimensions against what the role needs."""
    words = Words(profile.questionnaire, language)
    scale = words.scale(goalposts(profile.framework))
    return Profile(
        title=words.say("reports.profile.heading"),
        subtitle=words.title,
        bars=tuple(
            Bar(
                label=words.name(code),
                score=of.score,
                required=of.required,
                remark=_remark(words, of) if of.score is None else "",
            )
            for code, of in profile.figures.dimensions.items()
        ),
        score_label=words.say("reports.profile.score"),
        required_label=words.say("reports.profile.required"),
        note=" ".join(part for part in (scale, words.illustrative()) if part),
    )
