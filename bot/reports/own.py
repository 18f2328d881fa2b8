"""A person's own profile: the same as a text and as a picture; and what could come next."""

from bot.chat.drawing import CAPTION_LIMIT, TEXT_LIMIT
from bot.chat.screen import bold
from bot.chat.text import brief, paragraphs
from bot.pictures.figures import shown
from bot.pictures.profile import Bar, Profile
from bot.reports.figures import NextStep, OwnProfile, PersonDimension, goalposts
from bot.reports.words import Words, fitted

BEHAVIOUR = 400  # characters: workbooks have at most 200, forms of others more


def profile_text(profile: OwnProfile, language: str) -> str:
    """The profile in at most CAPTION_LIMIT UTF-16 units."""

    def draw(limit: int) -> str:
        words = Words(profile.questionnaire, language, limit)
        dimensions = profile.figures.dimensions.items()
        return paragraphs(
            bold(words.say("reports.profile.title", title=words.brief(words.title))),
            words.scale(goalposts(profile.framework)),
            "\n".join(f"{words.name(code)}: {_said(words, of)}" for code, of in dimensions),
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


def next_steps_text(profile: OwnProfile, language: str) -> str:
    """The largest gaps and how the next level looks, in at most TEXT_LIMIT UTF-16 units.

    Without a gap, what the person can help colleagues with; "" where nothing is required.
    """

    def draw(limit: int) -> str:
        words = Words(profile.questionnaire, language, limit)
        return _growing(profile, words) if profile.steps else _helping(profile, words)

    return fitted(draw, TEXT_LIMIT) if profile.figures.gaps else ""


def _growing(profile: OwnProfile, words: Words) -> str:
    return paragraphs(
        bold(words.say("reports.steps.title")),
        words.say("reports.steps.about"),
        *(f"{place}. {_step(words, step)}" for place, step in enumerate(profile.steps, 1)),
        words.say("reports.steps.end"),
    )


def _step(words: Words, step: NextStep) -> str:
    now = {"level": words.level(step.level), "required": words.level(step.required)}
    lines = [bold(words.name(step.indicator)), words.say("reports.steps.gap", **now)]
    if step.above is not None:
        behaviour = brief(step.above.words, BEHAVIOUR)
        level = words.level(step.above.level)
        lines.append(words.say("reports.steps.above", level=level, behaviour=behaviour))
    return "\n".join(lines)


def _helping(profile: OwnProfile, words: Words) -> str:
    lines = [f"• {words.name(code)}" for code in profile.strengths]
    help_ = "\n".join((words.say("reports.strengths.help"), *lines)) if lines else ""
    return paragraphs(
        bold(words.say("reports.strengths.title")), words.say("reports.strengths.all"), help_
    )


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
