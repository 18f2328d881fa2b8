"""How somebody answers at the chat page: the newest card, and steps along the cards."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from bot.i18n import say
from tests.page.visiting import Visit

BUTTONS = ("submit", "next", "skip")
LEVELS = "23141322312142321"  # what is picked, again and again
MANY = 200  # cards: no questionnaire is longer


class Card:
    """The newest message with buttons in a chat, and what is done with it."""

    def __init__(self, visit: Visit, person: int) -> None:
        self.chat = visit.chat(person)
        self.message = self.chat.locator(".message:has(.key)").last

    @property
    def labels(self) -> list[str]:
        return self.message.locator(".key").all_inner_texts()

    @property
    def text(self) -> str:
        return self.message.inner_text()

    def tap(self, label: str) -> None:
        """Tap, and wait until the newest card shows something else."""
        before = self.message.inner_text()
        self.message.get_by_role("button", name=label, exact=True).click()
        expect(self.message).not_to_have_text(before, use_inner_text=True)

    def type(self, text: str) -> None:
        """Type, and wait until the bot has said something below it."""
        before = self.chat.locator(".message").count()
        field = self.chat.get_by_role("textbox")
        field.fill(text)
        field.press("Enter")
        expect(self.chat.locator(".message").nth(before + 1)).to_be_visible()


def answered(card: Card, language: str, level: str) -> bool:
    """Answer the question on the card as it wants to be answered; False at the review."""
    labels, buttons = card.labels, {key: say(language, f"button.{key}") for key in BUTTONS}
    if buttons["submit"] in labels:
        return False
    if level in labels:
        card.tap(level)
    elif ticks := [label for label in labels if label.partition(".")[0] == "☐ 1"]:
        card.tap(ticks[0])
        card.tap(say(language, "button.done", count=1))
    elif yes := [label for label in labels if label.startswith("1. ")]:
        card.tap(yes[0])
    elif optional := {buttons["next"], buttons["skip"]} & set(labels):
        card.tap(optional.pop())
    else:
        card.type("12")
    return True


def seen(photo: Locator) -> None:
    """The picture has come, is as wide as pictures for phones are, and is looked at."""
    expect(photo).to_have_js_property("complete", value=True)
    expect(photo).to_have_js_property("naturalWidth", value=1080)
    photo.evaluate("each => each.closest('.message').scrollIntoView({block: 'start'})")


# Steps along the cards, the same in each language -------------------------------------------------

Step = Callable[[Card, str], None]  # the newest card, and the language that it speaks


def push(key: str, **values: object) -> Step:
    """The button that says this message."""
    return lambda card, language: card.tap(say(language, key, **values))


def pick(number: int) -> Step:
    """The choice of this number, ticked or not, with its words on the button or without."""

    def step(card: Card, _language: str) -> None:
        numbers = {each.lstrip("☐☑✓ ").partition(".")[0]: each for each in card.labels}
        card.tap(numbers[str(number)])

    return step


def tap(label: str) -> Step:
    """The button with these words, which are the same in every language."""
    return lambda card, _language: card.tap(label)


def write(text: str) -> Step:
    return lambda card, _language: card.type(text)


def onward(**words: str) -> Step:
    """Answer until the card says these words, which are given by language."""

    def step(card: Card, language: str) -> None:
        for level in LEVELS * (MANY // len(LEVELS)):
            if words[language] in card.text:
                return
            assert answered(card, language, level), f"{words[language]!r} is not asked"
        raise AssertionError(f"{words[language]!r} is far away")

    return step


def said(key: str) -> Step:
    """Wait until the bot has said this message, on whichever card."""
    return lambda card, language: expect(card.chat).to_contain_text(say(language, key))


def to_the_review(card: Card, language: str) -> None:
    for level in LEVELS * (MANY // len(LEVELS)):
        if not answered(card, language, level):
            return
    raise AssertionError("the questionnaire does not end")
