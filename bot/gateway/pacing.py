"""How fast we may write to people unasked, as arithmetic on monotonic seconds (promise P7)."""

from collections import deque

PER_WINDOW = 30
WINDOW = 1.1  # seconds; a tenth more than the second promised, for what the network bunches up
KEPT_CHATS = 1000


class Pace:
    """A sliding window over all calls, and the last message of each chat.

    Only unasked messages (lanes 1-3) are held back, and reserve their place before they go;
    everything else is debited, so that they yield. `now` is monotonic seconds.
    """

    def __init__(self) -> None:
        self._recent: deque[float] = deque()
        self._reserved: set[int] = set()
        self._last: dict[int, float] = {}
        self._paused_until = 0.0

    def delay(self, chat_id: int, now: float) -> float:
        """Seconds until an unasked message to `chat_id` may go; 0.0 when it may go now."""
        self._forget(now)
        excess = len(self._recent) + len(self._reserved) - PER_WINDOW
        budget = 0.0
        if excess >= len(self._recent):
            budget = WINDOW  # all that is taken is only reserved: nobody knows until when
        if 0 <= excess < len(self._recent):
            budget = self._recent[excess] + WINDOW - now
        chat = self._last.get(chat_id, now - WINDOW) + WINDOW - now
        return max(0.0, budget, chat, self.paused(now))

    def reserve(self, chat_id: int) -> None:
        """Keep a place for a message to the chat that goes as soon as its mark is committed."""
        self._reserved.add(chat_id)

    def release(self, chat_id: int) -> None:
        """Give the chat's place back, if it was not used."""
        self._reserved.discard(chat_id)

    def debit(self, now: float, chat_id: int | None = None) -> None:
        """Count one call; with `chat_id` it is a message in that chat and uses its place."""
        self._recent.append(now)
        if chat_id is not None:
            self._reserved.discard(chat_id)
            self._last[chat_id] = now
        self._forget(now)

    def pause(self, until: float) -> None:
        """Nothing at all goes before `until`: Telegram said 429."""
        self._paused_until = max(self._paused_until, until)

    def paused(self, now: float) -> float:
        """Seconds that the pause still lasts."""
        return max(0.0, self._paused_until - now)

    def _forget(self, now: float) -> None:
        while self._recent and self._recent[0] <= now - WINDOW:
            self._recent.popleft()
        if len(self._last) > KEPT_CHATS:
            self._last = {c: at for c, at in self._last.items() if at > now - WINDOW}
